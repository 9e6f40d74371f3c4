import { PultError } from '../../../src/shared/errors.ts'
import { isLaterDue } from '../domain/due.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { readSourceFields } from '../store/queries/sourceFields.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, readFieldDecision, type Cell, type Columns, type DecidedType, type KeptDecision } from '../store/writes/changeRecord.ts'
import { undoneTx } from '../store/writes/versions.ts'
import { changedSince, refuseChangedSince } from './assignTask.ts'
import { leaveNurtureTx, withdrawRefusalTx } from './refusalTrail.ts'
import type { Tx } from './runCommand.ts'
import { giveClientTx } from './transferClient.ts'
import { transferDealTx } from './transferDeal.ts'
import { waitAgainTx, withdrawMoveRequestsTx, type WithdrawnRequest } from './withdrawMoveRequests.ts'

export interface Divergence { id: number, recordType: DecidedType, recordId: number, field: string, ours: string | null, theirs: string | null }
type TakenTable = DecidedType | 'refusal'

/** What taking the CRM's value changed, for its undo; ids and former values only. */
export interface Taken {
  divergence: number
  rows: { table: TakenTable, id: number, before: Columns, version: number, raised?: number }[]
  fields: { type: DecidedType, id: number, field: string, before: KeptDecision | null }[]
  /** Fields of the record that follow the source again. */
  endedFields: string[]
  /** Tasks that went along to whom the CRM gives them too. */
  agreedTasks: number[]
  dealIds: number[]
  owner: { dealId: number, from: number | null } | null
  clientOwner?: { clientId: number, from: number | null }
  stageMoves: number[]
  taskMoves: number[]
  refusals: number[]
  nurtureLeft: number[]
  /** Wishes to move tasks that ended with it; not in what earlier versions kept. */
  requests?: WithdrawnRequest[]
}

/** Written into the transfer; the window says it in the person's language. */
const crmReason = 'crm'

const inSettings: Partial<Record<DecidedType, readonly string[]>> = { person: ['role', 'active'], stage: ['kind', 'name'] }

/** Lets a field follow the source again, with all that hangs on it. REFUSED_BY_RULE `no_source_value`, `refusal_waits`, `in_settings`. */
export const takeTheirsTx = (tx: Tx, row: Divergence): Taken => {
  const taken: Taken = { divergence: row.id, rows: [], fields: [], endedFields: [], agreedTasks: [], dealIds: [], owner: null, stageMoves: [], taskMoves: [], refusals: [], nurtureLeft: [], requests: [] }
  const base: Columns = readSourceFields(tx.db, row.recordType, row.recordId)
  // Rights, and what stages mean, hang on these: Settings has the rules that guard them (the last head, deals that stand in a stage).
  if (inSettings[row.recordType]?.includes(row.field)) throw new PultError('REFUSED_BY_RULE', 'This is changed in Settings.', { rule: 'in_settings', field: row.field })
  if (base[row.field] === undefined) throw new PultError('REFUSED_BY_RULE', 'The CRM says nothing of this any more.', { rule: 'no_source_value', field: row.field })
  if (row.recordType === 'deal') {
    taken.dealIds.push(row.recordId)
    if (row.field === 'owner_id') takeOwnerTx(tx, taken, row.recordId, base.owner_id as number | null)
    else if (row.field === 'status' || row.field === 'stage_id') takePlaceTx(tx, taken, row.recordId, base)
    else takeFieldsTx(tx, taken, row, base, [row.field])
  } else if (row.recordType === 'task') {
    const dealId = one<{ dealId: number | null }>(tx.db, 'SELECT deal_id AS dealId FROM task WHERE id = ?', row.recordId)?.dealId
    if (dealId != null) taken.dealIds.push(dealId)
    if (row.field === 'due_at') keepDueMoveTx(tx, taken, row.recordId, base)
    takeFieldsTx(tx, taken, row, base, row.field === 'done_at' || row.field === 'result' ? ['done_at', 'result'] : [row.field])
    taken.requests!.push(...withdrawMoveRequestsTx(tx, { taskId: row.recordId }))
  } else if (row.recordType === 'client' && row.field === 'owner_id') takeClientOwnerTx(tx, taken, row.recordId, base.owner_id as number | null)
  else {
    takeFieldsTx(tx, taken, row, base, [row.field])
  }
  return taken
}

