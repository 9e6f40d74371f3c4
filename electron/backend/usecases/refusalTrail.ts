import { all, one, statement } from '../store/queries/rows.ts'
import {
  changeRecordTx, insertRecordTx, keepFieldDecisionTx, readFieldDecision, type Columns, type KeptDecision,
} from '../store/writes/changeRecord.ts'
import { undoneTx } from '../store/writes/versions.ts'
import { changedSince, refuseChangedSince } from './assignTask.ts'
import { cancelTasksTx, createTaskTx, type NewTask } from './createTask.ts'
import type { Tx } from './runCommand.ts'
import { transferDealTx, type DealTransfer, type TransferWarning } from './transferDeal.ts'
import { waitAgainTx, withdrawMoveRequestsTx, type WithdrawnRequest } from './withdrawMoveRequests.ts'

type TrailTable = 'deal' | 'refusal' | 'task'

/** What one decision changed and made: enough to compensate it exactly. Kept in the command's result. */
export interface Made {
  refusalId: number
  dealId: number
  /** Each row once: what stood there before, the version that the decision left, and how many it raised. */
  rows: { table: TrailTable, id: number, before: Columns, version: number, raised?: number }[]
  /** Rows that the decision made. */
  refusals: number[]
  tasks: number[]
  nurture: number[]
  nurtureLeft: number[]
  stageMoves: number[]
  owner: { from: number | null } | null
  fields: { type: 'deal' | 'task', id: number, field: string, before: KeptDecision | null }[]
  /** Wishes to move tasks that ended with the tasks; not in what earlier versions kept. */
  requests?: WithdrawnRequest[]
}

export interface Trail {
  readonly made: Made
  change: (table: TrailTable, id: number, values: Columns) => void
  /** The deal's present values of these columns stand against imports from now on. */
  decideFields: (...fields: string[]) => void
  transfer: (transfer: Omit<DealTransfer, 'dealId'>) => TransferWarning | null
  createTask: (task: NewTask) => number
  /** Wishes to move them end with them. */
  cancelTasks: (ids: readonly number[], reason: string) => void
  /** Moves the deal into another stage: a move by this person, a new stay. */
  moveStage: (from: number, to: number, stay: number) => Columns
  enterNurture: (clientId: number | null, reasonId: number | null, day: string) => void
  leaveNurture: () => void
}

/** Writes a decision's changes and remembers them for its undo. */
export const makeTrail = (tx: Tx, refusalId: number, dealId: number): Trail => {
  const made: Made = { refusalId, dealId, rows: [], refusals: [], tasks: [], nurture: [], nurtureLeft: [], stageMoves: [], owner: null, fields: [], requests: [] }
  const remember = (table: TrailTable, id: number, before: Columns, version: number): void => {
    const known = made.rows.find(row => row.table === table && row.id === id)
    if (!known) made.rows.push({ table, id, before, version, raised: 1 })
    else Object.assign(known, { before: { ...before, ...known.before }, raised: version - known.version + (known.raised ?? 1), version })
  }
  const trail: Trail = {
    made,
    change: (table, id, values) => {
      const { before, version } = changeRecordTx(tx.db, table, id, values)
      remember(table, id, before, version)
    },
    decideFields: (...fields) => {
      for (const field of fields) {
        if (!made.fields.some(kept => kept.type === 'deal' && kept.field === field)) made.fields.push({ type: 'deal', id: dealId, field, before: readFieldDecision(tx.db, 'deal', dealId, field) })
        keepFieldDecisionTx(tx.db, 'deal', dealId, field, { at: tx.now, by: tx.actor.id })
      }
    },
    transfer: (transfer) => {
      made.fields.push({ type: 'deal', id: dealId, field: 'owner_id', before: readFieldDecision(tx.db, 'deal', dealId, 'owner_id') })
      const { from, tasks, warning } = transferDealTx(tx, { dealId, ...transfer })
      made.owner = { from }
      for (const task of tasks) {
        remember('task', task.taskId, { assignee_id: task.from }, task.version)
        made.fields.push({ type: 'task', id: task.taskId, field: 'assignee_id', before: task.decided })
      }
      return warning
    },
    createTask: (task) => {
      const id = createTaskTx(tx, task)
      made.tasks.push(id)
      return id
    },
    cancelTasks: (ids, reason) => {
      for (const { id, version } of cancelTasksTx(tx, ids, reason)) remember('task', id, { cancelled_at: null }, version)
      made.requests!.push(...withdrawMoveRequestsTx(tx, { dealId }))
    },
    moveStage: (from, to, stay) => {
      // Two moves of a deal can't share an instant: a second one goes right behind.
      let at = tx.now
      while (one(tx.db, 'SELECT 1 FROM stage_move WHERE deal_id = ? AND at = ? AND inferred = 0', dealId, at)) at++
      made.stageMoves.push(insertRecordTx(tx.db, 'stage_move', { deal_id: dealId, from_stage_id: from, to_stage_id: to, at, by_id: tx.actor.id, source: 'pult', inferred: 0 }))
      return { stage_id: to, stay: stay + 1, stage_seen_at: tx.now, over_limit_when_seen: 0 }
    },
    enterNurture: (clientId, reasonId, day) => {
      const values = { client_id: clientId, deal_id: dealId, refusal_id: refusalId, reason_id: reasonId, day }
      const id = insertRecordTx(tx.db, 'nurture', values)
      made.nurture.push(id)
      tx.audit({ action: 'enterNurture', recordType: 'nurture', recordId: id, payload: { before: null, after: values } })
    },
    leaveNurture: () => {
      for (const { id } of all<{ id: number }>(tx.db, 'SELECT id FROM nurture WHERE refusal_id = ? AND left_at IS NULL', refusalId)) {
        made.nurtureLeft.push(id)
        leaveNurtureTx(tx, id, tx.now)
      }
    },
  }
  return trail
}

