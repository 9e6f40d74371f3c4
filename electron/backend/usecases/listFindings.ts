import type { FindingRow } from '../../../src/shared/contract/day.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { checkOfFinding, checks, findingKinds, type Check, type FindingKind } from '../../../src/shared/vocabulary.ts'
import { actionsOfKind } from '../domain/control/actions.ts'
import { groupByManager, makeOrder, pageAfter, type Place } from '../domain/control/order.ts'
import { inWalk, isCarried, type WalkRow } from '../domain/control/summary.ts'
import type { DealState } from '../domain/review/dealState.ts'
import { formatDay } from '../domain/time/days.ts'
import { absentOn, loadWalkRows, personNames, type ControlDayRow } from '../store/queries/controlDays.ts'
import { loadFindingDetails, peopleOfTeam, type FindingDetail } from '../store/queries/findingDetails.ts'
import { begunDay, dayAsked, makeIsLate, mayControl } from './controlDay.ts'
import type { Session } from './desk.ts'
import { evaluateDeals } from './teamEvaluation.ts'
import { walkRowsOf } from './walkKept.ts'

export interface ListInput { day?: string, check: Check, scope: 'walk' | 'carried' | 'all', managerId?: number | null, team?: string, cursor?: string, limit: number }
export interface FindingPage {
  rows: FindingRow[]
  next: string | null
  total: number
  groups: { manager: { id: number, name: string } | null, absent: boolean, count: number, open: number, money: { amount: number, noRate: number } }[]
}

const kindsOf = Object.fromEntries(checks.map(check => [check, findingKinds.filter(kind => checkOfFinding[kind] === check)])) as Record<Check, FindingKind[]>

const inScope: Record<ListInput['scope'], (row: WalkRow) => boolean> = { walk: inWalk, carried: isCarried, all: row => row.present }

/** Findings of one check: by manager (absent ones last), new before backlog, worst sum first; B and F oldest first. Cursor-paged. */
export const listFindings = (session: Session, input: ListInput): FindingPage => {
  const { desk } = session
  const { day } = dayAsked(desk, desk.clock(), input.day)
  const row = begunDay(desk, day)
  const absent = absentOn(desk.db, day)
  const team = input.team === undefined ? null : peopleOfTeam(desk.db, input.team)
  const wanted = inScope[input.scope]
  const evening = row.kept.evening ?? null
  const standing = row.signedAt === null && evening === null ? walkRowsOf(desk, day, input.check) : loadWalkRows(desk.db, day, { held: evening?.held ?? null, kinds: kindsOf[input.check], walkOnly: input.scope === 'walk' })
  const rows = standing.filter(candidate => wanted(candidate)
    && (input.managerId === undefined || candidate.managerId === input.managerId) && (team === null || (candidate.managerId !== null && team.has(candidate.managerId))))
  const groups = groupByManager(rows, absent)
  const order = makeOrder(input.check, groups)
  const found = pageAfter(groups, order, input.cursor === undefined ? null : readCursor(input.cursor), input.limit + 1)
  const page = found.slice(0, input.limit)
  const names = personNames(desk.db)
  const personOf = (id: number | null) => id === null ? null : { id, name: names.get(id) ?? '' }
  return {
    rows: describe(session, row, page, { absent, personOf }),
    next: found.length > page.length ? writeCursor(page.at(-1)!) : null,
    total: rows.length,
    groups: [...groups.values()].map(({ managerId, absent: away, count, open, money }) => ({ manager: personOf(managerId), absent: away, count, open, money })),
  }
}

/** The place of the last row, not its number: rows that leave meanwhile must not make others be skipped. */
const writeCursor = ({ id, managerId, backlog, amount, sinceDay }: Place): string => JSON.stringify([id, managerId, backlog ? 1 : 0, amount, sinceDay])

const readCursor = (text: string): Place => {
  try {
    const [id, managerId, backlog, amount, sinceDay] = JSON.parse(text) as [number, number | null, number, number | null, string | null]
    return { id, managerId, backlog: backlog === 1, amount, sinceDay }
  } catch {
    throw new PultError('BAD_INPUT', 'This is not a cursor of this list.', { cursor: text })
  }
}

