import type { CallDay, CallLine } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { seedOf } from '../../domain/control/draw.ts'
import { drawObligatory, drawQuota, type DrawableCall, type DrawnCall } from '../../domain/quality/drawCalls.ts'
import type { QualityRules } from '../../domain/quality/qualityRules.ts'
import { quotaDeadlineOf, quotaFigures, quotaOf, talkOf } from '../../domain/quality/quota.ts'
import { byCodePoint } from '../../domain/text.ts'
import { formatDay, parseDay, type DayNumber } from '../../domain/time/days.ts'
import { callLines, type CallLineRow, type LineInput } from '../../store/queries/callDesk.ts'
import { drawCallTx } from '../../store/writes/callChecks.ts'
import { policyActorOf, requireMay } from '../access.ts'
import type { Desk, Session } from '../desk.ts'
import { suspiciousAmong } from '../suspiciousCalls.ts'
import { isEligibleRow, lineViews, lockMs, qualityOf } from './callLines.ts'

const linesOf = ({ desk, actor }: Session, day: DayNumber): CallLineRow[] => {
  const { zone } = desk.settings()
  const now = desk.clock()
  const input: LineInput = { day: formatDay(day), from: zone.startOfDay(day), to: zone.startOfDay(day + 1), now, me: actor.id, lockedSince: now - lockMs }
  return callLines(desk.db, input)
}

const drawable = (row: CallLineRow, suspicious: ReadonlySet<number>): DrawableCall => ({ id: row.id, managerId: row.managerId, dealId: row.dealId, at: row.at, talkS: talkOf(row), direction: row.direction, stage: row.stage, suspicious: suspicious.has(row.id) })
const isOfQuota = ({ reason }: Pick<CallLineRow, 'reason'>): boolean => reason === 'suspicious' || reason === 'random'

/** What the list lacks: of each manager up to the quota, which grows with the day, and the obligatory calls. What was drawn stays. */
const toDraw = (day: DayNumber, rows: readonly CallLineRow[], suspicious: ReadonlySet<number>, quality: QualityRules): DrawnCall[] => {
  const eligible = rows.filter(row => isEligibleRow(row, quality))
  const drawn = [...Map.groupBy(eligible, row => row.managerId)].flatMap(([managerId, own]) => {
    const lacking = quotaOf(own.length, quality.quotaPercent) - own.filter(isOfQuota).length
    if (lacking <= 0) return []
    return drawQuota(own.filter(row => row.reason === null).map(row => drawable(row, suspicious)), lacking, seedOf(`${formatDay(day)}/${managerId}/${own.filter(isOfQuota).length}`))
  })
  const taken = new Set(drawn.map(call => call.id))
  const rest = eligible.filter(row => !taken.has(row.id))
  const obligatory = drawObligatory(rest.filter(row => row.status === 'refusal_review').map(row => drawable(row, suspicious)), rest.filter(row => row.withoutNote === 1).map(row => drawable(row, suspicious)), quality.mostPerDeal)
  // Those that stand on the list for it already count against the most of their deal, and aren't drawn twice.
  return [...drawn, ...obligatory.filter(call => rows.find(row => row.id === call.id)!.reason === null)]
}

const draw = (desk: Desk, day: DayNumber, rows: readonly CallLineRow[], drawn: readonly DrawnCall[]): void => {
  const last = Math.max(0, ...rows.map(row => row.position ?? 0))
  desk.db.sqlite.transaction(() => {
    for (const [index, { id, managerId, reason }] of drawn.entries()) drawCallTx(desk.db, { day: formatDay(day), callId: id, managerId, reason, position: last + index + 1, seed: seedOf(`${formatDay(day)}/${managerId}`), now: desk.clock() })
  }).immediate()
}

/** The list of a day as it stands, brought up to the quota first. */
export const drawnLines = (session: Session, day: DayNumber, read = linesOf(session, day)): { rows: CallLineRow[], lines: CallLine[] } => {
  const { desk } = session
  const quality = qualityOf(desk)
  let rows = read
  const suspicious = suspiciousAmong(desk.db, rows, quality, desk.clock())
  const missing = toDraw(day, rows, suspicious, quality)
  if (missing.length > 0) {
    draw(desk, day, rows, missing)
    rows = linesOf(session, day)
  }
  const listed = rows.filter(row => row.reason !== null).sort((a, b) => byCodePoint(a.manager, b.manager) || a.managerId - b.managerId || a.position! - b.position!)
  return { rows, lines: lineViews({ desk, actor: policyActorOf(session) }, listed, suspicious) }
}

const quotasOf = (rows: readonly CallLineRow[], quality: QualityRules): CallDay['managers'] => [...Map.groupBy(rows, row => row.managerId)].map(([id, own]) => {
  const figures = quotaFigures(own, quality)
  const waiting = own.filter(row => isOfQuota(row) && row.listened === 0).slice(0, Math.max(0, figures.quota - figures.listened))
  return { manager: { id, name: own[0]!.manager }, ...figures, minutesLeft: Math.ceil(waiting.reduce((sum, row) => sum + talkOf(row), 0) / 60) }
}).sort((a, b) => byCodePoint(a.manager.name, b.manager.name) || a.manager.id - b.manager.id)

const isMet = (managers: CallDay['managers']): boolean => managers.every(({ quota, listened }) => listened >= quota)

/** The day that is listened to now, with its calls as they stand: the last work day while its quota isn't met, else today. */
const usualDay = (session: Session, today: DayNumber): { day: DayNumber, read?: CallLineRow[] } => {
  const before = session.desk.settings().calendar.workDayBefore(today)
  const read = linesOf(session, before)
  return isMet(quotasOf(read, qualityOf(session.desk))) ? { day: today } : { day: before, read }
}

/** The day's list by manager, drawn when it is first asked for and kept (domain.md, Call quality). BAD_INPUT for a day that isn't, or is to come. */
export const callDay = (session: Session, { day: asked }: { day?: string }): CallDay => {
  requireMay(session, 'score_calls')
  const { desk } = session
  const { zone, calendar } = desk.settings()
  const today = zone.dayOf(desk.clock())
  const { day, read } = asked === undefined ? usualDay(session, today) : { day: parseDay(asked) }
  if (day === null || day > today) throw new PultError('BAD_INPUT', 'There are no calls of that day yet.', { day: asked })
  const { rows, lines } = drawnLines(session, day, read)
  const managers = quotasOf(rows, qualityOf(desk))
  const deadline = quotaDeadlineOf(day, calendar)
  return {
    day: formatDay(day), deadline: formatDay(deadline), hoursLeft: managers.reduce((sum, manager) => sum + manager.minutesLeft, 0) / 60, overdue: today > deadline && !isMet(managers),
    managers, calls: lines,
  }
}