/** Takes a refusal back that was asked for by what is being undone. */
export const withdrawRefusalTx = (tx: Tx, id: number): void => {
  changeRecordTx(tx.db, 'refusal', id, { state: 'withdrawn', decided_at: tx.now, decided_by: tx.actor.id })
  tx.audit({ action: 'withdrawRefusal', recordType: 'refusal', recordId: id, payload: { before: null, after: { state: 'withdrawn' } } })
}

/** Takes a client off the list for marketing; null puts them back. */
export const leaveNurtureTx = (tx: Tx, id: number, leftAt: number | null): void => {
  const before = one<{ left_at: number | null }>(tx.db, 'SELECT left_at FROM nurture WHERE id = ?', id)!
  statement(tx.db, 'UPDATE nurture SET left_at = ? WHERE id = ?').run(leftAt, id)
  tx.audit({ action: 'leaveNurture', recordType: 'nurture', recordId: id, payload: { before, after: { left_at: leftAt } } })
}

/** Restores what a decision changed, provided that nobody has touched it since; CONFLICT otherwise. */
export const compensateTx = (tx: Tx, made: Made): void => {
  for (const row of made.rows) refuseChangedSince(tx, row)
  undoneTx(tx.db, made.rows, () => takeBackTx(tx, made))
}

const takeBackTx = (tx: Tx, made: Made): void => {
  for (const id of made.tasks) {
    if (!one(tx.db, 'SELECT 1 FROM task WHERE id = ? AND done_at IS NULL AND cancelled_at IS NULL', id)) throw changedSince('task')
    refuseChangedSince(tx, { table: 'task', id, version: 1 })
  }
  if (made.owner) transferDealTx(tx, { dealId: made.dealId, newOwnerId: made.owner.from, reason: 'undo', back: true })
  for (const { table, id, before } of made.rows) {
    const { before: after } = changeRecordTx(tx.db, table, id, before)
    tx.audit({ action: 'undoRefusalDecision', recordType: table, recordId: id, payload: { before: after, after: before } })
  }
  for (const request of made.requests ?? []) waitAgainTx(tx, request)
  for (const id of made.refusals) withdrawRefusalTx(tx, id)
  cancelTasksTx(tx, made.tasks, 'undo')
  for (const id of made.nurture) leaveNurtureTx(tx, id, tx.now)
  for (const id of made.nurtureLeft) leaveNurtureTx(tx, id, null)
  for (const id of made.stageMoves) statement(tx.db, 'DELETE FROM stage_move WHERE id = ?').run(id)
  for (const { type, id, field, before } of made.fields) keepFieldDecisionTx(tx.db, type, id, field, before)
}
