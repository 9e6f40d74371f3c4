import type { AuditFilter, AuditRow, AuditSort } from '../../../src/shared/contract/audit.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { phoneDigits } from '../domain/text.ts'
import { parseDay } from '../domain/time/days.ts'
import { auditCount, auditCounts, auditEntryOf, auditRows, lastAuditId, type AuditWhere } from '../store/queries/auditSearch.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { findClients, findDeals, findPeople } from '../store/queries/findRecords.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'

/** Records that a text may mean; more would be a list that nobody reads. */
const mostRecords = 500

/** The audit log, narrowed: who, what, when, which record. */
export const auditRange = (session: Session, { filter, sort, offset, limit }: { filter: AuditFilter, sort: AuditSort, offset: number, limit: number }): { rows: AuditRow[], total: number } => {
  const where = whereOf(session, filter)
  const { db } = session.desk
  return { rows: auditRows(db, where, { descending: sort.descending, offset, limit }), total: auditCount(db, where) }
}

const whereOf = (session: Session, { text, actorIds, actions, recordTypes, from, to }: AuditFilter): AuditWhere => {
  const actor = requireMay(session, 'see_audit')
  const { db, settings } = session.desk
  const { zone } = settings()
  const startOf = (day: string | undefined, plus: number): number | undefined => {
    const number = day === undefined ? null : parseDay(day)
    return number === null ? undefined : zone.startOfDay(number + plus)
  }
  const wanted = text?.trim() ?? ''
  const needle = { text: wanted, digits: phoneDigits(wanted) }
  const idsOf = (found: readonly { id: number }[]): number[] => found.map(({ id }) => id)
  return {
    actorIds, actions, recordTypes, from: startOf(from, 0), to: startOf(to, 1),
    ...wanted === '' ? {} : {
      records: {
        deals: idsOf(findDeals(db, actor, needle, mostRecords)), clients: idsOf(findClients(db, actor, needle, mostRecords, true)), people: idsOf(findPeople(db, needle, mostRecords)),
        entry: /^#?\d{1,12}$/.test(wanted) ? Number(wanted.replace('#', '')) : null,
      },
    },
  }
}

export interface AuditFacets { actors: { actor: { id: number, name: string } | null, count: number }[], actions: { action: string, count: number }[], recordTypes: { type: string, count: number }[] }

/** Counted over the whole log, so kept until it grows. */
const kept = new WeakMap<Desk, { until: number, facets: AuditFacets }>()

export const auditFacets = (session: Session): AuditFacets => {
  requireMay(session, 'see_audit')
  const { desk } = session
  const { db } = desk
  const until = lastAuditId(db)
  const known = kept.get(desk)
  if (known?.until === until) return known.facets
  const names = personNames(db)
  const facets: AuditFacets = {
    actors: auditCounts<number | null>(db, 'actor_id').map(({ value, count }) => ({ actor: value === null ? null : { id: value, name: names.get(value) ?? String(value) }, count })),
    actions: auditCounts<string>(db, 'action').map(({ value, count }) => ({ action: value, count })),
    recordTypes: auditCounts<string | null>(db, 'record_type').flatMap(({ value, count }) => value === null ? [] : [{ type: value, count }]),
  }
  kept.set(desk, { until, facets })
  return facets
}

interface Change { field: string, before: string | null, after: string | null }

export const auditEntry = (session: Session, { id }: { id: number }): { row: AuditRow, changes: Change[], erased: number | null, hash: string, prevHash: string } => {
  requireMay(session, 'see_audit')
  const found = auditEntryOf(session.desk.db, id)
  if (!found) throw new PultError('NOT_FOUND', 'There is no such entry.', { id })
  const { row, payload, erasedAt, hash, prevHash } = found
  return { row, changes: payload === null ? [] : changesOf(JSON.parse(payload)), erased: erasedAt, hash, prevHash }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | null => value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

/** Fields of before and after side by side; what an entry says besides stands under its own name. */
const changesOf = (payload: unknown): Change[] => {
  if (!isObject(payload)) return payload === null ? [] : [{ field: 'payload', before: null, after: textOf(payload) }]
  const { before, after, ...rest } = payload
  const [then, now] = [isObject(before) ? before : {}, isObject(after) ? after : {}]
  const fields = [...new Set([...Object.keys(then), ...Object.keys(now)])]
  return [
    ...fields.map(field => ({ field, before: textOf(then[field]), after: textOf(now[field]) })).filter(change => change.before !== change.after),
    ...Object.entries(rest).filter(([, value]) => value !== null).map(([field, value]) => ({ field, before: null, after: textOf(value) })),
  ]
}
