import { text, textIfAny } from '../../i18n/index.ts'
import { closedColumns, type ClosedColumn, type TaskColumn, type TaskListView, type TaskSort } from '../../shared/contract/tasks.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'

/** The CRM's kind in the person's language, where it is a known one. */
export const kindText = (kind: string | null): string => kind === null ? '' : textIfAny(`record.taskKind.${kind}`) ?? kind
const knownKinds = ['call', 'meeting', 'todo', 'task', 'email']
/** The window's words for the values of exported tasks and of managers. */
export const taskWords = (): Record<string, string> => ({ ...Object.fromEntries(knownKinds.map(kind => [`kind.${kind}`, kindText(kind)])), currency: text('deals.currency') })
export const closedWords = (limits: { overdueLimit: number, stuckLimit: number }): Record<string, string> =>
  ({ 'why.overdue': text('tasks.closed.why.overdue', { limit: limits.overdueLimit }), 'why.stuck': text('tasks.closed.why.stuck', { limit: limits.stuckLimit }) })

const looks: Record<TaskColumn, Omit<GridColumn, 'key' | 'label'> & { sort?: TaskSort['by'] }> = {
  title: { width: 168, min: 120, sort: 'title', always: true }, deal: { width: 172, sort: 'deal', grow: true }, manager: { width: 124, sort: 'manager' }, client: { width: 150, sort: 'client' }, kind: { width: 88, sort: 'kind' },
  amount: { width: 104, align: 'right' }, moves: { width: 84, align: 'right', sort: 'moves', largestFirst: true }, due: { width: 112, align: 'right', sort: 'due' }, late: { width: 100, align: 'right', sort: 'late', largestFirst: true },
  opened: { width: 112, align: 'right', sort: 'opened', largestFirst: true }, recycled: { width: 88, align: 'right', sort: 'recycled', largestFirst: true },
  reason: { width: 156, grow: true }, asked: { width: 112, align: 'right', sort: 'asked' }, wish: { width: 160, align: 'right', sort: 'wish' }, result: { width: 180, sort: 'result', grow: true }, done: { width: 124, align: 'right', sort: 'done', largestFirst: true }, externalId: { width: 92 },
}
interface Shown { first: readonly TaskColumn[], /** One column at a time: on a phone. */ narrow: readonly TaskColumn[], more: readonly TaskColumn[], widths?: Partial<Record<TaskColumn, number>> }
/** What each view says of a task, most telling last and right; it fits a window of 1024 px, the rest is one key away. */
const views: Record<TaskListView, Shown> = {
  overdue: { first: ['title', 'deal', 'manager', 'moves', 'late'], narrow: ['title', 'manager', 'late'], more: ['due', 'kind', 'client', 'amount', 'opened', 'asked', 'wish', 'reason', 'externalId'] },
  dragged: { first: ['title', 'deal', 'manager', 'due', 'moves'], narrow: ['title', 'due', 'moves'], more: ['late', 'kind', 'client', 'amount', 'opened', 'asked', 'wish', 'reason', 'externalId'] },
  recycled: { first: ['title', 'deal', 'manager', 'opened', 'recycled'], narrow: ['title', 'opened', 'recycled'], more: ['due', 'late', 'moves', 'kind', 'client', 'amount', 'externalId'] },
  closedToday: { first: ['title', 'deal', 'manager', 'result', 'done'], narrow: ['title', 'result'], more: ['kind', 'client', 'amount', 'due', 'opened', 'externalId'], widths: { title: 144, deal: 148, manager: 112 } },
  requests: { first: ['title', 'deal', 'manager', 'reason', 'wish'], narrow: ['title', 'wish'], more: ['asked', 'due', 'late', 'moves', 'kind', 'client', 'amount', 'opened', 'externalId'], widths: { title: 144, deal: 132, manager: 112 } },
}
const narrowWidths: Partial<Record<TaskColumn, number>> = { title: 136, manager: 108 }

export const taskGridColumns = (view: TaskListView, isNarrow: boolean): GridColumn[] => {
  const { first, narrow, more, widths = {} } = views[view]
  return [...first, ...more].map(key => ({ key, label: text(`tasks.column.${key}`), ...looks[key], width: (isNarrow ? narrowWidths[key] : undefined) ?? widths[key] ?? looks[key].width, hidden: !(isNarrow ? narrow : first).includes(key) }))
}
/** The order that no column stands for: manager after manager. */
export const usualOrder = (view: TaskListView): GridColumn => ({ key: 'usual', label: text(`tasks.usual.${view}`), sort: 'usual', width: 0 })

const closedLooks: Record<ClosedColumn, Omit<GridColumn, 'key' | 'label'>> = {
  manager: { width: 180, sort: 'manager', always: true }, team: { width: 128, sort: 'team' }, why: { width: 200, grow: true }, overdueTasks: { width: 108, align: 'right', sort: 'overdueTasks', largestFirst: true }, stuckDeals: { width: 108, align: 'right', sort: 'stuckDeals', largestFirst: true }, since: { width: 128, align: 'right', sort: 'since' },
}
const closedFirst: readonly ClosedColumn[] = ['manager', 'why', 'overdueTasks', 'stuckDeals', 'since']
const closedNarrow: readonly ClosedColumn[] = ['manager', 'overdueTasks', 'stuckDeals']
export const closedGridColumns = (isNarrow: boolean): GridColumn[] =>
  closedColumns.map(key => ({ key, label: text(`tasks.closed.column.${key}`), ...closedLooks[key], width: isNarrow && key === 'manager' ? 120 : closedLooks[key].width, hidden: !(isNarrow ? closedNarrow : closedFirst).includes(key) }))
