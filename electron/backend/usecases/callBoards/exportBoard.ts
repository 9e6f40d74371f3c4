import type { BoardCall, BoardCallsFilter, BoardColumn, BoardTable } from '../../../../src/shared/contract/callBoards.ts'
import type { TableCell } from '../../export/table.ts'
import type { Session } from '../desk.ts'
import type { Column } from '../exportDeals.ts'
import { exportTable, type ExportEvent } from '../exportTable.ts'
import type { ExportAsked } from '../pickRows.ts'
import { boardCalls } from './calls.ts'
import { callLengthsBoard } from './lengths.ts'
import { callQuotas } from './quotas.ts'
import { callScores } from './scores.ts'

type Cells = Partial<Record<BoardColumn, TableCell>>
type Words = Readonly<Record<string, string>>

const rowsOf: Record<BoardTable, (session: Session, filter: BoardCallsFilter, words: Words) => Cells[]> = {
  managers: (session, filter) => callScores(session, filter).managers.map(({ manager, ...row }) => ({ manager: manager.name, ...row })),
  criteria: (session, filter, words) => callScores(session, filter).criteria.map(({ criterion, mean, applied, belowFull, agreement }) => (
    { criterion: criterion.name ?? words[`criterion.${criterion.id}`] ?? criterion.id, mean, applied, belowFull, pairs: agreement.pairs, agreement: agreement.value })),
  weeks: (session, filter) => callScores(session, filter).weeks.map(row => ({ ...row })),
  quotaDays: (session, filter, words) => callQuotas(session, filter).days.map(({ manager, state, ...row }) => ({ ...row, manager: manager.name, state: words[`state.${state}`] ?? state })),
  lengths: (session, filter) => callLengthsBoard(session, filter).managers.map(({ manager, calls, inBand, p }) => ({ manager: manager.name, calls, inBand, chance: p })),
  calls: (session, filter, words) => boardCalls(session, filter).map((row: BoardCall) => ({ at: row.at, manager: row.manager.name, client: row.client, deal: row.deal?.title ?? null, talk: row.talkS, verdict: row.verdict === null ? null : words[`verdict.${row.verdict}`] ?? row.verdict, mean: row.total })),
}
const typeOf = (key: BoardColumn): Column<Cells>['type'] => {
  if (key === 'at') return 'moment'
  if (key === 'day' || key === 'week') return 'day'
  return ['manager', 'criterion', 'state', 'client', 'deal', 'verdict'].includes(key) ? 'text' : 'number'
}

/** A table of the boards as a file, with the rows that its reader sees. */
export const exportBoard = (session: Session, { table, filter, format, decimal, columns, words }: ExportAsked<BoardColumn> & { table: BoardTable, filter: BoardCallsFilter }, signal?: AbortSignal): AsyncGenerator<ExportEvent, void> => {
  const rows = rowsOf[table](session, filter, words)
  const chosen = columns.map(({ key, label }) => ({ label, type: typeOf(key), of: (row: Cells): TableCell => row[key] ?? null }))
  return exportTable(session, {
    action: 'exportCallBoards', name: `calls-${table}`, filter: { table, ...filter }, format, decimal, keys: columns.map(({ key }) => key), columns: chosen, ids: Uint32Array.from(rows, (_, index) => index), read: ids => [...ids].map(index => chosen.map(column => column.of(rows[index]!))),
  }, signal)
}
