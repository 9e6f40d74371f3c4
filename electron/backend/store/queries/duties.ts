import { keyPoints, type KeyPoint } from '../../../../src/shared/vocabulary.ts'
import { knownPoints, nextPoint, ordinalOf, pointOf, reachOfStages, workDayBack, type KeyPointEvent, type KeyPointFacts, type PointStage } from '../../domain/keyPoints.ts'
import { everybody, type PolicyActor } from '../../domain/policy.ts'
import type { WorkCalendar } from '../../domain/time/calendar.ts'
import type { ReadDb } from '../db.ts'
import type { BoardMoment } from './dealBoard.ts'
import { dealScope } from './dealScope.ts'
import { loadKnowledge } from './knowledge.ts'
import { all, one } from './rows.ts'

/** What the head does because nobody else did (domain.md, Key points), computed from the facts in SQL; rules: domain/keyPoints.ts. */
export interface DutyMoment extends BoardMoment { calendar: WorkCalendar }
export type DutyKind = 'key_point' | 'courtesy_call'

/** One duty: `stay` is the key point's ordinal, or the winning's. `amount` in the reporting currency. */
export interface DutyRow { dealId: number, stay: number, since: number, workDays: number, amount: number | null, noRate: number, late: number, backlog: number }
interface DutySource { readonly with: string, readonly sql: string, readonly parameters: Record<string, unknown> }

export const readPointStages = (db: ReadDb): PointStage[] => all(db, 'SELECT id, pipeline_id AS pipelineId, position, kind, key_point AS keyPoint FROM stage')

// «ordinal × era − instant»: the largest of a deal is its last key point at the moment when that was first reached. Instants stay below the era until the year 5138.
const era = 100_000_000_000_000
const ordinalSql = `CASE kind ${keyPoints.map(point => `WHEN '${point}' THEN ${ordinalOf(point)}`).join(' ')} END`
const kindsSql = keyPoints.map(point => `'${point}'`).join(', ')
const happenedSql = 'coalesce(occurred_at, created_at, $now)'

/** A JSON list of lists as a table that SQLite can index by itself. */
const tableOf = (name: string, ...columns: string[]): string => `${name}(${columns.join(', ')}) AS MATERIALIZED (SELECT ${columns.map((_, place) => `value ->> ${place}`).join(', ')} FROM json_each($${name}))`

// Deals that are named are looked up, not found by their status: hence the plus sign.
const statusSql = (only: readonly number[] | null): string => only === null ? 'deal.status' : '+deal.status'

const stagesSql = (among: (column: string) => string, status: string): string => `
      UNION ALL SELECT stage_move.deal_id, carried.ordinal * ${era} - stage_move.at FROM stage_move JOIN carried ON carried.stage_id = stage_move.to_stage_id WHERE stage_move.at <= $now ${among('stage_move.deal_id')}
      UNION ALL SELECT deal.id, carried.ordinal * ${era} - deal.entered_at FROM deal JOIN carried ON carried.stage_id = deal.stage_id WHERE ${status} = 'open' AND deal.entered_at <= $now ${among('deal.id')}`

/** Instants at which Pult came to see what it sees, for «was late already then». */
const seenInstants = (db: ReadDb, status: 'open' | 'won', known: Iterable<number>, only: readonly number[] | null = null): number[] =>
  [...new Set([...all<{ at: number }>(db, `SELECT DISTINCT first_seen_at AS at FROM deal WHERE ${statusSql(only)} = $status ${only === null ? '' : 'AND id IN (SELECT value FROM json_each($only))'}`, { status, ...only && { only: JSON.stringify(only) } }).map(row => row.at), ...known])]

