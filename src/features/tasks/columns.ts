import { textIfAny, type text } from '../../i18n/index.ts'
import type { TaskListView } from '../../shared/contract/tasks.ts'
import type { ListColumn } from '../../ui/listTypes.ts'

/** The CRM's kind in the person's language, where it is a known one. */
export const kindText = (kind: string | null): string => kind === null ? '' : textIfAny(`record.taskKind.${kind}`) ?? kind

/** What each view says of a task, most telling last and right. */
export const columnsOf = (view: TaskListView, t: typeof text): ListColumn[] => {
  const title: ListColumn = { key: 'title', label: t('tasks.column.title'), width: 'minmax(130px, 1fr)' }
  const deal: ListColumn = { key: 'deal', label: t('tasks.column.deal'), width: 'minmax(130px, 1.3fr)', hideBelow: 420 }
  const kind: ListColumn = { key: 'kind', label: t('tasks.column.kind'), width: '84px', hideBelow: 700 }
  const moves: ListColumn = { key: 'moves', label: t('tasks.column.moves'), width: '86px', align: 'right', hideBelow: 520 }
  const due: ListColumn = { key: 'due', label: t('tasks.column.due'), width: '112px', align: 'right' }
  switch (view) {
    case 'overdue': return [title, deal, kind, moves, due]
    case 'dragged': return [title, deal, kind, due, { ...moves, hideBelow: undefined }]
    case 'recycled': return [title, deal, kind, { key: 'opened', label: t('tasks.column.opened'), width: '128px', align: 'right', hideBelow: 560 }, { key: 'recycled', label: t('tasks.column.recycled'), width: '96px', align: 'right' }]
    case 'closedToday': return [title, { ...deal, hideBelow: 620 }, { key: 'result', label: t('tasks.column.result'), width: 'minmax(140px, 1.6fr)' }, { key: 'done', label: t('tasks.column.done'), width: '124px', align: 'right', hideBelow: 520 }]
    case 'requests': return [title, { ...deal, hideBelow: 640 }, { key: 'reason', label: t('tasks.column.reason'), width: 'minmax(140px, 1.4fr)' }, { key: 'wish', label: t('tasks.column.wish'), width: '164px', align: 'right' }]
  }
}
