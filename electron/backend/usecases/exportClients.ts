import type { ClientColumn, ClientFilter, ClientRow, ClientSort } from '../../../src/shared/contract/clients.ts'
import type { Session } from './desk.ts'
import { units, type Column, type ExportInput } from './exportDeals.ts'
import { exportTable, type ExportEvent } from './exportTable.ts'
import { clientOrderOf, clientViews, seenClients } from './listClients.ts'

export interface ExportClientsInput extends ExportInput<ClientColumn> { filter: ClientFilter, sort: ClientSort, words: Record<string, string> }

/** The clients of a filter as a file, in the grid's order; sums are of open deals, in the reporting currency, which the heading names. */
export const exportClients = (session: Session, { filter, sort, format, decimal, columns, words }: ExportClientsInput, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const seen = seenClients(session)
  const { currency } = session.desk.workspace
  const known: Record<ClientColumn, Column<ClientRow>> = {
    name: { type: 'text', of: row => row.name },
    kind: { type: 'text', of: row => row.kind === null ? null : words[`kind.${row.kind}`] ?? row.kind },
    phone: { type: 'text', of: row => row.phone },
    email: { type: 'text', of: row => row.email },
    manager: { type: 'text', of: row => row.manager?.name ?? null },
    channel: { type: 'text', of: row => row.channel },
    deals: { type: 'number', of: row => row.deals },
    openDeals: { type: 'number', of: row => row.openDeals },
    money: { type: 'money', of: row => seen.money ? units(row.money.amount, currency) : null },
    lastContact: { type: 'number', of: row => row.lastContactDays },
    created: { type: 'moment', of: row => row.createdAt },
    externalId: { type: 'text', of: row => row.externalId },
  }
  const chosen = columns.map(({ key, label }) => ({ label: key === 'money' ? `${label}, ${currency}` : label, ...known[key] }))
  return exportTable(session, {
    action: 'exportClients', filter, keys: columns.map(column => column.key), name: 'clients', format, decimal, columns: chosen, ids: clientOrderOf(seen, filter, sort),
    read: ids => clientViews(seen, ids).map(row => chosen.map(column => column.of(row))),
  }, signal)
}
