import type { DutyKind } from '../../../src/shared/contract/duties.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { ordinalOf } from '../domain/keyPoints.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { readDeal, type DealRecord } from '../store/queries/dealRecord.ts'
import { one, statement } from '../store/queries/rows.ts'
import { changedSince } from './assignTask.ts'
import { requireControl } from './controlDay.ts'
import type { Session } from './desk.ts'
import { courtesyViewOf, keyPointViews } from './duties.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { personOf } from './taskView.ts'

export interface CloseDutyInput { commandId: string, kind: DutyKind, dealId: number, stay: number, result: string }

/** The head did it: a control task that is done from the start stands for it (no row exists before). Throws NOT_FOUND, CONFLICT. */
export const closeDuty = (session: Session, input: CloseDutyInput): { controlTaskId: number } => {
  requireControl(session)
  return runCommand(session, { procedure: 'duties.close', input, topics: ['day', 'deals'] }, (tx) => {
    const { kind, dealId, stay, result } = input
    const deal = readDeal(tx.db, dealId)
    if (!deal) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId })
    if (!isOpenDuty(tx, deal, kind, stay)) throw doneMeanwhile(tx, input)
    const id = Number(statement(tx.db, 'INSERT INTO control_task (kind, deal_id, stay, raised_at, done_at, done_by, result) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(kind, dealId, stay, tx.now, tx.now, tx.actor.id, result).lastInsertRowid)
    tx.audit({ action: 'closeControlTask', recordType: 'deal', recordId: dealId, payload: { before: null, after: { controlTask: id, duty: kind, stay, result } } })
    return { controlTaskId: id }
  })
}

const isOpenDuty = (tx: Tx, deal: DealRecord, kind: DutyKind, stay: number): boolean => {
  if (kind === 'key_point') return keyPointViews(tx.desk, deal, tx.now).some(view => ordinalOf(view.point) === stay && (view.state === 'late' || view.state === 'due'))
  const made = one<{ count: number }>(tx.db, "SELECT count(*) AS count FROM control_task WHERE kind = 'courtesy_call' AND deal_id = ?", deal.id)!.count
  const view = courtesyViewOf(tx.desk, deal, tx.now)
  return view !== null && view.doneAt === null && stay === made + 1
}

const doneMeanwhile = (tx: Tx, { kind, dealId, stay }: CloseDutyInput): PultError => {
  const task = one<{ at: number, by: number | null }>(tx.db, 'SELECT done_at AS at, done_by AS by FROM control_task WHERE kind = ? AND deal_id = ? AND stay = ?', kind, dealId, stay)
  return new PultError('CONFLICT', 'This is no longer to be done.', { reason: 'gone', at: task?.at ?? null, by: task ? personOf(personNames(tx.db), task.by) : null })
}

/** The compensating command: the duty is to be done again. By the same person, as long as nothing was built upon it. */
export const undoDuty = (session: Session, input: { commandId: string, undoOf: string }): Record<string, never> => {
  requireControl(session)
  return runCommand(session, { procedure: 'duties.undo', input, topics: ['day', 'deals'] }, (tx) => {
    const closed = one<{ id: number, kind: DutyKind, dealId: number, stay: number }>(tx.db, `SELECT control_task.id, control_task.kind, deal_id AS dealId, stay FROM command JOIN control_task ON control_task.id = command.result ->> '$.controlTaskId'
      WHERE command.id = ? AND command.procedure = 'duties.close' AND command.actor_id = ?`, input.undoOf, tx.actor.id)
    if (!closed) throw new PultError('NOT_FOUND', 'That command closed nothing here.', { undoOf: input.undoOf })
    const { id, kind, dealId, stay } = closed
    if (one(tx.db, 'SELECT 1 FROM control_task WHERE kind = ? AND deal_id = ? AND stay > ?', kind, dealId, stay)) throw changedSince('control_task')
    statement(tx.db, 'DELETE FROM control_task WHERE id = ?').run(id)
    tx.audit({ action: 'reopenControlTask', recordType: 'deal', recordId: dealId, payload: { before: { controlTask: id, duty: kind, stay }, after: null } })
    return {}
  })
}
