import { oc } from '@orpc/contract'
import { z } from 'zod'
import { callVerdicts } from '../vocabulary.ts'
import { checkView, marks } from './callDesk.ts'
import { commandId, day, id, instant, nullablePerson, personRef, version } from './common.ts'

/** `upheld`: the score stands; `changed`: the check was changed as the manager wished, or in part. */
export const appealStates = ['pending', 'upheld', 'changed'] as const

/** What an appeal's decision changed, as it stood before. */
const judged = z.object({ verdict: z.enum(callVerdicts).nullable(), marks, total: z.number().nullable() })
const appealView = z.object({
  id, version, state: z.enum(appealStates), raisedAt: instant, text: z.string(),
  decidedBy: nullablePerson, decidedAt: instant.nullable(), answer: z.string().nullable(), before: judged.nullable(),
})

const checkedCall = z.object({
  call: z.object({ id, at: instant, manager: personRef, talkS: z.int().nullable(), direction: z.enum(['in', 'out']).nullable(), hasRecording: z.boolean(), client: z.string().nullable(), deal: z.object({ id, title: z.string() }).nullable() }),
  check: checkView, appeal: appealView.nullable(), allowedActions: z.array(z.string()),
})
export type CheckedCall = z.infer<typeof checkedCall>

/** `mean` in percent, of the `scored` checks that have a total; null when there are none. */
const ownScores = z.object({ since: day, mean: z.number().nullable(), scored: z.int(), withoutTotal: z.int(), calls: z.array(checkedCall) })
export type OwnScores = z.infer<typeof ownScores>

export const callAppealsContract = {
  /** One's own calls that were checked in the last `days`, the latest check first. A second person's score, given apart, isn't among them: it measures the scoring. */
  mine: oc.input(z.object({ days: z.int().min(1).max(366).default(30) })).output(ownScores),
  /** Once a check, by the manager whose call it was. REFUSED_BY_RULE `already_appealed`. */
  raise: oc.input(z.object({ commandId, checkId: id, text: z.string().trim().min(1).max(2000) })).output(z.object({ appealId: id })),
  /** While nobody has decided. */
  undoRaise: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({})),
  /** `pending`: who waits, the longest first; else those that were decided, the latest first. */
  list: oc.input(z.object({ state: z.enum(['pending', 'decided']).default('pending'), limit: z.int().min(1).max(500).default(200) })).output(z.object({ pending: z.int(), rows: z.array(checkedCall) })),
  /** With `changed` the check gets these marks and this verdict, and what they count for is counted again; with `null` the score stands. BAD_INPUT names in `missing` what the marks lack. */
  decide: oc.input(z.object({ commandId, appealId: id, expectedVersion: version, answer: z.string().trim().min(1).max(2000), changed: judged.omit({ total: true }).nullable() })).output(z.object({ total: z.number().nullable() })),
  undoDecide: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({})),
}
