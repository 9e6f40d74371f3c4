import { oc } from '@orpc/contract'
import { z } from 'zod'
import { stageKinds } from '../vocabulary.ts'
import { day, id, instant } from './common.ts'
import { dealFilter } from './deals.ts'
import { jamFigure } from './jam.ts'

/** Figures of one stage at one instant (domain.md, Deals). */
const stageFigures = jamFigure.extend({
  stageId: id,
  /** Waiting for a decision on a refusal: shown here, counted apart. */
  inReview: z.int(),
  /** Middle age in days of the counted deals; not exact = a lower bound. null: none, or a closing stage. */
  medianAge: z.object({ days: z.number(), exact: z.boolean() }).nullable(),
  stuck: z.int(),
  /** Deals that entered the stage in the period, and how many of them moved on to a later order or won; null: unknown, or a closing stage. */
  entered: z.int().nullable(),
  movedOn: z.int().nullable(),
})
export type StageFigures = z.infer<typeof stageFigures>

const period = z.object({ from: day, to: day })

const funnel = z.object({
  asOf: instant,
  /** Has the history of stages ever been brought? Without it no conversion is known. */
  historyKnown: z.boolean(),
  stages: z.array(stageFigures.extend({ stage: z.string(), pipelineId: id, pipeline: z.string(), kind: z.enum(stageKinds), dwellLimitDays: z.int().nullable() })),
})
export type Funnel = z.infer<typeof funnel>

/** The end of a past day, with the period moved back by as many days; `stages` null when nobody knows how it was then (PULT_AS_OF). */
const funnelBeside = z.object({ day, period, stages: z.array(stageFigures).nullable() })
export type FunnelBeside = z.infer<typeof funnelBeside>

/** What the funnel is narrowed by: any number of each. */
export const funnelFilter = dealFilter.pick({ managerIds: true, teams: true, pipelineIds: true, channels: true })
export type FunnelFilter = z.infer<typeof funnelFilter>

export const funnelContract = {
  get: oc.input(z.object({ filter: funnelFilter.default({}), period })).output(funnel),
  /** Apart from the present: a past day is computed from the facts and may come later. */
  beside: oc.input(z.object({ filter: funnelFilter.default({}), period, day })).output(funnelBeside),
}
