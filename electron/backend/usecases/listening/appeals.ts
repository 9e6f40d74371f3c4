import type { CheckWords } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { missingOf } from '../../domain/quality/scorecard.ts'
import { appealById, appealOfCheck, callOfCheck, type AppealRow } from '../../store/queries/callAppeals.ts'
import { checkById, type CheckRow } from '../../store/queries/callDesk.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import { one } from '../../store/queries/rows.ts'
import { decideAppealTx, deleteAppealTx, insertAppealTx } from '../../store/writes/callAppeals.ts'
import { updateCheckTx } from '../../store/writes/callChecks.ts'
import { requireMay } from '../access.ts'
import { applyVerdictTx, recountCallTx } from '../applyVerdict.ts'
import type { Session } from '../desk.ts'
import { runCommand, type Tx } from '../runCommand.ts'
import { checkView, valuesOf } from './checks.ts'

type Judged = Pick<CheckWords, 'verdict' | 'marks'>
const topics = ['calls', 'deals', 'tasks', 'day'] as const

/** Once a check, by the manager whose call it was (domain.md, Call quality). NOT_FOUND for a check that isn't done, or that only measures the scoring. */
export const raiseAppeal = (session: Session, input: { commandId: string, checkId: number, text: string }): { appealId: number } => {
  const check = checkById(session.desk.db, input.checkId)
  const call = check && callOfCheck(session.desk.db, check.activityId)
  if (!check || !call || check.state !== 'done' || check.blind === 1) throw new PultError('NOT_FOUND', 'There is no such check.', { checkId: input.checkId })
  requireMay(session, 'appeal_score', { ownerId: call.managerId, team: null })
  return runCommand(session, { procedure: 'callAppeals.raise', input, topics: ['calls'] }, (tx) => {
    if (appealOfCheck(tx.db, input.checkId)) throw new PultError('REFUSED_BY_RULE', 'There was an appeal against this check already.', { rule: 'already_appealed' })
    const appealId = insertAppealTx(tx.db, { checkId: input.checkId, managerId: tx.actor.id, text: input.text, now: tx.now })
    tx.audit({ action: 'appealScore', recordType: 'activity', recordId: check.activityId, payload: { after: { total: check.total, text: input.text } } })
    return { appealId }
  })
}

export const undoRaise = (session: Session, input: { commandId: string, undoOf: string }): Record<string, never> => {
  requireMay(session, 'appeal_score')
  return runCommand(session, { procedure: 'callAppeals.undoRaise', input, topics: ['calls'] }, (tx) => {
    const { appealId } = resultOf<{ appealId: number }>(tx, input.undoOf, 'callAppeals.raise')
    const appeal = requirePending(tx, appealId)
    deleteAppealTx(tx.db, appealId)
    tx.audit({ action: 'undoAppealScore', recordType: 'activity', recordId: checkById(tx.db, appeal.checkId)!.activityId, payload: {} })
    return {}
  })
}

interface Decided { appealId: number, version: number, checkVersion: number, total: number | null }

/**
 * The head's word on an appeal: the score stands, or the check is changed. What it said before stays readable beside it; its verdict and what was agreed
 * count again in the same transaction, as when a check is done.
 */
export const decideAppeal = (session: Session, input: { commandId: string, appealId: number, expectedVersion: number, answer: string, changed: Judged | null }): { total: number | null } => {
  requireMay(session, 'decide_appeal')
  const { expectedVersion, ...said } = input
  const { total } = runCommand(session, { procedure: 'callAppeals.decide', input: said, topics }, (tx): Decided => {
    const appeal = requirePending(tx, input.appealId)
    if (appeal.version !== expectedVersion) throw new PultError('CONFLICT', 'This appeal was changed since.', { reason: 'version', version: appeal.version })
    const before = checkById(tx.db, appeal.checkId)!
    const marks = JSON.parse(before.marks) as Judged['marks']
    if (input.changed) judgeAgainTx(tx, before, input.changed)
    decideAppealTx(tx.db, appeal.id, { state: input.changed ? 'changed' : 'upheld', decidedBy: tx.actor.id, decidedAt: tx.now, answer: input.answer, before: input.changed ? JSON.stringify({ verdict: before.verdict, marks, total: before.total }) : null })
    const after = checkById(tx.db, appeal.checkId)!
    tx.audit({ action: 'decideAppeal', recordType: 'activity', recordId: before.activityId, payload: { before: { verdict: before.verdict, total: before.total }, after: { verdict: after.verdict, total: after.total, answer: input.answer } } })
    return { appealId: appeal.id, version: appeal.version + 1, checkVersion: after.version, total: after.total }
  })
  return { total }
}

/** By the same person, while nobody has changed the check since: the appeal waits again. */
export const undoDecideAppeal = (session: Session, input: { commandId: string, undoOf: string }): Record<string, never> => {
  requireMay(session, 'decide_appeal')
  return runCommand(session, { procedure: 'callAppeals.undoDecide', input, topics }, (tx) => {
    const { appealId, version, checkVersion } = resultOf<Decided>(tx, input.undoOf, 'callAppeals.decide')
    const appeal = appealById(tx.db, appealId)
    const check = appeal && checkById(tx.db, appeal.checkId)
    if (!appeal || !check || appeal.version !== version || check.version !== checkVersion) throw new PultError('CONFLICT', 'This appeal was changed since.', { reason: 'version' })
    if (appeal.before !== null) judgeAgainTx(tx, check, JSON.parse(appeal.before) as Judged)
    decideAppealTx(tx.db, appealId, { state: 'pending', decidedBy: null, decidedAt: null, answer: null, before: null })
    tx.audit({ action: 'undoDecideAppeal', recordType: 'activity', recordId: check.activityId, payload: { before: { verdict: check.verdict, total: check.total } } })
    return {}
  })
}

/** Other marks and another verdict for a done check, which stays done as it was; what follows from them is counted again. */
const judgeAgainTx = (tx: Tx, check: CheckRow, { verdict, marks }: Judged): void => {
  const { id: _id, version: _version, checker: _checker, doneAt, total: _total, scorecard, ...words } = checkView(tx.desk, check)
  const missing = missingOf(scorecard.sections, { ...words, verdict, marks })
  if (missing.length > 0) throw new PultError('BAD_INPUT', 'The check lacks something.', { missing })
  updateCheckTx(tx.db, check.id, { ...valuesOf(tx.desk, check.versionId, { ...words, verdict, marks }), doneAt, now: tx.now })
  if (verdict === check.verdict) recountCallTx(tx, check.activityId)
  else applyVerdictTx(tx, check.activityId, verdict)
}

const requirePending = (tx: Tx, appealId: number): AppealRow => {
  const appeal = appealById(tx.db, appealId)
  if (!appeal) throw new PultError('NOT_FOUND', 'There is no such appeal.', { appealId })
  if (appeal.state !== 'pending') throw new PultError('CONFLICT', 'This appeal was decided already.', { reason: 'decided', by: appeal.decidedBy === null ? null : personNames(tx.db).get(appeal.decidedBy) ?? null })
  return appeal
}

/** What a command of this person answered. NOT_FOUND, FORBIDDEN. */
const resultOf = <Result>(tx: Tx, commandId: string, procedure: string): Result => {
  const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', commandId)
  if (command?.procedure !== procedure) throw new PultError('NOT_FOUND', 'There is no such command.', { undoOf: commandId })
  if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
  return JSON.parse(command.result) as Result
}