/** Columns that say the same in another form go along. */
const twins: Record<string, string> = { due_at: 'due_day_only', stage_id: 'pipeline_id', phone: 'phone_e164', email: 'email_key' }

const takeFieldsTx = (tx: Tx, taken: Taken, { recordType, recordId }: Divergence, base: Columns, fields: readonly string[]): void => {
  const values: Columns = {}
  for (const field of fields.flatMap(each => [each, twins[each] ?? []].flat())) if (base[field] !== undefined) values[field] = base[field]!
  changeTx(tx, taken, recordType, recordId, values)
  for (const field of fields) endTx(tx, taken, recordType, recordId, field)
}

/** Did `changeTx` write of this record in the audit already? */
export const isAudited = (taken: Taken, table: string, id: number): boolean => taken.rows.some(row => row.table === table && row.id === id && Object.keys(row.before).length > 0)

const changeTx = (tx: Tx, taken: Taken, table: TakenTable, id: number, values: Columns): void => {
  if (Object.keys(values).length === 0) return
  const { before, version } = changeRecordTx(tx.db, table, id, values)
  tx.audit({ action: 'takeTheirs', recordType: table, recordId: id, payload: { divergence: taken.divergence, before, after: values } })
  const known = taken.rows.find(row => row.table === table && row.id === id)
  if (known) Object.assign(known, { before: { ...before, ...known.before }, raised: version - known.version + (known.raised ?? 1), version })
  else taken.rows.push({ table, id, before, version, raised: 1 })
}

const endTx = (tx: Tx, taken: Taken, type: DecidedType, id: number, field: string): void => {
  taken.fields.push({ type, id, field, before: readFieldDecision(tx.db, type, id, field) })
  taken.endedFields.push(field)
  keepFieldDecisionTx(tx.db, type, id, field, null)
}

/** A transfer like any other: the open tasks go along. Those that the CRM gives to the same person follow it again. */
const takeOwnerTx = (tx: Tx, taken: Taken, dealId: number, to: number | null): void => {
  const from = one<{ id: number | null }>(tx.db, 'SELECT owner_id AS id FROM deal WHERE id = ?', dealId)!.id
  const before = readFieldDecision(tx.db, 'deal', dealId, 'owner_id')
  // Taken back here meanwhile: they agree already.
  if (from === to) return endTx(tx, taken, 'deal', dealId, 'owner_id')
  const { tasks } = transferDealTx(tx, { dealId, newOwnerId: to, reason: crmReason, ...(to === null ? { back: true } : { override: crmReason }) })
  taken.owner = { dealId, from }
  taken.rows.push({ table: 'deal', id: dealId, before: {}, version: one<{ version: number }>(tx.db, 'SELECT version FROM deal WHERE id = ?', dealId)!.version })
  taken.fields.push({ type: 'deal', id: dealId, field: 'owner_id', before })
  taken.endedFields.push('owner_id')
  keepFieldDecisionTx(tx.db, 'deal', dealId, 'owner_id', null)
  for (const task of tasks) {
    taken.rows.push({ table: 'task', id: task.taskId, before: { assignee_id: task.from }, version: task.version })
    taken.fields.push({ type: 'task', id: task.taskId, field: 'assignee_id', before: task.decided })
    const there = readSourceFields<number | null>(tx.db, 'task', task.taskId).assignee_id ?? null
    if (there !== to) continue
    keepFieldDecisionTx(tx.db, 'task', task.taskId, 'assignee_id', null)
    taken.agreedTasks.push(task.taskId)
  }
}

