import { setImmediate } from 'node:timers/promises'
import type { Progress } from '../../../../src/shared/contract/common.ts'
import type { FileMapping, MappingDocument, RecordKind } from '../../../../src/shared/contract/mapping.ts'
import type { FactKind } from '../../../../src/shared/vocabulary.ts'
import { makeZone, type Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../../store/db.ts'
import { makeRowList, makeRowsByKey, openScratch, type RowList, type RowsByKey, type Scratch } from '../../store/scratch.ts'
import { checkCancelled } from '../cancel.ts'
import type { Rejection } from '../native/cells.ts'
import { stageKey } from '../native/known.ts'
import type { NativeRows, StagedFile, StagedFolder } from '../native/rows.ts'
import { rejectedShown, valueShown, type Staged } from '../native/staged.ts'
import type { PhoneReader } from '../normalise.ts'
import type { TableRecord } from '../readers/table.ts'
import { ownColumns } from '../recognise/document.ts'
import { columnsOf } from '../recognise/recognise.ts'
import { presetOf } from '../recognise/presets.ts'
import type { Survey } from '../recognise/survey.ts'
import { slicesOf } from '../steps.ts'
import { foldText } from '../values/text.ts'
import { makeDirectory, type Directory } from './directory.ts'
import { hashOf, mapRow, type InferredContact, type InferredNote, type InferredTask, type MapContext } from './mapRow.ts'
import { makeRowReader, type RowReader } from './rowReader.ts'

export interface MappedFile { survey: Survey, mapping: FileMapping }
export interface StageMappedOptions {
  db: ReadDb
  document: MappingDocument
  zone: Zone
  currency: string
  readPhone: PhoneReader
  asOf: number
  /** Whether a reason is one of the dictionary: a text is merged into those, and stays as it is written. */
  isReason: (called: string) => boolean
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  onRejected?: (rejection: Rejection) => void
  clock: () => number
}

/** Rows of one kind that wait for the comparison. */
interface Kept {
  rows: RowsByKey<NativeRows[Kind]>
  columns: Set<string>
  /** Some row names a deal; some row names a client. */
  names: { deal: boolean, client: boolean }
}

/** What hangs on rows of deals: moves by the dates of stages, and what columns say of tasks, contacts and notes. */
interface Extra { tasks: RowList<InferredTask>, contacts: RowList<InferredContact>, notes: RowList<InferredNote>, moves: RowList<NativeRows['stageMoves']> }

/** References lead from the later to the earlier. */
const order: readonly RecordKind[] = ['people', 'stages', 'clients', 'leads', 'deals', 'stageMoves', 'tasks', 'activities', 'notes', 'adCosts']
type Kind = Exclude<RecordKind, 'leads'>
const kindOf = (kind: RecordKind): Kind => kind === 'leads' ? 'clients' : kind

/** Columns of the native format that a field of a mapping fills. */
const nativeColumns: { [Field in string]?: string[] } = {
  client: ['client_id'], contact: ['client_id'], phone: ['client_id'], email: ['client_id'], owner: ['owner_id'], assignee: ['assignee_id'], manager: ['manager_id'], author: ['author_id'], deal: ['deal_id'], done: ['done_at'],
}

/**
 * Reads files of other systems by a mapping: people, clients and stages that they only name are made. Writes nothing to the workspace; the
 * result is compared like native rows. Only the last row may tell whom the first one means, so all of them wait outside of memory.
 * Bad rows are listed and left out.
 */
export const stageMapped = async (files: readonly MappedFile[], options: StageMappedOptions): Promise<Staged> => {
  const scratch = openScratch()
  try {
    return { ...await stageInto(scratch, files, options), close: scratch.close }
  } catch (error) {
    scratch.close()
    throw error
  }
}

const stageInto = async (scratch: Scratch, files: readonly MappedFile[], options: StageMappedOptions): Promise<Staged> => {
  const { document, readPhone } = options
  const byTitle = files.some(({ mapping }) => mapping.columns.deal !== undefined || mapping.constants.deal !== undefined)
  const directory = makeDirectory({ db: options.db, document, readPhone, scratch, byTitle })
  const zone = document.timeZone ? makeZone(document.timeZone) : options.zone
  const warnings = new Map<string, { count: number, example: string }>()
  const warn = (code: string, example: string): void => {
    const known = warnings.get(code)
    if (known) known.count++
    else warnings.set(code, { count: 1, example })
  }
  const staged: Staged = { folder: {}, files: [], rejected: [], rejectedCount: 0, warnings }
  const extra: Extra = { tasks: makeRowList(scratch, 'next tasks'), contacts: makeRowList(scratch, 'last contacts'), notes: makeRowList(scratch, 'note texts'), moves: makeRowList(scratch, 'stage dates') }
  const kept = new Map<Kind, Kept>()
  const keptOf = (kind: Kind): Kept => {
    const rows = (kind === 'clients' ? directory.clients : kind === 'deals' ? directory.deals : makeRowsByKey(scratch, kind)) as RowsByKey<NativeRows[Kind]>
    return { rows, columns: new Set(), names: { deal: false, client: false } }
  }
  const meter = makeMeter(files, options)
  const listed = new Set<Survey>()
  let fileNumber = 0
  const reasons = new Map(Object.entries(document.reasons).filter(([, called]) => !options.isReason(called)).map(([written, called]) => [foldText(written), called]))

  for (const kind of order) {
    for (const { survey, mapping } of files.filter(file => file.mapping.kind === kind)) {
      const target = kindOf(kind)
      const known = kept.get(target) ?? keptOf(target)
      kept.set(target, known)
      const reader = makeRowReader(survey, mapping, { document, zone, currency: options.currency, entities: presetOf(document.source)?.entities ?? false })
      const context: MapContext = { directory, zone, asOf: options.asOf, readPhone, file: mapping, reasons, warn, keyOf: makeKeyOf(mapping, survey, warn), extra: { tasks: [], contacts: [], notes: [], moves: [] } }
      for (const column of columnsFilled(reader, mapping)) known.columns.add(column)
      const count = await stageFile({ number: fileNumber++, survey, mapping, reader, context, known, extra, staged, directory, options, meter })
      if (listed.has(survey)) continue
      listed.add(survey)
      const { name, encoding, delimiter } = survey.table
      const used = new Set(files.filter(file => file.survey === survey).flatMap(file => columnsOf(file.mapping)).map(foldText))
      staged.files.push({ name, format: document.source, encoding, delimiter, rows: count, unknownColumns: ownColumns(survey.header).filter(column => !used.has(foldText(column))) })
      for (const code of survey.table.warnings) warn(code, name)
      if (survey.totalsRow !== null) warn('TOTALS_ROW', `${name}, ${survey.totalsRow}`)
    }
  }
  fillFolder(staged, kept, directory, extra, document)
  return staged
}

const columnsFilled = (reader: RowReader, mapping: FileMapping): string[] => {
  const fields = [...Object.keys(mapping.columns), ...Object.keys(mapping.constants)].filter(field => reader.has(field))
  const always = mapping.kind === 'deals' ? ['id', 'pipeline', 'stage', 'status', 'currency', 'closed_at'] : mapping.kind === 'clients' || mapping.kind === 'leads' || mapping.kind === 'people' ? ['id', 'name', 'kind'] : ['id']
  const isContact = mapping.kind === 'deals'
  return [...always, ...fields.flatMap(field => {
    if ((field === 'phone' || field === 'email') && !isContact) return [field]
    return [field, ...nativeColumns[field] ?? []]
  })]
}

/** Without an id or key columns a row is what stands in it, and which of the same it is. */
const makeKeyOf = (mapping: FileMapping, survey: Survey, warn: MapContext['warn']): MapContext['keyOf'] => {
  const seen = new Map<string, number>()
  const prefix = mapping.prefix.id ?? ''
  return reader => {
    if (mapping.columns.id) {
      const id = reader.id('id')
      if (id === '') reader.fail('id', 'MISSING', '')
      return id
    }
    if (mapping.key.length > 0) return prefix + (mapping.key.length === 1 ? reader.identity() : hashOf(reader.identity()))
    warn('NO_KEY', survey.table.name)
    const hash = hashOf(reader.identity())
    const ordinal = (seen.get(hash) ?? 0) + 1
    seen.set(hash, ordinal)
    return `${prefix}${hash}-${ordinal}`
  }
}

interface FileWork {
  /** By which a row's file is told from others. */
  number: number
  survey: Survey
  mapping: FileMapping
  reader: RowReader
  context: MapContext
  known: Kept
  extra: Extra
  staged: Staged
  directory: Directory
  options: StageMappedOptions
  meter: Meter
}

const stageFile = async ({ number, survey, mapping, reader, context, known, extra, staged, directory, options, meter }: FileWork): Promise<number> => {
  const { table } = survey
  const kind = kindOf(mapping.kind)
  const read = mapRow[kind] as (reader: RowReader, context: MapContext) => NativeRows[Kind]
  let count = 0
  const reject = (row: number, column: string, code: Staged['rejected'][number]['code'], value: string): void => {
    staged.rejectedCount++
    const rejection: Rejection = { file: table.name, row, column, code, value: value.slice(0, valueShown) }
    options.onRejected?.(rejection)
    if (staged.rejected.length < rejectedShown) staged.rejected.push(rejection)
  }
  const accept = (record: TableRecord): void => {
    const { row, cells } = record
    count++
    const surplus = cells.slice(survey.header.length).find(cell => cell !== '')
    if (surplus !== undefined || row === survey.cutRow) return reject(row, '', 'BAD_ROW', surplus ?? cells.at(-1) ?? '')
    if (record.tooLong !== undefined) return reject(row, survey.header[record.tooLong] ?? '', 'TOO_LONG', cells[record.tooLong] ?? '')
    reader.load(cells)
    context.extra = { tasks: [], contacts: [], notes: [], moves: [] }
    const value = read(reader, context)
    const failed = reader.failed()
    if (failed) return reject(row, failed.column, failed.code, failed.value)
    const key = keyOfRow(kind, value)
    const before = known.rows.get(key)
    if (before?.mark === number && kind !== 'adCosts') return reject(row, mapping.columns.id?.[0] ?? mapping.key[0] ?? '', 'DUPLICATE', key)
    // What hangs on a row comes and goes with it.
    for (const task of context.extra.tasks) extra.tasks.add(task)
    for (const contact of context.extra.contacts) extra.contacts.add(contact)
    for (const note of context.extra.notes) extra.notes.add(note)
    for (const move of context.extra.moves) extra.moves.add(move)
    keep({ kind, key, value, before: before?.row, known, number, directory })
  }
  for await (const { records, share } of table.slices()) {
    checkCancelled(options.signal)
    for (const record of records) if (record.row > survey.headerRow && record.row !== survey.totalsRow) accept(record)
    meter(survey, count, share)
    await setImmediate()
  }
  checkCancelled(options.signal)
  return count
}

const keyOfRow = (kind: Kind, row: NativeRows[Kind]): string => {
  if ('key' in row) return row.key
  if (kind === 'stages') return stageKey((row as NativeRows['stages']).pipeline, foldText((row as NativeRows['stages']).stage))
  if (kind === 'adCosts') return stageKey((row as NativeRows['adCosts']).channel, (row as NativeRows['adCosts']).day)
  const move = row as NativeRows['stageMoves']
  return stageKey(move.deal, String(move.at))
}

interface KeptRow { kind: Kind, key: string, value: NativeRows[Kind], before: NativeRows[Kind] | undefined, known: Kept, number: number, directory: Directory }

/** A second file may tell more of the same record: what it says wins. Costs of one channel and day add up. */
const keep = ({ kind, key, value, before, known, number, directory }: KeptRow): void => {
  let row = value
  if (before && kind === 'adCosts') {
    row = { ...before, amount: (before as NativeRows['adCosts']).amount + (value as NativeRows['adCosts']).amount } as NativeRows[Kind]
  } else if (before) {
    row = { ...before, ...Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) } as NativeRows[Kind]
  }
  const { deal = null, client = null } = row as { deal?: string | null, client?: string | null }
  known.names.deal ||= deal !== null
  known.names.client ||= client !== null
  if (kind === 'clients') return directory.addClient(row as NativeRows['clients'], number)
  if (kind === 'deals') return directory.addDeal(row as NativeRows['deals'], number)
  known.rows.set(key, row, number)
  if (kind === 'people') directory.addPerson(row as NativeRows['people'])
  if (kind === 'stages') directory.addStage(row as NativeRows['stages'])
}

