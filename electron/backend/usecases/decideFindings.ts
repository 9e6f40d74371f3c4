import type { DecisionInput } from '../../../src/shared/contract/day.ts'
import { PultError, type ErrorCode } from '../../../src/shared/errors.ts'
import type { DecisionKind } from '../../../src/shared/vocabulary.ts'
import { actionsOfKind } from '../domain/control/actions.ts'
import { standsUntil } from '../domain/control/walk.ts'
import { personNames, readControlDay } from '../store/queries/controlDays.ts'
import { one, statement } from '../store/queries/rows.ts'
import { deriveDealsTx } from '../store/writes/derive.ts'
import { attemptTx } from './attempt.ts'
import { dayAsked, requireControl, unsignedDay } from './controlDay.ts'
import { applyDecisionTx, makeBatch, type FindingTarget, type Made } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { openDay } from './openDay.ts'
import { followControlTasksTx } from './raiseControlTasks.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { withdrawMoveRequestsTx } from './withdrawMoveRequests.ts'

export interface DecideInput {
  commandId: string
  /** The day whose control decides; today unless said. */
  day?: string
  items: { findingId: number, expectedVersion: number }[]
  decision: DecisionInput
}

export interface ItemResult {
  findingId: number
  ok: boolean
  decisionId: number | null
  code: ErrorCode | null
  message: string | null
  /** What the error names: the rule, or who decided what and when. */
  details: Record<string, unknown> | null
}
export interface BulkResult { results: ItemResult[], applied: number }

/**
 * Decides findings in one transaction with a result per item: an item that is refused takes back only its own effects.
 * Item codes: CONFLICT (decided or gone meanwhile; `details` says by whom), REFUSED_BY_RULE, NOT_FOUND.
 */
export const decideFindings = (session: Session, input: DecideInput): BulkResult => {
  requireControl(session)
  const { desk } = session
  const { day, past } = dayAsked(desk, desk.clock(), input.day)
  // Deciding begins the day's control when nobody has; a day that was begun and is over is made up for.
  const begun = readControlDay(desk.db, day)
  if (begun === null || (past && begun.signedAt === null && begun.kept.evening === null)) openDay(session, { day })
  return runCommand(session, { procedure: 'day.decide', input, topics: ['day', 'deals', 'tasks'] }, (tx) => {
    unsignedDay(desk, day)
    const batch = makeBatch(tx, day, input.decision)
    const result = eachItemTx(tx, input.items, (itemTx, item) => {
      const found = readTarget(itemTx, item.findingId)
      refuseStale(itemTx, found, item.expectedVersion)
      if (!(actionsOfKind[found.kind] as readonly string[]).includes(input.decision.kind)) {
        throw new PultError('REFUSED_BY_RULE', `A finding of this kind can't be decided that way.`, { rule: 'not_for_this_finding', kind: found.kind, decision: input.decision.kind })
      }
      const made = applyDecisionTx(itemTx, batch, found)
      return keepDecisionTx(itemTx, { found, day, kind: input.decision.kind, reason: reasonOf(input.decision), until: standsUntil(input.decision, day), made })
    })
    afterwardsTx(tx, batch.dealIds, batch.taskIds)
    return result
  })
}

/** Runs the work of each item as an attempt of its own, with a result per item. */
export const eachItemTx = <Item extends { findingId: number }>(tx: Tx, items: readonly Item[], work: (tx: Tx, item: Item) => number | null): BulkResult => {
  const results = items.map((item): ItemResult => {
    const attempt = attemptTx(tx, itemTx => work(itemTx, item))
    if (attempt.ok) return { findingId: item.findingId, ok: true, decisionId: attempt.value, code: null, message: null, details: null }
    const { code, message, details } = attempt.error
    return { findingId: item.findingId, ok: false, decisionId: null, code, message, details }
  })
  return { results, applied: results.filter(item => item.ok).length }
}

/** Derived columns, control tasks, findings and wishes to move what is over follow in the same transaction. */
export const afterwardsTx = (tx: Tx, dealIds: ReadonlySet<number>, taskIds: ReadonlySet<number>): void => {
  if (dealIds.size === 0 && taskIds.size === 0) return
  withdrawMoveRequestsTx(tx)
  deriveDealsTx(tx.db, dealIds)
  followControlTasksTx(tx.db, tx.now, dealIds, tx.audit)
  refreshFindingsTx(tx.desk, tx.now, { scope: { dealIds: [...dealIds], taskIds: [...taskIds] } })
}

