import { makeBulkInsert } from '../../store/writes/bulkInsert.ts'
import { beginBulkLoad } from '../../store/writes/loadInBulk.ts'
import { stageKey } from '../native/known.ts'
import type { StagedFile, StageMoveRow } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import type { SeenMove } from './applyDeals.ts'
import { auditChange, type ApplyContext } from './context.ts'
import type { Fields } from './merge.ts'

/** The files' own stage moves, keyed by deal and moment. */
export function* applyStageMoves(context: ApplyContext, file: StagedFile<StageMoveRow>): Steps {
  const { sqlite } = context.db
  const findKnown = readKnownMoves(context, file.expected)
  const moves = makeBulkInsert(context.db, { table: 'stage_move', columns: ['deal_id', 'from_stage_id', 'to_stage_id', 'at', 'by_id', 'source'] })
  const update = sqlite.prepare('UPDATE stage_move SET from_stage_id = ?, to_stage_id = ?, by_id = ? WHERE id = ?')
  const indexAnew = beginBulkLoad(context.db, 'stage_move', file.expected)
  const take = (row: StageMoveRow): void => {
    const dealId = context.deals.resolve(row.deal)!
    const from = row.from === null ? null : context.stages.get(stageKey(row.pipeline, row.from))!.id
    const to = context.stages.get(stageKey(row.pipeline, row.to))!.id
    const by = context.people.resolve(row.by)
    const known = findKnown(dealId, row.at)
    if (!known) {
      moves.add([dealId, from, to, row.at, by, context.source])
      context.touched.deals.add(dealId)
      context.created.stageMoves++
      return
    }
    const next = {
      from_stage_id: file.columns.has('from_stage') ? from : known.from_stage_id, to_stage_id: to, by_id: file.columns.has('by') ? by : known.by_id,
    }
    const values: Fields = {}
    for (const field of ['from_stage_id', 'to_stage_id', 'by_id'] as const) if (next[field] !== known[field]) values[field] = next[field]
    if (Object.keys(values).length === 0) {
      context.unchanged.stageMoves++
      return
    }
    update.run(next.from_stage_id, next.to_stage_id, next.by_id, known.id)
    auditChange(context, 'stage_move', known.id, { from_stage_id: known.from_stage_id, to_stage_id: known.to_stage_id, by_id: known.by_id }, values)
    context.touched.deals.add(dealId)
    context.updated.stageMoves++
  }
  yield* eachRow(file.slices, take)
  moves.flush()
  indexAnew()
}

interface KnownMove { id: number, from_stage_id: number | null, to_stage_id: number, by_id: number | null }

/** Moves that were known before this file, by deal and moment: their keys are read at once for a large file, each by itself for a small one. */
const readKnownMoves = ({ db: { sqlite } }: ApplyContext, rows: number): (dealId: number, at: number) => KnownMove | undefined => {
  const columns = 'SELECT id, from_stage_id, to_stage_id, by_id FROM stage_move WHERE'
  const count = sqlite.prepare('SELECT count(*) FROM stage_move').pluck().get() as number
  if (rows * 8 < count) {
    const find = sqlite.prepare(`${columns} deal_id = ? AND at = ? AND inferred = 0`)
    return (dealId, at) => find.get(dealId, at) as KnownMove | undefined
  }
  const ids = new Map(sqlite.prepare("SELECT deal_id || ' ' || at, id FROM stage_move WHERE inferred = 0").raw().iterate() as Iterable<[string, number]>)
  const read = sqlite.prepare(`${columns} id = ?`)
  return (dealId, at) => {
    const id = ids.size === 0 ? undefined : ids.get(`${dealId} ${at}`)
    return id === undefined ? undefined : read.get(id) as KnownMove
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
