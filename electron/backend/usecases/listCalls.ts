import { PultError } from '../../../src/shared/errors.ts'
import type { CallVerdict } from '../domain/quality/quota.ts'
import { parseDay } from '../domain/time/days.ts'
import { listCallRows, type CallListRow } from '../store/queries/callList.ts'
import { requireMay } from './access.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Session } from './desk.ts'

export interface ListCallsInput { /** Local days, both within; without one everything up to now. */ from?: string, to?: string, managerId?: number, dealId?: number, verdict?: CallVerdict | 'none', scored?: boolean, cursor?: string, limit: number }

/** The calls that a person may listen to, the latest first. */
export const listCalls = (session: Session, input: ListCallsInput): { rows: CallListRow[], next: string | null } => {
  const actor = requireMay(session, 'listen_calls')
  const { desk } = session
  const { zone } = desk.settings()
  const startOf = (text: string, add: number): number => {
    const day = parseDay(text)
    if (day === null) throw new PultError('BAD_INPUT', 'There is no such day.', { day: text })
    return zone.startOfDay(day + add)
  }
  const { managerId, dealId, verdict, scored, limit } = input
  const filter = { from: input.from === undefined ? 0 : startOf(input.from, 0), to: input.to === undefined ? Number.MAX_SAFE_INTEGER : startOf(input.to, 1), now: desk.clock(), managerId, dealId, verdict, scored }
  const found = listCallRows(desk.db, actor, filter, readCursor(input.cursor), limit + 1)
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? writeCursor(last) : null }
}