interface Naming { absent: ReadonlyMap<number, unknown>, personOf: (id: number | null) => { id: number, name: string } | null }

/** The page's rows with what the rules say of their deals now (of a missed day: that evening). */
const describe = (session: Session, day: ControlDayRow, page: readonly WalkRow[], naming: Naming): FindingRow[] => {
  if (page.length === 0) return []
  const { desk } = session
  const details = loadFindingDetails(desk.db, page.map(row => row.id))
  const asOf = day.kept.evening ? day.asOf : desk.clock()
  const dealIds = [...new Set(page.flatMap(row => row.dealId ?? []))]
  const states = new Map<number, DealState>(dealIds.length === 0 ? [] : evaluateDeals(desk, asOf, dealIds).map(state => [state.deal.id, state]))
  const { zone } = desk.settings()
  const today = zone.dayOf(asOf)
  const daysSince = (instant: number | null): number | null => instant === null ? null : today - zone.dayOf(instant)
  const isLate = makeIsLate(desk.settings(), asOf)
  const closed = day.signedAt !== null || !mayControl(session)
  return page.flatMap((row) => {
    const detail = details.get(row.id)
    if (!detail) return []
    const state = detail.dealId === null ? undefined : states.get(detail.dealId)
    return {
      id: row.id, version: detail.version, kind: row.kind,
      manager: naming.personOf(row.managerId), managerAbsent: row.managerId !== null && naming.absent.has(row.managerId),
      dealId: detail.dealId, taskId: detail.taskId, activityId: detail.activityId, refusalId: detail.recordType === 'refusal' ? detail.recordId : null,
      title: titleOf(detail), clientName: detail.clientName, stage: state?.stage.name ?? detail.stage,
      amount: detail.amount, currency: detail.currency, amountReporting: detail.amountReporting,
      age: state?.age ?? null, dwellLimitDays: state ? state.stage.dwellLimitDays : detail.dwellLimitDays,
      lastContactDays: daysSince(state ? state.deal.lastContactAt : detail.lastContactAt), nextDueAt: state ? state.nextDueAt : detail.nextDueAt,
      agreedDay: row.kind === 'not_as_agreed' && state?.agreed ? formatDay(zone.dayOf(state.agreed.at)) : null,
      dueAt: detail.dueAt, dueDayOnly: detail.dueDayOnly === 1, overdueDays: row.kind === 'overdue' ? daysSince(detail.dueAt) : null,
      moves: detail.moves ?? 0, activityKind: detail.activityKind, contactAt: detail.contactAt, result: detail.result,
      stuck: state?.reasons ?? [],
      sinceDay: detail.sinceDay, firstSeenDay: detail.firstSeenDay, backlog: row.backlog,
      late: row.kind === 'refusal' && detail.sinceDay !== null && isLate(detail.sinceDay),
      decision: decisionOf(session, day, row, detail, naming),
      allowedActions: closed || !row.present ? [] : actionsOf(row, detail),
    } satisfies FindingRow
  })
}

const titleOf = (detail: FindingDetail): string =>
  detail.taskTitle?.trim() || detail.subject?.trim() || detail.dealTitle?.trim() || detail.clientName?.trim() || (detail.externalDealId ?? detail.taskKind ?? '')

const actionsOf = (row: WalkRow, detail: FindingDetail): string[] =>
  actionsOfKind[row.kind].filter(action => (action !== 'question' || detail.managerId !== null))

/** The standing decision; one that stood until an earlier day is shown too, while the finding is open again. */
const decisionOf = ({ actor }: Session, day: ControlDayRow, row: WalkRow, detail: FindingDetail, naming: Naming): FindingRow['decision'] => {
  if (detail.decisionId === null || detail.decisionKind === null || detail.decidedAt === null) return null
  return {
    id: detail.decisionId, kind: detail.decisionKind, reason: detail.decisionReason, untilDay: detail.untilDay, at: detail.decidedAt, by: naming.personOf(detail.decidedBy),
    canUndo: row.decided && day.signedAt === null && detail.decisionDay === day.day && detail.decidedBy === actor.id && detail.decisionKind !== 'refusal',
  }
}