/** Rows of which none leads to a deal say nothing of deals: whether one has a task or a contact stays unknown. */
const namesNoDeal = (kind: Kind, { rows, names }: Kept, deals: RowsByKey<NativeRows['deals']> | null): boolean => {
  if ((kind !== 'tasks' && kind !== 'activities') || names.deal || rows.count() === 0) return false
  if (kind === 'tasks' || !names.client) return true
  if (!deals) return false
  const clients = new Set<string | null>()
  for (const slice of deals.slices()) for (const deal of slice) clients.add(deal.client)
  for (const slice of rows.slices() as Iterable<NativeRows['activities'][]>) if (slice.some(row => row.client !== null && clients.has(row.client))) return false
  return true
}

function* each<Row>(list: RowList<Row>): Generator<Row, void, void> {
  for (const slice of list.slices()) yield* slice
}

const fillFolder = (staged: Staged, kept: Map<Kind, Kept>, directory: Directory, extra: Extra, document: MappingDocument): void => {
  const { folder } = staged
  const knowledge: NonNullable<Staged['knowledge']> = []
  const put = <One extends Kind>(kind: One, slices: Iterable<NativeRows[One][]>, expected: number, columns: Set<string>): void => {
    const target: { [Each in FactKind]?: StagedFile<NativeRows[Each]> } = folder
    target[kind] = { slices, expected, columns } as StagedFolder[One]
  }
  const deals = kept.has('deals') ? directory.deals : null
  for (const [kind, one] of kept) {
    const { rows, columns } = one
    // Without results nobody can say which of them are poor, and notes without a time belong to no contact.
    const isPart = (kind === 'tasks' && !columns.has('result')) || (kind === 'notes' && !columns.has('created_at'))
    knowledge.push({ kind, inferred: namesNoDeal(kind, one, deals) ? 2 : isPart ? 1 : 0 })
    // These three are put below, together with those that are only named.
    if (kind !== 'people' && kind !== 'clients' && kind !== 'stages') put(kind, rows.slices() as Iterable<NativeRows[typeof kind][]>, rows.count(), columns)
  }
  const withRoles = directory.proposeRoles()
  const named = (kind: Kind, columns: readonly string[]): Set<string> => new Set([...kept.get(kind)?.columns ?? [], ...columns])
  if (directory.people.size > 0) put('people', slicesOf(directory.people.values()), directory.people.size, named('people', withRoles ? ['id', 'name', 'role'] : ['id', 'name']))
  const clients = directory.clients.count()
  if (clients > 0) put('clients', directory.clients.slices(), clients, named('clients', directory.named.clients > 0 || !kept.has('clients') ? ['id', 'name', 'kind', 'phone', 'email'] : []))
  const stages = directory.stageRows()
  if (stages.length > 0) {
    const limits = stages.some(stage => stage.dwellLimitDays !== null) ? ['dwell_limit_days'] : []
    const chances = stages.some(stage => stage.probability !== null) ? ['probability'] : []
    put('stages', slicesOf(stages), stages.length, new Set(['pipeline', 'stage', 'order', 'kind', ...limits, ...chances]))
  }
  if (extra.moves.count() > 0 && !folder.stageMoves) {
    put('stageMoves', extra.moves.slices(), extra.moves.count(), new Set(['deal_id', 'from_stage', 'to_stage', 'at']))
    knowledge.push({ kind: 'stageMoves', inferred: 0 })
  }
  if (document.files.some(file => file.kind === 'deals' && (file.columns.next_task || file.columns.next_task_at)) && !kept.has('tasks')) knowledge.push({ kind: 'tasks', inferred: 1 })
  if (document.files.some(file => file.kind === 'deals' && file.columns.last_activity_at) && !kept.has('activities')) knowledge.push({ kind: 'activities', inferred: 1 })
  if (extra.notes.count() > 0 && !kept.has('notes')) knowledge.push({ kind: 'notes', inferred: 1 })
  staged.inferred = { tasks: each(extra.tasks), contacts: each(extra.contacts), notes: each(extra.notes) }
  staged.knowledge = knowledge
  staged.named = directory.named
}

interface Meter { (survey: Survey, rows: number, share: number): void }

const makeMeter = (files: readonly MappedFile[], { onProgress, clock }: StageMappedOptions): Meter => {
  const started = clock()
  const total = files.reduce((sum, file) => sum + file.survey.rows, 0)
  let before = 0
  let current: Survey | null = null
  let last = 0
  return (survey, rows) => {
    if (current !== survey || rows < last) {
      before += last
      current = survey
    }
    last = rows
    const done = before + rows
    const seconds = (clock() - started) / 1000
    onProgress?.({ type: 'progress', step: 'import.reading', done, total: Math.max(total, done), rate: seconds > 0 ? done / seconds : null, left: done > 0 ? seconds / done * Math.max(0, total - done) : null })
  }
}