/** Late key points of the open deals that this person may see; `only`: of these deals. */
const lateKeyPoints = (db: ReadDb, actor: PolicyActor, { now, today, zone, rules, calendar }: DutyMoment, only: readonly number[] | null = null): DutySource => {
  const among = (column: string): string => only === null ? '' : `AND ${column} IN (SELECT value FROM json_each($only))`
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  const stages = readPointStages(db)
  const activities = loadKnowledge(db).wholeSince('activities')
  const sources = new Set([...activities.keys(), ...all<{ source: string }>(db, 'SELECT DISTINCT source FROM pipeline').map(row => row.source)])
  const before = new Map<string, number>()
  const begunBefore = (day: number, workDays: number): number => {
    const key = `${day} ${workDays}`
    let at = before.get(key)
    if (at === undefined) before.set(key, at = zone.startOfDay(workDayBack(calendar, day, workDays)))
    return at
  }
  const pipelines = [...new Set(stages.map(stage => stage.pipelineId))]
  const next = [...sources].flatMap(source => pipelines.flatMap(pipelineId => {
    const known = knownPoints(stages, pipelineId, activities.has(source))
    return [0, ...keyPoints.map(ordinalOf)].flatMap(reached => {
      const found = nextPoint(reached, known, rules)
      return found ? [[source, pipelineId, reached, ordinalOf(found.point), found.workDays, begunBefore(today, found.workDays), activities.get(source) ?? 0] as const] : []
    })
  }))
  const workDays = [...new Set(next.map(row => row[4]))]
  const seen = seenInstants(db, 'open', activities.values(), only).flatMap(at => workDays.map(days => [at, days, begunBefore(zone.dayOf(at), days)]))
  const carried = [...reachOfStages(stages)].filter(([, ordinal]) => ordinal > 0)
  return {
    with: [tableOf('next', 'source', 'pipeline_id', 'reached', 'ordinal', 'work_days', 'before', 'known_since'), tableOf('seen', 'at', 'work_days', 'before'), tableOf('carried', 'stage_id', 'ordinal'), `reached AS MATERIALIZED (SELECT deal_id, max(reach) AS reach FROM (
      SELECT deal_id, ${ordinalSql} * ${era} - ${happenedSql} AS reach FROM activity WHERE kind IN (${kindsSql}) AND deal_id IS NOT NULL ${among('deal_id')} AND ${happenedSql} <= $now
      UNION ALL SELECT deal_id, stay * ${era} - done_at FROM control_task WHERE kind = 'key_point' AND done_at <= $now ${among('deal_id')}${carried.length > 0 ? stagesSql(among, statusSql(only)) : ''}
    ) GROUP BY deal_id)`].join(', '),
    sql: `
    SELECT deal.id AS dealId, next.ordinal AS stay, deal.since, next.work_days AS workDays, deal.amount_reporting AS amount, deal.amount IS NOT NULL AND deal.amount_reporting IS NULL AS noRate,
      1 AS late, deal.since < seen.before AS backlog
    FROM (
      SELECT deal.*, (reach + ${era - 1}) / ${era} AS reached, (reach + ${era - 1}) / ${era} * ${era} - reach AS since FROM (
        SELECT deal.id, deal.source, deal.pipeline_id, deal.first_seen_at, deal.amount, deal.amount_reporting, coalesce(reached.reach, - deal.created_at) AS reach
        FROM deal LEFT JOIN reached ON reached.deal_id = deal.id WHERE ${statusSql(only)} = 'open' AND ${scope} ${among('deal.id')}
      ) AS deal
    ) AS deal
      JOIN next ON next.source = +deal.source AND next.pipeline_id = deal.pipeline_id AND next.reached = deal.reached
      JOIN seen ON seen.at = max(deal.first_seen_at, next.known_since) AND seen.work_days = next.work_days
    WHERE deal.since < next.before`,
    parameters: { now, reach, next: JSON.stringify(next), seen: JSON.stringify(seen), carried: JSON.stringify(carried), ...only && { only: JSON.stringify(only) } },
  }
}

