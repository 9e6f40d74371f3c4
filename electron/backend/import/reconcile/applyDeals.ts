import type { DealStatus } from '../../../../src/shared/vocabulary.ts'
import { sourceColumns } from '../../store/queries/sourceFields.ts'
import { beginBulkLoad } from '../../store/writes/loadInBulk.ts'
import { stageKey } from '../native/known.ts'
import type { DealRow, StagedFile } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import { makeTransfers } from './applyClients.ts'
import { makeRefusals } from './applyRefusals.ts'
import { warn, type ApplyContext, type StageId } from './context.ts'
import { mergeFields, resolveStatus, type Fields, type StatusStep } from './merge.ts'
import { makeRecords, makePresent } from './records.ts'

const columns = sourceColumns.deal
/** Merged by rules of their own: status by the refusals', the others only while both sides speak of the same status and stage. */
const special = new Set(['status', 'pipeline_id', 'stage_id', 'stage_entered_at', 'closed_at'])
const columnOf = { pipeline_id: 'pipeline', stage_id: 'stage', expected_close_day: 'expected_close' }

/** A stage that differs from the known one; becomes an inferred move unless the files' own moves lead to it. */
export interface SeenMove { dealId: number, from: number, to: number }

/** Deals of the files (domain.md, Deals and Refusals). Returns the moves between stages that the comparison shows. */
export function* applyDeals(context: ApplyContext, file: StagedFile<DealRow>): Steps<SeenMove[]> {
  const records = makeRecords(context, 'deal', columns, ['stay'])
  const transfer = makeTransfers(context, 'deal')
  const refusals = makeRefusals(context)
  const moves: SeenMove[] = []
  const fileColumns = new Set(file.columns)
  // A stage is named by both columns; an amount stands in its currency.
  if (fileColumns.has('stage') || fileColumns.has('pipeline')) fileColumns.add('stage').add('pipeline')
  const present = makePresent(columns, fileColumns, columnOf)

  const reporting = context.db.sqlite.prepare('SELECT currency FROM workspace').pluck().get() as string
  const indexAnew = beginBulkLoad(context.db, 'deal', file.expected)
  const take = (row: DealRow): void => {
    const stage = context.stages.get(stageKey(row.pipeline, row.stage))!
    const id = context.deals.own.get(row.key)
    const fields = fieldsOf(context, row, stage)
    const isErased = context.erased.has(fields.client_id as number | null, id ?? null)
    if (isErased) {
      Object.assign(fields, { title: null, refusal_reason: null })
      row.refusalReason = null
    }
    const theirs = present(fields)
    if (row.status !== null) warnOfContradiction(context, row, stage)
    if (id === undefined) {
      // In another currency it is derived afterwards.
      const seen: Fields = { first_seen_at: context.asOf, stage_seen_at: context.asOf, amount_reporting: row.currency === reporting ? theirs.amount ?? null : null }
      if (theirs.currency === undefined) seen.currency = row.currency
      const made = records.create({ source: context.source, external_id: row.key }, theirs, seen)
      context.deals.own.set(row.key, made)
      if (isErased) context.erased.add(made)
      context.touched.deals.add(made)
      context.created.deals++
      return
    }
    if (records.isSame(id, theirs)) {
      context.unchanged.deals++
      return
    }
    const ours = records.ours(id)
    const base = records.base(id)
    const decided = records.decided(id)
    const merged = mergeFields(ours, base, theirs, new Set([...decided, ...special]))
    // The special fields were shielded from the merge above, not decided: their outcome follows here.
    merged.confirmed = merged.confirmed.filter(field => !special.has(field))
    merged.diverging = merged.diverging.filter(field => !special.has(field))
    const status = statusOf(ours, base, theirs, decided, refusals.pendingOf(id))
    if (status.status !== ours.status) merged.values.status = status.status
    if (status.step === 'confirmed' || status.step === 'diverging') merged[status.step].push('status')
    if ((status.step === 'withdraw' || status.step === 'closedOutside') && decided.has('status')) merged.confirmed.push('status')
    const move = moveOf(ours, base, theirs, decided, status)
    if (move.confirmed) merged.confirmed.push('stage_id')
    if (move.diverging) merged.diverging.push('stage_id')
    if (move.to !== null) {
      moves.push({ dealId: id, from: ours.stage_id as number, to: move.to })
      merged.values.stage_id = move.to
      merged.values.pipeline_id = theirs.pipeline_id as number
      if (status.status === 'refusal_review') refusals.moveTo(id, move.to)
    }
    const more: Fields = {}
    if (move.to !== null || move.isNewStay) {
      // The stage in which the source shows the deal since it was closed outside was first seen then, not now.
      const sinceAsked = move.to !== null && move.to === base.stage_id ? refusals.askedAt(id) : null
      Object.assign(more, { stage_seen_at: sinceAsked ?? context.asOf, stay: ours.stay as number + 1, over_limit_when_seen: 0 })
    }
    Object.assign(merged.values, datesOf(ours, base, theirs, decided, status, move))
    if (merged.values.owner_id !== undefined) transfer(id, ours.owner_id ?? null, merged.values.owner_id)
    if (status.step === 'withdraw') refusals.withdraw(id)
    if (status.step === 'take' && status.status === 'open') refusals.reopen(id)
    if (status.step === 'closedOutside') {
      const owner = merged.values.owner_id !== undefined ? merged.values.owner_id : ours.owner_id ?? null
      refusals.closeOutside(id, owner as number | null, ours.stage_id as number, row.refusalReason)
    }
    const changed = records.finish(id, { ours, base, theirs, merged, more })
    context.touched.deals.add(id)
    context[changed ? 'updated' : 'unchanged'].deals++
  }
  yield* eachRow(file.slices, take)
  records.flush()
  indexAnew()
  return moves
}

