import { text } from '../../i18n/index.ts'
import type { TaskColumn, TaskListRow, TaskListView } from '../../shared/contract/tasks.ts'
import { daysBetween } from '../../ui/days.ts'
import type { Format } from '../../ui/format.ts'
import type { TextCell } from '../../ui/gridTypes.ts'
import { kindText } from './taskColumns.ts'

export const titleOf = (row: TaskListRow): string => row.title ?? text('record.task.untitled')
const nothing: TextCell = { text: '—', tone: 'text-dimmed' }
const toned = (said: string | null): TextCell => said === null ? nothing : { text: said, tone: 'text-toned' }
const muted = (said: string | null): TextCell => said === null ? nothing : { text: said, tone: 'text-muted' }
/** What goes on behind a dot, whole in itself. */
const also = (said: string, tone: string): { text: string, tone: string }[] => [{ text: ` · ${said}`, tone }]

/** What stands in which column of a view. */
export const taskCells = (view: TaskListView, format: () => Format): Record<TaskColumn, (row: TaskListRow) => TextCell> => {
  const dayOf = (at: number): string => format().day(format().dayOf(at))
  const exact = ({ dueAt, dueDayOnly }: { dueAt: number | null, dueDayOnly: boolean }): string | undefined => dueAt === null ? undefined : dueDayOnly ? format().dayExact(format().dayOf(dueAt)) : format().instantExact(dueAt)
  const at = (instant: number | null, cell: (said: string | null) => TextCell = muted): TextCell => instant === null ? nothing : { ...cell(dayOf(instant)), title: format().instantExact(instant) }
  const isDueToday = (row: TaskListRow): boolean => row.doneAt === null && row.dueAt !== null && format().dayOf(row.dueAt) === format().context.today
  /** The day asked for, and how much later than now it is. */
  const wish = ({ dueAt, request }: TaskListRow): TextCell => {
    if (!request || request.to.dueAt === null) return nothing
    const to = dayOf(request.to.dueAt)
    const title = text('tasks.wishTitle', { from: request.from.dueAt === null ? text('record.line.noDate') : dayOf(request.from.dueAt), to })
    if (dueAt === null) return { text: to, tone: 'text-highlighted', title }
    return { text: text('tasks.delay', { days: format().days(daysBetween(format().dayOf(dueAt), format().dayOf(request.to.dueAt))) }), tone: 'mr-2 text-muted', more: [{ text: to, tone: 'text-highlighted' }], title }
  }
  return {
    title: row => ({
      text: titleOf(row), tone: 'text-highlighted',
      more: [...row.inferred ? also(text('record.inferred'), 'text-muted') : [], ...row.request && view !== 'requests' ? also(text('tasks.asked'), 'text-muted') : []],
    }),
    deal: row => row.deal ? toned(row.deal.title) : muted(row.clientName ?? text('record.taskAlone')),
    client: row => toned(row.clientName),
    manager: row => ({ ...toned(row.manager?.name ?? text('tasks.nobody')), more: row.managerAbsent ? also(text('today.load.absent'), 'text-muted') : undefined }),
    kind: row => muted(kindText(row.kind) || null),
    amount: row => row.currency === null ? nothing : { text: format().money(row.amount, row.currency) },
    due: row => row.dueAt === null ? nothing : { text: dayOf(row.dueAt), tone: row.overdueDays > 0 ? 'text-late' : 'text-toned', title: exact(row) },
    late: row => row.overdueDays > 0 ? { text: format().days(row.overdueDays), tone: 'font-medium text-late', title: exact(row) } : isDueToday(row) ? { ...muted(text('ui.today')), title: exact(row) } : nothing,
    moves: row => row.moves === 0 ? nothing : { text: text('tasks.times', {}, row.moves), tone: row.moves > 1 ? 'font-medium text-late' : 'text-toned' },
    recycled: row => row.recycled === 0 ? nothing : { text: text('tasks.times', {}, row.recycled), tone: 'font-medium text-late' },
    opened: row => at(row.createdAt),
    asked: row => at(row.request?.askedAt ?? null),
    reason: row => toned(row.request?.reason ?? null),
    wish,
    result: row => row.short ? { text: text(row.result?.trim() ? 'today.reading.short' : 'today.reading.empty'), tone: 'font-medium text-warn', more: row.result?.trim() ? also(row.result.trim(), 'text-toned') : undefined } : toned(row.result),
    done: row => row.doneAt === null ? nothing : { ...muted(format().instant(row.doneAt)), title: format().instantExact(row.doneAt) },
    externalId: row => muted(row.externalId),
  }
}
