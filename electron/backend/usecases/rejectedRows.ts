import { rejectedReasonColumn } from '../../../src/shared/contract/mapping.ts'
import { byteOrderMark, csvLines } from '../../../src/shared/csv.ts'
import { checkCancelled } from '../import/cancel.ts'
import type { NamedFile } from '../import/native/files.ts'
import { openTable } from '../import/readers/openTable.ts'
import { surveyTable } from '../import/recognise/survey.ts'
import { runImport, type ImportOptions } from './runImport.ts'
import type { Session } from './desk.ts'

export interface RejectedFile { name: string, rows: number, csv: string }
type Options = Omit<ImportOptions, 'commandId' | 'dryRun' | 'remember'> & { /** Code → its sentence. */ words?: Readonly<Record<string, string>> }

/** A file of rejected rows is repaired by hand: more than these are repaired at their source. */
const mostRows = 20_000

/** The rejected rows of an import that isn't made: with their own columns, and one that says why (the code or its sentence, and the column). */
export const rejectedRows = async (session: Session, { words = {}, ...options }: Options): Promise<{ files: RejectedFile[] }> => {
  const rejections = new Map<string, Map<number, string>>()
  await runImport(session, {
    ...options, commandId: `rejected-${crypto.randomUUID()}`, dryRun: true, onRejected: ({ file, row, column, code }) => {
      const rows = rejections.get(file) ?? new Map<number, string>()
      rejections.set(file, rows)
      if (rows.size < mostRows) rows.set(row, column === '' ? words[code] ?? code : `${words[code] ?? code}: ${column}`)
    },
  })
  const files: RejectedFile[] = []
  for (const [name, reasons] of rejections) {
    const file = options.files.find(one => one.name === name) ?? options.files.find(one => one.name.toLowerCase() === name)
    if (file) files.push(await rowsOf(file, reasons, options.signal))
  }
  return { files }
}

const rowsOf = async (file: NamedFile, reasons: ReadonlyMap<number, string>, signal?: AbortSignal): Promise<RejectedFile> => {
  const table = await openTable(file.path, file.name)
  // Titles may stand above the row that names the columns.
  const { headerRow } = await surveyTable(table, { signal })
  let width = 0
  let places: number[] = []
  let header: string[] = []
  const lines: string[][] = []
  for await (const { records } of table.slices()) {
    checkCancelled(signal)
    for (const { row, cells } of records) {
      if (row === headerRow) {
        // A row that was repaired and still isn't good has the column already.
        places = cells.flatMap((cell, place) => cell === rejectedReasonColumn ? [] : [place])
        header = places.map(place => cells[place]!)
        width = cells.length
      }
      const reason = reasons.get(row)
      // Cells that belong to no column stay in sight, behind the reason.
      if (reason !== undefined) lines.push([...places.map(place => cells[place] ?? ''), reason, ...cells.slice(width)])
    }
  }
  const rows = [[...header, rejectedReasonColumn], ...lines]
  // As its own program parts cells: where Excel expects semicolons, a file of commas opens as one column.
  const csv = table.delimiter === ';' ? csvLines(rows, ',') : csvLines(rows)
  return { name: `${file.name.replace(/\.[^.]+$/, '').replace(/(-rejected)+$/, '')}-rejected.csv`, rows: lines.length, csv: byteOrderMark + csv }
}
