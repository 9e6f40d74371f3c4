import type { CheckSummary, DayOverview } from '../../../src/shared/contract/day.ts'
import { checks, type Check } from '../../../src/shared/vocabulary.ts'
import { missedDays } from '../domain/control/missedDays.ts'
import { byCheck, countWalk, figuresOf, sumOverDeals, type Figures, type WalkCount, type WalkRow } from '../domain/control/summary.ts'
import { isCheckKnown } from '../domain/knowledge.ts'
import { formatDay, parseDay } from '../domain/time/days.ts'
import {
  absentOn, firstControlDay, loadWalkRows, personNames, readChecksBefore, signedDays, type ControlDayRow,
} from '../store/queries/controlDays.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { all, one } from '../store/queries/rows.ts'
import { begunDay, dayAsked, makeIsLate, mayControl } from './controlDay.ts'
import { readFrozenReport } from './dayReport.ts'
import { dutiesOf } from './duties.ts'
import type { Desk, Session } from './desk.ts'
import { walkOf, walkOfRows, type WalkOfCheck } from './walkKept.ts'

/** Which checks are known: their facts were brought by some import, or the team works in Pult alone. */
export const knownChecks = ({ db }: Desk): Record<Check, boolean> => {
  const knowledge = loadKnowledge(db)
  return Object.fromEntries(checks.map(check => [check, isCheckKnown[check](knowledge)])) as Record<Check, boolean>
}

/** Counts of the last signed day before `day`, by check. */
export const countsBefore = (desk: Desk, day: string): Map<Check, number> => {
  const text = readChecksBefore(desk.db, day)
  return new Map(text === null ? [] : (JSON.parse(text) as { check: Check, count: number }[]).map(row => [row.check, row.count]))
}

/** The day's rows and figures while it isn't signed: of now, or of a missed day's evening. */
export const liveDay = (desk: Desk, row: ControlDayRow, what: 'holds' | 'found' = 'holds'): { rows: WalkRow[], figures: Figures } => {
  const { evening } = row.kept
  const rows = loadWalkRows(desk.db, row.day, { held: evening?.held ?? null })
  return { rows, figures: evening?.figures ?? figuresOf(rows, makeIsLate(desk.settings(), row.asOf), what) }
}

/** Of a missed day that is made up for. */
const walkOfEvening = (desk: Desk, row: ControlDayRow): Record<Check, WalkOfCheck> => {
  const { rows, figures } = liveDay(desk, row)
  return Object.fromEntries([...byCheck(rows)].map(([check, some]) => [check, walkOfRows(some, figures[check])])) as unknown as Record<Check, WalkOfCheck>
}

/** The walk's left column and what stands around it (domain.md, Daily control). NOT_FOUND when the day wasn't begun. */
export const dayOverview = (session: Session, input: { day?: string }): DayOverview => {
  const { desk } = session
  const now = desk.clock()
  const { day, today } = dayAsked(desk, now, input.day)
  const row = begunDay(desk, day)
  const { rules, calendar } = desk.settings()
  const signed = row.signedAt !== null
  const names = personNames(desk.db)
  const before = countsBefore(desk, day)
  const known = knownChecks(desk)
  const walk = signed ? null : row.kept.evening ? walkOfEvening(desk, row) : walkOf(desk, row.day, row.asOf)
  const report = signed ? readFrozenReport(desk, day) : null

  const summaries = checks.map((check): CheckSummary => {
    const frozen = report?.checks.find(summary => summary.check === check)
    const figures = walk?.[check].figures ?? { count: frozen?.count ?? 0, money: frozen?.money ?? null, apart: frozen?.apart ?? 0 }
    const count: WalkCount = walk?.[check].count ?? frozen?.walk ?? countWalk([])
    const isKnown = frozen?.known ?? known[check]
    return {
      check, known: isKnown, ...figures, ...count,
      change: before.has(check) && isKnown ? figures.count - before.get(check)! : null,
      done: count.fresh.open + count.backlog.open === 0,
    }
  })
  const left = walk ? checks.flatMap(check => walk[check].left) : []
  const sum = (pick: (summary: CheckSummary) => number): number => summaries.reduce((total, summary) => total + pick(summary), 0)
  const open = sum(summary => summary.fresh.open + summary.backlog.open)
  const missed = missedDays(firstControlDay(desk.db), parseDay(today)!, signedDays(desk.db), calendar)
  const freshOpen = sum(summary => summary.fresh.open)

  return {
    day, asOf: row.asOf, openedAt: row.openedAt, version: row.version,
    state: signed ? 'signed' : 'open',
    signedAt: row.signedAt, signedBy: row.signedBy === null ? null : { id: row.signedBy, name: names.get(row.signedBy) ?? '' },
    isWorkDay: calendar.isWorkDay(parseDay(day)!),
    controlTime: rules.controlTime,
    checks: summaries,
    progress: {
      done: sum(summary => summary.fresh.total + summary.backlog.picked) - open, left: open,
      moneyLeft: sumOverDeals(left), minutes: report?.minutes ?? Math.max(0, Math.round((now - row.openedAt) / 60_000)),
    },
    missedDays: missed,
    offersMissed: missed[0] === formatDay(calendar.workDayBefore(parseDay(today)!)) ? missed[0] : null,
    absent: absentPeople(desk, day, left, names),
    controlTasks: one<{ count: number }>(desk.db, 'SELECT count(*) AS count FROM control_task WHERE done_at IS NULL')!.count,
    duties: dutiesOf(session, 'key_point').current.count + dutiesOf(session, 'courtesy_call').current.count,
    questionsDue: one<{ count: number }>(desk.db, 'SELECT count(*) AS count FROM question WHERE answered_at IS NULL AND withdrawn_at IS NULL AND answer_day <= ?', day)!.count,
    canSign: !signed && freshOpen === 0 && mayControl(session),
  }
}

const absentPeople = (desk: Desk, day: string, left: readonly WalkRow[], names: ReadonlyMap<number, string>): DayOverview['absent'] => {
  const absent = absentOn(desk.db, day)
  if (absent.size === 0) return []
  const managers = new Set(all<{ id: number }>(desk.db, "SELECT id FROM person WHERE role = 'manager' AND active = 1").map(person => person.id))
  const counts = new Map<number, number>()
  for (const { managerId } of left) if (managerId !== null) counts.set(managerId, (counts.get(managerId) ?? 0) + 1)
  return [...absent]
    .filter(([id]) => managers.has(id) || counts.has(id))
    .map(([id, until]) => ({ person: { id, name: names.get(id) ?? '' }, until, findings: counts.get(id) ?? 0 }))
    .sort((a, b) => b.findings - a.findings || a.person.id - b.person.id)
}
