import type { TaskItemResult } from '../../../src/shared/contract/tasks.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { isLaterDue, type Due } from '../domain/due.ts'
import { mayAny, type PolicyActor } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { all, statement } from '../store/queries/rows.ts'
import { readTask } from '../store/queries/taskViews.ts'
import { changeRecordTx, keepFieldDecisionTx } from '../store/writes/changeRecord.ts'
import { policyActorOf, refuseUnlessMayAny, subjectOfPerson, subjectsOfTask } from './access.ts'
import { touchRecordTx, undoneTx, versionNow, type LeftVersion } from '../store/writes/versions.ts'
import { changedSince, refuseChangedSince, undoAssignmentTx } from './assignTask.ts'
import { attemptTx } from './attempt.ts'
import { cancelTasksTx } from './createTask.ts'
import type { Session } from './desk.ts'
import { dueOf } from './moveTasks.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { followTasksTx, taskRights, taskTopics, type MadeOnTask, type TaskBulkResult, type TaskDecisionKind } from './taskCommand.ts'
import { waitAgainTx } from './withdrawMoveRequests.ts'

export interface UndoTasksInput { commandId: string, undoOf: string }

interface DecisionRow { id: number, taskId: number, dealId: number | null, kind: TaskDecisionKind, made: string, byId: number, undoneAt: number | null }

/**
 * The compensating command for what `undoOf` decided about tasks: by the same person, on what nobody has changed since; a result per item.
 * NOT_FOUND when that command decided nothing, FORBIDDEN when it was somebody else's; items: CONFLICT, FORBIDDEN, REFUSED_BY_RULE `move_over`.
 */
export const undoTaskDecisions = (session: Session, input: UndoTasksInput): TaskBulkResult =>
  runCommand(session, { procedure: 'tasks.undo', input, topics: taskTopics }, (tx) => {
    const actor = policyActorOf(tx)
    const rows = decisionsOf(tx, input.undoOf)
    if (rows.length === 0) throw new PultError('NOT_FOUND', 'That command decided nothing here.', { undoOf: input.undoOf })
    const other = rows.find(row => row.byId !== tx.actor.id)
    if (other) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: personNames(tx.db).get(other.byId) ?? null })
    const results = rows.map((row): TaskItemResult => {
      const attempt = attemptTx(tx, itemTx => undoTx(itemTx, row, actor))
      if (attempt.ok) return { taskId: row.taskId, requestId: attempt.value, version: versionNow(tx.db, 'task', row.taskId)!, ok: true, code: null, message: null, details: null }
      const { code, message, details } = attempt.error
      return { taskId: row.taskId, requestId: null, version: null, ok: false, code, message, details }
    })
    followTasksTx(tx, new Set(rows.flatMap(row => row.dealId ?? [])), new Set(rows.map(row => row.taskId)))
    return { results: results.toReversed(), applied: results.filter(result => result.ok).length }
  })

/** What a command decided about tasks, the last first. */
const decisionsOf = (tx: Tx, commandId: string): DecisionRow[] => all<DecisionRow>(tx.db, `SELECT decision.id, task_id AS taskId, task.deal_id AS dealId, decision.kind, made, by_id AS byId, undone_at AS undoneAt
  FROM task_decision AS decision JOIN task ON task.id = decision.task_id WHERE command_id = ? ORDER BY decision.id DESC`, commandId)

/** For a command that decided more than tasks: takes all of it back or throws. Returns the tasks; what follows is the caller's. */
export const undoTasksOfCommandTx = (tx: Tx, commandId: string): number[] => {
  const actor = policyActorOf(tx)
  return decisionsOf(tx, commandId).map(row => {
    undoTx(tx, row, actor)
    return row.taskId
  })
}

/** Takes back everything that one decision made; returns the request that waits again. */
const undoTx = (tx: Tx, row: DecisionRow, actor: PolicyActor): number | null => {
  const made = JSON.parse(row.made) as MadeOnTask
  // What was assigned away is taken back by who decides over the former assignee.
  const subjects = [...subjectsOfTask(tx.db, row.taskId), ...made.assignee ? [subjectOfPerson(tx.db, made.assignee.from)] : []]
  refuseUnlessMayAny(actor, taskRights[row.kind], subjects)
  if (row.undoneAt !== null) throw changedSince('task')
  const left: LeftVersion[] = made.version === undefined ? [] : [{ table: 'task', id: row.taskId, version: made.version }]
  for (const each of left) refuseChangedSince(tx, each)
  if (made.moveId !== undefined && !mayAny(actor, 'decide_task_move', subjects)) refuseMoveOver(tx, row.taskId, made)
  undoneTx(tx.db, [...left, ...made.touched ? [made.touched] : []], () => takeBackTx(tx, row.taskId, made))
  statement(tx.db, 'UPDATE task_decision SET undone_at = ? WHERE id = ?').run(tx.now, row.id)
  tx.audit({ action: 'undoTaskDecision', recordType: 'task', recordId: row.taskId, payload: { decision: row.kind, ...(made.before ? { after: made.before } : {}) } })
  return made.request?.id ?? null
}

const takeBackTx = (tx: Tx, taskId: number, made: MadeOnTask): void => {
  if (made.asked) withdrawAskedTx(tx, made.asked)
  if (made.request) waitAgainTx(tx, made.request)
  if (made.before) changeRecordTx(tx.db, 'task', taskId, made.before)
  for (const { field, before } of made.fields ?? []) keepFieldDecisionTx(tx.db, 'task', taskId, field, before)
  // A move that was taken back never was: kept, it would count, or allow its date for ever. The audit has it.
  if (made.moveId !== undefined) statement(tx.db, 'DELETE FROM task_move WHERE id = ?').run(made.moveId)
  for (const id of made.approved ?? []) statement(tx.db, 'UPDATE task_move SET approved_at = NULL, approved_by = NULL WHERE id = ?').run(id)
  if (made.approved) touchRecordTx(tx.db, 'task', taskId)
  if (made.touched) touchRecordTx(tx.db, made.touched.table, made.touched.id)
  if (made.assignee) undoAssignmentTx(tx, made.assignee)
  if (made.created && cancelTasksTx(tx, [taskId], 'undo').length === 0) throw changedSince('task')
  if (made.questionId !== undefined) {
    const done = statement(tx.db, 'UPDATE question SET withdrawn_at = ?, version = version + 1 WHERE id = ? AND answered_at IS NULL AND withdrawn_at IS NULL').run(tx.now, made.questionId)
    if (done.changes === 0) throw changedSince('question')
  }
}

/** A manager may not move a task later (domain.md, Tasks): once the date that they set is over, taking the move back would be just that. */
const refuseMoveOver = (tx: Tx, taskId: number, { before }: MadeOnTask): void => {
  const task = readTask(tx.db, taskId)!
  const back: Due = { at: before!.due_at as number | null, dayOnly: before!.due_day_only === 1 }
  if (task.dueAt === null || task.dueAt >= tx.now || !isLaterDue(dueOf(task), back, tx.desk.settings().zone.dayOf)) return
  throw new PultError('REFUSED_BY_RULE', 'The date that this move set is over: moving the task later again has to be asked for.', { rule: 'move_over', taskId })
}

const withdrawAskedTx = (tx: Tx, { id, version }: NonNullable<MadeOnTask['asked']>): void => {
  refuseChangedSince(tx, { table: 'task_move_request', id, version })
  statement(tx.db, "UPDATE task_move_request SET state = 'withdrawn', decided_at = ?, version = version + 1 WHERE id = ? AND state = 'pending'").run(tx.now, id)
}
