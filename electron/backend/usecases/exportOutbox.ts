import type { DivergenceColumn, DivergenceRow, OutboxColumn, OutboxRow } from '../../../src/shared/contract/outbox.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { units, type Column } from './exportDeals.ts'
import { exportTable, type ExportEvent } from './exportTable.ts'
import { divergenceRows, type DivergencesQuery } from './listDivergences.ts'
import { outboxRows, type OutboxQuery } from './listOutbox.ts'
import type { ExportAsked } from './pickRows.ts'

/** What is to be entered in the CRM as a file: all rows of the filter in its order; FORBIDDEN for who brings no data. */
export const exportOutbox = (session: Session, { filter, sort, format, decimal, columns, words }: OutboxQuery & ExportAsked<OutboxColumn>, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  requireMay(session, 'import_data')
  const { desk } = session
  const { currency } = desk.workspace
  const hasTask = columns.some(column => column.key === 'task')
  const valueOf = (row: OutboxRow): string | null =>
    [hasTask ? null : row.taskTitle, row.person, row.stage, row.dueDay, row.reason === null ? null : words[`reason.${row.reason}`] ?? row.reason, row.result].filter(Boolean).join(', ') || null
  const known: Record<OutboxColumn, Column<OutboxRow>> = {
    deal: { type: 'text', of: row => row.title },
    what: { type: 'text', of: row => words[`kind.${row.kind}`] ?? row.kind },
    value: { type: 'text', of: valueOf },
    manager: { type: 'text', of: row => row.manager?.name ?? null },
    decided: { type: 'moment', of: row => row.decidedAt },
    lateFrom: { type: 'day', of: row => row.lateFrom },
    settled: { type: 'moment', of: row => row.batch?.asOf ?? row.settledAt },
    decidedBy: { type: 'text', of: row => row.decidedBy?.name ?? null },
    amount: { type: 'money', of: row => units(row.amountReporting, currency) },
    task: { type: 'text', of: row => row.taskTitle },
    number: { type: 'text', of: row => row.externalId },
  }
  const chosen = columns.map(({ key, label }) => ({ label: key === 'amount' ? `${label}, ${currency}` : label, ...known[key] }))
  return rowsAsFile(session, { action: 'exportOutbox', name: 'crm', filter, format, decimal }, columns, chosen, outboxRows(desk, { filter, sort }), signal)
}

/** Where Pult and the CRM differ as a file. */
export const exportDivergences = (session: Session, { filter, sort, format, decimal, columns, words }: DivergencesQuery & ExportAsked<DivergenceColumn>, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  requireMay(session, 'import_data')
  const said = (row: DivergenceRow, value: string | null): string | null => value === null ? null : words[`value.${row.field}.${value}`] ?? value
  const known: Record<DivergenceColumn, Column<DivergenceRow>> = {
    record: { type: 'text', of: row => row.title },
    field: { type: 'text', of: row => words[`field.${row.field}`] ?? row.field },
    ours: { type: 'text', of: row => said(row, row.ours) },
    theirs: { type: 'text', of: row => said(row, row.theirs) },
    decided: { type: 'moment', of: row => row.decidedAt },
    decidedBy: { type: 'text', of: row => row.decidedBy?.name ?? null },
    seen: { type: 'moment', of: row => row.seenAt },
    source: { type: 'text', of: row => words[`source.${row.source}`] ?? row.source },
    number: { type: 'text', of: row => row.externalId },
  }
  const chosen = columns.map(({ key, label }) => ({ label, ...known[key] }))
  return rowsAsFile(session, { action: 'exportDivergences', name: 'divergences', filter, format, decimal }, columns, chosen, divergenceRows(session.desk, { filter, sort }), signal)
}

interface FileOf extends Pick<ExportAsked<string>, 'format' | 'decimal'> { action: 'exportOutbox' | 'exportDivergences', name: string, filter: object }

const rowsAsFile = <Row extends { id: number }>(session: Session, file: FileOf, columns: readonly { key: string }[], chosen: readonly (Column<Row> & { label: string })[], rows: readonly Row[], signal: AbortSignal | undefined): AsyncGenerator<ExportEvent, void> => {
  const byId = new Map(rows.map(row => [row.id, row]))
  return exportTable(session, {
    ...file, keys: columns.map(column => column.key), columns: chosen, ids: Uint32Array.from(rows, row => row.id),
    read: ids => [...ids].map(id => chosen.map(column => column.of(byId.get(id)!))),
  }, signal)
}
