import { stageKey } from '../native/known.ts'
import type { StagedFile, StageMoveRow } from '../native/rows.ts'
import type { SeenMove } from './applyDeals.ts'
import { auditChange, type ApplyContext } from './context.ts'
import type { Fields } from './merge.ts'

/** The files' own stage moves, keyed by deal and moment. */
export const applyStageMoves = (context: ApplyContext, file: StagedFile<StageMoveRow>): void => {
  const { sqlite } = context.db
  const find = sqlite.prepare('SELECT id, from_stage_id, to_stage_id, by_id FROM stage_move WHERE deal_id = ? AND at = ? AND inferred = 0')
  const insert = sqlite.prepare('INSERT INTO stage_move (deal_id, from_stage_id, to_stage_id, at, by_id, source) VALUES (?, ?, ?, ?, ?, ?)')
  const update = sqlite.prepare('UPDATE stage_move SET from_stage_id = ?, to_stage_id = ?, by_id = ? WHERE id = ?')
  for (const row of file.rows) {
    const dealId = context.deals.resolve(row.deal)!
    const from = row.from === null ? null : context.stages.get(stageKey(row.pipeline, row.from))!.id
    const to = context.stages.get(stageKey(row.pipeline, row.to))!.id
    const by = context.people.resolve(row.by)
    const known = find.get(dealId, row.at) as { id: number, from_stage_id: number | null, to_stage_id: number, by_id: number | null } | undefined
    if (!known) {
      insert.run(dealId, from, to, row.at, by, context.source)
      context.touched.deals.add(dealId)
      context.created.stageMoves++
      continue
    }
    const next = {
      from_stage_id: file.columns.has('from_stage') ? from : known.from_stage_id, to_stage_id: to, by_id: file.columns.has('by') ? by : known.by_id,
    }
    const values: Fields = {}
    for (const field of ['from_stage_id', 'to_stage_id', 'by_id'] as const) if (next[field] !== known[field]) values[field] = next[field]
    if (Object.keys(values).length === 0) {
      context.unchanged.stageMoves++
      continue
    }
    update.run(next.from_stage_id, next.to_stage_id, next.by_id, known.id)
    auditChange(context, 'stage_move', known.id, { from_stage_id: known.from_stage_id, to_stage_id: known.to_stage_id, by_id: known.by_id }, values)
    context.touched.deals.add(dealId)
    context.updated.stageMoves++
  }
}

/** Keeps the moves that only the comparison shows; their moment is the import's, so they are no entry date. */
export const keepSeenMoves = (context: ApplyContext, moves: readonly SeenMove[]): void => {
  const { sqlite } = context.db
  const last = sqlite.prepare('SELECT to_stage_id FROM stage_move WHERE deal_id = ? AND inferred = 0 ORDER BY at DESC, id DESC LIMIT 1').pluck()
  const insert = sqlite.prepare('INSERT INTO stage_move (deal_id, from_stage_id, to_stage_id, at, source, inferred) VALUES (?, ?, ?, ?, ?, 1)')
  for (const { dealId, from, to } of moves) {
    context.found.stageMoves++
    if (last.get(dealId) !== to) insert.run(dealId, from, to, context.asOf, context.source)
  }
}
