import type { DecisionInput } from '../../../../src/shared/contract/day.ts'
import type { FindingKind } from '../../../../src/shared/vocabulary.ts'

type Action = DecisionInput['kind'] | 'decide_refusal'

const ofDeal: readonly Action[] = ['question', 'allow', 'reassign', 'task', 'park', 'skip', 'spread']
const ofContact: readonly Action[] = ['question', 'allow', 'task', 'skip']

/** What may be decided on a kind of finding. A refusal is decided on itself; until then it can be asked about or put off. */
export const actionsOfKind: Readonly<Record<FindingKind, readonly Action[]>> = {
  no_task: ofDeal,
  far_task: ofDeal,
  unparked: ofDeal,
  not_as_agreed: ofDeal,
  no_pinned_note: ofDeal,
  overdue: ['question', 'allow', 'reassign', 'task', 'skip', 'spread'],
  contact_without_note: ofContact,
  poor_result: ofContact,
  not_in_crm: ofContact,
  refusal: ['decide_refusal', 'question', 'skip'],
}
