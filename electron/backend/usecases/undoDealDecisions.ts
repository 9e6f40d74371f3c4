import type { DealDecision } from '../../../src/shared/contract/deals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { all, statement } from '../store/queries/rows.ts'
import { policyActorOf, refuseUnlessMayAny, requireMay, subjectOfDeal, subjectOfPerson } from './access.ts'
import { changedSince } from './assignTask.ts'
import { compensateTx } from './compensate.ts'
import { eachDealTx, isAuditedHere, rightFor, type DealsResult } from './decideDeals.ts'
import { afterwardsTx } from './decideFindings.ts'
import { changesFacts, type Made } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'

interface DecisionRow { id: number, dealId: number, kind: DealDecision['kind'], made: string, byId: number, undoneAt: number | null }

/**
 * The compensating command for what `undoOf` decided on deals: by the same person, on what is unchanged since. A result per
 * item; NOT_FOUND when that command decided nothing.
 */
export const undoDealDecisions = (session: Session, input: { commandId: string, undoOf: string }): DealsResult => {
  requireMay(session, 'transfer_deal')
  return runCommand(session, { procedure: 'deals.undo', input, topics: ['day', 'deals', 'tasks'] }, (tx) => {
    // Last made, first undone: an item may have built upon another's effect.
    const rows = all<DecisionRow>(tx.db, 'SELECT id, deal_id AS dealId, kind, made, by_id AS byId, undone_at AS undoneAt FROM deal_decision WHERE command_id = ? ORDER BY id DESC', input.undoOf)
    if (rows.length === 0) throw new PultError('NOT_FOUND', 'That command decided nothing here.', { undoOf: input.undoOf })
    const touched = { dealIds: new Set<number>(), taskIds: new Set<number>() }
    const result = eachDealTx(tx, rows, (itemTx, row) => {
      const made = JSON.parse(row.made) as Made
      refuseUnlessMayAny(policyActorOf(tx), rightFor(row.kind), [subjectOfDeal(tx.db, row.dealId), ...made.transfer ? [subjectOfPerson(tx.db, made.transfer.from)] : []])
      if (row.byId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { by: { id: row.byId, name: personNames(tx.db).get(row.byId) ?? '' } })
      if (row.undoneAt !== null) throw changedSince('decision')
      compensateTx(itemTx, made, touched)
      statement(tx.db, 'UPDATE deal_decision SET undone_at = ? WHERE id = ?').run(tx.now, row.id)
      if (changesFacts.has(row.kind)) touched.dealIds.add(row.dealId)
      if (isAuditedHere.has(row.kind)) itemTx.audit({ action: 'undoDealDecision', recordType: 'deal', recordId: row.dealId, payload: { before: { decision: row.kind }, after: null } })
    })
    afterwardsTx(tx, touched.dealIds, touched.taskIds)
    return result
  })
}
