import { PultError } from '../../../src/shared/errors.ts'
import { isClosedForNewLeads, rulingOf } from '../domain/transfer.ts'
import type { ReadDb } from '../store/db.ts'
import { one } from '../store/queries/rows.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx } from '../store/writes/changeRecord.ts'
import { policyActorOf, refuseUnlessMay, subjectOfDeal } from './access.ts'
import type { Desk } from './desk.ts'
import type { Tx } from './runCommand.ts'
import { evaluatedLately } from './evaluatedLately.ts'

export interface DealTransfer {
  dealId: number
  /** null only gives a deal back that had no owner. */
  newOwnerId: number | null
  reason: string
  /** The head's text against «closed for new leads». */
  override?: string
  formerAccess?: 'nothing' | 'read' | 'duties'
}

export interface TransferWarning { rule: 'closed_for_new_leads', overdueTasks: number, stuckDeals: number, overdueLimit: number, stuckLimit: number }
export interface TransferResult { transferId: number, from: number | null, warning: TransferWarning | null }

/**
 * The one place that changes a deal's owner (domain.md, Transfers): the transfer, the decision against imports, the audit entry.
 * Throws REFUSED_BY_RULE `closed_for_new_leads` (first stage, no override), `same_owner`, `owner_inactive`. Findings are the caller's to refresh.
 */
export const transferDealTx = (tx: Tx, { dealId, newOwnerId, reason, override, formerAccess = 'nothing' }: DealTransfer): TransferResult => {
  const subject = subjectOfDeal(tx.db, dealId)
  const actor = policyActorOf(tx)
  refuseUnlessMay(actor, 'transfer_deal', subject)
  const from = subject.ownerId
  if (from === newOwnerId) throw new PultError('REFUSED_BY_RULE', 'The deal is theirs already.', { rule: 'same_owner', dealId })
  const met = newOwnerId === null ? null : meetRules(tx, dealId, newOwnerId, override)
  if (met?.ruling === 'overridden') refuseUnlessMay(actor, 'override_closed')
  const conditions = met && met.ruling !== 'free' ? [{ ...met.warning, ...(met.ruling === 'overridden' ? { override } : {}) }] : []
  const transferId = insertRecordTx(tx.db, 'transfer', {
    record_type: 'deal', record_id: dealId, from_id: from, to_id: newOwnerId, reason, conditions: JSON.stringify(conditions), former_access: formerAccess, outside: 0, at: tx.now, by_id: tx.actor.id,
  })
  changeRecordTx(tx.db, 'deal', dealId, { owner_id: newOwnerId })
  keepFieldDecisionTx(tx.db, 'deal', dealId, 'owner_id', { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'transferDeal', recordType: 'deal', recordId: dealId, payload: { before: { owner_id: from }, after: { owner_id: newOwnerId, reason, conditions } } })
  loadsOf(tx).moved(dealId, from, newOwnerId)
  return { transferId, from, warning: met?.ruling === 'warned' ? met.warning : null }
}

const meetRules = (tx: Tx, dealId: number, personId: number, override: string | undefined) => {
  const person = one<{ active: number }>(tx.db, 'SELECT active FROM person WHERE id = ?', personId)
  if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId })
  if (person.active === 0) throw new PultError('REFUSED_BY_RULE', 'Who no longer works here gets no deals.', { rule: 'owner_inactive', personId })
  const { rules } = tx.desk.settings()
  const load = { overdueTasks: overdueTasksOf(tx.db, personId, tx.now), stuckDeals: loadsOf(tx).stuck(personId) }
  const ruling = rulingOf({ closed: isClosedForNewLeads(load, rules), firstStage: isInFirstStage(tx.db, dealId), override })
  const warning: TransferWarning = { rule: 'closed_for_new_leads', ...load, overdueLimit: rules.newLeadsOverdueLimit, stuckLimit: rules.newLeadsStuckLimit }
  if (ruling === 'refused') throw new PultError('REFUSED_BY_RULE', `This manager is closed for new leads: ${load.overdueTasks} overdue tasks, ${load.stuckDeals} stuck deals.`, { ...warning, personId })
  return { ruling, warning }
}

/** Overdue as check B counts it: open and due before now; tasks of won and lost deals are left out. */
export const overdueTasksOf = (db: ReadDb, personId: number, now: number): number => one<{ count: number }>(db, `
  SELECT count(*) AS count FROM task LEFT JOIN deal ON deal.id = task.deal_id
  WHERE task.assignee_id = ? AND task.done_at IS NULL AND task.cancelled_at IS NULL AND task.due_at < ? AND coalesce(deal.status, 'open') NOT IN ('won', 'lost')`, personId, now)!.count

/** The lowest order of its pipeline. */
const isInFirstStage = (db: ReadDb, dealId: number): boolean => one(db, `
  SELECT 1 FROM deal JOIN stage ON stage.id = deal.stage_id
  WHERE deal.id = ? AND stage.position = (SELECT min(position) FROM stage AS other WHERE other.pipeline_id = stage.pipeline_id)`, dealId) !== undefined

interface StuckDeals { stuck: (personId: number) => number, moved: (dealId: number, from: number | null, to: number | null) => void }

/** One evaluation a command: a bulk reassignment counts on from it, as every deal changes hands. */
const known = new WeakMap<Desk, { commandId: string, now: number, loads: StuckDeals }>()

const loadsOf = ({ desk, commandId, now }: Tx): StuckDeals => {
  const kept = known.get(desk)
  if (kept?.commandId === commandId && kept.now === now) return kept.loads
  const loads = makeStuck(desk, now)
  known.set(desk, { commandId, now, loads })
  return loads
}

const makeStuck = (desk: Desk, now: number): StuckDeals => {
  let counted: { deals: Set<number>, counts: Map<number, number> } | null = null
  const count = () => {
    if (counted) return counted
    const stuck = evaluatedLately(desk, now).deals.filter(state => state.reasons.length > 0)
    const counts = new Map<number, number>()
    for (const { deal } of stuck) if (deal.ownerId !== null) counts.set(deal.ownerId, (counts.get(deal.ownerId) ?? 0) + 1)
    return counted = { deals: new Set(stuck.map(({ deal }) => deal.id)), counts }
  }
  return {
    stuck: personId => count().counts.get(personId) ?? 0,
    moved: (dealId, from, to) => {
      if (!counted?.deals.has(dealId)) return
      if (from !== null) counted.counts.set(from, (counted.counts.get(from) ?? 1) - 1)
      if (to !== null) counted.counts.set(to, (counted.counts.get(to) ?? 0) + 1)
    },
  }
}
