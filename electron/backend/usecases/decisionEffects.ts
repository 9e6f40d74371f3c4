import type { DecisionInput } from '../../../src/shared/contract/day.ts'
import type { DealDecision } from '../../../src/shared/contract/deals.ts'
import { isPultError, PultError } from '../../../src/shared/errors.ts'
import type { FindingKind } from '../../../src/shared/vocabulary.ts'
import type { FindingRecordType } from '../domain/control/findings.ts'
import { absentOn } from '../store/queries/controlDays.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { insertRecordTx, readFieldDecision, type KeptDecision } from '../store/writes/changeRecord.ts'
import { touchRecordTx, versionNow, type TouchedVersion } from '../store/writes/versions.ts'
import { assignTaskTx, type AssignedTask } from './assignTask.ts'
import { createTaskTx } from './createTask.ts'
import { moveDealTx, type MadeMove } from './moveDeal.ts'
import type { Tx } from './runCommand.ts'
import { transferDealTx, type TransferResult, type TransferWarning } from './transferDeal.ts'

/** What a decision is about: a finding of the walk, or a deal outside of it. */
export interface DecisionTarget { findingId: number | null, recordType: FindingRecordType, recordId: number, dealId: number | null, managerId: number | null, clientId: number | null }

/** A finding that is being decided. */
export interface FindingTarget extends DecisionTarget {
  id: number, kind: FindingKind, present: number, version: number, decisionId: number | null, decidedUntilDay: string | null
}

/** Everything that can be decided, in the walk or outside of it. */
export type Decision = DecisionInput | DealDecision

/** What a decision made and what was before, for the undo; ids only. */
export interface Made {
  managerId?: number | null
  before?: { decisionId: number | null, decidedUntilDay: string | null }
  /** The finding's version that the decision left. */
  version?: number
  questionId?: number
  taskId?: number
  /** Versions are those that the decision left; `decided` is the field's decision against imports that stood before. */
  transfer?: { dealId: number, from: number | null, to: number, version: number, decided: KeptDecision | null, /** Those that went along. */ tasks: AssignedTask[], /** The taker is closed for new leads; this deal was none. */ warning?: TransferWarning }
  assignee?: AssignedTask
  parking?: { dealId: number, id: number, ended: number[] }
  unparking?: { dealId: number, ended: number[] }
  move?: MadeMove
  /** Of a decision that stands beside its record: the version that it raised there. */
  touched?: TouchedVersion
}

/** One decision for many findings: what their effects share. */
export interface Batch {
  day: string
  decision: Decision
  /** Deals that got a new owner in this command: their other findings only follow. */
  ownerOf: Map<number, number>
  /** Open deals and tasks of the people that a spread may choose. */
  loads: Map<number, number>
  dealIds: Set<number>
  taskIds: Set<number>
}

export const makeBatch = (tx: Tx, day: string, decision: Decision): Batch => {
  const batch: Batch = { day, decision, ownerOf: new Map(), loads: new Map(), dealIds: new Set(), taskIds: new Set() }
  const refusePast = (asked: string) => {
    if (asked < day) throw new PultError('REFUSED_BY_RULE', `${asked} is over.`, { rule: 'past_day', day: asked })
  }
  if (decision.kind === 'question') refusePast(decision.answerDay)
  if (decision.kind === 'task') refusePast(decision.dueDay)
  if (decision.kind === 'park' && decision.untilDay <= day) throw new PultError('REFUSED_BY_RULE', 'A deal is parked until a later day.', { rule: 'past_day', day: decision.untilDay })
  if (decision.kind === 'spread') batch.loads = loadsOf(tx, decision.toIds, day)
  return batch
}

/** Decisions after which the rules may find something else. */
export const changesFacts: ReadonlySet<string> = new Set<Decision['kind']>(['task', 'park', 'unpark', 'reassign', 'spread', 'move'])

