import { convert } from '../../domain/money.ts'
import type { WriteDb } from '../db.ts'

/**
 * SQL of `activity.contact_at` (domain.md, Contacts and notes): when it happened, else when it was entered, if it is a contact.
 * `of` writes a column's value: the column itself, or a parameter of an insert.
 */
export const contactAtSql = (of: (column: string) => string): string => `CASE WHEN ${of('kind')} IN ('email', 'message')
  OR (${of('kind')} = 'meeting' AND ${of('state')} = 'held')
  OR (${of('kind')} = 'call' AND ${of('judged_fake')} = 0 AND coalesce(${of('talk_s')}, ${of('duration_s')}, 0) > 0)
  THEN coalesce(${of('occurred_at')}, ${of('created_at')}) END`

/** Which rows to bring up to date: a condition on the table's own columns, with the ids as one JSON parameter, $ids. */
interface Scope { where: string, ids: string | null }

const everything: Scope = { where: '1', ids: null }
const among = (column: string, ids: Iterable<number>): Scope => ({ where: `${column} IN (SELECT value FROM json_each($ids))`, ids: JSON.stringify([...ids]) })

const run = (db: WriteDb, sql: string, scope: Scope): void => {
  const statement = db.sqlite.prepare(sql)
  if (scope.ids === null) statement.run()
  else statement.run({ ids: scope.ids })
}

const deriveActivities = (db: WriteDb, scope: Scope): void => {
  const contactAt = contactAtSql(column => `activity.${column}`)
  run(db, `UPDATE activity SET contact_at = ${contactAt} WHERE ${scope.where} AND contact_at IS NOT ${contactAt}`, scope)
}

const deriveTasks = (db: WriteDb, scope: Scope): void => {
  const moves = '(SELECT count(*) FROM task_move WHERE task_move.task_id = task.id AND task_move.later = 1 AND task_move.approved_at IS NULL)'
  run(db, `UPDATE task SET unapproved_moves = ${moves} WHERE ${scope.where} AND (unapproved_moves <> 0 OR id IN (SELECT task_id FROM task_move)) AND unapproved_moves IS NOT ${moves}`, scope)
}

// The plus signs keep SQLite, which has no statistics here, from choosing the index of the dates over the deal's.
const contactOfDeal = 'SELECT max(contact_at) FROM activity WHERE activity.deal_id = deal.id'
const contactOfClient = 'SELECT max(contact_at) FROM activity WHERE activity.client_id = deal.client_id AND +activity.deal_id IS NULL'

/** Tasks and notes are gone through once: deal by deal would take three times as long where all are asked for. */
const dealFacts = ({ where, ids }: Scope): string => {
  const ofDeals = ids === null ? 'deal_id IS NOT NULL' : 'deal_id IN (SELECT value FROM json_each($ids))'
  return `
  SELECT deal.id AS id, coalesce(tasks.open, 0) AS open_tasks, tasks.due_at AS next_due_at, coalesce(tasks.moves, 0) AS task_moves_max,
    (SELECT max(at) FROM (SELECT (${contactOfDeal}) AS at UNION ALL SELECT (${contactOfClient}))) AS last_contact_at,
    coalesce(pinned.notes, 0) AS pinned_notes,
    coalesce(iif(move.to_stage_id = deal.stage_id, move.at, NULL), deal.stage_entered_at, min(coalesce(deal.updated_at, deal.stage_seen_at), deal.stage_seen_at)) AS entered_at,
    (move.to_stage_id IS deal.stage_id OR deal.stage_entered_at IS NOT NULL) AS entered_exact
  FROM deal
  LEFT JOIN (SELECT deal_id, count(*) AS open, min(due_at) AS due_at, max(unapproved_moves) AS moves FROM task
    WHERE ${ofDeals} AND +done_at IS NULL AND cancelled_at IS NULL GROUP BY deal_id) AS tasks ON tasks.deal_id = deal.id
  LEFT JOIN (SELECT deal_id, count(*) AS notes FROM note WHERE ${ofDeals} AND pinned = 1 GROUP BY deal_id) AS pinned ON pinned.deal_id = deal.id
  LEFT JOIN stage_move AS move
    ON move.id = (SELECT last.id FROM stage_move AS last WHERE last.deal_id = deal.id AND last.inferred = 0 ORDER BY last.at DESC, last.id DESC LIMIT 1)
  WHERE ${where}`
}

const deriveMoney = (db: WriteDb, scope: Scope): void => {
  const currency = db.sqlite.prepare('SELECT currency FROM workspace').pluck().get() as string
  const same = db.sqlite.prepare(`UPDATE deal SET amount_reporting = amount WHERE ${scope.where} AND currency = $currency AND amount_reporting IS NOT amount`)
  const foreign = db.sqlite.prepare(`SELECT deal.id AS id, deal.amount AS amount, deal.currency AS currency, rate.rate AS rate, deal.amount_reporting AS reporting
    FROM deal LEFT JOIN rate ON rate.currency = deal.currency WHERE ${scope.where} AND deal.currency <> $currency`)
  const parameters = { currency, ...scope.ids !== null && { ids: scope.ids } }
  same.run(parameters)
  const save = db.sqlite.prepare('UPDATE deal SET amount_reporting = ? WHERE id = ?')
  for (const deal of foreign.all(parameters) as { id: number, amount: number | null, currency: string, rate: string | null, reporting: number | null }[]) {
    const amount = deal.amount === null || deal.rate === null ? null : convert(deal.amount, deal.currency, currency, deal.rate)
    if (amount !== deal.reporting) save.run(amount, deal.id)
  }
}

