import { auditChange, type ApplyContext } from './context.ts'

type Origin = 'asked' | 'closed_outside' | 'closed_directly'
interface Waiting { id: number, dealId: number, origin: Origin, askedAt: number, fromStageId: number }

/** The queue of refusals as an import touches it: «closed outside» (domain.md, Refusals). */
export const makeRefusals = (context: ApplyContext) => {
  const { sqlite } = context.db
  const rows = sqlite.prepare('SELECT id, deal_id AS dealId, origin, requested_at AS askedAt, from_stage_id AS fromStageId FROM refusal WHERE state = \'pending\'').all() as Waiting[]
  const waiting = new Map(rows.map(row => [row.dealId, row]))
  const lastRound = sqlite.prepare('SELECT coalesce(max(round), 0) FROM refusal WHERE deal_id = ?').pluck()
  const insert = sqlite.prepare(`INSERT INTO refusal (deal_id, round, origin, requested_by, requested_at, reason_text, from_stage_id, state)
    VALUES (?, ?, 'closed_outside', ?, ?, ?, ?, 'pending')`)
  const withdraw = sqlite.prepare('UPDATE refusal SET state = \'withdrawn\', decided_at = ?, version = version + 1 WHERE id = ?')
  const move = sqlite.prepare('UPDATE refusal SET from_stage_id = ?, version = version + 1 WHERE id = ?')
  const revive = sqlite.prepare('UPDATE task SET cancelled_at = NULL, version = version + 1 WHERE id = ?')
  const cancelled = sqlite.prepare('SELECT id, cancelled_at FROM task WHERE deal_id = ? AND source = ? AND done_at IS NULL AND cancelled_at IS NOT NULL')
  const leave = sqlite.prepare('UPDATE nurture SET left_at = ? WHERE id = ?')
  const nurtured = sqlite.prepare('SELECT id FROM nurture WHERE deal_id = ? AND left_at IS NULL').pluck()
  return {
    pendingOf: (dealId: number): Origin | null => waiting.get(dealId)?.origin ?? null,
    /** Since when the source shows the deal where its refusal waits from; null without one. */
    askedAt: (dealId: number): number | null => waiting.get(dealId)?.askedAt ?? null,
    closeOutside: (dealId: number, owner: number | null, fromStageId: number, reason: string | null): void => {
      const round = lastRound.get(dealId) as number + 1
      const id = Number(insert.run(dealId, round, owner, context.asOf, reason, fromStageId).lastInsertRowid)
      auditChange(context, 'refusal', id, null, { deal_id: dealId, round, origin: 'closed_outside', requested_by: owner, requested_at: context.asOf, reason_text: reason, from_stage_id: fromStageId, state: 'pending' })
      context.found.closedOutside++
    },
    withdraw: (dealId: number): void => {
      const id = waiting.get(dealId)?.id
      if (id === undefined) return
      withdraw.run(context.asOf, id)
      auditChange(context, 'refusal', id, { state: 'pending', decided_at: null }, { state: 'withdrawn', decided_at: context.asOf })
    },
    /** The source shows a lost deal open again: what its refusal had ended goes on. */
    reopen: (dealId: number): void => {
      for (const { id, cancelled_at } of cancelled.all(dealId, context.source) as { id: number, cancelled_at: number }[]) {
        revive.run(id)
        auditChange(context, 'task', id, { cancelled_at }, { cancelled_at: null })
      }
      for (const id of nurtured.all(dealId) as number[]) {
        leave.run(context.asOf, id)
        auditChange(context, 'nurture', id, { left_at: null }, { left_at: context.asOf })
      }
    },
    moveTo: (dealId: number, stageId: number): void => {
      const row = waiting.get(dealId)
      if (!row) return
      move.run(stageId, row.id)
      auditChange(context, 'refusal', row.id, { from_stage_id: row.fromStageId }, { from_stage_id: stageId })
    },
  }
}
