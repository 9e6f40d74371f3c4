import type { ApplyContext } from './context.ts'

type Origin = 'asked' | 'closed_outside' | 'closed_directly'

/** The queue of refusals as an import touches it: «closed outside» (domain.md, Refusals). */
export const makeRefusals = (context: ApplyContext) => {
  const { sqlite } = context.db
  const rows = sqlite.prepare('SELECT deal_id AS dealId, origin, requested_at AS askedAt FROM refusal WHERE state = \'pending\'').all() as { dealId: number, origin: Origin, askedAt: number }[]
  const waiting = new Map(rows.map(row => [row.dealId, row]))
  const lastRound = sqlite.prepare('SELECT coalesce(max(round), 0) FROM refusal WHERE deal_id = ?').pluck()
  const insert = sqlite.prepare(`INSERT INTO refusal (deal_id, round, origin, requested_by, requested_at, reason_text, from_stage_id, state)
    VALUES (?, ?, 'closed_outside', ?, ?, ?, ?, 'pending')`)
  const withdraw = sqlite.prepare('UPDATE refusal SET state = \'withdrawn\', decided_at = ?, version = version + 1 WHERE deal_id = ? AND state = \'pending\'')
  const move = sqlite.prepare('UPDATE refusal SET from_stage_id = ?, version = version + 1 WHERE deal_id = ? AND state = \'pending\'')
  const revive = sqlite.prepare('UPDATE task SET cancelled_at = NULL, version = version + 1 WHERE deal_id = ? AND source = ? AND done_at IS NULL AND cancelled_at IS NOT NULL')
  const leave = sqlite.prepare('UPDATE nurture SET left_at = ? WHERE deal_id = ? AND left_at IS NULL')
  return {
    pendingOf: (dealId: number): Origin | null => waiting.get(dealId)?.origin ?? null,
    /** Since when the source shows the deal where its refusal waits from; null without one. */
    askedAt: (dealId: number): number | null => waiting.get(dealId)?.askedAt ?? null,
    closeOutside: (dealId: number, owner: number | null, fromStageId: number, reason: string | null): void => {
      insert.run(dealId, lastRound.get(dealId) as number + 1, owner, context.asOf, reason, fromStageId)
      context.found.closedOutside++
    },
    withdraw: (dealId: number): void => {
      withdraw.run(context.asOf, dealId)
    },
    /** The source shows a lost deal open again: what its refusal had ended goes on. */
    reopen: (dealId: number): void => {
      revive.run(dealId, context.source)
      leave.run(context.asOf, dealId)
    },
    moveTo: (dealId: number, stageId: number): void => {
      move.run(stageId, dealId)
    },
  }
}