/** The client alone: what the CRM says of its deals' owners are divergences of their own. */
const takeClientOwnerTx = (tx: Tx, taken: Taken, clientId: number, to: number | null): void => {
  const from = one<{ id: number | null }>(tx.db, 'SELECT owner_id AS id FROM client WHERE id = ?', clientId)!.id
  if (from !== to) {
    taken.rows.push({ table: 'client', id: clientId, before: {}, version: giveClientTx(tx, { clientId, from, to, reason: crmReason }) })
    taken.clientOwner = { clientId, from }
  }
  endTx(tx, taken, 'client', clientId, 'owner_id')
}

interface Place { status: string, stageId: number, stay: number, ownerId: number | null, clientId: number | null, source: string, reason: string | null }

/**
 * Status and stage belong together. A deal that the CRM shows lost goes into the queue of refusals, as an import would have put it there:
 * nobody moves a deal to lost but by deciding on its refusal. One that it shows open or won comes back with the tasks that the refusal ended.
 */
const takePlaceTx = (tx: Tx, taken: Taken, dealId: number, base: Columns): void => {
  const deal = one<Place>(tx.db, 'SELECT status, stage_id AS stageId, stay, owner_id AS ownerId, client_id AS clientId, source, refusal_reason AS reason FROM deal WHERE id = ?', dealId)!
  if (deal.status === 'refusal_review') throw new PultError('REFUSED_BY_RULE', 'A refusal of this deal waits for a decision.', { rule: 'refusal_waits', dealId })
  for (const field of ['status', 'stage_id', 'closed_at']) if (readFieldDecision(tx.db, 'deal', dealId, field)) endTx(tx, taken, 'deal', dealId, field)
  if (base.status === 'lost' && deal.status === 'open') return waitAsRefusalTx(tx, taken, dealId, deal)
  const values: Columns = {}
  const stageId = base.stage_id as number | null
  if (stageId != null && stageId !== deal.stageId) {
    const pipelineId = one<{ id: number }>(tx.db, 'SELECT pipeline_id AS id FROM stage WHERE id = ?', stageId)!.id
    Object.assign(values, { stage_id: stageId, pipeline_id: pipelineId, stay: deal.stay + 1, stage_seen_at: tx.now, stage_entered_at: base.stage_entered_at ?? null, over_limit_when_seen: 0 })
    taken.stageMoves.push(keepStageMoveTx(tx, dealId, deal.stageId, stageId))
  }
  if (base.status != null && base.status !== deal.status) {
    Object.assign(values, { status: base.status, closed_at: base.closed_at ?? null })
    if (deal.status === 'lost') reviveTx(tx, taken, dealId, deal.source)
  }
  changeTx(tx, taken, 'deal', dealId, values)
  taken.requests!.push(...withdrawMoveRequestsTx(tx, { dealId }))
}

/** Inferred: that the CRM has it there says nothing of since when. */
const keepStageMoveTx = (tx: Tx, dealId: number, from: number, to: number): number =>
  insertRecordTx(tx.db, 'stage_move', { deal_id: dealId, from_stage_id: from, to_stage_id: to, at: tx.now, by_id: tx.actor.id, source: 'pult', inferred: 1 })

const waitAsRefusalTx = (tx: Tx, taken: Taken, dealId: number, deal: Place): void => {
  const round = one<{ last: number }>(tx.db, 'SELECT coalesce(max(round), 0) AS last FROM refusal WHERE deal_id = ?', dealId)!.last + 1
  const values = { deal_id: dealId, round, origin: 'closed_outside', requested_by: deal.ownerId, requested_at: tx.now, reason_text: deal.reason, from_stage_id: deal.stageId, state: 'pending' }
  const id = insertRecordTx(tx.db, 'refusal', values)
  taken.refusals.push(id)
  tx.audit({ action: 'requestRefusal', recordType: 'refusal', recordId: id, payload: { before: null, after: values } })
  changeTx(tx, taken, 'deal', dealId, { status: 'refusal_review' })
}

