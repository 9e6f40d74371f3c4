import type { ClosedManager, TaskFilter } from '../../../src/shared/contract/tasks.ts'
import { byCodePoint, foldText } from '../domain/text.ts'
import { isClosedForNewLeads } from '../domain/transfer.ts'
import { reachOf } from '../domain/policy.ts'
import { loadsInMemory } from '../store/memory/dealViews.ts'
import { overdueOfManagers } from '../store/memory/taskViews.ts'
import { absentOn } from '../store/queries/controlDays.ts'
import { all } from '../store/queries/rows.ts'
import { requireMay } from './access.ts'
import { boardOf } from './boardOf.ts'
import { wholeViews } from './carriedLoads.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'

export type ClosedFilter = Pick<TaskFilter, 'managerIds' | 'teams' | 'text'>
export interface ClosedManagers { overdueLimit: number, stuckLimit: number, rows: ClosedManager[], /** Of all of them, whatever the filter. */ teams: string[] }

/** Managers closed for new leads and why (domain.md, Tasks), the fullest first; for head and supervisors, of whom they may decide. */
export const closedForNewLeads = (session: Session, { filter = {} }: { filter?: ClosedFilter } = {}): ClosedManagers => {
  const actor = requireMay(session, 'transfer_deal')
  const { desk } = session
  const { rules } = desk.settings()
  const { moment: { now } } = boardOf(session)
  // Everybody's deals count: a supervisor's team too may have deals that others see.
  const deals = loadsInMemory(wholeViews(desk, now))
  // With the n-th of those that are overdue now the limit was passed; earlier ones that are done since are not known.
  const overdue = new Map(overdueOfManagers(desk.db, now, rules.newLeadsOverdueLimit + 1).map(row => [row.managerId, row]))
  const absent = absentOn(desk.db, todayOf(desk, now))
  const closed = all<{ id: number, name: string, team: string | null }>(desk.db, 'SELECT id, name, team FROM person WHERE active = 1')
    .filter(person => reachOf(actor, 'transfer_deal') === 'all' || (person.team !== null && actor.teams.includes(person.team)))
    .map(({ id, name, team }): ClosedManager => ({
      person: { id, name }, team, absent: absent.has(id), overdueTasks: overdue.get(id)?.count ?? 0, stuckDeals: deals.get(id)?.stuckDeals ?? 0, since: overdue.get(id)?.nthDueAt ?? null,
    }))
    .filter(row => isClosedForNewLeads(row, rules))
    .sort((a, b) => b.overdueTasks + b.stuckDeals - a.overdueTasks - a.stuckDeals || a.person.id - b.person.id)
  const text = filter.text ? foldText(filter.text) : ''
  const rows = closed.filter(({ person, team }) => (!filter.managerIds || filter.managerIds.includes(person.id)) && (!filter.teams || (team !== null && filter.teams.includes(team))) && foldText(person.name).includes(text))
  return { overdueLimit: rules.newLeadsOverdueLimit, stuckLimit: rules.newLeadsStuckLimit, rows, teams: [...new Set(closed.flatMap(({ team }) => team ?? []))].sort(byCodePoint) }
}
