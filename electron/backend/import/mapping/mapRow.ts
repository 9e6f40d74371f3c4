import { createHash } from 'node:crypto'
import type { FileMapping, RecordKind } from '../../../../src/shared/contract/mapping.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { NativeRows } from '../native/rows.ts'
import { readEmail } from '../normalise.ts'
import { isStageKind, stageKindOf } from '../recognise/presets.ts'
import { dayText, instantOf } from '../values/dates.ts'
import { cleanHeader, foldText } from '../values/text.ts'
import { readSeconds, readYesNo } from '../values/words.ts'
import type { Directory } from './directory.ts'
import { activityKindOf, clientKindOf, dealStatusOf, directionOf, roleOf, stateOf } from './meanings.ts'
import type { RowReader } from './rowReader.ts'

export interface InferredTask { deal: string, title: string | null, dueAt: number | null, dayOnly: 0 | 1, owner: string | null, isOpen: boolean }
export interface InferredContact { deal: string, at: number }
export interface InferredNote { deal: string, text: string }

export interface MapContext {
  directory: Directory
  zone: Zone
  asOf: number
  readPhone: (text: string | null) => string | null
  file: FileMapping
  /** Reason as it is written, folded → how it is called. */
  reasons: ReadonlyMap<string, string>
  warn: (code: string, example: string) => void
  /** The key of the row: its id, its key columns, or what stands in it. */
  keyOf: (reader: RowReader) => string
  extra: { tasks: InferredTask[], contacts: InferredContact[], notes: InferredNote[], moves: NativeRows['stageMoves'][] }
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)

/** Rows of any kind but leads, which are clients. */
export type MapRow<Kind extends Exclude<RecordKind, 'leads'>> = (reader: RowReader, context: MapContext) => NativeRows[Kind]

const fullName = (reader: RowReader): string => reader.raw('name') || [reader.raw('first_name'), reader.raw('last_name')].filter(part => part !== '').join(' ')

const required = (reader: RowReader, field: string): string => {
  const value = reader.raw(field)
  if (value === '') reader.fail(field, 'MISSING', '')
  return value
}

const mapClient: MapRow<'clients'> = (reader, { directory, readPhone, keyOf }) => {
  const key = keyOf(reader)
  const company = reader.raw('company')
  const own = fullName(reader)
  const phone = reader.text('phone')
  const email = reader.text('email')
  return {
    key, name: own || company || null, kind: clientKindOf(reader.raw('kind')) ?? (own === '' && company !== '' ? 'company' : null), phone, phoneE164: readPhone(phone), email, emailKey: readEmail(email),
    owner: directory.person(reader.id('owner_id'), reader.raw('owner'), true), createdAt: reader.instant('created_at'), createdBy: directory.person('', reader.raw('created_by'), false), channel: reader.text('channel'),
  }
}

const mapDeal: MapRow<'deals'> = (reader, context) => {
  const { directory, zone, asOf, reasons, keyOf, extra } = context
  const key = keyOf(reader)
  const pipeline = cleanHeader(reader.raw('pipeline')) || 'Sales'
  const stageName = cleanHeader(required(reader, 'stage'))
  const chance = reader.has('probability') ? reader.decimal('probability') : null
  const stage = stageName === '' ? { kind: 'open' as const, name: '' } : directory.stage(pipeline, stageName, chance)
  const said = reader.raw('status')
  const byStage = stage.kind === 'won' || stage.kind === 'lost' ? stage.kind : 'open'
  const status = dealStatusOf(said) ?? byStage
  const currency = reader.currency()
  const expected = reader.moment('expected_close')
  const ended = reader.instant(status === 'won' ? 'won_at' : 'lost_at') ?? reader.instant('closed_at')
  const expectedAt = expected && instantOf(expected, zone)
  const owner = directory.person(reader.id('owner_id'), reader.raw('owner'), true)
  const reason = reader.text('refusal_reason')
  const row: NativeRows['deals'] = {
    key, title: reader.text('title'),
    client: directory.client({ id: reader.id('client_id'), company: reader.raw('client'), contact: reader.raw('contact'), phone: reader.text('phone'), email: reader.text('email'), near: key, emit: reader.has('client') || reader.has('contact') || reader.has('phone') }),
    owner, pipeline, stage: stage.name, status, amount: reader.amount('amount', currency), currency, channel: reader.text('channel'),
    createdAt: reader.instant('created_at'), updatedAt: reader.instant('updated_at'), stageEnteredAt: reader.instant('stage_entered_at'), expectedCloseDay: expected && dayText(expected),
    // The planned date of a deal that is closed is where most systems keep the real one.
    closedAt: status === 'open' ? null : ended ?? (!reader.has('closed_at') && expectedAt !== null && expectedAt <= asOf ? expectedAt : null),
    refusalReason: reason === null ? null : reasons.get(foldText(reason)) ?? reason,
  }
  if (reader.failed()) return row
  keepInferred(reader, row, context)
  keepDates(reader, row, context)
  if (reader.failed()) return row
  for (const text of reader.each('note')) extra.notes.push({ deal: key, text })
  return row
}

