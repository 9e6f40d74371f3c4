// One folder of the native format, row by row: a bad row is left out with its reason, the rest goes on.

import { join } from 'node:path'
import { readCsv, type Row } from './csv.ts'
import type {
  Activity, Client, Deal, DealStatus, Due, Money, NativeFile, Note, Person, Rejection, Stage, StageKind, StageMove, Task,
} from './records.ts'
import { pairKey } from './text.ts'
import { isRealDay, parseInstant } from './time.ts'

/** What a reference may find beside the files of this import. */
export interface KnownRecords {
  people: ReadonlyMap<string, unknown>
  stages: ReadonlyMap<string, unknown>
  clients: ReadonlyMap<string, unknown>
  /** The pipeline of each deal: stage moves are of the deal's present one. */
  dealPipelines: ReadonlyMap<string, string>
}

export interface NativeFolder {
  brought: NativeFile[]
  people: Person[]; stages: Stage[]; clients: Client[]; deals: Deal[]; moves: StageMove[]
  tasks: Task[]; activities: Activity[]; notes: Note[]
  rejections: Rejection[]
}

class BadCell extends Error {
  readonly column: string
  readonly code: string
  readonly value: string
  constructor(column: string, code: string, value: string) {
    super(code)
    this.column = column
    this.code = code
    this.value = value
  }
}

const minorDigits: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, CLP: 0, ISK: 0, KWD: 3, BHD: 3, TND: 3, OMR: 3, JOD: 3 }

export function digitsOf(currency: string): number {
  return minorDigits[currency] ?? 2
}

const cell = (row: Row, column: string): string => row[column] ?? ''
const textOrNull = (row: Row, column: string): string | null => (cell(row, column) === '' ? null : cell(row, column))

function instantCell(row: Row, column: string): number | null {
  const text = cell(row, column)
  if (text === '') return null
  const instant = parseInstant(text)
  if (instant === null) throw new BadCell(column, 'BAD_DATE', text)
  return instant
}

function dueCell(row: Row, column: string): Due | null {
  const text = cell(row, column)
  if (text === '') return null
  if (isRealDay(text)) return { kind: 'day', day: text }
  const instant = parseInstant(text)
  if (instant === null) throw new BadCell(column, 'BAD_DATE', text)
  return { kind: 'instant', at: instant }
}

function numberCell(row: Row, column: string): number | null {
  const text = cell(row, column)
  if (text === '') return null
  const parsed = Number(text)
  if (!Number.isFinite(parsed)) throw new BadCell(column, 'BAD_NUMBER', text)
  return parsed
}

function amountCell(row: Row, workspaceCurrency: string): Money | null {
  const text = cell(row, 'amount')
  if (text === '') return null
  const currency = cell(row, 'currency') === '' ? workspaceCurrency : cell(row, 'currency')
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  const fraction = match?.[2] ?? ''
  const digits = digitsOf(currency)
  if (match === null || fraction.length > digits) throw new BadCell('amount', 'BAD_AMOUNT', text)
  return { minorUnits: Number(`${match[1]}${fraction.padEnd(digits, '0')}`), currency }
}

function reference(row: Row, column: string, known: (id: string) => boolean): string | null {
  const id = textOrNull(row, column)
  if (id !== null && !known(id)) throw new BadCell(column, 'UNKNOWN_REFERENCE', id)
  return id
}