/** Carries out what was decided on one finding or deal; throws REFUSED_BY_RULE for this one alone. */
export const applyDecisionTx = (tx: Tx, batch: Batch, found: DecisionTarget): Made => {
  const { decision } = batch
  if (changesFacts.has(decision.kind)) {
    if (found.dealId !== null) batch.dealIds.add(found.dealId)
    if (found.recordType === 'task') batch.taskIds.add(found.recordId)
  }
  switch (decision.kind) {
    case 'question': return { questionId: askTx(tx, found, decision), ...touchTx(tx, found, decision.kind) }
    case 'task': return { taskId: raiseTaskTx(tx, batch, found, decision), ...touchTx(tx, found, decision.kind) }
    case 'park': return { parking: parkTx(tx, found, decision), ...touchTx(tx, found, decision.kind) }
    case 'unpark': return { unparking: unparkTx(tx, found.dealId!, batch.day), ...touchTx(tx, found, decision.kind) }
    case 'move': return { move: moveDealTx(tx, { dealId: found.dealId!, stageId: decision.stageId, reason: decision.reason ?? null }) }
    case 'reassign': return giveTx(tx, batch, found, [decision.newOwnerId], decision)
    case 'spread': return giveTx(tx, batch, found, candidatesOf(batch, found), decision)
    case 'allow':
    case 'skip': return {}
  }
}

/** Whoever decides next has seen what was decided before: the version says so, although nothing of the record changed. A question about a task stands there, all else on the deal. */
const touchTx = (tx: Tx, { recordType, recordId, dealId }: DecisionTarget, kind: Decision['kind']): Pick<Made, 'touched'> => {
  if (kind === 'question' && recordType === 'task') return { touched: touchRecordTx(tx.db, 'task', recordId) }
  return dealId === null ? {} : { touched: touchRecordTx(tx.db, 'deal', dealId) }
}

type Of<Kind extends Decision['kind']> = Extract<Decision, { kind: Kind }>

const askTx = (tx: Tx, found: DecisionTarget, decision: Of<'question'>): number => {
  if (found.managerId === null) throw new PultError('REFUSED_BY_RULE', 'Nobody can be asked: this has no manager.', { rule: 'no_manager' })
  const questionId = insertRecordTx(tx.db, 'question', {
    to_id: found.managerId, deal_id: found.dealId, task_id: found.recordType === 'task' ? found.recordId : null, finding_id: found.findingId,
    text: decision.text, answer_day: decision.answerDay, asked_at: tx.now, asked_by: tx.actor.id,
  })
  if (found.recordType === 'task') tx.audit({ action: 'askAboutTask', recordType: 'task', recordId: found.recordId, payload: { question: questionId, after: { untilDay: decision.answerDay, reason: decision.text } } })
  return questionId
}

const raiseTaskTx = (tx: Tx, batch: Batch, found: DecisionTarget, decision: Of<'task'>): number => {
  const assigneeId = decision.assigneeId ?? found.managerId
  if (assigneeId === null) throw new PultError('REFUSED_BY_RULE', 'Say who gets the task: this has no manager.', { rule: 'no_manager' })
  const taskId = createTaskTx(tx, { dealId: found.dealId, clientId: found.dealId === null ? found.clientId : null, assigneeId, title: decision.title, dueDay: decision.dueDay })
  batch.taskIds.add(taskId)
  return taskId
}

/** Parks a deal until a day: the head always (domain.md, Stuck). An earlier parking ends with it. */
const parkTx = (tx: Tx, found: DecisionTarget, decision: Of<'park'>): NonNullable<Made['parking']> => {
  const dealId = found.dealId!
  const ended = all<{ id: number }>(tx.db, 'SELECT id FROM parking WHERE deal_id = ? AND ended_at IS NULL', dealId).map(row => row.id)
  statement(tx.db, 'UPDATE parking SET ended_at = ? WHERE deal_id = ? AND ended_at IS NULL').run(tx.now, dealId)
  const id = insertRecordTx(tx.db, 'parking', { deal_id: dealId, reason: decision.reason, until_day: decision.untilDay, at: tx.now, by_id: tx.actor.id })
  return { dealId, id, ended }
}

/** Takes a deal out of its parking before its day. */
const unparkTx = (tx: Tx, dealId: number, day: string): NonNullable<Made['unparking']> => {
  const ended = all<{ id: number, untilDay: string }>(tx.db, 'SELECT id, until_day AS untilDay FROM parking WHERE deal_id = ? AND ended_at IS NULL', dealId)
  if (!ended.some(parking => parking.untilDay > day)) throw new PultError('REFUSED_BY_RULE', 'The deal is not parked.', { rule: 'not_parked' })
  statement(tx.db, 'UPDATE parking SET ended_at = ? WHERE deal_id = ? AND ended_at IS NULL').run(tx.now, dealId)
  return { dealId, ended: ended.map(parking => parking.id) }
}