/** What columns such as «next task» and «last activity» say of tasks and contacts. */
const keepInferred = (reader: RowReader, row: NativeRows['deals'], { zone, asOf, extra }: MapContext): void => {
  if (reader.has('next_task_at') || reader.has('next_task')) {
    const { moment, rest } = reader.leading('next_task_at')
    const text = reader.raw('next_task') || rest
    extra.tasks.push({
      deal: row.key, title: text || null, owner: row.owner, isOpen: row.status === 'open' && (moment !== null || text !== ''),
      dueAt: moment && (moment.at ?? zone.startOfDay(moment.day + 1) - 1), dayOnly: moment && moment.at === null ? 1 : 0,
    })
  }
  if (!reader.has('last_activity_at')) return
  const at = reader.instant('last_activity_at')
  if (at !== null && at <= asOf) extra.contacts.push({ deal: row.key, at })
}

/** Columns that hold the dates of stages: moves, a day's in the order of the columns. */
const keepDates = (reader: RowReader, row: NativeRows['deals'], { directory, zone, file, extra }: MapContext): void => {
  const entered = Object.entries(file.stageDates).flatMap(([column, stage], index) => {
    const moment = reader.columnMoment(column)
    return moment ? [{ stage: directory.stage(row.pipeline, stage).name, at: instantOf(moment, zone) + (moment.at === null ? index : 0) }] : []
  }).sort((a, b) => a.at - b.at)
  let from: string | null = null
  for (const [index, { stage, at }] of entered.entries()) {
    if (index > 0 && at === entered[index - 1]!.at) continue
    extra.moves.push({ deal: row.key, pipeline: row.pipeline, from, to: stage, at, by: null })
    from = stage
  }
}

/** The deal that a row names; one that is in no file and not in the workspace is reported, the row stays. */
const dealOf = (reader: RowReader, { directory, warn }: MapContext): string | null => {
  const id = reader.id('deal_id')
  const title = reader.raw('deal')
  const key = directory.deal(id, title)
  if (key === null && (id !== '' || title !== '')) warn('UNKNOWN_DEAL', id || title)
  return key
}

const clientOf = (reader: RowReader, { directory, warn }: MapContext): string | null => {
  const id = reader.id('client_id')
  const name = reader.raw('client')
  // An id alone is a client only where some file tells more of it.
  if (id === '' || name !== '') return directory.client({ id, company: name, contact: '', phone: null, email: null, near: id, emit: false })
  if (directory.hasClient(id)) return id
  warn('UNKNOWN_CLIENT', id)
  return null
}

const mapTask: MapRow<'tasks'> = (reader, context) => {
  const { directory, asOf, keyOf } = context
  const key = keyOf(reader)
  const due = reader.due('due_at')
  const createdAt = reader.instant('created_at')
  const doneAt = reader.instant('done_at')
  const doneText = reader.raw('done')
  const done = readYesNo(doneText)
  // Done at a time that the file doesn't say: as it was kept, else when it was due.
  const isDone = doneAt !== null || done === 1
  return {
    key, deal: dealOf(reader, context), client: clientOf(reader, context), assignee: directory.person(reader.id('assignee_id'), reader.raw('assignee'), true), kind: reader.text('kind'), title: reader.text('title'),
    createdAt, dueAt: due?.at ?? null, dueDayOnly: due?.dayOnly ?? 0,
    doneAt: !isDone || done === 0 ? null : doneAt ?? directory.taskDone(key) ?? (due && due.at <= asOf ? due.at : createdAt ?? asOf), result: reader.text('result'),
  }
}