export function readNative(directory: string, currency: string, workspace: KnownRecords): NativeFolder {
  const folder: NativeFolder = {
    brought: [], people: [], stages: [], clients: [], deals: [], moves: [], tasks: [], activities: [], notes: [], rejections: [],
  }

  function eachRow(file: NativeFile, keyOf: (row: Row) => string, accept: (row: Row) => void): void {
    const rows = readCsv(join(directory, `${file}.csv`))
    if (rows === null) return
    folder.brought.push(file)
    const keys = new Set<string>()
    for (const row of rows) {
      const key = keyOf(row)
      try {
        if (keys.has(key)) throw new BadCell('', 'DUPLICATE', key)
        keys.add(key)
        accept(row)
      } catch (error) {
        if (!(error instanceof BadCell)) throw error
        folder.rejections.push({ file, key, column: error.column, code: error.code, value: error.value })
      }
    }
  }

  const idOf = (row: Row): string => cell(row, 'id')

  eachRow('people', idOf, (row) => {
    folder.people.push({ id: idOf(row), role: textOrNull(row, 'role'), active: cell(row, 'active') !== '0' })
  })
  const people = new Set([...workspace.people.keys(), ...folder.people.map((person) => person.id)])
  const knowsPerson = (id: string): boolean => people.has(id)

  eachRow('stages', (row) => pairKey(cell(row, 'pipeline'), cell(row, 'stage')), (row) => {
    folder.stages.push({
      pipeline: cell(row, 'pipeline'), stage: cell(row, 'stage'), order: numberCell(row, 'order') ?? 0,
      kind: cell(row, 'kind') as StageKind, dwellLimitDays: numberCell(row, 'dwell_limit_days'),
    })
  })
  const stages = new Set([...workspace.stages.keys(), ...folder.stages.map((stage) => pairKey(stage.pipeline, stage.stage))])

  eachRow('clients', idOf, (row) => {
    reference(row, 'owner_id', knowsPerson)
    folder.clients.push({
      id: idOf(row), name: textOrNull(row, 'name'), phone: textOrNull(row, 'phone'), email: textOrNull(row, 'email'),
      createdAt: instantCell(row, 'created_at'), createdBy: reference(row, 'created_by', knowsPerson),
    })
  })
  const clients = new Set([...workspace.clients.keys(), ...folder.clients.map((client) => client.id)])
  const knowsClient = (id: string): boolean => clients.has(id)

  eachRow('deals', idOf, (row) => {
    const pipeline = cell(row, 'pipeline')
    const stage = cell(row, 'stage')
    if (!stages.has(pairKey(pipeline, stage))) throw new BadCell('stage', 'UNKNOWN_REFERENCE', stage)
    dueCell(row, 'expected_close')
    folder.deals.push({
      id: idOf(row), clientId: reference(row, 'client_id', knowsClient), ownerId: reference(row, 'owner_id', knowsPerson),
      pipeline, stage, status: cell(row, 'status') as DealStatus, amount: amountCell(row, currency),
      createdAt: instantCell(row, 'created_at'), updatedAt: instantCell(row, 'updated_at'),
      stageEnteredAt: instantCell(row, 'stage_entered_at'), closedAt: instantCell(row, 'closed_at'),
    })
  })
  const pipelines = new Map([...workspace.dealPipelines, ...folder.deals.map((deal) => [deal.id, deal.pipeline] as const)])
  const knowsDeal = (id: string): boolean => pipelines.has(id)

  eachRow('stage_moves', (row) => pairKey(cell(row, 'deal_id'), cell(row, 'at')), (row) => {
    const dealId = reference(row, 'deal_id', knowsDeal)
    const at = instantCell(row, 'at')
    if (dealId === null || at === null) throw new BadCell('at', 'MISSING', '')
    const pipeline = pipelines.get(dealId) ?? ''
    const knowsStage = (stage: string): boolean => stages.has(pairKey(pipeline, stage))
    reference(row, 'from_stage', knowsStage)
    reference(row, 'by', knowsPerson)
    const toStage = reference(row, 'to_stage', knowsStage)
    if (toStage === null) throw new BadCell('to_stage', 'MISSING', '')
    folder.moves.push({ dealId, toStage, at })
  })

  eachRow('tasks', idOf, (row) => {
    reference(row, 'client_id', knowsClient)
    folder.tasks.push({
      id: idOf(row), dealId: reference(row, 'deal_id', knowsDeal), assigneeId: reference(row, 'assignee_id', knowsPerson),
      createdAt: instantCell(row, 'created_at'), due: dueCell(row, 'due_at'), doneAt: instantCell(row, 'done_at'),
      result: cell(row, 'result'),
    })
  })

  eachRow('activities', idOf, (row) => {
    folder.activities.push({
      id: idOf(row), dealId: reference(row, 'deal_id', knowsDeal), clientId: reference(row, 'client_id', knowsClient),
      managerId: reference(row, 'manager_id', knowsPerson), kind: cell(row, 'kind'), state: cell(row, 'state'),
      createdAt: instantCell(row, 'created_at'), occurredAt: instantCell(row, 'occurred_at'),
      durationSeconds: numberCell(row, 'duration_s'), talkSeconds: numberCell(row, 'talk_s'),
    })
  })

  eachRow('notes', idOf, (row) => {
    reference(row, 'author_id', knowsPerson)
    folder.notes.push({
      id: idOf(row), dealId: reference(row, 'deal_id', knowsDeal), clientId: reference(row, 'client_id', knowsClient),
      createdAt: instantCell(row, 'created_at'), text: cell(row, 'text'), pinned: cell(row, 'pinned') === '1',
    })
  })

  return folder
}
