import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart { name: string, content: string | Buffer, /** What the directory says instead of the truth. */ says?: number }

/** A zip of parts, written by hand so that a test can lie in it. */
export const zipOf = (parts: readonly ZipPart[]): Buffer => {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, says } of parts) {
    const plain = Buffer.from(content as string)
    const packed = deflateRawSync(plain)
    const bytes = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(plain), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(says ?? plain.length, 22)
    local.writeUInt16LE(bytes.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    local.copy(central, 6, 4, 30)
    central.writeUInt32LE(offset, 42)
    directory.push(central, bytes)
    bodies.push(local, bytes, packed)
    offset += 30 + bytes.length + packed.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, list, end])
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
export const escapeXml = (text: string): string => text.replace(/[<>&"]/g, letter => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' })[letter]!)

/** Cells are XML of `<c>` elements; see `textCell` and the like. */
export const workbookOf = (sheets: readonly { name: string, rows: string }[], more: ZipPart[] = []): ZipPart[] => [
  { name: '[Content_Types].xml', content: `${head}<Types/>` },
  { name: 'xl/workbook.xml', content: `${head}<workbook xmlns:r="r"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>` },
  { name: 'xl/_rels/workbook.xml.rels', content: `${head}<Relationships>${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>` },
  { name: 'xl/styles.xml', content: `${head}<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>` },
  ...sheets.map(({ rows }, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, content: `${head}<worksheet><sheetData>${rows}</sheetData></worksheet>` })),
  ...more,
]

export const inlineRows = (rows: readonly (readonly string[])[]): string =>
  rows.map(cells => `<row>${cells.map(cell => cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`).join('')}</row>`).join('')

export const xlsxOf = (rows: readonly (readonly string[])[]): Buffer => zipOf(workbookOf([{ name: 'Sheet1', rows: inlineRows(rows) }]))
