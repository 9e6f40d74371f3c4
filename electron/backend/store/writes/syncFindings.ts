import { findingKey, type FindingSeed } from '../../domain/control/findings.ts'
import type { FindingKind } from '../../../../src/shared/vocabulary.ts'
import type { WriteDb } from '../db.ts'
import type { FactScope } from '../queries/loadTeamFacts.ts'
import { statement } from '../queries/rows.ts'
import { makeBulkInsert } from './bulkInsert.ts'
import { beginBulkLoad } from './loadInBulk.ts'

export interface SyncOptions {
  now: number
  /** Local day of `now`. */
  day: string
  /** Kinds whose new findings belong to the backlog. */
  backlogKinds: ReadonlySet<FindingKind>
  scope?: FactScope
}

export interface SyncResult { added: number, changed: number, gone: number, present: number }

type KnownRow = [id: number, kind: FindingKind, recordId: number, dealId: number | null, managerId: number | null, amount: number | null, noRate: number, sinceDay: string | null]

const columns = 'finding.id, finding.kind, record_id, deal_id, manager_id, amount, no_rate, since_day'

const knownRows = (db: WriteDb, scope: FactScope | undefined): KnownRow[] => {
  if (!scope) return statement(db, `SELECT ${columns} FROM finding WHERE present = 1`).raw().all() as KnownRow[]
  const parameters = { dealIds: JSON.stringify(scope.dealIds ?? []), taskIds: JSON.stringify(scope.taskIds ?? []) }
  // Joined from the ids: without that all findings of a kind would be gone through at every decision.
  return statement(db, `
    SELECT ${columns} FROM json_each($dealIds) AS asked CROSS JOIN finding ON finding.deal_id = asked.value WHERE present = 1
    UNION
    SELECT ${columns} FROM json_each($taskIds) AS asked CROSS JOIN finding ON finding.record_id = asked.value WHERE present = 1 AND finding.kind IN ('overdue', 'poor_result') AND record_type = 'task'`).raw().all(parameters) as KnownRow[]
}

/**
 * Brings the kept findings to what the rules give now: new rows, changed managers and sums, rows that no longer hold.
 * With a scope only the findings of its deals and tasks are compared. Twice the same changes nothing the second time.
 */
export const syncFindingsTx = (db: WriteDb, seeds: readonly FindingSeed[], options: SyncOptions): SyncResult => {
  const known = new Map<number, KnownRow>()
  for (const row of knownRows(db, options.scope)) known.set(findingKey(row[1], row[2]), row)
  const indexAnew = beginBulkLoad(db, 'finding', seeds.length - known.size)
  const insert = makeBulkInsert(db, { table: 'finding', columns: ['kind', 'record_type', 'record_id', 'deal_id', 'manager_id', 'amount', 'no_rate', 'since_day', 'first_seen_at', 'first_seen_day', 'backlog'] })
  const update = statement(db, 'UPDATE finding SET deal_id = ?, manager_id = ?, amount = ?, no_rate = ?, since_day = ? WHERE id = ?')
  const result: SyncResult = { added: 0, changed: 0, gone: 0, present: seeds.length }
  for (const seed of seeds) {
    const key = findingKey(seed.kind, seed.recordId)
    const row = known.get(key)
    const noRate = seed.noRate ? 1 : 0
    if (!row) {
      insert.add([seed.kind, seed.recordType, seed.recordId, seed.dealId, seed.managerId, seed.amount, noRate, seed.sinceDay, options.now, options.day, options.backlogKinds.has(seed.kind) ? 1 : 0])
      result.added++
      continue
    }
    known.delete(key)
    if (row[3] !== seed.dealId || row[4] !== seed.managerId || row[5] !== seed.amount || row[6] !== noRate || row[7] !== seed.sinceDay) {
      update.run(seed.dealId, seed.managerId, seed.amount, noRate, seed.sinceDay, row[0])
      result.changed++
    }
  }
  insert.flush()
  indexAnew()
  // Whatever the rules no longer give.
  const leave = statement(db, 'UPDATE finding SET present = 0, gone_at = ? WHERE id = ?')
  for (const row of known.values()) {
    leave.run(options.now, row[0])
    result.gone++
  }
  return result
}
