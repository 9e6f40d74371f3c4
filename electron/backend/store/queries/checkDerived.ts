import { convert } from '../../domain/money.ts'
import type { ReadDb } from '../db.ts'
import { checkOutbox } from './checkOutbox.ts'
import type { DerivedDifference } from './derivedDifference.ts'

/**
 * Recomputes every derived column from the facts, with SQL that shares nothing with store/writes/derive.ts, and the outbox; returns what
 * differs: at most `most` rows a column. An empty list means that every list and counter can be trusted.
 */
export const checkDerived = (db: ReadDb, most = 100): DerivedDifference[] => derivedSlices(db, most).flatMap(slice => slice())

/** The same in pieces, each true by itself: between two of them other work may go on. */
export const derivedSlices = (db: ReadDb, most = 100): (() => DerivedDifference[])[] => [
  () => differences(db, 'activity', contactTimes, ['contact_at'], most),
  () => differences(db, 'task', taskMoves, ['unapproved_moves'], most),
  () => differences(db, 'deal', dealTasks, ['open_tasks', 'next_due_at', 'task_moves_max'], most),
  () => differences(db, 'deal', dealContacts, ['last_contact_at'], most),
  () => differences(db, 'deal', dealPromises, ['promised_at'], most),
  () => differences(db, 'deal', dealPins, ['pinned_notes'], most),
  () => differences(db, 'deal', dealEntries, ['entered_at', 'entered_exact'], most),
  () => moneyDifferences(db, most),
  () => totalDifferences(db, most),
  () => checkOutbox(db, most),
]

/** `fresh` gives a row for each id of the table with the columns as they should be. */
const differences = ({ sqlite }: ReadDb, table: DerivedDifference['table'], fresh: string, columns: readonly string[], most: number): DerivedDifference[] =>
  columns.flatMap(column => (sqlite.prepare(`
    WITH fresh AS (${fresh})
    SELECT kept.id AS id, kept.${column} AS stored, fresh.${column} AS expected FROM ${table} AS kept JOIN fresh ON fresh.id = kept.id
    WHERE kept.${column} IS NOT fresh.${column} ORDER BY kept.id LIMIT ?`).all(most) as { id: number, stored: unknown, expected: unknown }[])
    .map(({ id, stored, expected }) => ({ table, id, column, stored: String(stored), expected: String(expected) })))

// domain.md, Contacts and notes: a call with talk that isn't judged fake, a meeting held, any message or e-mail.
const isContact = `CASE kind
  WHEN 'call' THEN judged_fake <> 1 AND (talk_s > 0 OR (talk_s IS NULL AND duration_s > 0))
  WHEN 'meeting' THEN state IS 'held'
  ELSE kind IN ('email', 'message') END`

const contactTimes = `SELECT id, CASE WHEN ${isContact} THEN ifnull(occurred_at, created_at) END AS contact_at FROM activity`

const movesWithoutApproval = 'SELECT task_id, count(*) AS moves FROM task_move WHERE later <> 0 AND approved_at IS NULL GROUP BY task_id'

const taskMoves = `SELECT task.id, ifnull(unapproved.moves, 0) AS unapproved_moves FROM task LEFT JOIN (${movesWithoutApproval}) AS unapproved ON unapproved.task_id = task.id`

// A task belongs only to the deal that it names.
const dealTasks = `SELECT deal.id, ifnull(pending.open_tasks, 0) AS open_tasks, pending.next_due_at, ifnull(pending.task_moves_max, 0) AS task_moves_max
  FROM deal LEFT JOIN (
    SELECT task.deal_id, count(*) AS open_tasks, min(task.due_at) AS next_due_at, max(unapproved.moves) AS task_moves_max
    FROM task LEFT JOIN (${movesWithoutApproval}) AS unapproved ON unapproved.task_id = task.id
    WHERE coalesce(task.done_at, task.cancelled_at) IS NULL GROUP BY task.deal_id
  ) AS pending ON pending.deal_id = deal.id`

// The deal that a contact names, or every deal of the client that alone it names.
const dealContacts = `SELECT deal.id, max(counted.at) AS last_contact_at FROM deal LEFT JOIN (
    SELECT deal_id, ifnull(occurred_at, created_at) AS at FROM activity WHERE deal_id IS NOT NULL AND ${isContact}
    UNION ALL
    SELECT own.id AS deal_id, ifnull(activity.occurred_at, activity.created_at) AS at
    FROM activity JOIN deal AS own ON own.client_id = activity.client_id WHERE activity.deal_id IS NULL AND ${isContact}
  ) AS counted ON counted.deal_id = deal.id GROUP BY deal.id`

