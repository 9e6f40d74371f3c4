import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { openTable } from '../../electron/backend/import/readers/openTable.ts'
import { longestCell, type Table, type TableRecord } from '../../electron/backend/import/readers/table.ts'
import { escapeXml, inlineRows, workbookOf, xlsxOf, zipOf } from './xlsxFiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'pult-readers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const open = (content: string | Uint8Array, name = 'export.csv'): Promise<Table> => {
  const path = join(folder, `${++files}-${name}`)
  writeFileSync(path, content)
  return openTable(path, name)
}
const recordsOf = async (table: Table): Promise<TableRecord[]> => {
  const records: TableRecord[] = []
  for await (const slice of table.slices()) records.push(...slice.records)
  return records
}
const read = async (content: string | Uint8Array, name?: string): Promise<string[][]> => (await recordsOf(await open(content, name))).map(record => record.cells)
const code = async (work: () => Promise<unknown>): Promise<string> => work().then(() => 'done', error => (error as { code?: string }).code ?? String(error))

const cp1251 = (text: string): Buffer => Buffer.from([...text].map(letter => {
  const point = letter.codePointAt(0)!
  return point < 0x80 ? point : letter === 'ё' ? 0xb8 : letter === '№' ? 0xb9 : letter === '«' ? 0xab : letter === '»' ? 0xbb : point - 0x350
}))
const koi = (text: string): Buffer => {
  const table = new Map(Array.from({ length: 128 }, (_, index) => [new TextDecoder('koi8-r').decode(Uint8Array.of(index + 128)), index + 128]))
  return Buffer.from([...text].map(letter => table.get(letter) ?? letter.charCodeAt(0)))
}
const utf16 = (text: string, order: 'le' | 'be', mark: boolean): Buffer => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('encodings are found by content', () => {
  const text = 'ID;Название сделки;Этап\r\n1;Поставка окон;Переговоры\r\n2;Ёлка;Новая\r\n'
  const rows = [['ID', 'Название сделки', 'Этап'], ['1', 'Поставка окон', 'Переговоры'], ['2', 'Ёлка', 'Новая']]
  test.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(text), 'utf-8'], ['UTF-8 with its mark', Buffer.from(`\uFEFF${text}`), 'utf-8'], ['UTF-16 LE with its mark', utf16(text, 'le', true), 'utf-16le'],
    ['UTF-16 BE with its mark', utf16(text, 'be', true), 'utf-16be'], ['UTF-16 LE without one', utf16(text, 'le', false), 'utf-16le'], ['UTF-16 BE without one', utf16(text, 'be', false), 'utf-16be'],
    ['KOI8-R', koi(text), 'koi8-r'],
  ])('%s', async (_name, bytes, encoding) => {
    const table = await open(bytes)
    expect([table.encoding, table.delimiter, (await recordsOf(table)).map(record => record.cells)]).toEqual([encoding, ';', rows])
  })

  test('windows-1251, also when its first Cyrillic letter comes after megabytes', async () => {
    const plain = text.replaceAll('Ё', 'Е')
    const late = Buffer.concat([Buffer.from('ID;A;B\r\n'), Buffer.from('1;x;y\r\n'.repeat(700_000)), cp1251('2;Поставка окон;Переговоры\r\n')])
    const table = await open(late)
    expect([(await open(cp1251(plain))).encoding, table.encoding]).toEqual(['windows-1251', 'windows-1251'])
    expect((await recordsOf(table)).at(-1)).toEqual({ row: 700_002, cells: ['2', 'Поставка окон', 'Переговоры'] })
  })

  test('windows-1252 of a Spanish export', async () => {
    const table = await open(Buffer.from('ID,Nombre,Etapa\n1,Peñón,Negociación\n', 'latin1'))
    expect([table.encoding, (await recordsOf(table))[1]!.cells]).toEqual(['windows-1252', ['1', 'Peñón', 'Negociación']])
  })

  test('UTF-8 that was cut in a letter, or has a few broken bytes, is still UTF-8 and says so', async () => {
    const cut = Buffer.from(`${text}3;Окна;Новая`).subarray(0, -1)
    const table = await open(Buffer.concat([Buffer.from(`ID;Имя\n${'1;Окна и двери\n'.repeat(200)}`), Buffer.from([0xd0, 0x0a])]))
    expect([table.encoding, table.warnings]).toEqual(['utf-8', ['ENCODING_DAMAGED']])
    expect((await open(cut)).encoding).toBe('utf-8')
  })

  test('what is no text is refused', async () => {
    expect(await code(() => open(Buffer.from([1, 2, 0, 0, 0, 5, 6, 0xff, 0xfe, 3])))).toBe('PULT_IMPORT_ENCODING')
    expect(await code(() => open('%PDF-1.7 …'))).toBe('PULT_IMPORT_UNREADABLE')
    expect(await code(() => open(Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a.xls'))).toBe('PULT_IMPORT_OLD_EXCEL')
    expect(await code(() => open(''))).toBe('PULT_IMPORT_EMPTY')
    expect(await code(() => open('\n\n  \n'))).toBe('PULT_IMPORT_EMPTY')
  })
})

describe('delimited text', () => {
  test.each<[string, string, string[][]]>([
    ['a comma', 'a,b\n1,2\n', [['a', 'b'], ['1', '2']]], ['a semicolon with decimal commas', 'a;b\n1,5;2,5\n3,5;4,5\n', [['a', 'b'], ['1,5', '2,5'], ['3,5', '4,5']]],
    ['a tab', 'a\tb\n1\t2\n', [['a', 'b'], ['1', '2']]], ['a bar', 'a|b\n1|2\n', [['a', 'b'], ['1', '2']]], ['said by Excel', 'sep=|\r\na|b\r\n1|2\r\n', [['a', 'b'], ['1', '2']]],
    ['mixed line ends', 'a,b\r\n1,2\n3,4\r5,6', [['a', 'b'], ['1', '2'], ['3', '4'], ['5', '6']]],
    ['cells of many lines', 'a,b\r\n"1\r\n2","x\ny"\r\n', [['a', 'b'], ['1\r\n2', 'x\ny']]],
    ['doubled quotes', 'a,b\n"ООО ""Ёлка""",2\n', [['a', 'b'], ['ООО "Ёлка"', '2']]],
    ['escaped quotes', 'a;b\n"ООО \\"Ёлка\\"";2\n"C:\\\\";3\n', [['a', 'b'], ['ООО "Ёлка"', '2'], ['C:\\\\', '3']]],
    ['quotes that a person typed', 'a,b\n"ООО "Ёлка" и Ко",2\nООО "Лес",3\n', [['a', 'b'], ['ООО "Ёлка" и Ко', '2'], ['ООО "Лес"', '3']]],
    ['blank lines', 'a,b\n\n\n1,2\n,\n', [['a', 'b'], ['1', '2']]],
    ['one column', 'name\nИван\n', [['name'], ['Иван']]],
  ])('%s', async (_name, text, rows) => expect(await read(text)).toEqual(rows))

  test('rows are numbered as a spreadsheet shows them', async () => {
    expect((await recordsOf(await open('a,b\n\n"1\n2",x\n3,y\n'))).map(record => record.row)).toEqual([1, 3, 4])
  })

  test('a quote that never closes is a sentence with the row in which it opens', async () => {
    const table = await open(`a,b\n1,2\n"3,4\n${'5,6\n'.repeat(300_000)}`)
    await expect(recordsOf(table)).rejects.toMatchObject({ code: 'PULT_IMPORT_QUOTES', details: { row: 3 } })
  })

  test('50 MB in one cell and 10 000 columns: the rest is read, the memory stays', async () => {
    const before = process.memoryUsage().rss
    const table = await open(`a,b\n1,"${'x'.repeat(50_000_000)}"\n2,y\n`)
    const records = await recordsOf(table)
    expect([records[1]!.tooLong, records[1]!.cells[1]!.length < longestCell, records[2]!.cells]).toEqual([1, true, ['2', 'y']])
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(300)
    const wide = Array.from({ length: 10_000 }, (_, index) => `c${index}`).join(';')
    expect((await read(`${wide}\n${wide}\n`)).map(cells => cells.length)).toEqual([10_000, 10_000])
  })

  const cell = fc.string({ unit: fc.constantFrom('a', 'Я', 'ё', '"', ',', ';', '\n', '\r', ' ', '7', '\\', "'", '€', '🙂', '\t') })
  test('what was written is read: any cells, delimiter, line end and encoding, cut into pieces anywhere', async () => {
    await fc.assert(fc.asyncProperty(
      fc.integer({ min: 2, max: 4 }).chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })),
      fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom('utf8', 'mark', 'le', 'be'),
      async (body, delimiter, end, encoding) => {
        // A backslash before a quote is read as CRMs mean it, not as RFC 4180 does: see «escaped quotes».
        fc.pre(body.every(row => row.every(one => !one.includes('\\')) && row.some(one => one.trim() !== '')))
        const header = body[0]!.map((_, index) => `column ${index}`)
        const text = [header, ...body].map(row => row.map(one => `"${one.replaceAll('"', '""')}"`).join(delimiter)).join(end) + end
        const bytes = encoding === 'utf8' ? Buffer.from(text) : encoding === 'mark' ? Buffer.from(`\uFEFF${text}`) : utf16(text, encoding as 'le' | 'be', true)
        expect(await read(bytes)).toEqual([header, ...body])
      }), { numRuns: 150 })
  })
})