const derivedOfDeal = ['open_tasks', 'next_due_at', 'task_moves_max', 'last_contact_at', 'pinned_notes', 'entered_at', 'entered_exact'] as const
const columnsOf = (table: string): string => derivedOfDeal.map(column => `${table}.${column}`).join(', ')

// `LIMIT -1` keeps SQLite from computing the subqueries once for the comparison and once more for the change.
const deriveDeals = (db: WriteDb, scope: Scope): void => {
  run(db, `UPDATE deal SET ${derivedOfDeal.map(column => `${column} = fresh.${column}`).join(', ')}
    FROM (${dealFacts(scope)} LIMIT -1) AS fresh WHERE deal.id = fresh.id AND (${columnsOf('deal')}) IS NOT (${columnsOf('fresh')})`, scope)
  derivePromises(db, scope)
  deriveMoney(db, scope)
}

// Checks that are done, apart from the second ones that only measure agreement; what a call says counts for whatever the call counts for.
const promiseOf = (call: string): string => `SELECT min(call_check.agreed_at) FROM activity JOIN call_check ON call_check.activity_id = activity.id
  WHERE ${call} AND activity.judged_fake = 0 AND call_check.state = 'done' AND call_check.blind = 0 AND call_check.agreed_at > coalesce(deal.last_contact_at, -1e15)`
const promisedAt = `(SELECT min(at) FROM (SELECT (${promiseOf('activity.deal_id = deal.id')}) AS at UNION ALL SELECT (${promiseOf('activity.client_id = deal.client_id AND +activity.deal_id IS NULL')})))`

/** After the contacts. Of all deals only those whose calls, or whose client's, have an agreement. */
const derivePromises = (db: WriteDb, scope: Scope): void => {
  const agreed = "SELECT activity.deal_id, activity.client_id FROM call_check JOIN activity ON activity.id = call_check.activity_id WHERE call_check.agreed_at IS NOT NULL"
  const where = scope.ids === null
    ? `(promised_at IS NOT NULL OR id IN (SELECT deal_id FROM (${agreed})) OR client_id IN (SELECT client_id FROM (${agreed}) WHERE deal_id IS NULL))`
    : scope.where
  run(db, `UPDATE deal SET promised_at = ${promisedAt} WHERE ${where} AND promised_at IS NOT ${promisedAt}`, scope)
}

/** Brings every derived column of deals, tasks and activities up to date. Safe to repeat. */
export const deriveAllTx = (db: WriteDb): void => {
  deriveActivities(db, everything)
  deriveTasks(db, everything)
  deriveAllDealsTx(db)
}

/** Those of all deals, where tasks and activities have theirs. */
export const deriveAllDealsTx = (db: WriteDb): void => deriveDeals(db, everything)

/**
 * Brings up to date what follows from the facts of these deals: the deals themselves, their tasks, their activities and
 * those of their clients that name no deal. Call it after any write that touches a deal, its tasks, contacts, notes or moves.
 */
export const deriveDealsTx = (db: WriteDb, dealIds: Iterable<number>): void => {
  const scope = among('deal.id', dealIds)
  if (scope.ids === '[]') return
  deriveActivities(db, { ...scope, where: 'activity.deal_id IN (SELECT value FROM json_each($ids))' })
  deriveActivities(db, { ...scope, where: 'activity.deal_id IS NULL AND activity.client_id IN (SELECT client_id FROM deal WHERE id IN (SELECT value FROM json_each($ids)))' })
  deriveTasks(db, { ...scope, where: 'task.deal_id IN (SELECT value FROM json_each($ids))' })
  deriveDeals(db, scope)
}

/** Brings `unapproved_moves` of these tasks up to date, for tasks that name no deal. */
export const deriveTasksTx = (db: WriteDb, taskIds: Iterable<number>): void => deriveTasks(db, among('task.id', taskIds))

/** Brings `contact_at` of these activities up to date; the deals that they count for are the caller's to name. */
export const deriveActivitiesTx = (db: WriteDb, activityIds: Iterable<number>): void => deriveActivities(db, among('activity.id', activityIds))

/** Deals that a contact counts for when it names only these clients. */
export const dealsOfClients = (db: WriteDb, clientIds: Iterable<number>): number[] =>
  db.sqlite.prepare('SELECT id FROM deal WHERE client_id IN (SELECT value FROM json_each(?))').pluck().all(JSON.stringify([...clientIds])) as number[]
