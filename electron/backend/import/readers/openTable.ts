import { PultError } from '../../../../src/shared/errors.ts'
import { openToRead, readDelimited, sniffDelimiter } from './delimited.ts'
import { detectEncoding } from './encoding.ts'
import { readHtmlTable } from './htmlTable.ts'
import { emptyFile, unreadable, wrongEncoding, type Table } from './table.ts'
import { readWorkbook, readXlsx } from './xlsx.ts'
import { readZip } from './zip.ts'

const headBytes = 256 * 1024

/**
 * Finds out what a file is by its content, whatever its name says: XLSX, HTML with a table, or delimited text.
 * Throws PULT_IMPORT_UNREADABLE, PULT_IMPORT_EMPTY, PULT_IMPORT_ENCODING, PULT_IMPORT_OLD_EXCEL or PULT_IMPORT_TOO_LARGE.
 */
export const openTable = async (path: string, name: string): Promise<Table> => {
  const handle = await openToRead(path, name)
  try {
    const { size } = await handle.stat()
    if (size === 0) throw emptyFile(name)
    const head = Buffer.alloc(Math.min(size, headBytes))
    await handle.read(head, 0, head.length, 0)
    const sign = head.toString('latin1', 0, 4)
    if (sign === 'PK\u0003\u0004') {
      const { sheets } = await readWorkbook(handle, await readZip(handle, name), name)
      return { name, path, format: 'xlsx', encoding: '', delimiter: '', warnings: sheets.length > 1 ? ['OTHER_SHEETS'] : [], slices: () => readXlsx(path, name) }
    }
    if (sign === '\u00d0\u00cf\u0011\u00e0') {
      throw new PultError('PULT_IMPORT_OLD_EXCEL', `${name} is a spreadsheet of an old Excel or one with a password. Save it as XLSX or CSV and import it again.`, { file: name })
    }
    if (head.toString('latin1', 0, 5) === '%PDF-') throw unreadable(name)
    const encoding = await detectEncoding(handle)
    if (!encoding) throw wrongEncoding(name)
    const text = new TextDecoder(encoding.label).decode(head)
    if (text.trim() === '') throw emptyFile(name)
    const warnings = encoding.damaged ? ['ENCODING_DAMAGED'] : []
    const isHtml = /^\s*</.test(text) && /<table[\s>]|<tr[\s>]/i.test(text)
    if (isHtml) return { name, path, format: 'html', encoding: encoding.label, delimiter: '', warnings, slices: () => readHtmlTable(path, name, encoding.label) }
    if (/^\s*<(!doctype|html|\?xml)/i.test(text)) throw unreadable(name)
    const delimiter = sniffDelimiter(text)
    return { name, path, format: 'csv', encoding: encoding.label, delimiter, warnings, slices: () => readDelimited(path, name, encoding.label, delimiter) }
  } finally {
    await handle.close()
  }
}