describe('XLSX', () => {
  const rows = [['ID', 'Название ', 'Бюджет'], ['1', 'Окна & «двери» <b>', ''], ['2', 'много\nстрок', '150000']]
  test('an XLSX named .csv is read as what it is; a CSV named .xls too', async () => {
    const table = await open(xlsxOf(rows), 'amocrm_export.csv')
    expect([table.format, (await recordsOf(table)).map(record => record.cells)]).toEqual(['xlsx', [['ID', 'Название ', 'Бюджет'], ['1', 'Окна & «двери» <b>', ''], ['2', 'много\nстрок', '150000']]])
    expect(await read('a;b\n1;2\n', 'deals.xls')).toEqual([['a', 'b'], ['1', '2']])
  })

  test('shared strings, dates by their style, booleans, numbers with exponents, errors; a formula is not run, its last value counts', async () => {
    const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="A3" s="1"><v>45992</v></c><c r="B3" s="2"><v>45992.770833333336</v></c><c r="C3" t="b"><v>1</v></c><c r="D3"><v>1.5E+3</v></c><c r="E3"><v>1.23456789012345E+18</v></c><c r="F3" s="3"><v>12.5</v></c><c r="G3" t="e"><v>#N/A</v></c><c r="H3" t="str"><f>WEBSERVICE("http://x")</f><v>last</v></c><c r="I3"><f>1+1</f><v>7</v></c><c r="J3"><v>1234567890123456789</v></c></row>`
    const shared = '<sst><si><t>При</t><rPh><t>нет</t></rPh></si><si><r><t>жир</t></r><r><t xml:space="preserve">ный </t></r></si></sst>'
    const table = await open(zipOf(workbookOf([{ name: 'пусто', rows: '' }, { name: 'Сделки', rows: sheet }], [{ name: 'xl/sharedStrings.xml', content: shared }])))
    expect([table.warnings, await recordsOf(table)]).toEqual([['OTHER_SHEETS'], [
      { row: 1, cells: ['При', '', 'жирный '] },
      { row: 3, cells: ['2025-12-01', '2025-12-01 18:30:00', 'true', '1500', '1.23456789012345E+18', '12.5', '', 'last', '7', '1234567890123456789'] },
    ]])
  })

  test('what another program wrote is read, with its dates and numbers', async () => {
    const path = join(folder, 'other.xlsx')
    const day = new Date(Date.UTC(2026, 10, 20, 18, 30))
    await writeXlsxFile([
      [{ value: 'ID' }, { value: 'Создана' }, { value: 'Сумма' }, { value: 'Да' }],
      [{ value: '9007199254740993001' }, { value: day, type: Date, format: 'dd.mm.yyyy hh:mm' }, { value: 1234.5 }, { value: true, type: Boolean }],
    ]).toFile(path)
    expect((await recordsOf(await openTable(path, 'other.xlsx'))).map(record => record.cells)).toEqual([['ID', 'Создана', 'Сумма', 'Да'], ['9007199254740993001', '2026-11-20 18:30:00', '1234.5', 'true']])
  })

  test('a compressed bomb is refused before it is unpacked, one that lies while it is', async () => {
    const bomb = Buffer.alloc(60 * 1024 ** 2, 0x20)
    const before = process.memoryUsage().rss
    expect(await code(() => open(zipOf(workbookOf([{ name: 'a', rows: inlineRows([['a', 'b']]) }], [{ name: 'xl/media/b.bin', content: bomb }]))))).toBe('PULT_IMPORT_TOO_LARGE')
    const lying = workbookOf([{ name: 'a', rows: inlineRows([['a', 'b']]) + ' '.repeat(2_000_000) }]).map(part => part.name.includes('sheet1') ? { ...part, says: 1000 } : part)
    expect(await code(async () => recordsOf(await open(zipOf(lying))))).toBe('PULT_IMPORT_TOO_LARGE')
    expect((process.memoryUsage().rss - before) / 1024 ** 2).toBeLessThan(300)
  })

  test('a cut file, a zip of something else and one cell of 50 MB', async () => {
    const whole = xlsxOf(rows)
    expect(await code(async () => recordsOf(await open(whole.subarray(0, whole.length - 40))))).toBe('PULT_IMPORT_UNREADABLE')
    expect(await code(() => open(zipOf([{ name: 'readme.txt', content: 'hello' }])))).toBe('PULT_IMPORT_UNREADABLE')
    const noise = Array.from({ length: 1000 }, (_, index) => (index * 7919).toString(36)).join(' ')
    const large = await open(xlsxOf([['a', 'b'], ['1', noise.repeat(Math.ceil(50_000_000 / noise.length))], ['2', 'y']]))
    expect((await recordsOf(large)).map(record => record.tooLong)).toEqual([undefined, 1, undefined])
  }, 60_000)

  test('what was written is read', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Я', '"', '<', '&', '\n', ' ', '7', "'", '€', '🙂') })
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async body => {
      fc.pre(body.every(row => row.some(one => one.trim() !== '')))
      const width = (row: string[]): string[] => [...row, '', '', ''].slice(0, 3)
      expect((await read(xlsxOf(body))).map(width)).toEqual(body)
    }), { numRuns: 60 })
  })
})

