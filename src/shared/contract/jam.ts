import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ageBuckets, stageKinds, stuckReasons } from '../vocabulary.ts'
import { day, id, instant, money, nullablePerson } from './common.ts'
import { dealFilter, type DealFilter } from './deals.ts'

/** The three lists of the screen «Thinking and stuck»: the jam, all stuck deals, the parked ones. */
export const jamScopes = ['thinking', 'stuck', 'parked'] as const
export type JamScope = (typeof jamScopes)[number]

const ofScope: Record<JamScope, DealFilter> = { thinking: { status: ['open'], kinds: ['thinking'] }, stuck: { status: ['open'], stuck: true }, parked: { status: ['open'], parked: true } }
/** The deals of a scope: the filter of its list, of its charts and of «open the rows». */
export const jamFilterOf = (scope: JamScope, filter: DealFilter): DealFilter => ({ ...filter, ...ofScope[scope] })

/** `money` null: not for these eyes. */
export const jamFigure = z.object({ count: z.int(), money: money.nullable() })
export type JamFigure = z.infer<typeof jamFigure>

const overview = z.object({
  asOf: instant,
  /** The scope under the whole filter: the list's own figure. */
  all: jamFigure,
  /** Each scope under the same filter. */
  scopes: z.object({ thinking: jamFigure, stuck: jamFigure, parked: jamFigure }),
  // Each of these under all of the filter but itself, so that its figure is the list's when it alone is chosen.
  buckets: z.array(jamFigure.extend({ bucket: z.enum(ageBuckets) })),
  managers: z.array(jamFigure.extend({ manager: nullablePerson, absent: z.boolean(), buckets: z.array(jamFigure.extend({ bucket: z.enum(ageBuckets) })) })),
  stages: z.array(jamFigure.extend({ stageId: id, stage: z.string(), pipelineId: id, pipeline: z.string(), kind: z.enum(stageKinds) })),
  reasons: z.array(jamFigure.extend({ reason: z.enum(stuckReasons), known: z.boolean() })),
})
export type JamOverview = z.infer<typeof overview>

/** Fields of a filter that no fact of the past answers. */
export const unansweredThen = ['reasons', 'stuck', 'parked', 'latePoints'] as const satisfies readonly (keyof DealFilter)[]

const history = z.object({
  /** The thinking jam at the end of each past day, oldest first; `figure` null where nobody knows it. */
  points: z.array(z.object({ day, figure: jamFigure.nullable() })),
  /** What of the filter the past is not narrowed by. */
  ignored: z.array(z.enum(unansweredThen)),
})
export type JamHistory = z.infer<typeof history>

export const jamContract = {
  overview: oc.input(z.object({ scope: z.enum(jamScopes).default('thinking'), filter: dealFilter.default({}) })).output(overview),
  history: oc.input(z.object({ weeks: z.int().min(1).max(26).default(8), filter: dealFilter.default({}) })).output(history),
  /** The jam's own figure, for a line on another screen. */
  total: oc.output(jamFigure),
}
