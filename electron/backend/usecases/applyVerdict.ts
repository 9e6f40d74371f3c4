import { PultError } from '../../../src/shared/errors.ts'
import type { StuckReason } from '../../../src/shared/vocabulary.ts'
import type { DealState } from '../domain/review/dealState.ts'
import { isFake, type CallVerdict } from '../domain/quality/quota.ts'
import { formatDay } from '../domain/time/days.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { deriveActivitiesTx, deriveDealsTx } from '../store/writes/derive.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import type { Tx } from './runCommand.ts'
import { evaluateDeals } from './teamEvaluation.ts'

export interface Figures { /** Of the call's manager on the call's day. */ callsWithTalk: number, deals: readonly { id: number, lastContactAt: number | null, stuck: readonly StuckReason[] }[] }
/** What a verdict changed, to be shown: «calls with a talk 14 → 12, the deal is silent again». */
export interface Recount { managerId: number | null, day: string | null, before: Figures, after: Figures }

interface Call { dealId: number | null, clientId: number | null, managerId: number | null, at: number | null, verdict: CallVerdict | null }

const readCall = (tx: Tx, callId: number): Call => {
  const call = one<Call>(tx.db, "SELECT deal_id AS dealId, client_id AS clientId, manager_id AS managerId, coalesce(occurred_at, created_at) AS at, verdict FROM activity WHERE id = ? AND kind = 'call'", callId)
  if (!call) throw new PultError('NOT_FOUND', 'There is no such call.', { id: callId })
  return call
}

/** What a call counts for: its deal, or the deals of the client that alone it names. */
const dealsOf = (tx: Tx, { dealId, clientId }: Call): number[] => {
  if (dealId !== null) return [dealId]
  return clientId === null ? [] : all<{ id: number }>(tx.db, 'SELECT id FROM deal WHERE client_id = ? ORDER BY id', clientId).map(row => row.id)
}

/**
 * What a listener judged a call to be, or null to take that back. A call judged voicemail, wrong number or no talk counts towards no
 * KPI (domain.md, Call quality), and whatever counted it is counted again in the same transaction. Returns what changed.
 */
export const applyVerdictTx = (tx: Tx, callId: number, verdict: CallVerdict | null): Recount => {
  const call = readCall(tx, callId)
  return recountTx(tx, call, () => {
    statement(tx.db, 'UPDATE activity SET verdict = ?, judged_fake = ?, version = version + 1 WHERE id = ?').run(verdict, Number(isFake(verdict)), callId)
    if (verdict !== call.verdict) tx.audit({ action: 'judgeCall', recordType: 'activity', recordId: callId, payload: { before: { verdict: call.verdict }, after: { verdict } } })
    deriveActivitiesTx(tx.db, [callId])
  })
}

/** Counts again what follows from a call's checks: their agreed days and verdicts. Call it after a check became done, or no longer is. */
export const recountCallTx = (tx: Tx, callId: number): Recount => recountTx(tx, readCall(tx, callId), () => {})

const recountTx = (tx: Tx, call: Call, change: () => void): Recount => {
  const { zone } = tx.desk.settings()
  const dealIds = dealsOf(tx, call)
  const day = call.at === null ? null : zone.dayOf(call.at)
  const figures = (): Figures => ({
    callsWithTalk: day === null || call.managerId === null ? 0 : one<{ count: number }>(tx.db, `SELECT count(*) AS count FROM activity
      WHERE kind = 'call' AND manager_id = ? AND contact_at >= ? AND contact_at < ?`, call.managerId, zone.startOfDay(day), zone.startOfDay(day + 1))!.count,
    deals: dealIds.length === 0 ? [] : evaluateDeals(tx.desk, tx.now, dealIds).map(dealFigures),
  })
  const before = figures()
  change()
  deriveDealsTx(tx.db, dealIds)
  if (dealIds.length > 0) refreshFindingsTx(tx.desk, tx.now, { scope: { dealIds } })
  return { managerId: call.managerId, day: day === null ? null : formatDay(day), before, after: figures() }
}

const dealFigures = ({ deal, reasons }: DealState): Figures['deals'][number] => ({ id: deal.id, lastContactAt: deal.lastContactAt, stuck: reasons })