const fieldsOf = (context: ApplyContext, row: DealRow, stage: StageId): Fields => ({
  title: row.title, client_id: context.clients.resolve(row.client), owner_id: context.people.resolve(row.owner), pipeline_id: stage.pipelineId, stage_id: stage.id,
  status: row.status, amount: row.amount, currency: row.currency, channel: row.channel, created_at: row.createdAt, updated_at: row.updatedAt,
  stage_entered_at: row.stageEnteredAt, expected_close_day: row.expectedCloseDay, closed_at: row.closedAt, refusal_reason: row.refusalReason,
})

/** Status decides, not the stage's kind; where they contradict, the import warns. */
const warnOfContradiction = (context: ApplyContext, row: DealRow, stage: StageId): void => {
  const kind = stage.kind === 'thinking' ? 'open' : stage.kind
  if (kind !== row.status) warn(context, 'STATUS_STAGE', row.key)
}

const statusOf = (ours: Fields, base: Fields, theirs: Fields, decided: ReadonlySet<string>, pending: 'asked' | 'closed_outside' | 'closed_directly' | null): StatusStep => {
  const now = ours.status as DealStatus
  if (theirs.status === undefined || theirs.status === null) return { status: now, step: 'keep' }
  return resolveStatus({ ours: now, base: base.status, theirs: theirs.status as 'open' | 'won' | 'lost', decided: decided.has('status'), pending })
}

interface StageStep {
  to: number | null
  /** The source left the stage and came back while a refusal waited: the same stage, a new stay. */
  isNewStay: boolean
  confirmed: boolean
  diverging: boolean
}

/** Where the deal stands after an import: the source's stage while it says the same status, else the stage from which the deal is to be closed. */
const moveOf = (ours: Fields, base: Fields, theirs: Fields, decided: ReadonlySet<string>, status: StatusStep): StageStep => {
  const stay: StageStep = { to: null, isNewStay: false, confirmed: false, diverging: false }
  const to = theirs.stage_id as number | undefined
  if (to === undefined) return stay
  const differs = to !== ours.stage_id
  const sourceMoved = to !== base.stage_id
  if (decided.has('stage_id')) return { ...stay, confirmed: !differs, diverging: differs }
  if (!differs) return { ...stay, isNewStay: status.step === 'withdraw' && sourceMoved && base.stage_id !== undefined }
  const theirStatus = theirs.status ?? base.status ?? ours.status
  const justAgreed = status.step === 'confirmed' || status.step === 'withdraw' || status.step === 'take'
  const moves = theirStatus === status.status ? sourceMoved || justAgreed : status.status === 'refusal_review' && theirStatus === 'open' && sourceMoved
  return moves ? { ...stay, to } : stay
}

/** Entry into the stage and closing, where the source speaks of the stage and the status that the deal has here. */
const datesOf = (ours: Fields, base: Fields, theirs: Fields, decided: ReadonlySet<string>, status: StatusStep, move: StageStep): Fields => {
  const values: Fields = {}
  const entered = theirs.stage_entered_at
  if (move.to !== null || move.isNewStay) {
    if ((entered ?? null) !== ours.stage_entered_at) values.stage_entered_at = entered ?? null
  } else if (entered !== undefined && entered !== ours.stage_entered_at && entered !== base.stage_entered_at && (theirs.stage_id ?? ours.stage_id) === ours.stage_id) {
    values.stage_entered_at = entered
  }
  const closed = theirs.closed_at
  const agrees = (theirs.status ?? base.status ?? ours.status) === status.status
  const mayChange = closed !== base.closed_at || status.step !== 'keep'
  const keepsOurs = decided.has('closed_at') || (status.step === 'confirmed' && ours.closed_at !== null && closed !== null)
  if (closed !== undefined && closed !== ours.closed_at && agrees && mayChange && !keepsOurs) values.closed_at = closed
  return values
}
