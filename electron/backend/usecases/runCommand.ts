import type { Topic } from '../../../src/shared/contract/live.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { WriteDb } from '../store/db.ts'
import { appendAuditTx, sha256, type AuditInput } from '../store/writes/appendAudit.ts'
import { inOneStep, runAtOnce, runWithPauses, type Steps } from '../import/steps.ts'
import type { Actor, Desk, Session } from './desk.ts'
import { toWhom } from './toWhom.ts'

/** One command's transaction. */
export interface Tx {
  readonly db: WriteDb
  readonly desk: Desk
  readonly actor: Actor
  readonly commandId: string
  /** The command's moment; the same for everything that it writes. */
  readonly now: number
  /** Adds an audit entry; entries are chained before the commit, in this order. */
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
  const steps = stepsOf(session, command, tx => inOneStep(() => work(tx)))
  const result = session.desk.db.sqlite.transaction(() => runAtOnce(steps)).immediate()
  return tell(session, command, result)
}

/**
 * The same for long work, step by step with pauses. Only where nobody else uses the session's connection: between two steps
 * the transaction stands open.
 */
export const runCommandWithPauses = async <Input extends { commandId: string }, Result>(session: Session, command: Command<Input>, work: (tx: Tx) => Steps<Result>, pause: () => Promise<void>): Promise<Result> => {
  const { sqlite } = session.desk.db
  sqlite.prepare('BEGIN IMMEDIATE').run()
  try {
    const result = await runWithPauses(stepsOf(session, command, work), pause)
    sqlite.prepare('COMMIT').run()
    return tell(session, command, result)
  } catch (error) {
    if (sqlite.inTransaction) sqlite.prepare('ROLLBACK').run()
    throw error
  }
}

interface Answer<Result> { repeated: boolean, value: Result }

/** Entries kept before they are chained: what changes a million records must not hold them all. */
const mostEntries = 2000

function* stepsOf<Input extends { commandId: string }, Result>({ desk, actor }: Session, { procedure, input }: Command<Input>, work: (tx: Tx) => Steps<Result>): Steps<Answer<Result>> {
  const { sqlite } = desk.db
  const inputHash = sha256(JSON.stringify(input))
  const known = sqlite.prepare('SELECT procedure, actor_id AS actorId, input_hash AS inputHash, result FROM command WHERE id = ?').get(input.commandId) as
    { procedure: string, actorId: number | null, inputHash: string, result: string } | undefined
  if (known) {
    if (known.procedure !== procedure || known.inputHash !== inputHash || known.actorId !== actor.id) {
      throw new PultError('CONFLICT', 'This command id was already used for another decision.', { reason: 'command_id' })
    }
    return { repeated: true, value: JSON.parse(known.result) as Result }
  }
  const now = desk.clock()
  let entries: AuditInput[] = []
  const chain = (): void => {
    appendAuditTx(desk.db, entries)
    entries = []
  }
  const audit: Tx['audit'] = entry => {
    entries.push({ ...entry, at: now, actorId: actor.id })
    if (entries.length >= mostEntries) chain()
  }
  const value = yield* work({ db: desk.db, desk, actor, commandId: input.commandId, now, audit })
  chain()
  sqlite.prepare('INSERT INTO command (id, procedure, actor_id, input_hash, result, at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(input.commandId, procedure, actor.id, inputHash, JSON.stringify(value ?? null), now)
  return { repeated: false, value }
}

const tell = <Input extends { commandId: string }, Result>({ desk }: Session, { topics, input }: Command<Input>, { repeated, value }: Answer<Result>): Result => {
  if (!repeated) desk.announce(topics, input.commandId, toWhom(desk, topics))
  return value
}