const mapActivity: MapRow<'activities'> = (reader, context) => {
  const { directory, keyOf } = context
  const key = keyOf(reader)
  const kindText = required(reader, 'kind')
  const kind = activityKindOf(kindText)
  if (kind === null) reader.fail('kind', 'BAD_VALUE', kindText)
  const seconds = (field: string): number | null => {
    const value = reader.raw(field)
    return value === '' ? null : readSeconds(value) ?? reader.fail(field, 'BAD_NUMBER', value)
  }
  return {
    key, deal: dealOf(reader, context), client: clientOf(reader, context), manager: directory.person(reader.id('manager_id'), reader.raw('manager'), true), kind, state: stateOf(reader.raw('state')), direction: directionOf(reader.raw('direction')),
    createdAt: reader.instant('created_at'), occurredAt: reader.instant('occurred_at'), durationS: seconds('duration_s'), talkS: seconds('talk_s'), recording: reader.text('recording'), subject: reader.text('subject'),
  }
}

export const mapRow: { [Kind in Exclude<RecordKind, 'leads'>]: MapRow<Kind> } = {
  people: (reader, { keyOf, directory }) => {
    const name = fullName(reader)
    if (name === '') reader.fail('name', 'MISSING', '')
    const active = readYesNo(reader.raw('active'))
    return {
      key: reader.has('id') ? keyOf(reader) : directory.person('', name, false) ?? name, name: name || null, role: roleOf(reader.raw('role')), team: reader.text('team'),
      email: reader.text('email'), phone: reader.text('phone'), active,
    }
  },
  stages: reader => {
    const kind = foldText(reader.raw('kind'))
    const [order, limit, probability] = [reader.decimal('order'), reader.decimal('dwell_limit_days'), reader.decimal('probability')]
    return {
      pipeline: cleanHeader(required(reader, 'pipeline')), stage: cleanHeader(required(reader, 'stage')), order: order === null ? null : Math.round(order), kind: isStageKind(kind) ? kind : stageKindOf(reader.raw('stage')),
      dwellLimitDays: limit === null ? null : Math.max(0, Math.round(limit)), probability: probability === null ? null : Math.min(1, Math.max(0, probability > 1 ? probability / 100 : probability)),
    }
  },
  clients: mapClient,
  deals: mapDeal,
  stageMoves: (reader, { directory }) => {
    const id = reader.id('deal_id')
    const deal = directory.deal(id, '')
    const place = deal === null ? null : directory.dealPlace(deal)
    if (!place) reader.fail('deal_id', id === '' ? 'MISSING' : 'UNKNOWN_REFERENCE', id)
    const stageOf = (text: string): string | null => text === '' ? null : directory.stage(place?.pipeline ?? '', cleanHeader(text)).name
    const at = reader.instant('at')
    if (at === null) reader.fail('at', 'MISSING', '')
    const to = required(reader, 'to_stage')
    if (reader.failed()) return { deal: id, pipeline: '', from: null, to, at: 0, by: null }
    return { deal: deal!, pipeline: place!.pipeline, from: stageOf(reader.raw('from_stage')), to: stageOf(to)!, at: at!, by: directory.person('', reader.raw('by'), false) }
  },
  tasks: mapTask,
  activities: mapActivity,
  notes: (reader, context) => ({
    key: context.keyOf(reader), deal: dealOf(reader, context), client: clientOf(reader, context), author: context.directory.person(reader.id('author_id'), reader.raw('author'), false),
    createdAt: reader.instant('created_at'), text: required(reader, 'text'), pinned: readYesNo(reader.raw('pinned')),
  }),
  adCosts: reader => {
    const day = reader.moment('day')
    if (!day) reader.fail('day', 'MISSING', '')
    const currency = reader.currency()
    const amount = reader.amount('amount', currency)
    if (amount === null) reader.fail('amount', 'MISSING', '')
    return { channel: required(reader, 'channel'), day: day ? dayText(day) : '', amount: amount ?? 0, currency }
  },
}
