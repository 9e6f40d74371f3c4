import { nurtureColumns, type NurtureColumn } from '../../../src/shared/contract/refusals.ts'
import type { RefusalClass } from '../../../src/shared/vocabulary.ts'
import { toCsv, type CsvCell } from '../../../src/shared/csv.ts'
import { currencyDigits } from '../domain/money.ts'
import { formatDay } from '../domain/time/days.ts'
import { may } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { countNurture, readNurture } from '../store/queries/nurture.ts'
import { requireMay } from './access.ts'
import { auditExport } from './auditExport.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Session } from './desk.ts'

export interface NurtureView {
  id: number, dealId: number, title: string, clientName: string | null, phone: string | null, email: string | null, reason: string | null, reasonClass: RefusalClass | null
  day: string, manager: { id: number, name: string } | null, amountReporting: number | null
}

/** The list for marketing, the newest first; a shipped reason is its key, which the window says in its language. */
export const listNurture = (session: Session, { cursor, limit = 200 }: { cursor?: string, limit?: number }): { rows: NurtureView[], next: string | null, total: number } => {
  const actor = requireMay(session, 'see_nurture')
  const { desk } = session
  const names = personNames(desk.db)
  const found = readNurture(desk.db, actor, readCursor(cursor)?.id ?? null, limit + 1)
  const rows = found.slice(0, limit).map(({ ownerId, team, externalDealId, reasonKey, reasonName, amountReporting, ...row }): NurtureView => ({
    ...row, title: row.title?.trim() || externalDealId, reason: reasonName ?? reasonKey, manager: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? '' },
    amountReporting: may(actor, 'see_money', { ownerId, team }) ? amountReporting : null,
  }))
  return { rows, next: found.length > limit ? writeCursor({ at: 0, id: rows.at(-1)!.id }) : null, total: countNurture(desk.db, actor) }
}

/** The window's words; what it doesn't name stays a key. */
export interface NurtureWords {
  columns?: Partial<Record<NurtureColumn, string>>
  reasons?: Record<string, string>
  classes?: Partial<Record<RefusalClass, string>>
}

/** The whole list as CSV for a spreadsheet; amounts in whole units of the reporting currency. */
export const nurtureCsv = (session: Session, words: NurtureWords = {}): { fileName: string, text: string } => {
  const actor = requireMay(session, 'see_nurture')
  const { desk } = session
  const { currency } = desk.workspace
  const names = personNames(desk.db)
  const unit = 10 ** currencyDigits(currency)
  const found = readNurture(desk.db, actor, null, -1)
  auditExport(session, 'exportNurture', { rows: found.length, format: 'csv', columns: nurtureColumns })
  const cells = found.map((row): Record<NurtureColumn, CsvCell> => ({
    day: row.day, client: row.clientName, phone: row.phone, email: row.email, deal: row.title?.trim() || row.externalDealId,
    reason: row.reasonName ?? (row.reasonKey === null ? null : words.reasons?.[row.reasonKey] ?? row.reasonKey),
    class: row.reasonClass === null ? null : words.classes?.[row.reasonClass] ?? row.reasonClass,
    manager: row.ownerId === null ? null : names.get(row.ownerId) ?? null,
    amount: row.amountReporting === null || !may(actor, 'see_money', row) ? null : row.amountReporting / unit, currency,
  }))
  const rows = [nurtureColumns.map(column => words.columns?.[column] ?? column), ...cells.map(row => nurtureColumns.map(column => row[column]))]
  const day = formatDay(desk.settings().zone.dayOf(desk.clock()))
  return { fileName: `nurture-${day}.csv`, text: toCsv(rows) }
}
