import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { policyActorOf } from './access.ts'
import { attemptTx } from './attempt.ts'
import { followTx, refusalTopics, resultOf, type KeptRefusalResult, type RefusalBulkResult } from './decideRefusals.ts'
import { dropRefusalDecisionTx } from './decideFindings.ts'
import type { Session } from './desk.ts'
import { compensateTx, type Made } from './refusalTrail.ts'
import { runCommand, type Tx } from './runCommand.ts'

export interface UndoRefusalsInput { commandId: string, undoOf: string }

const undoable: ReadonlySet<string> = new Set(['refusals.decide', 'refusals.request', 'refusals.reopen'])

/**
 * The compensating command (domain.md, Daily control): by the same person, on what nobody has changed since; a result per item.
 * NOT_FOUND when that command decided no refusal, FORBIDDEN when it was somebody else's; items: CONFLICT.
 */
export const undoRefusalDecisions = (session: Session, input: UndoRefusalsInput): RefusalBulkResult =>
  runCommand(session, { procedure: 'refusals.undo', input, topics: refusalTopics }, (tx): RefusalBulkResult => {
    // Who has no role any more takes nothing back.
    policyActorOf(tx)
    const undone: Made[] = []
    const results = readMade(tx, input.undoOf).toReversed().map((made) => {
      const attempt = attemptTx(tx, (itemTx) => {
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

const readMade = (tx: Tx, commandId: string): readonly Made[] => {
  const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', commandId)
  if (!command || !undoable.has(command.procedure)) throw new PultError('NOT_FOUND', 'That command decided no refusal.', { undoOf: commandId })
  if (command.actorId !== tx.actor.id) {
    throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
  }
  return (JSON.parse(command.result) as KeptRefusalResult).made
}
