import { isPultError, type PultError } from '../../../src/shared/errors.ts'
import type { WriteDb } from '../store/db.ts'
import type { AuditInput } from '../store/writes/appendAudit.ts'
import type { Tx } from './runCommand.ts'

export type Attempt<Result> = { ok: true, value: Result } | { ok: false, error: PultError }

const savepoints = new WeakMap<WriteDb, (work: () => unknown) => unknown>()

/** Made once a connection: making it costs more than a savepoint. */
const savepointOf = (db: WriteDb): ((work: () => unknown) => unknown) => {
  let savepoint = savepoints.get(db)
  if (!savepoint) savepoints.set(db, savepoint = db.sqlite.transaction((work: () => unknown) => work()))
  return savepoint
}

/** Runs one item of a bulk command in a savepoint of its own: a refusal takes back only this item, its audit entries included. */
export const attemptTx = <Result>(tx: Tx, work: (tx: Tx) => Result): Attempt<Result> => {
  const entries: Omit<AuditInput, 'at' | 'actorId'>[] = []
  try {
    const value = savepointOf(tx.db)(() => work({ ...tx, audit: entry => entries.push(entry) })) as Result
    for (const entry of entries) tx.audit(entry)
    return { ok: true, value }
  } catch (error) {
    if (isPultError(error)) return { ok: false, error }
    throw error
  }
}
