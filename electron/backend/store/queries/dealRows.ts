import type { DealSort } from '../../../../src/shared/contract/deals.ts'
import type { AgeBucket, DealStatus, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import type { Board } from './dealBoard.ts'
import { all, statement } from './rows.ts'

/** A filter over a board. */
export interface Selection { from: string, where: string, parameters: Record<string, unknown> }

// A whole order reads every row: sorting it is cheaper than following an index from row to row, hence the plus signs.
// What is shown in days is kept as an instant: more days are the earlier instant, hence `flip`.
const sortSql: Record<DealSort['by'], { key: string, join?: string, flip?: boolean }> = {
  amount: { key: '+deal.amount_reporting' },
  age: { key: 'deal.entered_at', flip: true },
  title: { key: "fold(coalesce(nullif(trim(deal.title), ''), deal.external_id))" },
  client: { key: 'fold(sorted.name)', join: 'LEFT JOIN client AS sorted ON sorted.id = deal.client_id' },
  manager: { key: 'fold(sorted.name)', join: 'LEFT JOIN person AS sorted ON sorted.id = deal.owner_id' },
  stage: { key: 'stage.pipeline_id * 1000000 + stage.position' },
  created: { key: '+deal.created_at' },
  lastContact: { key: 'deal.last_contact_at', flip: true },
  nextDue: { key: 'deal.next_due_at' },
  expectedClose: { key: 'deal.expected_close_day' },
  updated: { key: 'deal.updated_at' },
}

/** Ids of a selection in the order of a sort: what has no value comes last in both directions, the id decides between equals. */
export const orderedDealIds = (db: ReadDb, { from, where, parameters }: Selection, { by, descending }: DealSort): Uint32Array => {
  const { key, join = '', flip = false } = sortSql[by]
  const direction = descending !== flip ? 'DESC' : 'ASC'
  return Uint32Array.from(statement(db, `SELECT deal.id ${from} ${join} WHERE ${where} ORDER BY ${key} ${direction} NULLS LAST, deal.id ${direction}`).pluck().all(parameters) as number[])
}

export interface BoardRow {
  id: number, version: number, externalId: string, source: string, title: string | null, status: DealStatus, clientId: number | null, clientName: string | null
  ownerId: number | null, team: string | null, pipeline: string, stageId: number, stage: string, stageKind: StageKind, dwellLimitDays: number | null
  amount: number | null, currency: string, amountReporting: number | null, channel: string | null
  createdAt: number | null, updatedAt: number | null, closedAt: number | null, expectedCloseDay: string | null, enteredAt: number | null, enteredExact: number, bucket: AgeBucket
  lastContactAt: number | null, openTasks: number, nextDueAt: number | null, moves: number, reasons: number, parked: number, parkedUntil: string | null
}

/** The rows of these deals that stand on the board, in the order of `ids`. */
export const boardRows = (db: ReadDb, { from, parameters }: Board, ids: Iterable<number>): BoardRow[] => {
  const wanted = [...ids]
  if (wanted.length === 0) return []
  const found = new Map(all<BoardRow>(db, `
    SELECT deal.id, deal.version, deal.external_id AS externalId, deal.source, deal.title, deal.status, deal.client_id AS clientId, client.name AS clientName,
      deal.owner_id AS ownerId, owner.team, pipeline.name AS pipeline, stage.id AS stageId, stage.name AS stage, stage.kind AS stageKind, stage.dwell_limit_days AS dwellLimitDays,
      deal.amount, deal.currency, deal.amount_reporting AS amountReporting, deal.channel, deal.created_at AS createdAt, deal.updated_at AS updatedAt, deal.closed_at AS closedAt,
      deal.expected_close_day AS expectedCloseDay, deal.entered_at AS enteredAt, deal.entered_exact AS enteredExact, deal.bucket, deal.last_contact_at AS lastContactAt, deal.open_tasks AS openTasks,
      deal.next_due_at AS nextDueAt, deal.task_moves_max AS moves, deal.reasons, deal.parked AND deal.status = 'open' AS parked, deal.parked_until AS parkedUntil
    ${from} JOIN pipeline ON pipeline.id = stage.pipeline_id LEFT JOIN client ON client.id = deal.client_id LEFT JOIN person AS owner ON owner.id = deal.owner_id
    WHERE deal.id IN (SELECT value FROM json_each($rowIds))`, { ...parameters, rowIds: JSON.stringify(wanted) }).map(row => [row.id, row]))
  return wanted.flatMap(id => found.get(id) ?? [])
}
