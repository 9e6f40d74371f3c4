import type { DealDecision, DealItemResult } from '../../../src/shared/contract/deals.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { DealStatus } from '../../../src/shared/vocabulary.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one, statement } from '../store/queries/rows.ts'
import { versionNow } from '../store/writes/versions.ts'
import { refuseUnlessMay, requireMay } from './access.ts'
import { attemptTx } from './attempt.ts'
import { todayOf } from './controlDay.ts'
import { afterwardsTx } from './decideFindings.ts'
import { applyDecisionTx, makeBatch, type DecisionTarget, type Made } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'
import type { TransferWarning } from './transferDeal.ts'

export interface DecideDealsInput { commandId: string, items: { dealId: number, expectedVersion: number }[], decision: DealDecision }
export interface DealsResult { results: DealItemResult[], applied: number }

type Kind = DealDecision['kind']
/** A transfer is decided by heads and supervisors, within their teams; the rest is the head's (domain.md, Who may do what). */
export const rightFor = (kind: Kind): 'transfer_deal' | 'control_day' => kind === 'reassign' || kind === 'spread' ? 'transfer_deal' : 'control_day'

/** Effects that write no audit entry of the deal: with none, a conflict could not say who decided. */
export const isAuditedHere: ReadonlySet<Kind> = new Set<Kind>(['question', 'task', 'park', 'unpark'])

/**
 * Decides deals outside of the walk in one transaction with a result per item: what is refused takes back only its own effects.
 * Item codes: CONFLICT (changed meanwhile; `details` says by whom and how), REFUSED_BY_RULE, FORBIDDEN, NOT_FOUND; an `ok` one with
 * `closed_for_new_leads` was a transfer that the rule warns of.
 */
export const decideDeals = (session: Session, input: DecideDealsInput): DealsResult => {
  const { kind } = input.decision
  const actor = requireMay(session, rightFor(kind))
  return runCommand(session, { procedure: 'deals.decide', input, topics: ['day', 'deals', 'tasks'] }, (tx) => {
    const batch = makeBatch(tx, todayOf(tx.desk, tx.now), input.decision)
    const result = eachDealTx(tx, input.items, (itemTx, item) => {
      const target = readDealTarget(itemTx, item.dealId)
      // Before anything is told about a deal that is not theirs.
      refuseUnlessMay(actor, rightFor(kind), { ownerId: target.managerId, team: target.team })
      refuseChanged(itemTx, target, item.expectedVersion)
      refuseStatus(target, kind)
      const made = applyDecisionTx(itemTx, batch, target)
      keepTx(itemTx, target, input.decision, made)
      return made.transfer?.warning
    })
    afterwardsTx(tx, batch.dealIds, batch.taskIds)
    return result
  })
}

/** Runs the work of each item as an attempt of its own, with a result per item; the work may return a warning. */
export const eachDealTx = <Item extends { dealId: number }>(tx: Tx, items: readonly Item[], work: (tx: Tx, item: Item) => TransferWarning | void): DealsResult => {
  const results = items.map((item): DealItemResult => {
    const attempt = attemptTx(tx, itemTx => work(itemTx, item))
    if (attempt.ok) return { dealId: item.dealId, version: versionNow(tx.db, 'deal', item.dealId)!, ok: true, code: attempt.value?.rule ?? null, message: null, details: attempt.value ? { ...attempt.value } : null }
    const { code, message, details } = attempt.error
    return { dealId: item.dealId, version: null, ok: false, code, message, details }
  })
  return { results, applied: results.filter(item => item.ok).length }
}

export interface DealTarget extends DecisionTarget { dealId: number, status: DealStatus, version: number, team: string | null }

/** The deal as what a decision is about; NOT_FOUND. */
export const readDealTarget = (tx: Pick<Tx, 'db'>, dealId: number): DealTarget => {
  const found = one<Omit<DealTarget, 'findingId' | 'recordType' | 'recordId'>>(tx.db, `SELECT deal.id AS dealId, deal.owner_id AS managerId, deal.client_id AS clientId, deal.status, deal.version, person.team
    FROM deal LEFT JOIN person ON person.id = deal.owner_id WHERE deal.id = ?`, dealId)
  if (!found) throw new PultError('NOT_FOUND', 'There is no such deal.', { dealId })
  return { ...found, findingId: null, recordType: 'deal', recordId: dealId }
}

const refuseChanged = (tx: Tx, { dealId, version }: DealTarget, expectedVersion: number): void => {
  if (version === expectedVersion) return
  const last = one<{ action: string, at: number, actorId: number | null }>(tx.db, "SELECT action, at, actor_id AS actorId FROM audit_entry WHERE record_type = 'deal' AND record_id = ? ORDER BY id DESC LIMIT 1", dealId)
  const by = last?.actorId == null ? null : { id: last.actorId, name: personNames(tx.db).get(last.actorId) ?? '' }
  throw new PultError('CONFLICT', 'The deal was changed meanwhile.', { reason: 'version', version, action: last?.action ?? null, at: last?.at ?? null, by })
}

/** As `allowedOnDeal` offers it: work is raised on open deals, a waiting refusal can be asked about, and any deal can change hands. */
const refuseStatus = ({ dealId, status }: DealTarget, kind: Kind): void => {
  if (status === 'open' || rightFor(kind) === 'transfer_deal' || (kind === 'question' && status === 'refusal_review')) return
  throw new PultError('REFUSED_BY_RULE', 'The deal is not open.', { rule: 'deal_closed', dealId, status })
}

const reasonOf = (decision: DealDecision): string | null => {
  switch (decision.kind) {
    case 'question': return decision.text
    case 'task': return decision.title
    case 'unpark': return null
    default: return decision.reason ?? null
  }
}

const keepTx = (tx: Tx, { dealId }: DealTarget, decision: DealDecision, made: Made): void => {
  const reason = reasonOf(decision)
  statement(tx.db, 'INSERT INTO deal_decision (deal_id, kind, reason, made, command_id, at, by_id) VALUES (?, ?, ?, ?, ?, ?, ?)').run(dealId, decision.kind, reason, JSON.stringify(made), tx.commandId, tx.now, tx.actor.id)
  if (isAuditedHere.has(decision.kind)) {
    tx.audit({ action: 'decideDeal', recordType: 'deal', recordId: dealId, payload: { before: null, after: { decision: decision.kind, reason, ...decision.kind === 'park' ? { untilDay: decision.untilDay } : {} } } })
  }
}
