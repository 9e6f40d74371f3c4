import type { CallQuotas, QuotaDay } from '../../../../src/shared/contract/callBoards.ts'
import { quotaStateOf } from '../../domain/quality/boards.ts'
import { quotaDeadlineOf, quotaFigures } from '../../domain/quality/quota.ts'
import { formatDay } from '../../domain/time/days.ts'
import { boardManagers, quotaCalls } from '../../store/queries/callBoards.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { qualityOf } from '../listening/callLines.ts'
import { spanOf } from './period.ts'

/** Of every day and manager with a quota: whether it was listened to by the end of the next work day (domain.md, Call quality). The latest day first. */
export const callQuotas = (session: Session, asked: { from: string, to: string }): CallQuotas => {
  const actor = requireMay(session, 'see_call_boards')
  const { desk } = session
  const { zone, calendar } = desk.settings()
  const quality = qualityOf(desk)
  const span = spanOf(desk, asked)
  const byDay = Map.groupBy(quotaCalls(desk.db, actor, span), row => zone.dayOf(row.at))
  const people = boardManagers(desk.db, actor)
  const days = [...byDay].toSorted(([a], [b]) => b - a).flatMap(([day, calls]): QuotaDay[] => {
    const deadline = zone.startOfDay(quotaDeadlineOf(day, calendar) + 1)
    const byManager = Map.groupBy(calls, row => row.managerId)
    return people.flatMap(manager => {
      const own = byManager.get(manager.id)
      if (!own) return []
      const { eligible, quota, listened } = quotaFigures(own.map(row => ({ ...row, listened: row.listenedAt === null ? 0 as const : 1 as const, scored: 0 as const })), quality)
      if (quota === 0) return []
      const inTime = own.filter(row => row.listenedAt !== null && row.listenedAt < deadline).length
      return [{ day: formatDay(day), manager, eligible, quota, inTime, listened, state: quotaStateOf({ quota, inTime, listened }, deadline, span.now) }]
    })
  })
  const byManager = Map.groupBy(days, row => row.manager.id)
  const managers = people.flatMap(manager => {
    const own = byManager.get(manager.id)
    if (!own) return []
    const count = (state: QuotaDay['state']): number => own.filter(row => row.state === state).length
    return [{ manager, days: own.length, kept: count('kept'), late: count('late'), missed: count('missed'), open: count('open'), quota: own.reduce((sum, row) => sum + row.quota, 0), listened: own.reduce((sum, row) => sum + Math.min(row.quota, row.listened), 0) }]
  })
  return { managers, days }
}
