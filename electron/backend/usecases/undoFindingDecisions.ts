import { PultError } from '../../../src/shared/errors.ts'
import type { DecisionKind } from '../../../src/shared/vocabulary.ts'
import { personNames, readControlDay } from '../store/queries/controlDays.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { undoneTx, type LeftVersion } from '../store/writes/versions.ts'
import { requireControl } from './controlDay.ts'
import { changedSince, refuseChangedSince } from './assignTask.ts'
import { compensateTx } from './compensate.ts'
import { afterwardsTx, eachItemTx, type BulkResult } from './decideFindings.ts'
import { changesFacts, type Made } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'

export interface UndoInput { commandId: string, undoOf: string }
/** `back`: what stands again; a window shows it at once, without asking for its list. */
export interface UndoResult extends BulkResult { back: { id: number, version: number }[] }

interface DecisionRow { id: number, findingId: number, day: string, kind: DecisionKind, made: string, byId: number, undoneAt: number | null }

/**
 * The compensating command for what `undoOf` decided (domain.md, Daily control): by the same person, on what is unchanged since,
 * while the day isn't signed. A result per item; NOT_FOUND when that command decided nothing.
 */
export const undoFindingDecisions = (session: Session, input: UndoInput): UndoResult => {
  requireControl(session)
  return runCommand(session, { procedure: 'day.undo', input, topics: ['day', 'deals', 'tasks'] }, (tx) => {
    // Last made, first undone: an item may have built upon another's effect.
    const rows = all<DecisionRow>(tx.db, `SELECT id, finding_id AS findingId, day, kind, made, by_id AS byId, undone_at AS undoneAt
      FROM finding_decision WHERE command_id = ? AND kind <> 'refusal' ORDER BY id DESC`, input.undoOf)
    if (rows.length === 0) throw new PultError('NOT_FOUND', 'That command decided nothing here.', { undoOf: input.undoOf })
    const dealIds = new Set<number>()
    const taskIds = new Set<number>()
    const result = eachItemTx(tx, rows, (itemTx, row) => {
      const made = JSON.parse(row.made) as Made
      const found = readFinding(itemTx, row.findingId)
      refuseUnlessUndoable(itemTx, row, made, found)
      compensateTx(itemTx, made, { dealIds, taskIds })
      if (changesFacts.has(row.kind)) {
        if (found.dealId !== null) dealIds.add(found.dealId)
        if (found.recordType === 'task') taskIds.add(found.recordId)
      }
      standAsBeforeTx(itemTx, row, made, found)
      return row.id
    })
    afterwardsTx(tx, dealIds, taskIds)
    const undone = result.results.filter(item => item.ok).map(item => item.findingId)
    return { ...result, back: all<UndoResult['back'][number]>(tx.db, 'SELECT id, version FROM finding WHERE present = 1 AND id IN (SELECT value FROM json_each(?)) ORDER BY id', JSON.stringify(undone)) }
  })
}

interface Finding { id: number, kind: string, recordType: string, recordId: number, dealId: number | null, present: number, version: number, decisionId: number | null }

const readFinding = (tx: Tx, id: number): Finding => one<Finding>(tx.db, `
  SELECT id, kind, record_type AS recordType, record_id AS recordId, deal_id AS dealId, present, version, decision_id AS decisionId FROM finding WHERE id = ?`, id)!

const refuseUnlessUndoable = (tx: Tx, row: DecisionRow, made: Made, found: Finding): void => {
  if (row.byId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { by: { id: row.byId, name: personNames(tx.db).get(row.byId) ?? '' } })
  if (readControlDay(tx.db, row.day)?.signedAt != null) throw new PultError('REFUSED_BY_RULE', `The day ${row.day} is signed.`, { rule: 'day_signed', day: row.day })
  if (row.undoneAt !== null || found.decisionId !== row.id) throw changedSince('finding')
  refuseChangedSince(tx, leftOn(found, made))
}

const leftOn = (found: Finding, made: Made): LeftVersion => ({ table: 'finding', id: found.id, version: made.version! })

/** The finding is as it was before the decision; one that the decision had made go comes back as the same row. */
const standAsBeforeTx = (tx: Tx, row: DecisionRow, made: Made, found: Finding): void => {
  statement(tx.db, 'UPDATE finding_decision SET undone_at = ? WHERE id = ?').run(tx.now, row.id)
  undoneTx(tx.db, [leftOn(found, made)], () =>
    statement(tx.db, 'UPDATE finding SET decision_id = ?, decided_until_day = ?, version = version + 1 WHERE id = ?').run(made.before?.decisionId ?? null, made.before?.decidedUntilDay ?? null, found.id))
  if (found.present === 0 && found.dealId !== null && changesFacts.has(row.kind)) {
    // Whether it really holds again, the refresh that follows says.
    statement(tx.db, `UPDATE finding SET present = 1, gone_at = NULL WHERE id = $id
      AND NOT EXISTS (SELECT 1 FROM finding AS other WHERE other.present = 1 AND other.kind = $kind AND other.record_type = $recordType AND other.record_id = $recordId)`)
      .run({ id: found.id, kind: found.kind, recordType: found.recordType, recordId: found.recordId })
  }
  tx.audit({
    action: 'undoFindingDecision', recordType: found.dealId === null ? 'finding' : 'deal', recordId: found.dealId ?? found.id,
    payload: { finding: { id: found.id, kind: found.kind, recordType: found.recordType, recordId: found.recordId }, before: { decision: row.kind, day: row.day } },
  })
}
