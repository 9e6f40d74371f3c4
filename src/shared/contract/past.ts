import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { dealStatuses, stageKinds, stuckReasons } from '../vocabulary.ts'
import { day, id, instant, money, nullablePerson } from './common.ts'
import { dealFilter, dealRow } from './deals.ts'
import { exportEvent, exportInput } from './exports.ts'
import { unansweredThen } from './jam.ts'

/** Parts of a figure of the past, each a list of its own. */
export const pastParts = { jam: ['all'], stage: ['counted', 'inReview', 'stuck'], conversion: ['entered', 'movedOn', 'stayed'] } as const
export type PastPart = (typeof pastParts)[keyof typeof pastParts][number]

/** A figure that was counted of the past: the jam at the end of a day, a stage at the end of a day, a stage's conversion in a period. */
export const pastFigure = z.discriminatedUnion('of', [
  z.object({ of: z.literal('jam'), day, part: z.enum(pastParts.jam).default('all') }),
  z.object({ of: z.literal('stage'), day, stageId: id, part: z.enum(pastParts.stage).default('counted') }),
  /** `asOf`: what had happened by the end of that day; without one by now. */
  z.object({ of: z.literal('conversion'), stageId: id, from: day, to: day, asOf: day.optional(), part: z.enum(pastParts.conversion).default('entered') }),
])
export type PastFigure = z.infer<typeof pastFigure>

/** `stage`, `manager`, `age` are those of then; `nowStage`, `nowManager` of today. */
export const pastSorts = ['amount', 'title', 'client', 'stage', 'manager', 'age', 'entered', 'moved', 'nowStage', 'nowManager', 'created'] as const
export const pastSort = z.object({ by: z.enum(pastSorts), descending: z.boolean() })
export type PastSort = z.infer<typeof pastSort>

export const pastRow = z.object({
  id,
  /** The deal as it is today. */
  deal: dealRow,
  /** As it stood then; null for a conversion. */
  then: z.object({
    stage: z.string(), status: z.enum(dealStatuses), manager: nullablePerson, age: z.object({ days: z.int(), exact: z.boolean() }),
    /** null: not asked of that day. */
    stuck: z.array(z.enum(stuckReasons)).nullable(),
  }).nullable(),
  /** When it entered the stage in the period, and its first way on; `movedTo` null with `movedOn`: it was won. */
  passage: z.object({ enteredAt: instant, movedOn: z.boolean(), movedAt: instant.nullable(), movedTo: z.string().nullable() }).nullable(),
})
export type PastRow = z.infer<typeof pastRow>

export const pastColumns = ['title', 'client', 'amount', 'stage', 'age', 'manager', 'stuck', 'entered', 'passed', 'moved', 'nowStage', 'nowStatus', 'nowManager', 'channel', 'created', 'closed', 'externalId'] as const
export type PastColumn = (typeof pastColumns)[number]

const asked = { figure: pastFigure, filter: dealFilter.default({}), sort: pastSort.default({ by: 'amount', descending: true }) }

export const pastContract = {
  /** The rows of a figure of the past: as many as it says, by the same facts. */
  range: oc.input(z.object({ ...asked, offset: z.int().min(0), limit: z.int().min(1).max(1000).default(200) })).output(z.object({
    /** false: nobody knows how it was then. */
    known: z.boolean(),
    rows: z.array(pastRow), total: z.int(), money,
    parts: z.array(z.object({ part: z.string(), count: z.int() })),
    stage: z.object({ name: z.string(), pipeline: z.string(), kind: z.enum(stageKinds) }).nullable(),
    /** What of the filter the past is not narrowed by. */
    ignored: z.array(z.enum(unansweredThen)),
  })),
  /** Columns with the window's words; `words` as in `deals.export`, with `passed.yes`, `passed.no` and `passed.won`. */
  export: oc.input(z.object({ ...asked, ...exportInput(pastColumns) }))
    .output(eventIterator(exportEvent)),
}
