import { byCodePoint } from '../domain/text.ts'
import { isClosedForNewLeads } from '../domain/transfer.ts'
import { absentOn } from '../store/queries/controlDays.ts'
import { all } from '../store/queries/rows.ts'
import { loadsInMemory } from '../store/memory/dealViews.ts'
import { overdueOfManagers } from '../store/memory/taskViews.ts'
import { requireMay } from './access.ts'
import { boardOf } from './boardOf.ts'
import { wholeViews } from './carriedLoads.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'

export interface LoadRow { person: { id: number, name: string }, team: string | null, openDeals: number, overdueTasks: number, stuckDeals: number, absent: boolean, closedForNewLeads: boolean }

/** Managers that may take work, least loaded first, the absent last (domain.md, Tasks: closed for new leads): for whoever gives deals away. */
export const managerLoads = (session: Session): LoadRow[] => {
  requireMay(session, 'transfer_deal')
  const { desk } = session
  const { moment: { now } } = boardOf(session)
  const { rules } = desk.settings()
  const absent = absentOn(desk.db, todayOf(desk, now))
  const deals = loadsInMemory(wholeViews(desk, now))
  const overdue = new Map(overdueOfManagers(desk.db, now, 1).map(row => [row.managerId, row.count]))
  return all<{ id: number, name: string, team: string | null, role: string | null }>(desk.db, 'SELECT id, name, team, role FROM person WHERE active = 1')
    .filter(person => person.role === 'manager' || deals.has(person.id) || overdue.has(person.id))
    .map(({ id, name, team }) => {
      const { openDeals, stuckDeals } = deals.get(id) ?? { openDeals: 0, stuckDeals: 0 }
      const overdueTasks = overdue.get(id) ?? 0
      return { person: { id, name }, team, openDeals, overdueTasks, stuckDeals, absent: absent.has(id), closedForNewLeads: isClosedForNewLeads({ overdueTasks, stuckDeals }, rules) }
    })
    .sort((a, b) => Number(a.absent) - Number(b.absent) || a.openDeals - b.openDeals || byCodePoint(a.person.name, b.person.name))
}