/** What tells of one deal's key points, as the list reads it. */
export const keyPointFactsOf = (db: ReadDb, deal: { id: number, source: string, pipelineId: number, stageId: number, enteredAt: number | null, status: string, createdAt: number | null }, now: number): KeyPointFacts => {
  const stages = readPointStages(db)
  const reach = reachOfStages(stages)
  const events: KeyPointEvent[] = all<{ point: KeyPoint, at: number }>(db, `SELECT kind AS point, ${happenedSql} AS at FROM activity WHERE deal_id = $deal AND kind IN (${kindsSql}) AND ${happenedSql} <= $now`, { deal: deal.id, now })
    .map(event => ({ ...event, byHead: false }))
  const add = (ordinal: number, at: number, byHead: boolean): void => {
    const point = pointOf(ordinal)
    if (point !== null && at <= now) events.push({ point, at, byHead })
  }
  for (const move of all<{ stageId: number, at: number }>(db, 'SELECT to_stage_id AS stageId, at FROM stage_move WHERE deal_id = ?', deal.id)) add(reach.get(move.stageId) ?? 0, move.at, false)
  if (deal.enteredAt !== null) add(reach.get(deal.stageId) ?? 0, deal.enteredAt, false)
  for (const done of all<{ stay: number, at: number }>(db, "SELECT stay, done_at AS at FROM control_task WHERE kind = 'key_point' AND deal_id = ? AND done_at IS NOT NULL", deal.id)) add(done.stay, done.at, true)
  return { open: deal.status === 'open', createdAt: deal.createdAt, events, known: knownPoints(stages, deal.pipelineId, loadKnowledge(db).knowsAll(deal.source, 'activities')) }
}

/** When a head spoke to the client after the deal was won, or closed the courtesy call here; null = not yet. */
export const courtesyDoneAt = (db: ReadDb, deal: { id: number, clientId: number | null, closedAt: number }, now: number): number | null => one<{ at: number | null }>(db, `
  SELECT min(at) AS at FROM (
    SELECT contact_at AS at FROM activity WHERE (deal_id = $deal OR (deal_id IS NULL AND client_id = $client)) AND contact_at > $closed AND contact_at <= $now
      AND manager_id IN (SELECT id FROM person WHERE role = 'head' AND role_confirmed = 1)
    UNION ALL SELECT done_at FROM control_task WHERE kind = 'courtesy_call' AND deal_id = $deal AND done_at >= $closed)`, { deal: deal.id, client: deal.clientId, closed: deal.closedAt, now })?.at ?? null

/** Which ones the list knows nothing of: no source of the open deals ever brought what would tell. */
export const dutiesKnown = (db: ReadDb): { keyPoints: boolean, headContacts: boolean } => {
  const activities = loadKnowledge(db).anyAll('activities')
  return { keyPoints: activities || readPointStages(db).some(stage => stage.keyPoint !== null), headContacts: activities }
}

// A contact by a head on the deal, or on its client alone, after the closing.
const headContactSql = (whose: string): string => `NOT EXISTS (SELECT 1 FROM activity WHERE ${whose} AND activity.contact_at > deal.closed_at AND activity.contact_at <= $now
        AND activity.manager_id IN (SELECT id FROM person WHERE role = 'head' AND role_confirmed = 1))`

/** Won deals whose client no head has spoken to since. */
const courtesyCalls = (db: ReadDb, actor: PolicyActor, { now, today, zone, rules }: DutyMoment, only: readonly number[] | null = null): DutySource => {
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  const known = loadKnowledge(db).wholeSince('activities')
  const closedBefore = (day: number): number => zone.startOfDay(day - rules.courtesyCallDays)
  return {
    with: [tableOf('known', 'source', 'since'), tableOf('seen', 'at', 'before')].join(', '),
    sql: `
    SELECT deal.id AS dealId, 1 + (SELECT count(*) FROM control_task WHERE kind = 'courtesy_call' AND deal_id = deal.id) AS stay, deal.closed_at AS since, 0 AS workDays,
      deal.amount_reporting AS amount, deal.amount IS NOT NULL AND deal.amount_reporting IS NULL AS noRate, deal.closed_at < $lateBefore AS late, deal.closed_at < seen.before AS backlog
    FROM deal
      LEFT JOIN known ON known.source = deal.source
      JOIN seen ON seen.at = max(deal.first_seen_at, coalesce(known.since, 0))
    WHERE ${statusSql(only)} = 'won' AND deal.closed_at <= $now AND ${scope} ${only === null ? '' : 'AND deal.id IN (SELECT value FROM json_each($only))'}
      AND NOT EXISTS (SELECT 1 FROM control_task WHERE kind = 'courtesy_call' AND deal_id = deal.id AND done_at >= deal.closed_at)
      AND ${headContactSql('activity.deal_id = deal.id')} AND ${headContactSql('activity.deal_id IS NULL AND activity.client_id = deal.client_id')}`,
    parameters: {
      now, reach, lateBefore: closedBefore(today), known: JSON.stringify([...known]), ...only && { only: JSON.stringify(only) },
      seen: JSON.stringify(seenInstants(db, 'won', known.values(), only).map(at => [at, closedBefore(zone.dayOf(at))])),
    },
  }
}

