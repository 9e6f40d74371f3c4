import type { DealColumn, DealFilter, DealRow, DealSort } from '../../../src/shared/contract/deals.ts'
import type { DecimalMark } from '../../../src/shared/csv.ts'
import { currencyDigits } from '../domain/money.ts'
import type { CellType, TableCell } from '../export/table.ts'
import { boardOf } from './boardOf.ts'
import type { Session } from './desk.ts'
import { exportTable, type ExportEvent } from './exportTable.ts'
import { dealRows, orderOf } from './listDeals.ts'

export interface Column<Row> { type: CellType, of: (row: Row) => TableCell }
export interface ExportInput<Key> { format: 'csv' | 'xlsx', decimal: DecimalMark, columns: { key: Key, label: string }[] }

export const units = (amount: number | null, currency: string): number | null => amount === null ? null : amount / 10 ** currencyDigits(currency)

export interface ExportDealsInput extends ExportInput<DealColumn> { filter: DealFilter, sort: DealSort, words: Record<string, string> }

/** The deals of a filter as a file, in the grid's order; an amount stands in its own currency, which is named beside it. */
export const exportDeals = (session: Session, { filter, sort, format, decimal, columns, words }: ExportDealsInput, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const seen = boardOf(session)
  const word = (key: string, otherwise: string): string => words[key] ?? otherwise
  const known: Record<DealColumn, Column<DealRow>> = {
    title: { type: 'text', of: row => row.title },
    client: { type: 'text', of: row => row.client?.name ?? null },
    amount: { type: 'money', of: row => units(row.amount, row.currency) },
    stage: { type: 'text', of: row => row.stage.name },
    age: { type: 'number', of: row => row.age.days },
    bucket: { type: 'text', of: row => word(`bucket.${row.bucket}`, row.bucket) },
    manager: { type: 'text', of: row => row.manager?.name ?? null },
    stuck: { type: 'text', of: row => row.stuck.map(reason => word(`stuck.${reason}`, reason)).join(', ') || null },
    nextDue: { type: 'moment', of: row => row.nextDueAt },
    lastContact: { type: 'number', of: row => row.lastContactDays },
    status: { type: 'text', of: row => word(`status.${row.status}`, row.status) },
    pipeline: { type: 'text', of: row => row.pipeline },
    channel: { type: 'text', of: row => row.channel },
    tasks: { type: 'number', of: row => row.openTasks },
    moves: { type: 'number', of: row => row.moves },
    created: { type: 'moment', of: row => row.createdAt },
    updated: { type: 'moment', of: row => row.updatedAt },
    expectedClose: { type: 'day', of: row => row.expectedCloseDay },
    closed: { type: 'moment', of: row => row.closedAt },
    parkedUntil: { type: 'day', of: row => row.parkedUntil },
    latePoint: { type: 'text', of: row => row.latePoint && `${word(`point.${row.latePoint.point}`, row.latePoint.point)} +${row.latePoint.lateDays}` },
    externalId: { type: 'text', of: row => row.externalId },
  }
  const currency: Column<DealRow> & { label: string } = { label: word('currency', 'currency'), type: 'text', of: row => row.amount === null ? null : row.currency }
  const chosen = columns.flatMap(({ key, label }) => key === 'amount' ? [{ label, ...known.amount }, currency] : [{ label, ...known[key] }])
  return exportTable(session, {
    action: 'exportDeals', filter, keys: columns.map(column => column.key), name: 'deals', format, decimal, columns: chosen, ids: orderOf(session.desk, seen, filter, sort),
    read: ids => dealRows(session, seen, ids).map(row => chosen.map(column => column.of(row))),
  }, signal)
}
