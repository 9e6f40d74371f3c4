import type { ReadDb } from '../db.ts'
import { auditDigest, auditEndKey, auditHash } from '../writes/appendAudit.ts'

interface AuditRow {
  id: number, at: number, actorId: number | null, action: string, recordType: string | null, recordId: number | null, batchId: number | null
  digest: string, prevHash: string, hash: string
  payloadId: number | null, salt: string | null, payload: string | null, erasedAt: number | null
}

/** What is wrong with the audit chain: the first broken entry in words, or null. An erased payload breaks nothing. */
export const checkAudit = (db: ReadDb): string | null => {
  const walk = auditWalk(db)
  for (;;) {
    const step = walk(100_000)
    if (step.done) return step.problem
  }
}

/** The chain in pieces of so many entries; each call goes on where the last one ended, the last one looks at the end as well. */
export const auditWalk = ({ sqlite }: ReadDb): (entries: number) => { done: boolean, problem: string | null } => {
  const read = sqlite.prepare(`
    SELECT entry.id, at, actor_id AS actorId, action, record_type AS recordType, record_id AS recordId, batch_id AS batchId, digest, prev_hash AS prevHash, hash,
      payload.entry_id AS payloadId, salt, payload, erased_at AS erasedAt
    FROM audit_entry AS entry LEFT JOIN audit_payload AS payload ON payload.entry_id = entry.id WHERE entry.id >= ? ORDER BY entry.id LIMIT ?`)
  let expectedId = 1
  let prevHash = ''
  return (entries) => {
    let count = 0
    for (const row of read.iterate(expectedId, entries) as Iterable<AuditRow>) {
      const problem = problemOf(row, expectedId, prevHash)
      if (problem) return { done: true, problem }
      expectedId++
      count++
      prevHash = row.hash
    }
    return count < entries ? { done: true, problem: endProblem(sqlite, expectedId - 1, prevHash) } : { done: false, problem: null }
  }
}

/** The chain ends where it was last said to end; what was cut off behind leaves no other trace. */
const endProblem = (sqlite: ReadDb['sqlite'], id: number, hash: string): string | null => {
  const text = sqlite.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(auditEndKey) as string | undefined
  const end = text === undefined ? { id: 0, hash: '' } : JSON.parse(text) as { id: number, hash: string }
  if (end.id === id && end.hash === hash) return null
  return end.id > id ? `the chain ends with entry ${id}, but it went on to entry ${end.id}` : `the chain ends with entry ${id}, but its end was kept as entry ${end.id}`
}

const problemOf = (row: AuditRow, expectedId: number, prevHash: string): string | null => {
  if (row.id !== expectedId) return `entry ${expectedId} is missing before entry ${row.id}`
  if (row.prevHash !== prevHash) return `entry ${row.id} doesn't follow the entry before it`
  if (row.hash !== auditHash(row)) return `entry ${row.id} was changed`
  if (row.payloadId === null) return `the contents of entry ${row.id} were removed`
  if (row.payload === null) return row.erasedAt === null ? `the contents of entry ${row.id} were removed without saying when` : null
  return auditDigest(row.salt ?? '', row.payload) === row.digest ? null : `the contents of entry ${row.id} were changed`
}
