import type { Topic } from '../../../src/shared/contract/live.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { WriteDb } from '../store/db.ts'
import { appendAuditTx, sha256, type AuditInput } from '../store/writes/appendAudit.ts'
import type { Actor, Desk, Session } from './desk.ts'

/** One command's transaction. */
export interface Tx {
  readonly db: WriteDb
  readonly desk: Desk
  readonly actor: Actor
  readonly commandId: string
  /** The command's moment; the same for everything that it writes. */
  readonly now: number
  /** Adds an audit entry; entries are chained when the work is done, before the commit. */
  readonly audit: (entry: Omit<AuditInput, 'at' | 'actorId'>) => void
}

export interface Command<Input extends { commandId: string }> {
  /** `day.decide`: the procedure's path in the contract. */
  procedure: string
  input: Input
  topics: readonly Topic[]
}

/**
 * Runs one decision: one transaction with the change, its audit and the answer under `commandId`.
 * The same id with the same input answers what it answered then; with other input, or another actor, CONFLICT.
 */
export const runCommand = <Input extends { commandId: string }, Result>(session: Session, command: Command<Input>, work: (tx: Tx) => Result): Result => {
  const { desk, actor } = session
  const { sqlite } = desk.db
  const inputHash = sha256(JSON.stringify(command.input))
  const result = sqlite.transaction((): { repeated: boolean, value: Result } => {
    const known = sqlite.prepare('SELECT procedure, actor_id AS actorId, input_hash AS inputHash, result FROM command WHERE id = ?').get(command.input.commandId) as
      { procedure: string, actorId: number | null, inputHash: string, result: string } | undefined
    if (known) {
      if (known.procedure !== command.procedure || known.inputHash !== inputHash || known.actorId !== actor.id) {
        throw new PultError('CONFLICT', 'This command id was already used for another decision.', { reason: 'command_id' })
      }
      return { repeated: true, value: JSON.parse(known.result) as Result }
    }
    const now = desk.clock()
    const entries: AuditInput[] = []
    const value = work({ db: desk.db, desk, actor, commandId: command.input.commandId, now, audit: entry => entries.push({ ...entry, at: now, actorId: actor.id }) })
    appendAuditTx(desk.db, entries)
    sqlite.prepare('INSERT INTO command (id, procedure, actor_id, input_hash, result, at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(command.input.commandId, command.procedure, actor.id, inputHash, JSON.stringify(value ?? null), now)
    return { repeated: false, value }
  }).immediate()
  if (!result.repeated) desk.announce(command.topics, command.input.commandId)
  return result.value
}
