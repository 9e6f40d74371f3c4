import { textIfAny, type text } from '../../i18n/index.ts'
import type { OutboxRow } from '../../shared/contract/outbox.ts'
import type { Format } from '../../ui/format.ts'

type Say = typeof text

/** A shipped reason comes as its key. */
export const reasonSaid = (reason: string): string => textIfAny(`refusals.reasons.${reason}`) ?? reason

/** How it should be in the CRM, in a few words. */
export const detailOf = (row: OutboxRow, t: Say, format: Format): string => {
  const task = row.taskTitle ?? t('today.untitled')
  switch (row.kind) {
    case 'owner':
    case 'client_owner': return t('outbox.toOwner', { person: row.person ?? t('common.nobody') })
    case 'reopen':
    case 'stage': return row.stage === null ? '' : t('outbox.stage', { stage: row.stage })
    case 'lose': return row.reason === null ? '' : t('outbox.reason', { reason: reasonSaid(row.reason) })
    case 'task_new':
    case 'task_due': {
      const day = row.dueAt !== null ? format.instant(row.dueAt) : row.dueDay === null ? null : format.dayLong(row.dueDay)
      return day === null ? task : t('outbox.until', { task, day })
    }
    case 'task_assignee': return t('outbox.toPerson', { task, person: row.person ?? t('common.nobody') })
    case 'task_done': return row.result ? t('outbox.result', { task, result: row.result }) : task
    case 'task_cancel': return task
  }
}

/** The list of one person as plain text for a messenger. */
export const outboxMessage = (name: string, rows: readonly OutboxRow[], t: Say, format: Format): string => [
  t('outbox.hello', { name }),
  rows.map((row, index) => {
    const said = { number: index + 1, what: t(`outbox.kinds.${row.kind}`), title: row.title, detail: detailOf(row, t, format) }
    return t(said.detail === '' ? 'outbox.lineShort' : 'outbox.line', said)
  }).join('\n'),
  t('outbox.thanks'),
].join('\n\n')

export interface OfManager { manager: OutboxRow['manager'], rows: OutboxRow[] }

/** The rows of each person, in the list's order; two of one name are two people. */
export const byManager = (rows: readonly OutboxRow[]): OfManager[] => {
  const groups = new Map<number, OfManager>()
  for (const row of rows) {
    const key = row.manager?.id ?? 0
    const known = groups.get(key)
    if (known) known.rows.push(row)
    else groups.set(key, { manager: row.manager, rows: [row] })
  }
  return [...groups.values()]
}
