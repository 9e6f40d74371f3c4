import { setImmediate } from 'node:timers/promises'
import type { Progress } from '../../../src/shared/contract/common.ts'
import type { DecimalMark } from '../../../src/shared/csv.ts'
import { formatDay } from '../domain/time/days.ts'
import type { TableCell, TableColumn } from '../export/table.ts'
import { writeCsv } from '../export/writeCsv.ts'
import { writeXlsx } from '../export/writeXlsx.ts'
import { auditExport, type ExportAction } from './auditExport.ts'
import type { Session } from './desk.ts'

export type ExportEvent = Progress | { type: 'chunk', data: string } | { type: 'done', fileName: string, mime: string, rows: number }

export interface ExportedTable {
  action: ExportAction
  filter: object
  /** Keys of the columns, for the audit. */
  keys: readonly string[]
  name: string
  format: 'csv' | 'xlsx'
  decimal: DecimalMark
  columns: readonly TableColumn[]
  ids: Uint32Array
  /** Cells of these records; one that is gone meanwhile is left out. */
  read: (ids: Uint32Array) => TableCell[][]
}

// A slice is some milliseconds of work; then whoever waits has their turn.
const sliceRows = 500
const chunkBytes = 192 * 1024
const progressEveryMs = 200

const mimes = { csv: 'text/csv', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const

/** A file of many rows as a stream. Nothing is written anywhere, so that a cancelled one leaves nothing; that it was asked for stays in the audit. */
export async function* exportTable(session: Session, table: ExportedTable, signal: AbortSignal | undefined): AsyncGenerator<ExportEvent, void> {
  const { desk } = session
  const { zone } = desk.settings()
  const total = table.ids.length
  auditExport(session, table.action, { rows: total, format: table.format, columns: table.keys, filter: table.filter })

  let done = 0
  let rows = 0
  async function* slices(): AsyncGenerator<TableCell[][], void> {
    while (done < total) {
      signal?.throwIfAborted()
      const slice = table.read(table.ids.subarray(done, done + sliceRows))
      done = Math.min(total, done + sliceRows)
      rows += slice.length
      yield slice
      await setImmediate()
    }
  }
  const began = performance.now()
  let saidAt = began
  const content = { columns: table.columns, rows: total, slices: slices(), zone }
  let chunk: Buffer[] = []
  let bytes = 0
  const takeChunk = (): ExportEvent => {
    const data = Buffer.concat(chunk).toString('base64')
    chunk = []
    bytes = 0
    return { type: 'chunk', data }
  }
  for await (const piece of table.format === 'csv' ? writeCsv(content, table.decimal) : writeXlsx(content)) {
    signal?.throwIfAborted()
    chunk.push(piece)
    bytes += piece.length
    if (bytes >= chunkBytes) yield takeChunk()
    const now = performance.now()
    if (now - saidAt < progressEveryMs || done === 0 || done >= total) continue
    saidAt = now
    const seconds = (now - began) / 1000
    yield { type: 'progress', step: 'export.rows', done, total, rate: done / seconds, left: seconds / done * (total - done) }
  }
  if (bytes > 0) yield takeChunk()
  const day = formatDay(zone.dayOf(desk.clock()))
  yield { type: 'done', fileName: `${table.name}-${day}.${table.format}`, mime: mimes[table.format], rows }
}
