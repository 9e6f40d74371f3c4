import { client } from '../../api/index.ts'
import { closedColumns, taskColumns, type ClosedColumn, type TaskColumn } from '../../shared/contract/tasks.ts'
import { useFormat } from '../../ui/format.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'
import type { ExportFormat } from '../record/views/ExportDialog.vue'
import { closedWords, taskWords } from './taskColumns.ts'
import type { Closed } from './useClosed.ts'
import type { Tasks } from './useTasks.ts'

const among = <Key extends string>(keys: readonly Key[], columns: readonly GridColumn[]): { key: Key, label: string }[] => columns.flatMap(({ key, label }) => {
  const known = keys.find(each => each === key)
  return known ? [{ key: known, label }] : []
})

/** The view on the screen as a file: its filter, its order, its columns. */
export const useTaskExport = ({ tasks, closed, columns }: { tasks: Tasks, closed: Closed, columns: () => readonly GridColumn[] }) => {
  const format = useFormat()
  return (which: ExportFormat, signal: AbortSignal) => {
    const common = { format: which, decimal: format.value.decimalMark }
    if (tasks.isOn.value) return client.tasks.export({ ...common, view: tasks.view.value, filter: tasks.filter.value, sort: tasks.sort.value, columns: among<TaskColumn>(taskColumns, columns()), words: taskWords() }, { signal })
    const limits = closed.query.data.value ?? { overdueLimit: 0, stuckLimit: 0 }
    return client.tasks.exportClosed({ ...common, filter: closed.filter.value, columns: among<ClosedColumn>(closedColumns, columns()), words: closedWords(limits) }, { signal })
  }
}
