import type { Topic } from '../../../src/shared/contract/live.ts'
import type { TaskItemResult } from '../../../src/shared/contract/tasks.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { PolicyAction, PolicyActor, Subject } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one, statement } from '../store/queries/rows.ts'
import { readTask, type TaskRow } from '../store/queries/taskViews.ts'
import type { Columns, KeptDecision } from '../store/writes/changeRecord.ts'
import { deriveTasksTx } from '../store/writes/derive.ts'
import { versionNow, type TouchedVersion } from '../store/writes/versions.ts'
import { policyActorOf, refuseUnlessMayAny, subjectsOfTask } from './access.ts'
import type { AssignedTask } from './assignTask.ts'
import { attemptTx } from './attempt.ts'
import { afterwardsTx } from './decideFindings.ts'
import type { Tx } from './runCommand.ts'

export const taskTopics = ['tasks', 'deals', 'day'] as const satisfies readonly Topic[]

export interface TaskItem { taskId: number, expectedVersion: number }
export interface TaskBulkResult { results: TaskItemResult[], applied: number }

/** What a decision about a task made and found, for its undo; ids only. */
export interface MadeOnTask {
  /** The task's version that the decision left; left out when it didn't touch the task. */
  version?: number
  before?: Columns
  fields?: { field: string, before: KeptDecision | null }[]
  moveId?: number
  /** Moves of imports that were allowed. */
  approved?: number[]
  /** The wish that was decided with it, as it stood before. */
  request?: { id: number, version: number }
  /** The wish that it made. */
  asked?: { id: number, version: number }
  questionId?: number
  assignee?: AssignedTask
  /** The task itself was made. */
  created?: true
  /** Of a decision that stands beside its record: the version that it raised there. */
  touched?: TouchedVersion
}

/** The right that each decision needs, and its undo too. */
export const taskRights = {
  move: 'ask_task_move', ask_move: 'ask_task_move', allow_move: 'decide_task_move', deny_move: 'decide_task_move', allow_import: 'decide_task_move',
  close: 'close_task', assign: 'transfer_deal', question: 'control_day', create: 'control_day', create_own: 'work_deals',
} as const satisfies Record<string, PolicyAction>
export type TaskDecisionKind = keyof typeof taskRights

/** Keeps what was decided under its command, so that it can be taken back. */
export const keepTaskDecisionTx = (tx: Tx, taskId: number, kind: TaskDecisionKind, reason: string | null, made: MadeOnTask): void => {
  statement(tx.db, 'INSERT INTO task_decision (task_id, kind, reason, made, command_id, at, by_id) VALUES (?, ?, ?, ?, ?, ?, ?)').run(taskId, kind, reason, JSON.stringify(made), tx.commandId, tx.now, tx.actor.id)
}

/** A task that somebody may decide about: NOT_FOUND, FORBIDDEN, CONFLICT with who changed it, REFUSED_BY_RULE `task_not_open` unless `closed`. */
export const requireTask = (tx: Tx, { taskId, expectedVersion }: TaskItem, kind: TaskDecisionKind, { closed = false } = {}): { task: TaskRow, actor: PolicyActor, subjects: Subject[] } => {
  const task = readTask(tx.db, taskId)
  if (!task) throw new PultError('NOT_FOUND', 'There is no such task.', { taskId })
  const actor = policyActorOf(tx)
  const subjects = subjectsOfTask(tx.db, taskId)
  refuseUnlessMayAny(actor, taskRights[kind], subjects)
  if (task.version !== expectedVersion) throw taskConflict(tx, task)
  if (!closed) refuseClosed(task)
  return { task, actor, subjects }
}

export const refuseClosed = (task: TaskRow): void => {
  if (task.doneAt !== null || task.cancelledAt !== null) throw new PultError('REFUSED_BY_RULE', 'This task is no longer open.', { rule: 'task_not_open', taskId: task.id })
}

/** Who changed the task last, as the audit has it. */
export const taskConflict = (tx: Tx, task: Pick<TaskRow, 'id' | 'version'>): PultError => {
  const last = one<{ at: number, actorId: number | null, action: string }>(tx.db, "SELECT at, actor_id AS actorId, action FROM audit_entry WHERE record_type = 'task' AND record_id = ? ORDER BY id DESC LIMIT 1", task.id)
  const who = last?.actorId == null ? null : personNames(tx.db).get(last.actorId) ?? null
  return new PultError('CONFLICT', 'The task was changed meanwhile.', { who, whoId: last?.actorId ?? null, when: last?.at ?? null, what: last?.action ?? null, version: task.version })
}

/** What one item did; the deal and the task are brought up to date afterwards. */
export interface TaskWork { taskId: number, dealId: number | null, requestId?: number | null }

/** Runs each item as an attempt of its own, then lets derived columns, control tasks and findings follow. */
export const eachTaskTx = <Item>(tx: Tx, items: readonly Item[], taskOf: (item: Item) => number, work: (tx: Tx, item: Item) => TaskWork): TaskBulkResult => {
  const dealIds = new Set<number>()
  const taskIds = new Set<number>()
  const results = items.map((item): TaskItemResult => {
    const attempt = attemptTx(tx, itemTx => work(itemTx, item))
    if (!attempt.ok) {
      const { code, message, details } = attempt.error
      return { taskId: taskOf(item), requestId: null, version: null, ok: false, code, message, details }
    }
    const { taskId, dealId, requestId = null } = attempt.value
    taskIds.add(taskId)
    if (dealId !== null) dealIds.add(dealId)
    return { taskId, requestId, version: versionNow(tx.db, 'task', taskId)!, ok: true, code: null, message: null, details: null }
  })
  followTasksTx(tx, dealIds, taskIds)
  return { results, applied: results.filter(result => result.ok).length }
}

export const followTasksTx = (tx: Tx, dealIds: ReadonlySet<number>, taskIds: ReadonlySet<number>): void => {
  deriveTasksTx(tx.db, taskIds)
  afterwardsTx(tx, dealIds, taskIds)
}