export const readTarget = (tx: Tx, findingId: number): FindingTarget => {
  const found = one<FindingTarget>(tx.db, `
    SELECT f.id, f.id AS findingId, f.kind, f.record_type AS recordType, f.record_id AS recordId, f.deal_id AS dealId, f.manager_id AS managerId, f.present, f.version,
      f.decision_id AS decisionId, f.decided_until_day AS decidedUntilDay,
      CASE f.record_type WHEN 'activity' THEN (SELECT client_id FROM activity WHERE id = f.record_id) WHEN 'task' THEN (SELECT client_id FROM task WHERE id = f.record_id) END AS clientId
    FROM finding AS f WHERE f.id = ?`, findingId)
  if (!found) throw new PultError('NOT_FOUND', 'There is no such finding.', { findingId })
  return found
}

const refuseStale = (tx: Tx, found: FindingTarget, expectedVersion: number): void => {
  if (found.version === expectedVersion && found.present === 1) return
  const last = one<{ kind: DecisionKind, at: number, byId: number, undoneAt: number | null }>(tx.db,
    'SELECT kind, at, by_id AS byId, undone_at AS undoneAt FROM finding_decision WHERE finding_id = ? ORDER BY id DESC LIMIT 1', found.id)
  const by = last ? { id: last.byId, name: personNames(tx.db).get(last.byId) ?? '' } : null
  const message = found.present === 0 ? 'This finding no longer holds.' : 'This finding was decided meanwhile.'
  throw new PultError('CONFLICT', message, { reason: found.present === 0 ? 'gone' : 'version', version: found.version, kind: last?.kind ?? null, at: last?.at ?? null, by, undone: last?.undoneAt != null })
}

const reasonOf = (decision: DecisionInput): string | null => decision.kind === 'question' ? decision.text : decision.kind === 'task' ? decision.title : decision.reason ?? null

interface Kept { found: FindingTarget, day: string, kind: DecisionKind, reason: string | null, until: string | null, made: Made }

/** Writes the decision's row and lets it stand on its finding. Returns the decision's id. */
export const keepDecisionTx = (tx: Tx, { found, day, kind, reason, until, made }: Kept): number => {
  const kept: Made = { ...made, managerId: found.managerId, before: { decisionId: found.decisionId, decidedUntilDay: found.decidedUntilDay }, version: found.version + 1 }
  const decisionId = Number(statement(tx.db, 'INSERT INTO finding_decision (finding_id, day, kind, reason, made, command_id, at, by_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(found.id, day, kind, reason, JSON.stringify(kept), tx.commandId, tx.now, tx.actor.id).lastInsertRowid)
  statement(tx.db, 'UPDATE finding SET decision_id = ?, decided_until_day = ?, version = version + 1 WHERE id = ?').run(decisionId, until, found.id)
  tx.audit({
    action: 'decideFinding', recordType: found.dealId === null ? 'finding' : 'deal', recordId: found.dealId ?? found.id,
    payload: { finding: { id: found.id, kind: found.kind, recordType: found.recordType, recordId: found.recordId }, after: { decision: kind, reason, untilDay: until, day } },
  })
  return decisionId
}

/**
 * Tells the walk that a refusal was decided: the finding counts as done in today's control, if that was begun and isn't signed.
 * For the refusals' own use cases, inside their transaction and before the findings are refreshed. Returns the decision's id, or null.
 */
export const recordRefusalDecisionTx = (tx: Tx, refusalId: number, reason: string | null): number | null => {
  const { day } = dayAsked(tx.desk, tx.now, undefined)
  const row = readControlDay(tx.db, day)
  const id = one<{ id: number }>(tx.db, "SELECT id FROM finding WHERE kind = 'refusal' AND record_type = 'refusal' AND record_id = ? AND present = 1", refusalId)?.id
  if (!row || row.signedAt !== null || id === undefined) return null
  return keepDecisionTx(tx, { found: readTarget(tx, id), day, kind: 'refusal', reason, until: null, made: {} })
}

/** Takes the refusal's decision out of the walk again, after it was undone or reopened. */
export const dropRefusalDecisionTx = (tx: Tx, refusalId: number): void => {
  const kept = one<{ id: number, findingId: number, made: string }>(tx.db, `SELECT d.id, d.finding_id AS findingId, d.made FROM finding_decision AS d JOIN finding AS f ON f.id = d.finding_id AND f.decision_id = d.id
    WHERE f.kind = 'refusal' AND f.record_id = ? AND d.kind = 'refusal' AND d.undone_at IS NULL ORDER BY d.id DESC LIMIT 1`, refusalId)
  if (!kept) return
  const { before } = JSON.parse(kept.made) as Made
  statement(tx.db, 'UPDATE finding_decision SET undone_at = ? WHERE id = ?').run(tx.now, kept.id)
  statement(tx.db, 'UPDATE finding SET decision_id = ?, decided_until_day = ?, version = version + 1 WHERE id = ?').run(before?.decisionId ?? null, before?.decidedUntilDay ?? null, kept.findingId)
}
