import { PultError } from '../../../src/shared/errors.ts'
import type { PolicyAction } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { policyActorOf, refuseUnlessMayAny, subjectOfDeal, subjectOfPerson } from './access.ts'
import { attemptTx } from './attempt.ts'
import { followTx, refusalTopics, resultOf, type KeptRefusalResult, type RefusalBulkResult } from './decideRefusals.ts'
import { dropRefusalDecisionTx } from './decideFindings.ts'
import type { Session } from './desk.ts'
import { compensateTx, type Made } from './refusalTrail.ts'
import { runCommand, type Tx } from './runCommand.ts'

export interface UndoRefusalsInput { commandId: string, undoOf: string }

/** What can be undone, and the right that it needed. */
const rights: Readonly<Record<string, PolicyAction>> = { 'refusals.decide': 'decide_refusal', 'refusals.request': 'request_refusal', 'refusals.requestMany': 'request_refusal', 'refusals.reopen': 'reopen_refusal' }

/**
 * The compensating command (domain.md, Daily control): by the same person, on what nobody has changed since; a result per item.
 * NOT_FOUND when that command decided no refusal, FORBIDDEN when it was somebody else's; items: CONFLICT, FORBIDDEN.
 */
export const undoRefusalDecisions = (session: Session, input: UndoRefusalsInput): RefusalBulkResult =>
  runCommand(session, { procedure: 'refusals.undo', input, topics: refusalTopics }, (tx): RefusalBulkResult => {
    const actor = policyActorOf(tx)
    const undone: Made[] = []
    const { right, all } = readMade(tx, input.undoOf)
    const results = all.toReversed().map((made) => {
      const attempt = attemptTx(tx, (itemTx) => {
        // A deal that was reassigned out of the decider's teams is taken back by the right over its former owner.
        refuseUnlessMayAny(actor, right, [subjectOfDeal(tx.db, made.dealId), ...made.owner ? [subjectOfPerson(tx.db, made.owner.from)] : []])
        compensateTx(itemTx, made)
        dropRefusalDecisionTx(itemTx, made.refusalId)
        return { warning: null }
      })
      if (attempt.ok) undone.push(made)
      return resultOf(made.refusalId, attempt)
    })
    followTx(tx, undone)
    return { results: results.toReversed(), applied: undone.length }
  })

const readMade = (tx: Tx, commandId: string): { right: PolicyAction, all: readonly Made[] } => {
  const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', commandId)
  const right = command && rights[command.procedure]
  if (!right) throw new PultError('NOT_FOUND', 'That command decided no refusal.', { undoOf: commandId })
  if (command.actorId !== tx.actor.id) {
    throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
  }
  return { right, all: (JSON.parse(command.result) as KeptRefusalResult).made }
}
