import type { DayOverview } from '../../../src/shared/contract/day.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { drawNotes } from '../domain/control/draw.ts'
import { findingKey, findingsOf } from '../domain/control/findings.ts'
import { figuresOf } from '../domain/control/summary.ts'
import { pickBacklog } from '../domain/control/walk.ts'
import { parseDay } from '../domain/time/days.ts'
import { firstControlDay, loadBacklogCandidates, loadNotePool, loadWalkRows, readControlDay, type KeptOfDay } from '../store/queries/controlDays.ts'
import { one, statement } from '../store/queries/rows.ts'
import { appendAuditTx } from '../store/writes/appendAudit.ts'
import { dayAsked, makeIsLate, requireControl, todayOf } from './controlDay.ts'
import { dayOverview } from './dayOverview.ts'
import type { Desk, Session } from './desk.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'

/** Findings older than this are brought up to date when the day is opened. */
const maxAgeMs = 5 * 60_000

/**
 * Begins the control of a day when nobody has: findings up to date, the backlog's part picked, the notes drawn.
 * A past work day without a signature is made up for with the facts of its evening; any other past day is refused.
 */
export const openDay = (session: Session, input: { day?: string, refresh?: boolean }): DayOverview => {
  requireControl(session)
  const { desk } = session
  const now = desk.clock()
  const { day, past } = dayAsked(desk, now, input.day)
  const row = readControlDay(desk.db, day)
  if (row?.signedAt == null) {
    if (past && !row) refuseUnlessMissed(desk, day)
    const stale = past ? row?.kept.evening == null : !row || input.refresh === true || now - row.asOf >= maxAgeMs
    if (stale) {
      desk.db.sqlite.transaction(() => past ? makeUpTx(session, day, now) : beginTx(session, day, now)).immediate()
      desk.announce(['day'], null)
    }
  }
  return dayOverview(session, { day })
}

const refuseUnlessMissed = (desk: Desk, day: string): void => {
  const first = firstControlDay(desk.db)
  if (first === null || day < first || !desk.settings().calendar.isWorkDay(parseDay(day)!)) {
    throw new PultError('REFUSED_BY_RULE', `${day} is not a missed day of the control.`, { rule: 'not_missed', day })
  }
}

/** Today: what the rules find now. */
const beginTx = (session: Session, day: string, now: number): void => {
  const { desk } = session
  const { kept } = insertDayTx(session, day, now)
  refreshFindingsTx(desk, now)
  fillWalkTx(desk, day, now, kept)
}

/** What the walk takes from the backlog and reads, for the managers that have nothing of it yet. */
const fillWalkTx = (desk: Desk, day: string, now: number, kept: KeptOfDay): void => {
  const { rules, zone } = desk.settings()
  const pool = loadNotePool(desk.db, zone.startOfDay(parseDay(day)! - rules.contactsShownDays), now)
  keepTx(desk, day, now, { ...kept, notes: [...drawNotes(day, pool, new Map(kept.notes), rules.notesDrawn)], picked: pickTx(desk, day, kept.picked) })
}

/** After an import: a day that was begun before its backlog came takes its part now, not at the next start. */
export const fillBegunWalkTx = (desk: Desk, now: number): void => {
  const day = todayOf(desk, now)
  const row = readControlDay(desk.db, day)
  if (row && row.signedAt === null) fillWalkTx(desk, day, now, row.kept)
}

/** A missed day: the figures of its evening, and of the findings that hold now those that held then. */
const makeUpTx = (session: Session, day: string, now: number): void => {
  const { desk } = session
  const { rules, zone } = desk.settings()
  const number = parseDay(day)!
  const evening = Math.min(now, zone.startOfDay(number + 1) - 1)
  const seeds = findingsOf(evaluateWorkspace(desk, evening), zone)
  const begun = insertDayTx(session, day, now)
  refreshFindingsTx(desk, now)
  const keys = new Set(seeds.map(seed => findingKey(seed.kind, seed.recordId)))
  const held = loadWalkRows(desk.db, day, { held: null }).filter(row => row.present && keys.has(findingKey(row.kind, row.recordId))).map(row => row.id)
  const pool = loadNotePool(desk.db, zone.startOfDay(number - rules.contactsShownDays), evening)
  // A later day's walk keeps what it picked.
  const laterBegun = one(desk.db, 'SELECT 1 FROM control_day WHERE day > ? LIMIT 1', day) !== undefined
  statement(desk.db, 'UPDATE control_day SET opened_at = ? WHERE day = ?').run(now, day)
  keepTx(desk, day, evening, {
    notes: [...drawNotes(day, pool, new Map(begun.kept.notes), rules.notesDrawn)],
    picked: laterBegun ? begun.kept.picked : pickTx(desk, day, begun.kept.picked, new Set(held)),
    evening: { figures: figuresOf(seeds, makeIsLate(desk.settings(), evening)), held },
  })
}

const insertDayTx = ({ desk, actor }: Session, day: string, now: number) => {
  const known = readControlDay(desk.db, day)
  if (known) return known
  statement(desk.db, 'INSERT INTO control_day (day, opened_at, as_of) VALUES (?, ?, ?)').run(day, now, now)
  appendAuditTx(desk.db, [{ at: now, actorId: actor.id, action: 'openDay', recordType: 'control_day', recordId: parseDay(day)!, payload: { after: { day } } }])
  return readControlDay(desk.db, day)!
}

const keepTx = (desk: Desk, day: string, asOf: number, kept: KeptOfDay): void => {
  statement(desk.db, 'UPDATE control_day SET as_of = ?, drawn = ? WHERE day = ?').run(asOf, JSON.stringify(kept), day)
}

/** Picks the backlog's part for managers that have none yet that day: once a day, never refilled. Returns who has one now. */
const pickTx = (desk: Desk, day: string, done: readonly (number | null)[], only?: ReadonlySet<number>): (number | null)[] => {
  const had = new Set(done)
  const candidates = loadBacklogCandidates(desk.db, day).filter(candidate => !had.has(candidate.managerId) && (!only || only.has(candidate.id)))
  const mark = statement(desk.db, 'UPDATE finding SET walk_day = ? WHERE id = ?')
  for (const id of pickBacklog(candidates, desk.settings().rules.backlogPerManager)) mark.run(day, id)
  for (const { managerId } of candidates) had.add(managerId)
  return [...had]
}
