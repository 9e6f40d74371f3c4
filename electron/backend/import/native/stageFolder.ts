import type { Progress } from '../../../../src/shared/contract/common.ts'
import { rejectedReasonColumn } from '../../../../src/shared/contract/mapping.ts'
import { withoutGuard } from '../../../../src/shared/csv.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { factKinds, type FactKind } from '../../../../src/shared/vocabulary.ts'
import type { Zone } from '../../domain/time/zone.ts'
import { checkCancelled } from '../cancel.ts'
import type { PhoneReader } from '../normalise.ts'
import { ownText } from '../values/text.ts'
import { readCsv, type CsvRecord, type CsvSlice } from '../readCsv.ts'
import { makeCells, type Rejection } from './cells.ts'
import { ownColumns } from '../recognise/document.ts'
import { nativeFiles, nativeKindOf, statOf, type NamedFile } from './files.ts'
import type { Known } from './known.ts'
import { keyOfRead, keyOfRow, readRow, remember, type RowSettings } from './readRow.ts'
import { rejectedShown, valueShown, type Staged } from './staged.ts'
import type { NativeRows, StagedFile, StagedFolder } from './rows.ts'

export interface StageOptions {
  known: Known
  zone: Zone
  currency: string
  readPhone: PhoneReader
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  onRejected?: (rejection: Rejection) => void
  /** Milliseconds, for the rate and the time left. */
  clock: () => number
}

/**
 * Opens the files and checks their headers; the rows are read and checked while they are compared, kind after kind in this order.
 * Bad rows are listed and left out; a file that can't be read at all throws its PULT_IMPORT_* code, some only when its rows are asked for.
 */
export const stageFolder = (files: readonly NamedFile[], options: StageOptions): Staged => {
  const named = new Map<FactKind, NamedFile>()
  const open: { close: () => void }[] = []
  const staged: Staged = { folder: {}, files: [], rejected: [], rejectedCount: 0, close: () => open.forEach(file => file.close()) }
  for (const file of files) {
    const kind = nativeKindOf(file.name)
    if (kind === null) staged.files.push({ name: file.name, format: 'unknown', encoding: '', delimiter: '', rows: 0, unknownColumns: [] })
    else if (named.has(kind)) throw new PultError('PULT_IMPORT_UNREADABLE', `${nativeFiles[kind].file} was given twice.`, { file: file.name })
    else named.set(kind, file)
  }
  if (named.size === 0) throw new PultError('PULT_IMPORT_NO_FILES', 'None of the files is one of the native format.', { files: files.map(file => file.name) })
  const sizes = new Map([...named.values()].map(file => [file.name, statOf(file.path)?.size ?? 0]))
  const meter = makeMeter([...sizes.values()].reduce((sum, size) => sum + size, 0), options)
  try {
    for (const kind of factKinds) {
      const file = named.get(kind)
      if (file) open.push(stageFile(kind, file, staged, options, meter))
    }
  } catch (error) {
    staged.close!()
    throw error
  }
  return staged
}

interface Meter { (rows: number, bytes: number, fileDone: boolean): void }

const makeMeter = (totalBytes: number, { onProgress, clock }: StageOptions): Meter => {
  const started = clock()
  let rowsBefore = 0
  let bytesBefore = 0
  return (rows, bytes, fileDone) => {
    const done = rowsBefore + rows
    const read = bytesBefore + bytes
    if (fileDone) {
      rowsBefore = done
      bytesBefore = read
    }
    const seconds = (clock() - started) / 1000
    const share = totalBytes > 0 ? Math.min(1, read / totalBytes) : 1
    onProgress?.({
      type: 'progress', step: 'import.reading', done, total: share > 0 ? Math.max(done, Math.round(done / share)) : null,
      rate: seconds > 0 ? done / seconds : null, left: share > 0 && seconds > 0 ? seconds / share - seconds : null,
    })
  }
}

const stageFile = <Kind extends FactKind>(kind: Kind, file: NamedFile, staged: Staged, options: StageOptions, meter: Meter): { close: () => void } => {
  const name = nativeFiles[kind].file
  const reading = readCsv(file.path, name)
  const close = (): void => { reading.return() }
  try {
    const first = reading.next()
    if (first.done) throw new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
    const header = readHeader(kind, first.value.records[0]!.cells)
    const columns: readonly string[] = nativeFiles[kind].columns
    const entry = { name: file.name, format: 'native', encoding: 'utf-8', delimiter: ',', rows: 0, unknownColumns: ownColumns(header).filter(column => !columns.includes(column)) }
    staged.files.push(entry)
    const slices = readSlices(kind, header, [{ ...first.value, records: first.value.records.slice(1) }], reading, { staged, options, meter, entry })
    const target: { [One in FactKind]?: StagedFile<NativeRows[One]> } = staged.folder
    const expected = Math.ceil((statOf(file.path)?.size ?? 0) / first.value.bytes * first.value.records.length)
    target[kind] = { slices, expected, columns: new Set(header.filter(column => columns.includes(column))) } as StagedFolder[Kind]
    return { close }
  } catch (error) {
    close()
    throw error
  }
}

