import { byCodePoint } from '../domain/text.ts'
import { isClosedForNewLeads } from '../domain/transfer.ts'
import { absentOn } from '../store/queries/controlDays.ts'
import { all } from '../store/queries/rows.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'
import { evaluatedLately } from './evaluatedLately.ts'

export interface LoadRow { person: { id: number, name: string }, team: string | null, openDeals: number, overdueTasks: number, stuckDeals: number, absent: boolean, closedForNewLeads: boolean }

/** Managers that may take work, least loaded first, the absent last (domain.md, Tasks: closed for new leads). */
export const managerLoads = ({ desk }: Session): LoadRow[] => {
  const now = desk.clock()
  const { rules } = desk.settings()
  const absent = absentOn(desk.db, todayOf(desk, now))
  const counts = new Map<number, { openDeals: number, overdueTasks: number, stuckDeals: number }>()
  const of = (id: number) => {
    let row = counts.get(id)
    if (!row) counts.set(id, row = { openDeals: 0, overdueTasks: 0, stuckDeals: 0 })
    return row
  }
  const evaluation = evaluatedLately(desk, now)
  for (const { deal, reasons } of evaluation.deals) {
    if (deal.status !== 'open' || deal.ownerId === null) continue
    of(deal.ownerId).openDeals++
    if (reasons.length > 0) of(deal.ownerId).stuckDeals++
  }
  for (const { task } of evaluation.overdue) if (task.assigneeId !== null) of(task.assigneeId).overdueTasks++
  return all<{ id: number, name: string, team: string | null, role: string | null }>(desk.db, 'SELECT id, name, team, role FROM person WHERE active = 1')
    .filter(person => person.role === 'manager' || counts.has(person.id))
    .map(({ id, name, team }) => ({
      person: { id, name }, team, ...of(id), absent: absent.has(id),
      closedForNewLeads: isClosedForNewLeads(of(id), rules),
    }))
    .sort((a, b) => Number(a.absent) - Number(b.absent) || a.openDeals - b.openDeals || byCodePoint(a.person.name, b.person.name))
}
