import type { AuditRow } from '../../../../src/shared/contract/audit.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

/** What narrows the log; moments in ms, `to` excluded. `records`: entries about these, or about tasks and refusals of these deals. */
export interface AuditWhere {
  actorIds?: readonly number[], actions?: readonly string[], recordTypes?: readonly string[], from?: number, to?: number
  records?: { deals: readonly number[], clients: readonly number[], people: readonly number[], entry: number | null }
}

interface Sql { where: string, parameters: Record<string, unknown> }

const sqlOf = ({ actorIds, actions, recordTypes, from, to, records }: AuditWhere): Sql => {
  const inList = (column: string, name: string): string => `${column} IN (SELECT value FROM json_each($${name}))`
  const conditions = [
    actorIds && inList('coalesce(entry.actor_id, 0)', 'actorIds'), actions && inList('entry.action', 'actions'), recordTypes && inList('entry.record_type', 'recordTypes'),
    from !== undefined && 'entry.at >= $from', to !== undefined && 'entry.at < $to',
    records && `(entry.id = $entry
      OR entry.record_type = 'deal' AND ${inList('entry.record_id', 'deals')} OR entry.record_type = 'client' AND ${inList('entry.record_id', 'clients')} OR entry.record_type = 'person' AND ${inList('entry.record_id', 'people')}
      OR entry.record_type = 'task' AND entry.record_id IN (SELECT id FROM task WHERE ${inList('deal_id', 'deals')}) OR entry.record_type = 'refusal' AND entry.record_id IN (SELECT id FROM refusal WHERE ${inList('deal_id', 'deals')}))`,
  ].filter(condition => typeof condition === 'string')
  const lists = { actorIds, actions, recordTypes, ...records && { deals: records.deals, clients: records.clients, people: records.people } }
  return {
    where: conditions.length === 0 ? 'TRUE' : conditions.join(' AND '),
    parameters: {
      ...Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => list === undefined ? [] : [[name, JSON.stringify(list)]])),
      ...from === undefined ? {} : { from }, ...to === undefined ? {} : { to }, ...records ? { entry: records.entry } : {},
    },
  }
}

interface Flat extends Omit<AuditRow, 'actor'> { actorId: number | null, actorName: string | null }

const dealIdSql = `CASE entry.record_type WHEN 'deal' THEN entry.record_id WHEN 'task' THEN (SELECT deal_id FROM task WHERE id = entry.record_id) WHEN 'refusal' THEN (SELECT deal_id FROM refusal WHERE id = entry.record_id)
  WHEN 'activity' THEN (SELECT deal_id FROM activity WHERE id = entry.record_id) WHEN 'note' THEN (SELECT deal_id FROM note WHERE id = entry.record_id) WHEN 'stage_move' THEN (SELECT deal_id FROM stage_move WHERE id = entry.record_id) END`
const select = `SELECT entry.id, entry.at, entry.actor_id AS actorId, actor.name AS actorName, entry.action, entry.record_type AS recordType, entry.record_id AS recordId, deal.id AS dealId, client.id AS clientId,
  coalesce(CASE entry.record_type WHEN 'task' THEN (SELECT title FROM task WHERE id = entry.record_id) WHEN 'control_day' THEN date(entry.record_id * 86400, 'unixepoch') END, deal.title, client.name, subject.name) AS title
  FROM audit_entry AS entry LEFT JOIN person AS actor ON actor.id = entry.actor_id
  LEFT JOIN deal ON deal.id = ${dealIdSql}
  LEFT JOIN client ON entry.record_type = 'client' AND client.id = entry.record_id
  LEFT JOIN person AS subject ON entry.record_type = 'person' AND subject.id = entry.record_id`

const rowOf = ({ actorId, actorName, ...row }: Flat): AuditRow => ({ ...row, actor: actorId === null ? null : { id: actorId, name: actorName ?? String(actorId) } })

/** `limit` entries from the place `offset`, by their number: that is their order in time. */
export const auditRows = (db: ReadDb, asked: AuditWhere, { descending, offset, limit }: { descending: boolean, offset: number, limit: number }): AuditRow[] => {
  const { where, parameters } = sqlOf(asked)
  const order = descending ? 'DESC' : 'ASC'
  // The page first, its names after: names of a million entries would be looked up to show two hundred.
  return all<Flat>(db, `${select} WHERE entry.id IN (SELECT entry.id FROM audit_entry AS entry WHERE ${where} ORDER BY entry.id ${order} LIMIT $limit OFFSET $offset) ORDER BY entry.id ${order}`, { ...parameters, offset, limit }).map(rowOf)
}

export const auditCount = (db: ReadDb, asked: AuditWhere): number => {
  const { where, parameters } = sqlOf(asked)
  return one<{ count: number }>(db, `SELECT count(*) AS count FROM audit_entry AS entry WHERE ${where}`, parameters)!.count
}

export const lastAuditId = (db: ReadDb): number => one<{ id: number }>(db, 'SELECT coalesce(max(id), 0) AS id FROM audit_entry')!.id

/** How often each value of a column stands in the whole log, most often first. */
export const auditCounts = <Value>(db: ReadDb, column: 'actor_id' | 'action' | 'record_type'): { value: Value, count: number }[] =>
  all(db, `SELECT ${column} AS value, count(*) AS count FROM audit_entry GROUP BY ${column} ORDER BY count DESC, value`)

export interface AuditEntry { row: AuditRow, payload: string | null, erasedAt: number | null, hash: string, prevHash: string }

export const auditEntryOf = (db: ReadDb, id: number): AuditEntry | null => {
  const flat = one<Flat>(db, `${select} WHERE entry.id = ?`, id)
  const rest = one<Omit<AuditEntry, 'row'>>(db, 'SELECT payload, erased_at AS erasedAt, hash, prev_hash AS prevHash FROM audit_entry JOIN audit_payload ON audit_payload.entry_id = audit_entry.id WHERE audit_entry.id = ?', id)
  return flat && rest ? { row: rowOf(flat), ...rest } : null
}
