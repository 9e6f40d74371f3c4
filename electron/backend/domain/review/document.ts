import type { ReviewDocument } from '../../../../src/shared/contract/review.ts'
import type { AgeBucket, Check, StuckReason } from '../../../../src/shared/vocabulary.ts'
import { isCheckKnown } from '../knowledge.ts'
import { byCodePoint } from '../text.ts'
import type { Zone } from '../time/zone.ts'
import { ageBucketOf, type DealState } from './dealState.ts'
import type { TeamEvaluation } from './evaluation.ts'

const sumOf = (states: readonly DealState[]): { amount: number, noRate: number } => {
  let amount = 0
  let noRate = 0
  for (const { deal } of states) {
    amount += deal.amount ?? 0
    if (deal.noRate) noRate++
  }
  return { amount, noRate }
}

const sorted = (ids: string[]): string[] => ids.sort(byCodePoint)

/** The document of `pult review --json` (contract.md); without `ids` the lists of ids are absent. */
export const reviewDocumentOf = (evaluation: TeamEvaluation, workspace: { timeZone: string, currency: string }, zone: Zone, ids: boolean): ReviewDocument => {
  const { facts } = evaluation
  const open = evaluation.deals.filter(state => state.deal.status === 'open')
  const stuck = open.filter(state => state.reasons.length > 0)
  const reasons: Record<StuckReason, number> = { dwell: 0, silent: 0, no_task: 0, overdue_task: 0, dragged: 0, promise_missed: 0 }
  for (const state of stuck) for (const reason of state.reasons) reasons[reason]++
  const thinking = open.filter(state => state.stage.kind === 'thinking')
  const buckets: Record<AgeBucket, number> = { '0-7': 0, '8-30': 0, '31-90': 0, '>90': 0 }
  for (const state of thinking) buckets[ageBucketOf(state.age.days)]++
  const noTask = open.filter(state => state.hasOpenTask === false)
  const far = open.filter(state => state.far)
  const unpinned = open.filter(state => state.needsPinnedNote)
  const idsOf = (list: () => string[]): { ids?: string[] } => ids ? { ids: sorted(list()) } : {}
  const key = (personId: number): string => facts.people.get(personId)?.externalId ?? ''
  const known = (check: Check): boolean => isCheckKnown[check](facts.knowledge)

  return {
    asOf: zone.format(evaluation.asOf),
    timezone: workspace.timeZone,
    currency: workspace.currency,
    funnel: funnelOf(evaluation),
    stuck: { count: stuck.length, ...sumOf(stuck), reasons, parked: open.filter(state => state.parked).length, ...idsOf(() => stuck.map(state => state.deal.externalId)) },
    thinking: { count: thinking.length, ...sumOf(thinking), buckets, ...idsOf(() => thinking.map(state => state.deal.externalId)) },
    checks: {
      A: {
        known: known('A'), count: noTask.length, ...sumOf(noTask), far: far.length, ...idsOf(() => noTask.map(state => state.deal.externalId)),
        ...(ids ? { farIds: sorted(far.map(state => state.deal.externalId)) } : {}),
      },
      B: { known: known('B'), count: evaluation.overdue.length, ...idsOf(() => evaluation.overdue.map(({ task }) => task.externalId)), byManager: overdueByManager(evaluation, key) },
      C: {
        known: known('C'),
        contactsWithoutNote: { known: known('C'), count: evaluation.contactsWithoutNote.length, ...idsOf(() => evaluation.contactsWithoutNote.map(contact => contact.externalId)) },
        dealsWithoutPinnedNote: { known: known('C'), count: unpinned.length, ...idsOf(() => unpinned.map(state => state.deal.externalId)) },
      },
      D: [...evaluation.kpis].map(([personId, { callsOut: _out, callsIn: _in, ...row }]) => ({ manager: key(personId), ...row })).sort((a, b) => byCodePoint(a.manager, b.manager)),
      E: { known: known('E'), count: evaluation.poorResults.length, ...idsOf(() => evaluation.poorResults.map(task => task.externalId)) },
      F: { count: evaluation.refusals.length, late: evaluation.refusals.filter(({ late }) => late).length, ...idsOf(() => evaluation.refusals.map(({ refusal }) => refusal.dealExternalId)) },
    },
  }
}

/** Every stage: open deals in open and thinking stages, won in won, lost in lost ones; in review apart from the count. */
const funnelOf = (evaluation: TeamEvaluation): ReviewDocument['funnel'] => {
  const rows = new Map([...evaluation.facts.stages.values()].map(stage =>
    [stage.id, { stage, row: { pipeline: stage.pipeline, stage: stage.name, kind: stage.kind, count: 0, amount: 0, noRate: 0, stuck: 0, inReview: 0 } }]))
  for (const { deal, stage, reasons } of evaluation.deals) {
    const { row } = rows.get(stage.id)!
    if (deal.status === 'refusal_review') row.inReview++
    else if (deal.status === (stage.kind === 'thinking' ? 'open' : stage.kind)) {
      row.count++
      row.amount += deal.amount ?? 0
      if (deal.noRate) row.noRate++
      if (reasons.length > 0) row.stuck++
    }
  }
  return [...rows.values()]
    .sort((a, b) => byCodePoint(a.stage.pipeline, b.stage.pipeline) || a.stage.pipelineId - b.stage.pipelineId || a.stage.position - b.stage.position || byCodePoint(a.stage.name, b.stage.name))
    .map(({ row }) => row)
}

const overdueByManager = (evaluation: TeamEvaluation, key: (personId: number) => string): ReviewDocument['checks']['B']['byManager'] => {
  const rows = new Map<string, { manager: string, count: number, oldestDays: number }>()
  for (const { task, days } of evaluation.overdue) {
    // A task without an assignee counts, but is nobody's row.
    if (task.assigneeId === null) continue
    const manager = key(task.assigneeId)
    const row = rows.get(manager)
    if (!row) rows.set(manager, { manager, count: 1, oldestDays: days })
    else {
      row.count++
      row.oldestDays = Math.max(row.oldestDays, days)
    }
  }
  return [...rows.values()].sort((a, b) => byCodePoint(a.manager, b.manager))
}