/** What the refusal had ended goes on: the CRM's own tasks, and the client leaves the list for marketing. */
const reviveTx = (tx: Tx, taken: Taken, dealId: number, source: string): void => {
  for (const { id } of all<{ id: number }>(tx.db, 'SELECT id FROM task WHERE deal_id = ? AND source = ? AND done_at IS NULL AND cancelled_at IS NOT NULL', dealId, source)) changeTx(tx, taken, 'task', id, { cancelled_at: null })
  for (const { id } of all<{ id: number }>(tx.db, 'SELECT id FROM nurture WHERE deal_id = ? AND left_at IS NULL', dealId)) {
    leaveNurtureTx(tx, id, tx.now)
    taken.nurtureLeft.push(id)
  }
}

/** The date that the CRM shows was a move; one that the import has kept already stays the only one. */
const keepDueMoveTx = (tx: Tx, taken: Taken, taskId: number, base: Columns): void => {
  const ours = one<{ at: Cell, dayOnly: number }>(tx.db, 'SELECT due_at AS at, due_day_only AS dayOnly FROM task WHERE id = ?', taskId)!
  const last = one<{ at: Cell }>(tx.db, 'SELECT to_due_at AS at FROM task_move WHERE task_id = ? ORDER BY at DESC, id DESC LIMIT 1', taskId)
  if (last && last.at === base.due_at) return
  const [from, to] = [{ at: ours.at as number | null, dayOnly: ours.dayOnly === 1 }, { at: base.due_at as number | null, dayOnly: base.due_day_only === 1 }]
  taken.taskMoves.push(insertRecordTx(tx.db, 'task_move', {
    task_id: taskId, from_due_at: from.at, from_day_only: from.dayOnly ? 1 : 0, to_due_at: to.at, to_day_only: to.dayOnly ? 1 : 0, at: tx.now, by_id: tx.actor.id, source: 'head',
    later: isLaterDue(from, to, tx.desk.settings().zone.dayOf) ? 1 : 0, approved_at: tx.now, approved_by: tx.actor.id,
  }))
}

/** Everything stands as before, provided that nobody has touched it since; CONFLICT otherwise. */
export const undoTakenTx = (tx: Tx, taken: Taken): void => {
  for (const row of taken.rows) refuseChangedSince(tx, row)
  undoneTx(tx.db, taken.rows, () => takeBackTx(tx, taken))
}

const takeBackTx = (tx: Tx, taken: Taken): void => {
  for (const id of taken.refusals) if (!one(tx.db, "SELECT 1 FROM refusal WHERE id = ? AND state = 'pending' AND version = 1", id)) throw changedSince('refusal')
  if (taken.owner) transferDealTx(tx, { dealId: taken.owner.dealId, newOwnerId: taken.owner.from, reason: 'undo', back: true })
  if (taken.clientOwner) giveClientTx(tx, { clientId: taken.clientOwner.clientId, from: one<{ id: number | null }>(tx.db, 'SELECT owner_id AS id FROM client WHERE id = ?', taken.clientOwner.clientId)!.id, to: taken.clientOwner.from, reason: 'undo' })
  for (const { table, id, before } of taken.rows) {
    if (Object.keys(before).length === 0) continue
    const { before: after } = changeRecordTx(tx.db, table, id, before)
    tx.audit({ action: 'undoResolve', recordType: table, recordId: id, payload: { divergence: taken.divergence, before: after, after: before } })
  }
  for (const request of taken.requests ?? []) waitAgainTx(tx, request)
  for (const id of taken.refusals) withdrawRefusalTx(tx, id)
  for (const id of taken.nurtureLeft) leaveNurtureTx(tx, id, null)
  for (const id of taken.stageMoves) statement(tx.db, 'DELETE FROM stage_move WHERE id = ?').run(id)
  for (const id of taken.taskMoves) statement(tx.db, 'DELETE FROM task_move WHERE id = ?').run(id)
  for (const { type, id, field, before } of taken.fields) keepFieldDecisionTx(tx.db, type, id, field, before)
}
