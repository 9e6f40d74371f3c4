import { PultError } from '../../../../src/shared/errors.ts'
import { missingOf } from '../../domain/quality/scorecard.ts'
import { parseDay } from '../../domain/time/days.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import { checkById } from '../../store/queries/callDesk.ts'
import { one } from '../../store/queries/rows.ts'
import { dropLockTx, reopenCheckTx } from '../../store/writes/callChecks.ts'
import { requireMay } from '../access.ts'
import { applyVerdictTx, recountCallTx, type Recount } from '../applyVerdict.ts'
import type { Session } from '../desk.ts'
import { runCommand } from '../runCommand.ts'
import { drawnLines } from './callDay.ts'
import { requireLine } from './callLines.ts'
import { checkView, putCheckTx, type CheckInput } from './checks.ts'
import { refuseLocked } from './locks.ts'

export interface FinishInput extends CheckInput { commandId: string }
export interface Finished { checkId: number, total: number | null, recount: Recount | null, next: number | null }
interface Kept { checkId: number, callId: number, version: number, total: number | null, recount: Recount | null }

const topics = ['calls', 'deals', 'tasks', 'day'] as const

/**
 * A check is done (domain.md, Call quality): its verdict becomes the call's, and what it changes is counted again in the same transaction; a second
 * person's check, scored apart, changes no verdict. BAD_INPUT names in `missing` what it lacks; CONFLICT while somebody else holds the call.
 */
export const finishCheck = (session: Session, input: FinishInput): Finished => {
  requireMay(session, 'score_calls')
  const { row, day } = requireLine(session, input.callId)
  // A repeated command has seen its own version since: it is the same decision.
  const { expectedVersion: _seen, ...said } = input
  const { checkId, total, recount } = runCommand(session, { procedure: 'callDesk.finish', input: said, topics }, (tx): Kept => {
    refuseLocked(tx, input.callId)
    const check = putCheckTx(tx, input, tx.now)
    const missing = missingOf(checkView(tx.desk, check).scorecard.sections, input)
    if (missing.length > 0) throw new PultError('BAD_INPUT', 'The check lacks something.', { missing })
    tx.audit({ action: 'scoreCall', recordType: 'activity', recordId: input.callId, payload: { after: { verdict: check.verdict, total: check.total, blind: check.blind === 1, nextStep: check.nextStep, agreedDay: check.agreedDay } } })
    const counted = check.blind === 1 ? recountCallTx(tx, input.callId) : applyVerdictTx(tx, input.callId, check.verdict)
    dropLockTx(tx.db, input.callId, tx.actor.id)
    return { checkId: check.id, callId: input.callId, version: check.version, total: check.total, recount: counted }
  })
  return { checkId, total, recount, next: nextOf(session, day, row.id) }
}

/** The next of the day's list that waits: behind the call, then from the beginning. */
const nextOf = (session: Session, day: string, callId: number): number | null => {
  const { lines } = drawnLines(session, parseDay(day)!)
  const at = lines.findIndex(line => line.id === callId)
  return [...lines.slice(at + 1), ...lines.slice(0, Math.max(0, at))].find(line => !line.scored && line.lockedBy === null && line.hasRecording)?.id ?? null
}

/** The compensating command, by the same person and while nobody has changed the check since: it is a draft again, and its verdict is nobody's. */
export const undoFinish = (session: Session, input: { commandId: string, undoOf: string }): { callId: number } => {
  requireMay(session, 'score_calls')
  return runCommand(session, { procedure: 'callDesk.undo', input, topics }, (tx) => {
    const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', input.undoOf)
    if (command?.procedure !== 'callDesk.finish') throw new PultError('NOT_FOUND', 'That command scored no call.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
    const { checkId, callId, version } = JSON.parse(command.result) as Kept
    const check = checkById(tx.db, checkId)
    if (check?.state !== 'done' || check.version !== version) throw new PultError('CONFLICT', 'This check was changed since.', { reason: 'version' })
    if (one(tx.db, 'SELECT 1 FROM call_appeal WHERE check_id = ?', checkId)) throw new PultError('REFUSED_BY_RULE', 'The manager has appealed against this check.', { rule: 'appealed' })
    reopenCheckTx(tx.db, checkId, tx.now)
    tx.audit({ action: 'undoScoreCall', recordType: 'activity', recordId: callId, payload: { before: { verdict: check.verdict, total: check.total } } })
    if (check.blind === 1) recountCallTx(tx, callId)
    else applyVerdictTx(tx, callId, null)
    return { callId }
  })
}
