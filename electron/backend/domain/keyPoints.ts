import type { Rules } from '../../../src/shared/contract/settings.ts'
import { keyPoints, type KeyPoint, type StageKind } from '../../../src/shared/vocabulary.ts'
import type { WorkCalendar } from './time/calendar.ts'
import type { DayNumber } from './time/days.ts'
import type { Zone } from './time/zone.ts'

/**
 * Key points (domain.md). A point is reached by an activity of its kind that names the deal and happened, by the deal's entering
 * a stage that carries it (or one behind such a stage: it was passed), or by the head's doing it; a later point satisfies the
 * earlier ones. Only the next point has a deadline: those behind it wait for it. A point that nothing could tell of (neither
 * activities nor a stage that carries it) is unknown and never late; its days are added to the next one's.
 */
export type KeyPointState = 'reached' | 'late' | 'due' | 'later' | 'unknown'
export interface KeyPointEvent { point: KeyPoint, at: number, byHead: boolean }
export interface KeyPointFacts {
  /** The deal is worked on: only then a point can be due. */
  open: boolean
  createdAt: number | null
  /** What happened up to now, in any order. */
  events: readonly KeyPointEvent[]
  known: ReadonlySet<KeyPoint>
}
export interface KeyPointView { point: KeyPoint, state: KeyPointState, at: number | null, byHead: boolean, dueDay: DayNumber | null, /** Local days since the due day. */ lateDays: number | null }

/** 1 = presentation … 5 = payment; 0 stands for the deal's creation. */
export const ordinalOf = (point: KeyPoint): number => keyPoints.indexOf(point) + 1
export const pointOf = (ordinal: number): KeyPoint | null => keyPoints[ordinal - 1] ?? null

export type KeyPointRules = Pick<Rules, `${KeyPoint}WorkDays`>
export const workDaysOf = (rules: KeyPointRules, point: KeyPoint): number => rules[`${point}WorkDays`]

/** The point that comes after the reached ones, and its working days, those of the unknown points between included; null when none is left or can be known. */
export const nextPoint = (reached: number, known: ReadonlySet<KeyPoint>, rules: KeyPointRules): { point: KeyPoint, workDays: number } | null => {
  let workDays = 0
  for (const point of keyPoints.slice(reached)) {
    workDays += workDaysOf(rules, point)
    if (known.has(point)) return { point, workDays }
  }
  return null
}

/** The five points of one deal in their order. */
export const keyPointsOf = (facts: KeyPointFacts, { today, zone, calendar, rules }: { today: DayNumber, zone: Zone, calendar: WorkCalendar, rules: KeyPointRules }): KeyPointView[] => {
  let reachedBy: KeyPointEvent | null = null
  const reached = keyPoints.map((_, index): KeyPointEvent | null => {
    const satisfying = facts.events.filter(event => ordinalOf(event.point) > index)
    return satisfying.reduce<KeyPointEvent | null>((first, event) => first === null || event.at < first.at ? event : first, null)
  })
  const last = reached.findLastIndex(event => event !== null)
  if (last >= 0) reachedBy = reached[last]!
  const anchor = reachedBy ? reachedBy.at : facts.createdAt
  const next = facts.open ? nextPoint(last + 1, facts.known, rules) : null
  return keyPoints.map((point, index): KeyPointView => {
    const event = reached[index]
    if (event) return { point, state: 'reached', at: event.at, byHead: event.byHead, dueDay: null, lateDays: null }
    const waiting = { point, at: null, byHead: false, dueDay: null, lateDays: null }
    if (next?.point !== point) return { ...waiting, state: facts.known.has(point) ? 'later' : 'unknown' }
    if (anchor === null) return { ...waiting, state: 'due' }
    const dueDay = calendar.workDayAfter(zone.dayOf(anchor), next.workDays)
    return { ...waiting, state: today > dueDay ? 'late' : 'due', dueDay, lateDays: today > dueDay ? today - dueDay : null }
  })
}

/** The n-th working day before `day`: what began before it has its deadline of n working days before `day`. */
export const workDayBack = (calendar: WorkCalendar, day: DayNumber, workDays: number): DayNumber => {
  let found = day
  for (let count = 0; count < workDays; count++) found = calendar.workDayBefore(found)
  return found
}

export interface PointStage { id: number, pipelineId: number, position: number, kind: StageKind, keyPoint: KeyPoint | null }

/** Which ordinal a deal has reached by entering each stage: the last point that it or a stage before it carries; 0 = none. Losing passes nothing. */
export const reachOfStages = (stages: readonly PointStage[]): Map<number, number> => new Map(stages.map(stage => {
  if (stage.kind === 'lost') return [stage.id, 0]
  const passed = stages.filter(other => other.pipelineId === stage.pipelineId && other.kind !== 'lost' && other.position <= stage.position && other.keyPoint !== null)
  return [stage.id, Math.max(0, ...passed.map(other => ordinalOf(other.keyPoint!)))]
}))

/** Points that can be known of a pipeline's deals: all where activities are, else those that its stages carry. */
export const knownPoints = (stages: readonly PointStage[], pipelineId: number, activitiesKnown: boolean): Set<KeyPoint> =>
  new Set(activitiesKnown ? keyPoints : stages.flatMap(stage => stage.pipelineId === pipelineId && stage.kind !== 'lost' && stage.keyPoint !== null ? [stage.keyPoint] : []))

/** A courtesy call by the head is due until that day after the closing, counted in local days. */
export const courtesyDueDay = (closedAt: number, zone: Zone, rules: Pick<Rules, 'courtesyCallDays'>): DayNumber => zone.dayOf(closedAt) + rules.courtesyCallDays
