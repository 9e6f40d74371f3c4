import { PultError } from '../../../src/shared/errors.ts'
import { isClosedForNewLeads, rulingOf } from '../domain/transfer.ts'
import type { ReadDb } from '../store/db.ts'
import { all, one } from '../store/queries/rows.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx } from '../store/writes/changeRecord.ts'
import { policyActorOf, refuseUnlessMay, refuseUnlessMayAny, subjectOfDeal, subjectOfPerson } from './access.ts'
import { assignTaskTx, type AssignedTask } from './assignTask.ts'
import { carriedLoadsOf } from './carriedLoads.ts'
import type { Tx } from './runCommand.ts'

export interface DealTransfer {
  dealId: number
  /** null only gives a deal back that had no owner. */
  newOwnerId: number | null
  reason: string
  /** The head's text against «closed for new leads». */
  override?: string
  formerAccess?: 'nothing' | 'read' | 'duties'
  /** An undo, by the person who decided (the caller's to check): no rule stands against it, and the tasks are given back by what the decision kept. */
  back?: boolean
}

export interface TransferWarning { rule: 'closed_for_new_leads', overdueTasks: number, stuckDeals: number, overdueLimit: number, stuckLimit: number }
export interface TransferResult { transferId: number, from: number | null, /** Open tasks of the former owner, which went along. */ tasks: AssignedTask[], warning: TransferWarning | null }

/**
 * The one place that changes a deal's owner (domain.md, Transfers): the transfer, the decision against imports, the audit entry;
 * the former owner's open tasks on it go along, or they would stay theirs and be overdue for ever.
 * Throws REFUSED_BY_RULE `closed_for_new_leads` (first stage, no override), `same_owner`, `owner_inactive`. Findings are the caller's to refresh.
 */
export const transferDealTx = (tx: Tx, { dealId, newOwnerId, reason, override, formerAccess = 'nothing', back = false }: DealTransfer): TransferResult => {
  const subject = subjectOfDeal(tx.db, dealId)
  const actor = policyActorOf(tx)
  // Who gave a deal out of their teams has no right over it any more; to take it back, the right over its former owner's deals is enough.
  refuseUnlessMayAny(actor, 'transfer_deal', back ? [subject, subjectOfPerson(tx.db, newOwnerId)] : [subject])
  const from = subject.ownerId
  if (from === newOwnerId) throw new PultError('REFUSED_BY_RULE', 'The deal is theirs already.', { rule: 'same_owner', dealId })
  const met = newOwnerId === null || back ? null : meetRules(tx, dealId, newOwnerId, override)
  if (met?.ruling === 'overridden') refuseUnlessMay(actor, 'override_closed')
  const conditions = met && met.ruling !== 'free' ? [{ ...met.warning, ...(met.ruling === 'overridden' ? { override } : {}) }] : []
  const transferId = insertRecordTx(tx.db, 'transfer', {
    record_type: 'deal', record_id: dealId, from_id: from, to_id: newOwnerId, reason, conditions: JSON.stringify(conditions), former_access: formerAccess, outside: 0, at: tx.now, by_id: tx.actor.id,
  })
  changeRecordTx(tx.db, 'deal', dealId, { owner_id: newOwnerId })
  keepFieldDecisionTx(tx.db, 'deal', dealId, 'owner_id', { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'transferDeal', recordType: 'deal', recordId: dealId, payload: { before: { owner_id: from }, after: { owner_id: newOwnerId, reason, conditions } } })
  const tasks = back || from === null ? [] : openTasksOfOwner(tx, dealId, from).map(taskId => assignTaskTx(tx, taskId, from, newOwnerId))
  carriedLoadsOf(tx).dealMoved(dealId, from, newOwnerId)
  return { transferId, from, tasks, warning: met?.ruling === 'warned' ? met.warning : null }
}

const openTasksOfOwner = (tx: Tx, dealId: number, ownerId: number): number[] =>
  all<{ id: number }>(tx.db, 'SELECT id FROM task WHERE deal_id = ? AND assignee_id = ? AND +done_at IS NULL AND cancelled_at IS NULL ORDER BY id', dealId, ownerId).map(row => row.id)

/** Who may be given something at all, and whether they are closed for new leads; NOT_FOUND, REFUSED_BY_RULE `owner_inactive`. */
export const requireTaker = (tx: Tx, personId: number): { closed: boolean, warning: TransferWarning } => {
  const person = one<{ active: number }>(tx.db, 'SELECT active FROM person WHERE id = ?', personId)
  if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId })
  if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'Who no longer works here gets no deals.', { rule: 'owner_inactive', personId })
  const { rules } = tx.desk.settings()
  const load = carriedLoadsOf(tx).of(personId)
  return { closed: isClosedForNewLeads(load, rules), warning: { rule: 'closed_for_new_leads', ...load, overdueLimit: rules.newLeadsOverdueLimit, stuckLimit: rules.newLeadsStuckLimit } }
}

const meetRules = (tx: Tx, dealId: number, personId: number, override: string | undefined) => {
  const { closed, warning } = requireTaker(tx, personId)
  const ruling = rulingOf({ closed, firstStage: closed && isInFirstStage(tx.db, dealId), override })
  if (ruling === 'refused') throw new PultError('REFUSED_BY_RULE', `This manager is closed for new leads: ${warning.overdueTasks} overdue tasks, ${warning.stuckDeals} stuck deals.`, { ...warning, personId })
  return { ruling, warning }
}

/** The lowest order of its pipeline. */
const isInFirstStage = (db: ReadDb, dealId: number): boolean => one(db, `
  SELECT 1 FROM deal JOIN stage ON stage.id = deal.stage_id
  WHERE deal.id = ? AND stage.position = (SELECT min(position) FROM stage AS other WHERE other.pipeline_id = stage.pipeline_id)`, dealId) !== undefined
