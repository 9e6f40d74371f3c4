import { setImmediate } from 'node:timers/promises'
import type { Progress } from '../../../../src/shared/contract/common.ts'
import { rejectedReasonColumn } from '../../../../src/shared/contract/mapping.ts'
import { withoutGuard } from '../../../../src/shared/csv.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { factKinds, type FactKind } from '../../../../src/shared/vocabulary.ts'
import type { Zone } from '../../domain/time/zone.ts'
import { checkCancelled } from '../cancel.ts'
import { makePhoneReader } from '../normalise.ts'
import { readCsv, type CsvRecord } from '../readCsv.ts'
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
  phoneRegion: string
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  onRejected?: (rejection: Rejection) => void
  /** Milliseconds, for the rate and the time left. */
  clock: () => number
}

/**
 * Reads and checks the files in slices, letting other work through between them; writes nothing.
 * Bad rows are listed and left out; a file that can't be read at all throws its PULT_IMPORT_* code.
 */
export const stageFolder = async (files: readonly NamedFile[], options: StageOptions): Promise<Staged> => {
  const named = new Map<FactKind, NamedFile>()
  const staged: Staged = { folder: {}, files: [], rejected: [], rejectedCount: 0 }
  for (const file of files) {
    const kind = nativeKindOf(file.name)
    if (kind === null) staged.files.push({ name: file.name, format: 'unknown', encoding: '', delimiter: '', rows: 0, unknownColumns: [] })
    else if (named.has(kind)) throw new PultError('PULT_IMPORT_UNREADABLE', `${nativeFiles[kind].file} was given twice.`, { file: file.name })
    else named.set(kind, file)
  }
  if (named.size === 0) throw new PultError('PULT_IMPORT_NO_FILES', 'None of the files is one of the native format.', { files: files.map(file => file.name) })
  const sizes = new Map([...named.values()].map(file => [file.name, statOf(file.path)?.size ?? 0]))
  const meter = makeMeter([...sizes.values()].reduce((sum, size) => sum + size, 0), options)
  for (const kind of factKinds) {
    const file = named.get(kind)
    if (file) await stageFile(kind, file, staged, options, meter)
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

const stageFile = async <Kind extends FactKind>(kind: Kind, file: NamedFile, staged: Staged, options: StageOptions, meter: Meter): Promise<void> => {
  const name = nativeFiles[kind].file
  const settings: RowSettings = { currency: options.currency, readPhone: makePhoneReader(options.phoneRegion) }
  const rows: NativeRows[Kind][] = []
  let acceptRow: ((record: CsvRecord) => void) | null = null
  let header: readonly string[] = []
  let count = 0
  let bytes = 0
  const reject = (row: number, column: string, code: Rejection['code'], value: string): void => {
    staged.rejectedCount++
    const rejection: Rejection = { file: name, row, column, code, value: value.slice(0, valueShown) }
    options.onRejected?.(rejection)
    if (staged.rejected.length < rejectedShown) staged.rejected.push(rejection)
  }
  for await (const slice of readCsv(file.path, name)) {
    checkCancelled(options.signal)
    for (const record of slice.records) {
      if (acceptRow) {
        count++
        acceptRow(record)
      } else {
        header = readHeader(kind, record.cells)
        acceptRow = makeAcceptRow(kind, header, options, settings, reject, row => rows.push(row))
      }
    }
    bytes = slice.bytes
    meter(count, bytes, false)
    await setImmediate()
  }
  checkCancelled(options.signal)
  meter(count, bytes, true)
  if (!acceptRow) throw new PultError('PULT_IMPORT_EMPTY', `${name} is empty.`, { file: name })
  const columns: readonly string[] = nativeFiles[kind].columns
  const target: { [One in FactKind]?: StagedFile<NativeRows[One]> } = staged.folder
  target[kind] = { rows, columns: new Set(header.filter(column => columns.includes(column))) } as StagedFolder[Kind]
  const unknownColumns = ownColumns(header).filter(column => !columns.includes(column))
  staged.files.push({ name: file.name, format: 'native', encoding: 'utf-8', delimiter: ',', rows: count, unknownColumns })
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
  const seen = new Set<string>()
  const seenRead = new Set<string>()
  const read = readRow[kind]
  const readKey = keyOfRead[kind] as ((row: NativeRows[Kind]) => string) | undefined
  // A file of rejected rows comes from Pult itself.
  const isRepaired = header.includes(rejectedReasonColumn)
  const rememberRow = remember[kind] as ((row: NativeRows[Kind], known: Known) => void) | undefined
  return ({ row, cells: values }) => {
    const surplus = values.slice(header.length).find(value => value !== '')
    if (surplus !== undefined) return reject(row, '', 'BAD_ROW', surplus)
    cells.load(isRepaired ? values.map(withoutGuard) : values)
    const key = keyOfRow[kind](cells)
    const isEmpty = keys.some(column => cells.raw(column) === '')
    if (!isEmpty && seen.has(key)) return reject(row, lastKey, 'DUPLICATE', cells.raw(lastKey))
    seen.add(key)
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
