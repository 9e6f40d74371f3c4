import type { PastColumn, PastRow } from '../../../src/shared/contract/past.ts'
import type { DecimalMark } from '../../../src/shared/csv.ts'
import { boardOf } from './boardOf.ts'
import type { Session } from './desk.ts'
import { units, type Column } from './exportDeals.ts'
import { exportTable, type ExportEvent } from './exportTable.ts'
import { orderOfPast, pastRows, type PastInput } from './pastDeals.ts'

export interface ExportPastInput extends PastInput { format: 'csv' | 'xlsx', decimal: DecimalMark, columns: { key: PastColumn, label: string }[], words: Record<string, string> }

/** The rows of a figure of the past as a file, in the grid's order. */
export const exportPast = (session: Session, { figure, filter, sort, format, decimal, columns, words }: ExportPastInput, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const seen = boardOf(session)
  const input = { figure, filter, sort }
  const word = (key: string, otherwise: string): string => words[key] ?? otherwise
  const known: Record<PastColumn, Column<PastRow>> = {
    title: { type: 'text', of: ({ deal }) => deal.title },
    client: { type: 'text', of: ({ deal }) => deal.client?.name ?? null },
    amount: { type: 'money', of: ({ deal }) => units(deal.amount, deal.currency) },
    stage: { type: 'text', of: ({ then }) => then?.stage ?? null },
    age: { type: 'number', of: ({ then }) => then?.age.days ?? null },
    manager: { type: 'text', of: ({ then }) => then?.manager?.name ?? null },
    stuck: { type: 'text', of: ({ then }) => then?.stuck?.map(reason => word(`stuck.${reason}`, reason)).join(', ') || null },
    entered: { type: 'moment', of: ({ passage }) => passage?.enteredAt ?? null },
    passed: { type: 'text', of: ({ passage }) => passage && (passage.movedOn ? passage.movedTo ?? word('passed.won', 'won') : word('passed.no', 'no')) },
    moved: { type: 'moment', of: ({ passage }) => passage?.movedAt ?? null },
    nowStage: { type: 'text', of: ({ deal }) => deal.stage.name },
    nowStatus: { type: 'text', of: ({ deal }) => word(`status.${deal.status}`, deal.status) },
    nowManager: { type: 'text', of: ({ deal }) => deal.manager?.name ?? null },
    channel: { type: 'text', of: ({ deal }) => deal.channel },
    created: { type: 'moment', of: ({ deal }) => deal.createdAt },
    closed: { type: 'moment', of: ({ deal }) => deal.closedAt },
    externalId: { type: 'text', of: ({ deal }) => deal.externalId },
  }
  const currency: Column<PastRow> & { label: string } = { label: word('currency', 'currency'), type: 'text', of: ({ deal }) => deal.amount === null ? null : deal.currency }
  const chosen = columns.flatMap(({ key, label }) => key === 'amount' ? [{ label, ...known.amount }, currency] : [{ label, ...known[key] }])
  return exportTable(session, {
    action: 'exportDeals', filter: { ...filter, figure }, keys: columns.map(column => column.key), name: `deals-${figure.of === 'conversion' ? figure.to : figure.day}`, format, decimal, columns: chosen, ids: orderOfPast(session.desk, seen, input),
    read: ids => pastRows(session, seen, input, ids).map(row => chosen.map(column => column.of(row))),
  }, signal)
}
