import { toCsv } from '../../../src/shared/csv.ts'
import { checkCancelled } from '../import/cancel.ts'
import { openTable } from '../import/readers/openTable.ts'
import { runImport, type ImportOptions } from './runImport.ts'
import type { Session } from './desk.ts'

/** A file of rejected rows is repaired by hand: more than these are repaired at their source. */
const mostRows = 20_000

/** The rejected rows of an import that isn't made: with their own columns, and one that says why (the code and the column). */
export const rejectedRows = async (session: Session, options: Omit<ImportOptions, 'commandId' | 'dryRun' | 'remember'>): Promise<{ files: { name: string, rows: number, csv: string }[] }> => {
  const rejections = new Map<string, Map<number, string>>()
  await runImport(session, {
    ...options, commandId: `rejected-${crypto.randomUUID()}`, dryRun: true, onRejected: ({ file, row, column, code }) => {
      const rows = rejections.get(file) ?? new Map<number, string>()
      rejections.set(file, rows)
      if (rows.size < mostRows) rows.set(row, column === '' ? code : `${code}: ${column}`)
    },
  })
  const files: { name: string, rows: number, csv: string }[] = []
  for (const [name, rows] of rejections) {
    const file = options.files.find(one => one.name === name) ?? options.files.find(one => one.name.toLowerCase() === name)
    if (!file) continue
    const lines: string[][] = []
    let header: string[] | null = null
    for await (const slice of (await openTable(file.path, file.name)).slices()) {
      checkCancelled(options.signal)
      for (const { row, cells } of slice.records) {
        if (!header) header = cells
        const reason = rows.get(row)
        if (reason !== undefined) lines.push([...header.map((_, place) => cells[place] ?? ''), ...cells.slice(header.length), reason])
      }
    }
    if (header) files.push({ name: name.replace(/\.[^.]+$/, '') + '-rejected.csv', rows: lines.length, csv: toCsv([[...header, 'pult_reason'], ...lines]) })
  }
  return { files }
}
