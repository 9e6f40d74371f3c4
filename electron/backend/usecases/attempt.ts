import { isPultError, type PultError } from '../../../src/shared/errors.ts'
import type { AuditInput } from '../store/writes/appendAudit.ts'
import type { Tx } from './runCommand.ts'

export type Attempt<Result> = { ok: true, value: Result } | { ok: false, error: PultError }

/** Runs one item of a bulk command in a savepoint of its own: a refusal takes back only this item, its audit entries included. */
export const attemptTx = <Result>(tx: Tx, work: (tx: Tx) => Result): Attempt<Result> => {
  const entries: Omit<AuditInput, 'at' | 'actorId'>[] = []
  try {
    const value = tx.db.sqlite.transaction(() => work({ ...tx, audit: entry => entries.push(entry) }))()
    for (const entry of entries) tx.audit(entry)
    return { ok: true, value }
  } catch (error) {
    if (isPultError(error)) return { ok: false, error }
    throw error
  }
}