const sources: Record<DutyKind, (db: ReadDb, actor: PolicyActor, moment: DutyMoment, only?: readonly number[] | null) => DutySource> = { key_point: lateKeyPoints, courtesy_call: courtesyCalls }

/** Every duty of a kind, whoever sees its deal; `only`: of these deals. */
export const loadDuties = (db: ReadDb, moment: DutyMoment, kind: DutyKind, only: readonly number[] | null): DutyRow[] => {
  const { with: tables, sql, parameters } = sources[kind](db, everybody, moment, only)
  return all<DutyRow>(db, `WITH ${tables} SELECT * FROM (${sql})`, parameters).map(row => ({ ...row, backlog: row.backlog ?? 0 }))
}

/** When the next of what a duty goes by comes true that is dated after `now`; null = nothing is. */
export const nextDutyComingTrue = (db: ReadDb, now: number, only: readonly number[] | null): number | null => {
  const among = (column: string): string => only === null ? '' : `AND ${column} IN (SELECT value FROM json_each($only))`
  const ofDeals = (column: string): string => only === null ? '' : `AND (${column} IN (SELECT value FROM json_each($only)) OR deal_id IS NULL AND client_id IN (SELECT client_id FROM deal WHERE id IN (SELECT value FROM json_each($only))))`
  return one<{ at: number | null }>(db, `SELECT min(at) AS at FROM (
    SELECT coalesce(occurred_at, created_at) AS at FROM activity WHERE coalesce(occurred_at, created_at) > $now AND kind IN (${kindsSql}) ${among('deal_id')}
    UNION ALL SELECT contact_at FROM activity WHERE contact_at > $now ${ofDeals('deal_id')}
    UNION ALL SELECT at FROM stage_move WHERE at > $now ${among('deal_id')}
    UNION ALL SELECT entered_at FROM deal WHERE entered_at > $now ${among('id')} UNION ALL SELECT closed_at FROM deal WHERE closed_at > $now ${among('id')}
    UNION ALL SELECT done_at FROM control_task WHERE done_at > $now ${among('deal_id')})`, { now, ...only && { only: JSON.stringify(only) } })!.at
}

export interface DutyPlace { at: number, id: number }
// Worst sum first; a courtesy call by the day by which it is due.
const order: Record<DutyKind, string> = { key_point: '- coalesce(amount, -1)', courtesy_call: 'since' }

/** A page of them behind `after`, with the place of each in the order. */
export const dutyPage = (db: ReadDb, actor: PolicyActor, moment: DutyMoment, kind: DutyKind, { backlog, after, limit }: { backlog: boolean, after: DutyPlace | null, limit: number }): (DutyRow & { at: number })[] => {
  const { with: tables, sql, parameters } = sources[kind](db, actor, moment)
  return all(db, `WITH ${tables} SELECT *, ${order[kind]} AS at FROM (${sql}) WHERE coalesce(backlog, 0) = $backlog AND ($afterId IS NULL OR ${order[kind]} > $afterAt OR (${order[kind]} = $afterAt AND dealId > $afterId))
    ORDER BY at, dealId LIMIT $limit`, { ...parameters, backlog: backlog ? 1 : 0, afterId: after?.id ?? null, afterAt: after?.at ?? null, limit })
}
