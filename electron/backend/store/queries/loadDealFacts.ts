import { dealThen, type DealMove, type DealNow } from '../../domain/review/dealThen.ts'
import type { AgreedFact, DealFact, StageFact } from '../../domain/review/facts.ts'
import type { ReadDb } from '../db.ts'
import { all, statement } from './rows.ts'

interface DealRow extends DealNow { id: number, externalId: string, source: string, ownerId: number | null, clientId: number | null, createdAt: number | null, amount: number | null, amountReporting: number | null }

const inScope = (column: string, dealIds: string | null): string => dealIds === null ? '' : `AND ${column} IN (SELECT value FROM json_each($dealIds))`

/** The deals as they were at instant `asOf`: status, stage and entry from the history where it changed since. */
export const loadDealFacts = (db: ReadDb, asOf: number, dealIds: string | null, stages: ReadonlyMap<number, StageFact>): DealFact[] => {
  const parameters = dealIds === null ? { asOf } : { asOf, dealIds }
  const contactOfDeal = pairs(db, `SELECT deal_id AS key, max(contact_at) AS value FROM activity
    WHERE deal_id IS NOT NULL AND contact_at <= $asOf AND (created_at IS NULL OR created_at <= $asOf) ${inScope('deal_id', dealIds)} GROUP BY deal_id`, parameters)
  const contactOfClient = pairs(db, `SELECT client_id AS key, max(contact_at) AS value FROM activity
    WHERE deal_id IS NULL AND client_id IS NOT NULL AND contact_at <= $asOf AND (created_at IS NULL OR created_at <= $asOf)
      ${dealIds === null ? '' : 'AND client_id IN (SELECT client_id FROM deal WHERE id IN (SELECT value FROM json_each($dealIds)))'} GROUP BY client_id`, parameters)
  const pinned = pairs(db, `SELECT deal_id AS key, 1 AS value FROM note
    WHERE pinned = 1 AND deal_id IS NOT NULL AND (created_at IS NULL OR created_at <= $asOf) ${inScope('deal_id', dealIds)} GROUP BY deal_id`, parameters)
  const parkings = new Map(all<{ dealId: number, untilDay: string }>(db, `SELECT deal_id AS dealId, until_day AS untilDay FROM parking
    WHERE at <= $asOf AND (ended_at IS NULL OR ended_at > $asOf) ${inScope('deal_id', dealIds)} ORDER BY at, id`, parameters).map(row => [row.dealId, row.untilDay]))
  const ownerThen = pairs(db, `SELECT record_id AS key, from_id AS value FROM transfer
    WHERE record_type = 'deal' AND at > $asOf ${inScope('record_id', dealIds)} ORDER BY at DESC, id DESC`, parameters)
  const reviews = new Map(all<{ dealId: number, fromStageId: number, waiting: number, requestedAt: number }>(db, `
    SELECT deal_id AS dealId, from_stage_id AS fromStageId, requested_at AS requestedAt, requested_at <= $asOf AND (state = 'pending' OR decided_at > $asOf) AS waiting FROM refusal
    WHERE ((requested_at <= $asOf AND (state = 'pending' OR decided_at > $asOf)) OR requested_at > $asOf) ${inScope('deal_id', dealIds)}
    ORDER BY waiting, round DESC`, parameters).map(row => [row.dealId, row]))
  const agreements = agreementsOf(db, asOf, dealIds)
  // Only what moved or was closed since needs its history; all of it in one reading, a month back that is every third deal.
  const moves = movesSince(db, asOf, dealIds)

  const factOf = (row: DealRow): DealFact => {
    const review = reviews.get(row.id)
    const { status, stageId, entry } = dealThen(row, review && { ...review, waiting: review.waiting === 1 }, moves.movedSince.has(row.id), () => moves.of.get(row.id) ?? movesOf(db, row.id), asOf)
    const contact = Math.max(contactOfDeal.get(row.id) ?? -Infinity, (row.clientId === null ? undefined : contactOfClient.get(row.clientId)) ?? -Infinity)
    const untilDay = parkings.get(row.id)
    return {
      id: row.id,
      externalId: row.externalId,
      source: row.source,
      ownerId: ownerThen.has(row.id) ? ownerThen.get(row.id)! : row.ownerId,
      clientId: row.clientId,
      status,
      stageId: stages.has(stageId) ? stageId : row.stageId,
      createdAt: row.createdAt,
      amount: row.amountReporting,
      noRate: row.amount !== null && row.amountReporting === null,
      entry: entry(),
      lastContactAt: contact === -Infinity ? null : contact,
      hasPinnedNote: pinned.has(row.id),
      parking: untilDay === undefined ? null : { untilDay },
      agreements: agreements.get(row.id) ?? none,
    }
  }
  const facts: DealFact[] = []
  for (const rows of dealRows(db, parameters, dealIds)) for (const row of rows) facts.push(factOf(row))
  return facts
}

