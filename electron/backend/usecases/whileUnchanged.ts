import { one } from '../store/queries/rows.ts'
import type { Desk } from './desk.ts'

/** Keys name moments and filters: without an end a quiet night would fill the memory. */
const mostKept = 24

interface Kept { changes: string, values: Map<string, unknown> }
const kept = new WeakMap<Desk, Kept>()

/**
 * What `compute` gave the last time under this key, as long as nothing was written to the file since: this connection counts every
 * row that it changes, and the file's version tells of those that an import's own connection has changed. The key names everything else that the value depends on, the moment included.
 */
export const whileUnchanged = <Value>(desk: Desk, key: string, compute: () => Value): Value => {
  // What a transaction has written may yet be taken back.
  if (desk.db.sqlite.inTransaction) return compute()
  const { changes } = one<{ changes: string }>(desk.db, "SELECT total_changes() || ' ' || data_version AS changes FROM pragma_data_version")!
  let known = kept.get(desk)
  if (known?.changes !== changes) kept.set(desk, known = { changes, values: new Map() })
  const value = known.values.has(key) ? known.values.get(key) as Value : compute()
  known.values.delete(key)
  known.values.set(key, value)
  for (const oldest of known.values.keys()) if (known.values.size > mostKept) known.values.delete(oldest)
  return value
}
