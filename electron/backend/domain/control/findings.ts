import type { FindingKind } from '../../../../src/shared/vocabulary.ts'
import type { TeamEvaluation } from '../review/evaluation.ts'
import type { DealFact } from '../review/facts.ts'
import { formatDay } from '../time/days.ts'
import type { Zone } from '../time/zone.ts'

export type FindingRecordType = 'deal' | 'task' | 'activity' | 'refusal'

/** A finding as the rules give it, before it is compared with what is kept. */
export interface FindingSeed {
  kind: FindingKind
  recordType: FindingRecordType
  recordId: number
  dealId: number | null
  managerId: number | null
  /** Minor units of the reporting currency; null = no amount, or no rate. */
  amount: number | null
  noRate: boolean
  /** Local day since when it holds, `YYYY-MM-DD`. */
  sinceDay: string | null
}

/** The record that a kind of finding is about; a kind has one type. */
export const recordTypeOf = {
  no_task: 'deal', far_task: 'deal', unparked: 'deal', not_in_crm: 'deal', not_as_agreed: 'deal', no_pinned_note: 'deal', overdue: 'task', poor_result: 'task', contact_without_note: 'activity', refusal: 'refusal',
} as const satisfies Record<FindingKind, FindingRecordType>

/** One number a finding: kinds in this order, so that a map needs no strings. */
const kindOrder = ['no_task', 'far_task', 'unparked', 'overdue', 'contact_without_note', 'no_pinned_note', 'poor_result', 'refusal', 'not_in_crm', 'not_as_agreed'] as const satisfies readonly FindingKind[]
const kindNumber = Object.fromEntries(kindOrder.map((kind, index) => [kind, index])) as Record<FindingKind, number>
export const findingKey = (kind: FindingKind, recordId: number): number => recordId * kindOrder.length + kindNumber[kind]

/** Every finding that an evaluation yields (domain.md, Daily control, A B C E F); D has numbers, no findings. */
export const findingsOf = (evaluation: TeamEvaluation, zone: Zone): FindingSeed[] => {
  const seeds: FindingSeed[] = []
  const dealOf = new Map<number, DealFact>()
  const dayOf = makeDayOf(zone)
  const add = (kind: FindingKind, recordId: number, deal: DealFact | undefined, dealId: number | null, managerId: number | null, sinceDay: string | null) =>
    seeds.push({ kind, recordType: recordTypeOf[kind], recordId, dealId, managerId, amount: deal?.amount ?? null, noRate: deal?.noRate ?? false, sinceDay })

  for (const state of evaluation.deals) {
    const { deal } = state
    dealOf.set(deal.id, deal)
    if (deal.status !== 'open') continue
    if (state.hasOpenTask === false) add('no_task', deal.id, deal, deal.id, deal.ownerId, dayOf(deal.entry.at))
    if (state.far) add('far_task', deal.id, deal, deal.id, deal.ownerId, dayOf(deal.entry.at))
    if (state.unparked) add('unparked', deal.id, deal, deal.id, deal.ownerId, deal.parking?.untilDay ?? null)
    if (state.agreement) add('not_as_agreed', deal.id, deal, deal.id, deal.ownerId, dayOf(state.agreed!.doneAt))
    if (state.needsPinnedNote) add('no_pinned_note', deal.id, deal, deal.id, deal.ownerId, dayOf(deal.entry.at))
  }
  const of = (dealId: number | null): DealFact | undefined => dealId === null ? undefined : dealOf.get(dealId)
  for (const { task } of evaluation.overdue) add('overdue', task.id, of(task.dealId), task.dealId, task.assigneeId, dayOf(task.dueAt!))
  for (const contact of evaluation.contactsWithoutNote) add('contact_without_note', contact.id, of(contact.dealId), contact.dealId, contact.managerId, dayOf(contact.at))
  for (const task of evaluation.poorResults) add('poor_result', task.id, of(task.dealId), task.dealId, task.assigneeId, dayOf(task.doneAt))
  for (const { dealId, managerId, at } of evaluation.notInCrm) add('not_in_crm', dealId, of(dealId), dealId, managerId, dayOf(at))
  for (const { refusal } of evaluation.refusals) {
    const deal = of(refusal.dealId)
    add('refusal', refusal.id, deal, refusal.dealId, refusal.requestedBy ?? deal?.ownerId ?? null, dayOf(refusal.requestedAt))
  }
  return seeds
}

/** Formatted local days, each made once: an evaluation asks for the same few hundred days again and again. */
const makeDayOf = (zone: Zone): (instant: number) => string => {
  const days = new Map<number, string>()
  return (instant) => {
    const number = zone.dayOf(instant)
    let text = days.get(number)
    if (text === undefined) days.set(number, text = formatDay(number))
    return text
  }
}
