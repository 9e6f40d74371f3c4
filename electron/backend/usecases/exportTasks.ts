import type { ClosedColumn, ClosedManager, TaskColumn, TaskFilter, TaskListRow, TaskListView, TaskSort } from '../../../src/shared/contract/tasks.ts'
import { closedForNewLeads, type ClosedFilter } from './closedForNewLeads.ts'
import type { Session } from './desk.ts'
import { units, type Column, type ExportInput } from './exportDeals.ts'
import { exportTable, type ExportEvent } from './exportTable.ts'
import { taskViews } from './listTasks.ts'
import { seenTasks, taskOrderOf } from './taskBoard.ts'

export interface ExportTasksInput extends ExportInput<TaskColumn> { view: TaskListView, filter: TaskFilter, sort: TaskSort, words: Record<string, string> }

/** A view of tasks as a file, in the grid's order. */
export const exportTasks = (session: Session, { view, filter, sort, format, decimal, columns, words }: ExportTasksInput, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const tasks = seenTasks(session, view, filter)
  const known: Record<TaskColumn, Column<TaskListRow>> = {
    title: { type: 'text', of: row => row.title },
    deal: { type: 'text', of: row => row.deal?.title ?? null },
    client: { type: 'text', of: row => row.clientName },
    manager: { type: 'text', of: row => row.manager?.name ?? null },
    kind: { type: 'text', of: row => row.kind === null ? null : words[`kind.${row.kind}`] ?? row.kind },
    amount: { type: 'money', of: row => row.currency === null ? null : units(row.amount, row.currency) },
    due: { type: 'moment', of: row => row.dueAt },
    late: { type: 'number', of: row => row.overdueDays || null },
    moves: { type: 'number', of: row => row.moves },
    recycled: { type: 'number', of: row => row.recycled },
    opened: { type: 'moment', of: row => row.createdAt },
    asked: { type: 'moment', of: row => row.request?.askedAt ?? null },
    reason: { type: 'text', of: row => row.request?.reason ?? null },
    wish: { type: 'moment', of: row => row.request?.to.dueAt ?? null },
    result: { type: 'text', of: row => row.result },
    done: { type: 'moment', of: row => row.doneAt },
    externalId: { type: 'text', of: row => row.externalId },
  }
  const currency: Column<TaskListRow> & { label: string } = { label: words.currency ?? 'currency', type: 'text', of: row => row.amount === null ? null : row.currency }
  const chosen = columns.flatMap(({ key, label }) => key === 'amount' ? [{ label, ...known.amount }, currency] : [{ label, ...known[key] }])
  const order = taskOrderOf(tasks, sort)
  return exportTable(session, {
    action: 'exportTasks', filter: { view, ...filter }, keys: columns.map(column => column.key), name: 'tasks', format, decimal, columns: chosen, ids: order.slice(0, order.length),
    read: ids => taskViews(tasks, ids).map(row => chosen.map(column => column.of(row))),
  }, signal)
}

export interface ExportClosedInput extends ExportInput<ClosedColumn> { filter: ClosedFilter, words: Record<string, string> }

/** Managers closed for new leads as a file, the fullest first. */
export const exportClosed = (session: Session, { filter, format, decimal, columns, words }: ExportClosedInput, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const { rows, overdueLimit, stuckLimit } = closedForNewLeads(session, { filter })
  const byId = new Map(rows.map(row => [row.person.id, row]))
  const why = (row: ClosedManager): string => [...(row.overdueTasks > overdueLimit ? ['overdue'] : []), ...(row.stuckDeals > stuckLimit ? ['stuck'] : [])].map(each => words[`why.${each}`] ?? each).join(', ')
  const known: Record<ClosedColumn, Column<ClosedManager>> = {
    manager: { type: 'text', of: row => row.person.name },
    team: { type: 'text', of: row => row.team },
    why: { type: 'text', of: why },
    overdueTasks: { type: 'number', of: row => row.overdueTasks },
    stuckDeals: { type: 'number', of: row => row.stuckDeals },
    since: { type: 'moment', of: row => row.since },
  }
  const chosen = columns.map(({ key, label }) => ({ label, ...known[key] }))
  return exportTable(session, {
    action: 'exportClosedManagers', filter, keys: columns.map(column => column.key), name: 'managers', format, decimal, columns: chosen, ids: Uint32Array.from(byId.keys()),
    read: ids => [...ids].flatMap(id => byId.get(id) ?? []).map(row => chosen.map(column => column.of(row))),
  }, signal)
}
