import type { DivergenceFilter, DivergenceRow, DivergenceSort } from '../../../src/shared/contract/outbox.ts'
import { byCodePoint } from '../domain/text.ts'
import { readDivergences } from '../store/queries/imports.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import { countsOf, idsOf, sorted, type RangeInput } from './pickRows.ts'
import { whileUnchanged } from './whileUnchanged.ts'

export interface DivergencesQuery { filter: DivergenceFilter, sort: DivergenceSort }
export interface DivergenceList { rows: DivergenceRow[], total: number, fields: { field: string, count: number }[], all: number }

/** Where decisions made here and the CRM differ: `limit` rows from the place `offset`, figures over all. */
export const divergenceRange = (session: Session, { filter, sort, offset, limit }: DivergencesQuery & RangeInput): DivergenceList => {
  requireMay(session, 'import_data')
  const all = allRows(session.desk)
  const rows = ordered(all.filter(fits(filter)), sort)
  const fields = countsOf(all.filter(fits({ ...filter, fields: undefined })), row => row.field)
  return { rows: rows.slice(offset, offset + limit), total: rows.length, fields: [...fields].map(([field, count]) => ({ field, count })).sort((a, b) => b.count - a.count || byCodePoint(a.field, b.field)), all: all.length }
}

/** Keys of a filter's rows in its order, for «select all». */
export const divergenceIds = (session: Session, query: DivergencesQuery): { ids: number[], total: number } => {
  requireMay(session, 'import_data')
  return idsOf(divergenceRows(session.desk, query))
}

export const divergenceRows = (desk: Desk, { filter, sort }: DivergencesQuery): DivergenceRow[] => ordered(allRows(desk).filter(fits(filter)), sort)

const allRows = (desk: Desk): readonly DivergenceRow[] => whileUnchanged(desk, 'divergences', () => readDivergences(desk.db, desk.settings().zone))

const fits = ({ fields, ids }: DivergenceFilter): ((row: DivergenceRow) => boolean) => {
  const some = ids && new Set(ids)
  return row => (!fields || fields.includes(row.field)) && (!some || some.has(row.id))
}

const keysBy: Record<DivergenceSort['by'], (row: DivergenceRow) => readonly (number | string | null)[]> = {
  record: row => [row.title.toLowerCase()], field: row => [row.field, row.title.toLowerCase()], decided: row => [row.decidedAt], seen: row => [row.seenAt],
}
const ordered = (rows: readonly DivergenceRow[], { by, descending }: DivergenceSort): DivergenceRow[] => sorted(rows, row => [...keysBy[by](row), row.id], descending)