const ownerOf = (tx: Tx, dealId: number): number | null => one<{ ownerId: number | null }>(tx.db, 'SELECT owner_id AS ownerId FROM deal WHERE id = ?', dealId)?.ownerId ?? null

/**
 * Gives a finding's deal to the first of the people whom no rule closes to it, and its owner's open tasks with it;
 * a task of somebody else, or of no deal, goes alone.
 */
const giveTx = (tx: Tx, batch: Batch, found: DecisionTarget, toIds: readonly number[], decision: Of<'reassign'> | Of<'spread'>): Made => {
  const made: Made = {}
  const task = found.recordType === 'task' ? { assigneeId: assigneeOf(tx, found.recordId) } : undefined
  const already = found.dealId === null ? undefined : batch.ownerOf.get(found.dealId)
  const owner = found.dealId === null ? null : ownerOf(tx, found.dealId)
  const dealGoes = found.dealId !== null && already === undefined && (task === undefined || task.assigneeId === owner)
  let to = already
  if (dealGoes) {
    const decided = readFieldDecision(tx.db, 'deal', found.dealId!, 'owner_id')
    const { to: taker, tasks, warning } = transferToFirst(tx, found.dealId!, toIds, decision)
    to = taker
    made.transfer = { dealId: found.dealId!, from: owner, to, version: versionNow(tx.db, 'deal', found.dealId!)!, decided, tasks, ...(warning ? { warning } : {}) }
    batch.ownerOf.set(found.dealId!, to)
  }
  to ??= toIds[0]
  if (to === undefined) throw new PultError('REFUSED_BY_RULE', 'There is nobody to give this to.', { rule: 'nobody_to_give' })
  const assignee = task ? assigneeOf(tx, found.recordId) : null
  if (task && assignee !== to) made.assignee = assignTaskTx(tx, found.recordId, assignee, to)
  if (batch.loads.has(to)) batch.loads.set(to, batch.loads.get(to)! + (made.transfer ? 1 + made.transfer.tasks.length : 0) + (made.assignee ? 1 : 0))
  if (!made.transfer && !made.assignee && already === undefined) throw new PultError('REFUSED_BY_RULE', 'It is theirs already.', { rule: 'same_owner' })
  return made
}

const assigneeOf = (tx: Tx, taskId: number): number | null => one<{ id: number | null }>(tx.db, 'SELECT assignee_id AS id FROM task WHERE id = ?', taskId)!.id

const transferToFirst = (tx: Tx, dealId: number, toIds: readonly number[], decision: Of<'reassign'> | Of<'spread'>): TransferResult & { to: number } => {
  let refused: PultError | null = null
  for (const newOwnerId of toIds) {
    try {
      // Who is refused leaves no trace: the rules speak before anything is written.
      const override = decision.kind === 'reassign' ? decision.override : undefined
      return { to: newOwnerId, ...transferDealTx(tx, { dealId, newOwnerId, reason: decision.reason, override }) }
    } catch (error) {
      if (!isPultError(error) || error.code !== 'REFUSED_BY_RULE') throw error
      refused = error
    }
  }
  throw refused ?? new PultError('REFUSED_BY_RULE', 'There is nobody to give this to.', { rule: 'nobody_to_give' })
}

/** Open deals and open tasks of each, the absent left out. */
export const loadsOf = (tx: Tx, ids: readonly number[], day: string): Map<number, number> => {
  const absent = absentOn(tx.db, day)
  const rows = all<{ id: number, load: number }>(tx.db, `
    SELECT person.id, (SELECT count(*) FROM deal WHERE owner_id = person.id AND status = 'open')
      + (SELECT count(*) FROM task WHERE assignee_id = person.id AND done_at IS NULL AND cancelled_at IS NULL) AS load
    FROM person WHERE person.active = 1 AND person.id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids))
  return new Map(rows.filter(row => !absent.has(row.id)).map(row => [row.id, row.load]))
}

/** Least loaded first; whoever has it now isn't asked to take it again. */
const candidatesOf = (batch: Batch, found: DecisionTarget): number[] =>
  [...batch.loads].filter(([id]) => id !== found.managerId).sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([id]) => id)
