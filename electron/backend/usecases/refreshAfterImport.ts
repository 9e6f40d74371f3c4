import type { FactKind } from '../../../src/shared/vocabulary.ts'
import { all, one } from '../store/queries/rows.ts'
import type { SyncResult } from '../store/writes/syncFindings.ts'
import { fillBegunWalkTx } from './openDay.ts'
import { raiseControlTasksTx } from './raiseControlTasks.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import type { Tx } from './runCommand.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'
import { withdrawMoveRequestsTx } from './withdrawMoveRequests.ts'

/**
 * What follows from an import, in its transaction, after everything is written and derived: findings and control tasks.
 * What a first import brings is backlog, and so is what a kind of fact brings that came for the first time (domain.md, Daily control, Backlog).
 */
export const refreshAfterImportTx = ({ db, desk, now, audit }: Tx): SyncResult & { raised: number, closed: number } => {
  const { batches, asOf, sameMoment } = one<{ batches: number, asOf: number, sameMoment: number }>(db, `
    SELECT count(*) AS batches, last.as_of AS asOf, sum(import_batch.as_of = last.as_of) AS sameMoment
    FROM import_batch, (SELECT as_of FROM import_batch ORDER BY id DESC LIMIT 1) AS last`)!
  // Knowledge says since which export, not since which batch: of two exports of one moment nobody can tell.
  const newlyKnown = sameMoment > 1 ? [] : all<{ kind: FactKind }>(db, 'SELECT kind FROM knowledge WHERE since = ?', asOf).map(row => row.kind)
  withdrawMoveRequestsTx({ db, now, audit })
  const evaluation = evaluateWorkspace(desk, now)
  const result = refreshFindingsTx(desk, now, { firstImport: batches <= 1, newlyKnown, evaluation })
  fillBegunWalkTx(desk, now)
  return { ...result, ...raiseControlTasksTx(db, now, evaluation) }
}
