import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { callVerdicts } from '../vocabulary.ts'
import { day, id, instant, personRef } from './common.ts'
import { criterion } from './callDesk.ts'
import { exportEvent, exportInput } from './exports.ts'

/** Local days, both within; of when the calls were. */
const boardPeriod = z.object({ from: day, to: day })

/** `checks`: done ones; `withoutTotal` of them were no conversation, or nothing applied: they are in no mean. Percent. */
const mean = z.object({ mean: z.number().nullable(), checks: z.int(), withoutTotal: z.int() })
/** `entered`, `movedOn`: passages of stages of the manager's deals in the period (domain.md, Stuck); null where no stage history is known. */
const managerScore = mean.extend({ manager: personRef, entered: z.int().nullable(), movedOn: z.int().nullable() })
export type ManagerScore = z.infer<typeof managerScore>

/** `value` null: under the least number of pairs, or all marks are one. */
const agreement = z.object({ calls: z.int(), pairs: z.int(), measure: z.enum(['kappa', 'alpha']), value: z.number().nullable() })
/** `mean`: percent of the full mark over the checks to which it applied; `belowFull` of them were under it. As the newest of those checks names it. */
const criterionScore = z.object({ criterion: criterion.pick({ id: true, key: true, name: true, kind: true, critical: true }), mean: z.number(), applied: z.int(), belowFull: z.int(), agreement })
export type CriterionScore = z.infer<typeof criterionScore>
const weekScore = mean.extend({ /** Its first day. */ week: day })

const scores = z.object({ all: mean, managers: z.array(managerScore), criteria: z.array(criterionScore), weeks: z.array(weekScore), leastPairs: z.int() })
export type CallScores = z.infer<typeof scores>

/** `kept`: listened to by the deadline, the end of the next work day; `late`: afterwards; `open`: the deadline is still to come. */
export const quotaStates = ['kept', 'late', 'missed', 'open'] as const
const quotaDay = z.object({ day, manager: personRef, eligible: z.int(), quota: z.int(), inTime: z.int(), listened: z.int(), state: z.enum(quotaStates) })
export type QuotaDay = z.infer<typeof quotaDay>
const quotas = z.object({ managers: z.array(z.object({ manager: personRef, days: z.int(), kept: z.int(), late: z.int(), missed: z.int(), open: z.int(), quota: z.int(), listened: z.int() })), days: z.array(quotaDay) })
export type CallQuotas = z.infer<typeof quotas>

const bar = z.object({ fromS: z.int(), calls: z.int() })
/** `p`: the chance that so many calls in the band are chance; null under the least number of calls. */
const lengthsBoard = z.object({
  band: z.object({ fromS: z.int(), toS: z.int() }), stepS: z.int(), longestS: z.int(), leastCalls: z.int(), chance: z.number(), bars: z.array(bar),
  managers: z.array(z.object({ manager: personRef, calls: z.int(), inBand: z.int(), othersCalls: z.int(), othersInBand: z.int(), p: z.number().nullable(), suspicious: z.boolean(), bars: z.array(bar) })),
})
export type CallLengthsBoard = z.infer<typeof lengthsBoard>

/** Which calls stand behind a figure. `belowFull`: those whose check gave that criterion less than its full mark. */
const callsFilter = boardPeriod.extend({ managerId: id.optional(), scored: z.boolean().optional(), fromS: z.int().min(0).optional(), /** Before this second. */ toS: z.int().min(0).optional(), belowFull: z.string().max(60).optional() })
export type BoardCallsFilter = z.infer<typeof callsFilter>
const boardCall = z.object({
  id, at: instant, day, manager: personRef, client: z.string().nullable(), deal: z.object({ id, title: z.string() }).nullable(), talkS: z.int(), hasRecording: z.boolean(), listened: z.boolean(), scored: z.boolean(),
  /** Null also where the reader is to score the call apart. */
  verdict: z.enum(callVerdicts).nullable(), total: z.number().nullable(),
})
export type BoardCall = z.infer<typeof boardCall>

export const boardTables = ['managers', 'criteria', 'weeks', 'quotaDays', 'lengths', 'calls'] as const
export type BoardTable = (typeof boardTables)[number]
export const boardColumns = ['manager', 'criterion', 'week', 'day', 'mean', 'checks', 'withoutTotal', 'entered', 'movedOn', 'applied', 'belowFull', 'pairs', 'agreement', 'eligible', 'quota', 'inTime', 'listened', 'state', 'calls', 'inBand', 'chance', 'at', 'client', 'deal', 'talk', 'verdict'] as const
export type BoardColumn = (typeof boardColumns)[number]

export const callBoardsContract = {
  scores: oc.input(boardPeriod).output(scores),
  quotas: oc.input(boardPeriod).output(quotas),
  lengths: oc.input(boardPeriod).output(lengthsBoard),
  /** The latest first. */
  calls: oc.input(callsFilter.extend({ limit: z.int().min(1).max(2000).default(500) })).output(z.object({ total: z.int(), rows: z.array(boardCall) })),
  /** A table of the boards as a file; `words` say criteria, states and verdicts. */
  export: oc.input(z.object({ table: z.enum(boardTables), filter: callsFilter, ...exportInput(boardColumns) })).output(eventIterator(exportEvent)),
}