const rowsAtOnce = 20_000

/** Slice by slice: the rows of half a million deals at once would take twice the room of what is made of them. */
function* dealRows(db: ReadDb, parameters: { asOf: number }, dealIds: string | null): Generator<DealRow[], void, void> {
  const select = `
    SELECT id, external_id AS externalId, source, owner_id AS ownerId, client_id AS clientId, status, stage_id AS stageId, created_at AS createdAt, updated_at AS updatedAt,
      closed_at AS closedAt, stage_entered_at AS stageEnteredAt, stage_seen_at AS stageSeenAt, amount, amount_reporting AS amountReporting,
      entered_at AS enteredAt, entered_exact AS enteredExact
    FROM deal WHERE (created_at IS NULL OR created_at <= $asOf)`
  if (dealIds !== null) return yield all<DealRow>(db, `${select} ${inScope('id', dealIds)}`, parameters)
  for (let after = 0; ;) {
    const rows = all<DealRow>(db, `${select} AND id > $after ORDER BY id LIMIT ${rowsAtOnce}`, { ...parameters, after })
    yield rows
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)!.id
  }
}

const none: readonly AgreedFact[] = []

/** What was agreed in calls whose check was done by T, by deal in the order of the calls; one that names only a client counts for its deals. */
const agreementsOf = (db: ReadDb, asOf: number, dealIds: string | null): ReadonlyMap<number, AgreedFact[]> => {
  const of = new Map<number, AgreedFact[]>()
  const half = (dealId: string, join: string, where: string): string => `SELECT ${dealId} AS dealId, call.id AS callId, coalesce(call.occurred_at, call.created_at) AS calledAt, call_check.agreed_at AS at, call_check.next_step AS nextStep, call_check.done_at AS doneAt
    FROM ${join} JOIN call_check ON call_check.activity_id = call.id
    WHERE ${where} AND call.judged_fake = 0 AND call_check.state = 'done' AND call_check.blind = 0 AND call_check.agreed_at IS NOT NULL AND call_check.done_at <= $asOf`
  const [named, ofClient] = dealIds === null
    ? ['activity AS call', 'activity AS call JOIN deal ON deal.client_id = call.client_id']
    : ['json_each($dealIds) AS asked CROSS JOIN activity AS call ON call.deal_id = asked.value', 'json_each($dealIds) AS asked CROSS JOIN deal ON deal.id = asked.value JOIN activity AS call ON call.client_id = deal.client_id']
  const rows = all<AgreedFact & { dealId: number }>(db, `${half('call.deal_id', named, 'call.deal_id IS NOT NULL')}
    UNION ALL ${half('deal.id', ofClient, '+call.deal_id IS NULL')} ORDER BY calledAt, callId`, dealIds === null ? { asOf } : { asOf, dealIds })
  for (const { dealId, callId, at, nextStep, doneAt } of rows) of.set(dealId, [...of.get(dealId) ?? [], { callId, at, nextStep, doneAt }])
  return of
}

/** Two columns as a map. Rows as arrays: ten thousand objects would be made for nothing. */
const pairs = (db: ReadDb, sql: string, parameters: Record<string, unknown>): Map<number, number> =>
  new Map(statement(db, sql).raw(true).all(parameters) as [number, number][])

const movesSince = (db: ReadDb, asOf: number, dealIds: string | null): { movedSince: ReadonlySet<number>, of: ReadonlyMap<number, DealMove[]> } => {
  const of = new Map<number, DealMove[]>()
  const movedSince = new Set<number>()
  const rows = all<DealMove & { dealId: number }>(db, `SELECT deal_id AS dealId, from_stage_id AS fromStageId, to_stage_id AS toStageId, at, inferred FROM stage_move
    WHERE deal_id IN (SELECT deal_id FROM stage_move WHERE at > $asOf ${inScope('deal_id', dealIds)}) ORDER BY deal_id, at, id`, dealIds === null ? { asOf } : { asOf, dealIds })
  for (const move of rows) {
    const known = of.get(move.dealId)
    if (known) known.push(move)
    else of.set(move.dealId, [move])
    if (move.at > asOf) movedSince.add(move.dealId)
  }
  return { movedSince, of }
}

const movesOf = (db: ReadDb, dealId: number): DealMove[] =>
  all(db, 'SELECT from_stage_id AS fromStageId, to_stage_id AS toStageId, at, inferred FROM stage_move WHERE deal_id = ? ORDER BY at, id', dealId)