// domain.md, Stuck, `promise_missed`: agreed in a checked call, and no contact on that day or later.
const dealPromises = `SELECT deal.id, min(agreed.at) AS promised_at FROM deal LEFT JOIN (
    SELECT ifnull(call.deal_id, own.id) AS deal_id, call_check.agreed_at AS at
    FROM call_check JOIN activity AS call ON call.id = call_check.activity_id LEFT JOIN deal AS own ON call.deal_id IS NULL AND own.client_id = call.client_id
    WHERE call_check.state = 'done' AND call_check.blind = 0 AND call_check.agreed_at IS NOT NULL AND call.judged_fake = 0
  ) AS agreed ON agreed.deal_id = deal.id AND NOT EXISTS (
    SELECT 1 FROM activity WHERE (activity.deal_id = deal.id OR (activity.deal_id IS NULL AND activity.client_id = deal.client_id)) AND ${isContact} AND ifnull(occurred_at, created_at) >= agreed.at
  ) GROUP BY deal.id`

const dealPins = `SELECT deal.id, count(note.id) AS pinned_notes FROM deal LEFT JOIN note ON note.deal_id = deal.id AND note.pinned <> 0 GROUP BY deal.id`

// domain.md, Age in the stage: the latest move if it leads to the present stage, else the given date, else a bound.
const dealEntries = `SELECT deal.id,
    CASE WHEN last.to_stage_id = deal.stage_id THEN last.at
      WHEN deal.stage_entered_at IS NOT NULL THEN deal.stage_entered_at
      WHEN deal.updated_at < deal.stage_seen_at THEN deal.updated_at
      ELSE deal.stage_seen_at END AS entered_at,
    CASE WHEN last.to_stage_id = deal.stage_id OR deal.stage_entered_at IS NOT NULL THEN 1 ELSE 0 END AS entered_exact
  FROM deal LEFT JOIN (
    SELECT deal_id, to_stage_id, at FROM (
      SELECT deal_id, to_stage_id, at, row_number() OVER (PARTITION BY deal_id ORDER BY at DESC, id DESC) AS place FROM stage_move WHERE inferred = 0
    ) WHERE place = 1
  ) AS last ON last.deal_id = deal.id`

// domain.md, Call quality: Σ weight × score ÷ Σ weight of what applies, nought when a critical one is at nought, nothing for what was no conversation.
const checkTotals = `SELECT call_check.id, call_check.total AS stored,
    CASE WHEN ifnull(call_check.verdict, 'conversation') <> 'conversation' OR sum(part.weight) IS NULL THEN NULL
      WHEN max(part.critical AND part.share = 0) THEN 0.0 ELSE 100.0 * sum(part.weight * part.share) / sum(part.weight) END AS expected
  FROM call_check LEFT JOIN (
    SELECT given.id, criterion.value ->> 'weight' AS weight, criterion.value ->> 'critical' AS critical, (mark.value ->> 'score') * 1.0 / iif(criterion.value ->> 'kind' = 'scale', 5, 1) AS share
    FROM call_check AS given JOIN scorecard_version ON scorecard_version.id = given.scorecard_version_id, json_each(scorecard_version.sections) AS section, json_each(section.value, '$.criteria') AS criterion, json_each(given.scores) AS mark
    WHERE mark.key = criterion.value ->> 'id' AND mark.value ->> 'score' <= iif(criterion.value ->> 'kind' = 'scale', 5, 1)
  ) AS part ON part.id = call_check.id GROUP BY call_check.id`

/** Sums of another order differ in their last digits. */
const totalDifferences = ({ sqlite }: ReadDb, most: number): DerivedDifference[] =>
  (sqlite.prepare(`SELECT * FROM (${checkTotals}) WHERE (stored IS NULL) <> (expected IS NULL) OR abs(stored - expected) > 1e-9 ORDER BY id LIMIT ?`).all(most) as { id: number, stored: unknown, expected: unknown }[])
    .map(({ id, stored, expected }) => ({ table: 'call_check', id, column: 'total', stored: String(stored), expected: String(expected) }))

const moneyDifferences = ({ sqlite }: ReadDb, most: number): DerivedDifference[] => {
  const own = sqlite.prepare('SELECT currency FROM workspace').pluck().get() as string
  const rates = new Map((sqlite.prepare('SELECT currency, rate FROM rate').all() as { currency: string, rate: string }[]).map(({ currency, rate }) => [currency, rate]))
  const found: DerivedDifference[] = []
  const deals = sqlite.prepare('SELECT id, amount, currency, amount_reporting AS stored FROM deal WHERE amount IS NOT amount_reporting OR currency <> ? ORDER BY id')
  for (const deal of deals.iterate(own) as Iterable<{ id: number, amount: number | null, currency: string, stored: number | null }>) {
    const rate = rates.get(deal.currency)
    const converted = deal.amount === null || rate === undefined ? null : convert(deal.amount, deal.currency, own, rate)
    const expected = deal.currency === own ? deal.amount : converted
    if (expected === deal.stored) continue
    found.push({ table: 'deal', id: deal.id, column: 'amount_reporting', stored: String(deal.stored), expected: String(expected) })
    if (found.length >= most) break
  }
  return found
}
