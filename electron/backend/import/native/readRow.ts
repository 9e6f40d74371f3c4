import { activityKinds, meetingStates, roles, stageKinds, type FactKind } from '../../../../src/shared/vocabulary.ts'
import { readEmail } from '../normalise.ts'
import type { Cells } from './cells.ts'
import { stageKey, type Known } from './known.ts'
import type { NativeRows } from './rows.ts'

export interface RowSettings {
  /** The workspace's currency, for rows that name none. */
  currency: string
  readPhone: (text: string | null) => string | null
}

type ReadRow<Kind extends FactKind> = (cells: Cells, known: Known, settings: RowSettings) => NativeRows[Kind]
type KeyOf = (cells: Cells) => string

/** What tells one row of a file from another, as it is written. */
export const keyOfRow: Record<FactKind, KeyOf> = {
  people: cells => cells.raw('id'),
  stages: cells => stageKey(cells.raw('pipeline'), cells.raw('stage')),
  clients: cells => cells.raw('id'),
  deals: cells => cells.raw('id'),
  stageMoves: cells => stageKey(cells.raw('deal_id'), cells.raw('at')),
  tasks: cells => cells.raw('id'),
  activities: cells => cells.raw('id'),
  notes: cells => cells.raw('id'),
  adCosts: cells => stageKey(cells.raw('channel'), cells.raw('day')),
}

/** The key again after reading, where one key can be written in two ways; null = as written. */
export const keyOfRead: { [Kind in FactKind]?: (row: NativeRows[Kind]) => string } = {
  stageMoves: row => stageKey(row.deal, String(row.at)),
  adCosts: row => stageKey(row.channel, row.day),
}

/** Where the row can't be made without the column: MISSING, unless the record is known and the file lacks the column. */
const needed = <Value>(cells: Cells, column: string, isKnown: () => boolean, value: Value | null): Value | null => {
  if (cells.raw(column) === '' && (cells.has(column) || !isKnown())) cells.fail(column, 'MISSING', '')
  return value
}

export const readRow: { [Kind in FactKind]: ReadRow<Kind> } = {
  people: cells => ({
    key: cells.required('id'), name: cells.text('name'), role: cells.oneOf('role', roles), team: cells.text('team'),
    email: cells.text('email'), phone: cells.text('phone'), active: cells.flag('active'),
  }),
  stages: cells => ({
    pipeline: cells.required('pipeline'), stage: cells.required('stage'), order: cells.whole('order', Number.MIN_SAFE_INTEGER), kind: cells.oneOf('kind', stageKinds),
    dwellLimitDays: cells.whole('dwell_limit_days', 0), probability: cells.decimal('probability', 0, 1),
  }),
  clients: (cells, known, settings) => {
    const phone = cells.text('phone')
    const email = cells.text('email')
    return {
      key: cells.required('id'), name: cells.text('name'), kind: cells.oneOf('kind', ['company', 'person']),
      phone, phoneE164: settings.readPhone(phone), email, emailKey: readEmail(email),
      owner: cells.reference('owner_id', known.people), createdAt: cells.instant('created_at'),
      createdBy: cells.reference('created_by', known.people), channel: cells.text('channel'),
    }
  },
  deals: (cells, known, settings) => {
    const key = cells.required('id')
    const before = known.deals.get(key)
    const pipeline = cells.has('pipeline') ? cells.required('pipeline') : before?.pipeline ?? cells.required('pipeline')
    const stage = cells.has('stage') ? cells.required('stage') : before?.stage ?? cells.required('stage')
    if (!known.stages.has(stageKey(pipeline, stage))) cells.fail('stage', 'UNKNOWN_REFERENCE', stage)
    const currency = cells.has('currency') || !before ? cells.currency('currency', settings.currency) : before.currency
    return {
      key, title: cells.text('title'), client: cells.reference('client_id', known.clients), owner: cells.reference('owner_id', known.people), pipeline, stage,
      status: needed(cells, 'status', () => before !== undefined, cells.oneOf('status', ['open', 'won', 'lost'])), amount: cells.amount('amount', currency), currency,
      channel: cells.text('channel'), createdAt: cells.instant('created_at'), updatedAt: cells.instant('updated_at'), stageEnteredAt: cells.instant('stage_entered_at'),
      expectedCloseDay: cells.day('expected_close'), closedAt: cells.instant('closed_at'), refusalReason: cells.text('refusal_reason'),
    }
  },
  stageMoves: (cells, known) => {
    const deal = cells.required('deal_id')
    const at = cells.instant('at')
    if (cells.raw('at') === '') cells.fail('at', 'MISSING', '')
    cells.reference('deal_id', known.deals)
    const pipeline = known.deals.get(deal)?.pipeline ?? ''
    const stagesOfPipeline = { has: (stage: string) => known.stages.has(stageKey(pipeline, stage)) }
    const from = cells.reference('from_stage', stagesOfPipeline)
    const to = cells.required('to_stage')
    cells.reference('to_stage', stagesOfPipeline)
    return { deal, pipeline, from, to, at: at ?? 0, by: cells.reference('by', known.people) }
  },
  tasks: (cells, known) => {
    const due = cells.due('due_at')
    return {
      key: cells.required('id'), deal: cells.reference('deal_id', known.deals), client: cells.reference('client_id', known.clients),
      assignee: cells.reference('assignee_id', known.people),
      kind: cells.text('kind'), title: cells.text('title'), createdAt: cells.instant('created_at'), dueAt: due?.at ?? null, dueDayOnly: due?.dayOnly ?? 0,
      doneAt: cells.instant('done_at'), result: cells.text('result'),
    }
  },
  activities: (cells, known) => {
    const key = cells.required('id')
    return {
      key, deal: cells.reference('deal_id', known.deals), client: cells.reference('client_id', known.clients), manager: cells.reference('manager_id', known.people),
      kind: needed(cells, 'kind', () => known.activities.has(key), cells.oneOf('kind', activityKinds)),
      state: cells.oneOf('state', meetingStates), direction: cells.oneOf('direction', ['in', 'out']),
      createdAt: cells.instant('created_at'), occurredAt: cells.instant('occurred_at'), durationS: cells.whole('duration_s', 0), talkS: cells.whole('talk_s', 0),
      recording: cells.text('recording'), subject: cells.text('subject'),
    }
  },
  notes: (cells, known) => ({
    key: cells.required('id'), deal: cells.reference('deal_id', known.deals), client: cells.reference('client_id', known.clients), author: cells.reference('author_id', known.people),
    createdAt: cells.instant('created_at'), text: cells.text('text'), pinned: cells.flag('pinned'),
  }),
  adCosts: (cells, _known, settings) => {
    const currency = cells.currency('currency', settings.currency)
    const amount = cells.amount('amount', currency)
    if (cells.raw('amount') === '') cells.fail('amount', 'MISSING', '')
    const day = cells.day('day')
    if (cells.raw('day') === '') cells.fail('day', 'MISSING', '')
    return { channel: cells.required('channel'), day: day ?? '', amount: amount ?? 0, currency }
  },
}

/** Makes an accepted row something that later rows may refer to; people and clients are so by being compared. */
export const remember: { [Kind in FactKind]?: (row: NativeRows[Kind], known: Known) => void } = {
  stages: (row, known) => known.stages.add(stageKey(row.pipeline, row.stage)),
  deals: (row, known) => known.deals.set(row.key, { pipeline: row.pipeline, stage: row.stage, currency: row.currency }),
}