describe('the .xls that is an HTML table', () => {
  test('entities are decoded, a script is nothing, a line break is one, an inner table is no row', async () => {
    const html = `\uFEFF<html><head><meta charset="UTF-8"><style>td { color: red }</style><script>alert("<tr><td>1")</script></head><body><table border="1">
      <tr><th>ID</th><th>Название сделки</th><th>Комментарий</th></tr>
      <tr><td>1</td><td>ООО &quot;Ёлка&quot; &amp; Ко</td><td>раз<br>два<script>steal()</script></td></tr>
      <tr><td>2<td>без закрытия<td>&lt;b&gt; =1+1
      <tr><td colspan="2">Итого</td><td>5</td></tr></table></body></html>`
    const table = await open(html, 'DEAL_20261120_ab_cd.xls')
    expect([table.format, await recordsOf(table)]).toEqual(['html', [
      { row: 1, cells: ['ID', 'Название сделки', 'Комментарий'] }, { row: 2, cells: ['1', 'ООО "Ёлка" & Ко', 'раз\nдва'] },
      { row: 3, cells: ['2', 'без закрытия', '<b> =1+1'] }, { row: 4, cells: ['Итого', '', '5'] },
    ]])
  })

  test('cut in the middle: what is there is read; a page without a table is refused', async () => {
    expect(await read('<table><tr><th>ID</th><th>A</th></tr><tr><td>1</td><td>x</td></tr><tr><td>2</td><td>y')).toEqual([['ID', 'A'], ['1', 'x'], ['2', 'y']])
    expect(await code(() => open('<!DOCTYPE html><html><body>Войдите</body></html>', 'DEAL.xls'))).toBe('PULT_IMPORT_UNREADABLE')
  })

  test('what was written is read', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'Я', '"', '<', '>', '&', ';', '7', "'", '€', '🙂', 'amp') })
    await fc.assert(fc.asyncProperty(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), async body => {
      fc.pre(body.every(row => row.some(one => one.trim() !== '')))
      const html = `<table>${body.map(row => `<tr>${row.map(one => `<td>${escapeXml(one)}</td>`).join('')}</tr>`).join('')}</table>`
      expect(await read(html, 'a.xls')).toEqual(body)
    }), { numRuns: 60 })
  })
})
