import { randomUUID } from 'node:crypto'
import { PultError } from '../../../src/shared/errors.ts'
import type { RefusalClass, StageKind } from '../../../src/shared/vocabulary.ts'
import { isCurrency } from '../domain/money.ts'
import { isTimeZone } from '../domain/time/zone.ts'
import type { WriteDb } from '../store/db.ts'
import type { Statfs } from '../store/networkShare.ts'
import { createDatabase } from '../store/openDatabase.ts'
import { appendAuditTx } from '../store/writes/appendAudit.ts'
import { newUid } from './newUid.ts'
import { calendarOfZone, loadShippedCalendar, type ShippedDay } from './shippedCalendar.ts'

export interface NewPipeline {
  name: string
  /** In their order; the position is the index + 1. */
  stages: readonly { name: string, kind: StageKind, dwellLimitDays: number | null, probability: number | null }[]
}

export interface NewWorkspace {
  path: string
  name: string
  timeZone: string
  currency: string
  headName: string
  /** Present moment in ms. */
  now: number
  /** Stages of a team that keeps its deals in Pult; without it they come with the first import. */
  pipeline?: NewPipeline
  /** Of the decision that makes it, so that a repeated one is recognised. */
  commandId?: string
  isDemo?: boolean
  /** Set by the demo, which gives the same data for the same seed. */
  uid?: string
  headUid?: string
  statfs?: Statfs
}

/** The dictionary that every workspace begins with (domain.md, Refusals); the keys are message keys. */
const firstReasons: readonly (readonly [RefusalClass, readonly string[]])[] = [
  ['not_a_deal', ['duplicate', 'test', 'wrong_number', 'not_our_customer']],
  ['lost_by_us', ['not_called_back', 'price_not_defended', 'not_worked']],
  ['lost_by_client', ['no_need', 'budget', 'competitor']],
]

/**
 * Makes a workspace's file and returns its absolute path. BAD_INPUT for a name, zone or currency that is none,
 * PULT_EXISTS for an existing file; a failure or a crash leaves no file of that name.
 */
export const createWorkspace = async (input: NewWorkspace): Promise<string> => {
  const name = requireText(input.name, 'name', 'The workspace needs a name of at most 120 characters.')
  const headName = requireText(input.headName, 'headName', 'The head of sales needs a name of at most 120 characters.')
  const timeZone = requireZone(input.timeZone)
  requireCurrency(input.currency)
  const calendar = calendarOfZone(timeZone)
  const days = calendar ? await loadShippedCalendar(calendar) : []
  return createDatabase(input.path, { now: input.now, statfs: input.statfs }, db => {
    db.sqlite.transaction(() => insertWorkspaceTx(db, { ...input, name, headName, timeZone }, { origin: calendar, days })).immediate()
  })
}

const insertWorkspaceTx = (db: WriteDb, input: NewWorkspace, calendar: { origin: string | null, days: readonly ShippedDay[] }): void => {
  const { sqlite } = db
  sqlite.prepare('INSERT INTO workspace (id, uid, name, time_zone, currency, created_at) VALUES (1, ?, ?, ?, ?, ?)')
    .run(input.uid ?? randomUUID(), input.name, input.timeZone, input.currency, input.now)
  const head = Number(sqlite.prepare("INSERT INTO person (source, external_id, name, role, role_confirmed, active, created_at) VALUES ('pult', ?, ?, 'head', 1, 1, ?)")
    .run(input.headUid ?? newUid(), input.headName, input.now).lastInsertRowid)
  insertReasonsTx(db)
  const insertDay = sqlite.prepare('INSERT INTO calendar_day (day, kind, name, origin) VALUES (?, ?, ?, ?)')
  for (const { day, kind, name } of calendar.days) insertDay.run(day, kind, name ?? null, calendar.origin)
  if (input.pipeline) insertPipelineTx(db, input.pipeline)
  if (input.isDemo) sqlite.prepare("INSERT INTO setting (key, value, changed_at, changed_by) VALUES ('isDemo', 'true', ?, ?)").run(input.now, head)
  const after = { name: input.name, timeZone: input.timeZone, currency: input.currency, head: input.headName, pipeline: input.pipeline ?? null }
  if (input.commandId) {
    sqlite.prepare("INSERT INTO command (id, procedure, actor_id, input_hash, result, at) VALUES (?, 'workspace.create', ?, '', 'null', ?)").run(input.commandId, head, input.now)
  }
  appendAuditTx(db, [{ at: input.now, actorId: head, action: 'createWorkspace', recordType: 'workspace', recordId: 1, payload: { before: null, after } }])
}

const insertReasonsTx = ({ sqlite }: WriteDb): void => {
  const insert = sqlite.prepare('INSERT INTO refusal_reason (key, name, class, active, position) VALUES (?, NULL, ?, 1, ?)')
  let position = 0
  for (const [reasonClass, keys] of firstReasons) {
    for (const key of keys) insert.run(key, reasonClass, ++position)
  }
}

const insertPipelineTx = ({ sqlite }: WriteDb, pipeline: NewPipeline): void => {
  const id = sqlite.prepare("INSERT INTO pipeline (source, name) VALUES ('pult', ?)").run(pipeline.name).lastInsertRowid
  const insert = sqlite.prepare('INSERT INTO stage (pipeline_id, name, position, kind, dwell_limit_days, probability) VALUES (?, ?, ?, ?, ?, ?)')
  pipeline.stages.forEach((stage, index) => insert.run(id, stage.name, index + 1, stage.kind, stage.dwellLimitDays, stage.probability))
}

const requireText = (text: string, field: string, sentence: string): string => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 120) throw new PultError('BAD_INPUT', sentence, { field })
  return trimmed
}

/** The zone's name in its proper case; offsets such as +03:00 are no zones, because they know no history. */
const requireZone = (text: string): string => {
  const name = text.trim()
  if (!/^[A-Za-z]/.test(name) || !isTimeZone(name)) {
    throw new PultError('BAD_INPUT', `«${name}» is not a time zone; write it like Europe/Moscow.`, { field: 'timeZone', value: name })
  }
  const proper = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  return proper.toLowerCase() === name.toLowerCase() ? proper : name
}

const requireCurrency = (code: string): void => {
  if (isCurrency(code) && Intl.supportedValuesOf('currency').includes(code)) return
  throw new PultError('BAD_INPUT', `«${code}» is not a currency; write its three letters, like RUB.`, { field: 'currency', value: code })
}
