import type { NamedFile } from '../native/files.ts'
import { openTable } from '../readers/openTable.ts'
import type { Table } from '../readers/table.ts'
import { cleanCell } from '../values/text.ts'
import { layoutOfLog, type LogLayout } from './layouts.ts'

export interface CallLog { table: Table, layout: LogLayout }

const looked = 20

/** A file as an exchange's log; null when it is another table, or none at all (whoever reads those says what is wrong with them). */
export const callLogOf = async (file: NamedFile): Promise<CallLog | null> => {
  try {
    const table = await openTable(file.path, file.name)
    const rows: string[][] = []
    for await (const { records } of table.slices()) {
      rows.push(...records.slice(0, looked - rows.length).map(({ cells }) => cells.map(cleanCell)))
      if (rows.length >= looked) break
    }
    const layout = layoutOfLog(rows)
    return layout && { table, layout }
  } catch {
    return null
  }
}