interface Reading { staged: Staged, options: StageOptions, meter: Meter, entry: { rows: number } }

/** Accepted rows, slice by slice; what is rejected is told and counted on the way. */
function* readSlices<Kind extends FactKind>(kind: Kind, header: readonly string[], begun: CsvSlice[], reading: Iterable<CsvSlice>, { staged, options, meter, entry }: Reading): Generator<NativeRows[Kind][], void, void> {
  const name = nativeFiles[kind].file
  const settings: RowSettings = { currency: options.currency, readPhone: options.readPhone }
  const reject = (row: number, column: string, code: Rejection['code'], value: string): void => {
    staged.rejectedCount++
    const rejection: Rejection = { file: name, row, column, code, value: value.slice(0, valueShown) }
    options.onRejected?.(rejection)
    if (staged.rejected.length < rejectedShown) staged.rejected.push(rejection)
  }
  let rows: NativeRows[Kind][] = []
  let bytes = 0
  const acceptRow = makeAcceptRow(kind, header, options, settings, reject, row => rows.push(row))
  const accept = (slice: CsvSlice): NativeRows[Kind][] => {
    checkCancelled(options.signal)
    rows = []
    for (const record of slice.records) acceptRow(record)
    entry.rows += slice.records.length
    bytes = slice.bytes
    meter(entry.rows, bytes, false)
    return rows
  }
  for (const slice of begun.splice(0)) yield accept(slice)
  for (const slice of reading) yield accept(slice)
  checkCancelled(options.signal)
  meter(entry.rows, bytes, true)
}

const readHeader = (kind: FactKind, cells: readonly string[]): string[] => {
  const { file, keys, columns } = nativeFiles[kind]
  const header = cells.map(cell => cell.trim())
  const missing = keys.filter(key => !header.includes(key))
  if (missing.length > 0) {
    const names = missing.join(', ')
    throw new PultError('PULT_IMPORT_HEADER', `${file} has no column ${names}: its first row must name the columns, divided by commas.`, { file, missing: names })
  }
  const twice = columns.find(column => header.indexOf(column) !== header.lastIndexOf(column))
  if (twice) throw new PultError('PULT_IMPORT_HEADER', `${file} has the column ${twice} twice.`, { file, missing: twice })
  return header
}

const makeAcceptRow = <Kind extends FactKind>(
  kind: Kind, header: readonly string[], options: StageOptions, settings: RowSettings,
  reject: (row: number, column: string, code: Rejection['code'], value: string) => void, accept: (row: NativeRows[Kind]) => void,
): (record: CsvRecord) => void => {
  const cells = makeCells(header, options.zone)
  const keys: readonly string[] = nativeFiles[kind].keys
  const lastKey = keys.at(-1)!
  const keyPlaces = keys.map(column => header.indexOf(column))
  const keyOf = keyOfRow[kind]
  const isKeyedById = keys.length === 1 && keys[0] === 'id'
  const seen = new Set<string>()
  const seenRead = new Set<string>()
  const idPlace = header.indexOf('id')
  const read = readRow[kind]
  const readKey = keyOfRead[kind] as ((row: NativeRows[Kind]) => string) | undefined
  // A file of rejected rows comes from Pult itself.
  const isRepaired = header.includes(rejectedReasonColumn)
  const rememberRow = remember[kind] as ((row: NativeRows[Kind], known: Known) => void) | undefined
  return ({ row, cells: values }) => {
    if (values.length > header.length) {
      const surplus = values.slice(header.length).find(value => value !== '')
      if (surplus !== undefined) return reject(row, '', 'BAD_ROW', surplus)
    }
    // Ids are what stays of a row: here, and in the tables of what is known.
    if (idPlace >= 0 && idPlace < values.length) values[idPlace] = ownText(values[idPlace]!)
    cells.load(isRepaired ? values.map(withoutGuard) : values)
    const key = isKeyedById ? cells.raw('id') : keyOf(cells)
    const before = seen.size
    seen.add(key)
    // A row without a key isn't a second one of its kind: what it lacks is said below.
    if (seen.size === before && keyPlaces.every(place => (values[place] ?? '') !== '')) return reject(row, lastKey, 'DUPLICATE', cells.raw(lastKey))
    const value = read(cells, options.known, settings)
    const failed = cells.failed()
    if (failed) return reject(row, failed.column, failed.code, failed.value)
    const again = readKey?.(value)
    if (again !== undefined) {
      if (seenRead.has(again)) return reject(row, lastKey, 'DUPLICATE', cells.raw(lastKey))
      seenRead.add(again)
    }
    rememberRow?.(value, options.known)
    accept(value)
  }
}
