import type { OutboxFilter, OutboxList, OutboxRow, OutboxSort } from '../../../src/shared/contract/outbox.ts'
import { outboxKinds } from '../../../src/shared/vocabulary.ts'
import type { OutboxValue } from '../domain/outbox.ts'
import { lateFromOf } from '../domain/review/evaluation.ts'
import { formatDay } from '../domain/time/days.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { readOutbox, stageNames, type OutboxItemRow } from '../store/queries/outbox.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import { countsOf, idsOf, sorted, type RangeInput } from './pickRows.ts'
import { whileUnchanged } from './whileUnchanged.ts'

export interface OutboxQuery { filter: OutboxFilter, sort: OutboxSort }

const doneDays = 30
const keyOf = (row: OutboxRow): number => row.manager?.id ?? 0

/** What is to be entered in the CRM, or what exports have shown to be entered lately: `limit` rows from the place `offset`, figures over all. */
export const outboxRange = (session: Session, { filter, sort, offset, limit }: OutboxQuery & RangeInput): OutboxList => {
  requireMay(session, 'import_data')
  const { desk } = session
  const open = allRows(desk, 'open')
  const done = allRows(desk, 'done')
  const rows = filter.state === 'open' ? open : done
  const list = rows.filter(fits(filter))
  return {
    rows: ordered(list, sort).slice(offset, offset + limit), total: list.length, late: list.filter(row => row.late).length,
    managers: managersOf(rows.filter(fits({ ...filter, managerIds: undefined }))), kinds: kindsOf(rows.filter(fits({ ...filter, kinds: undefined }))),
    all: { open: open.length, late: open.filter(row => row.late).length, done: done.length },
  }
}

/** Keys of a filter's rows in its order, for «select all». */
export const outboxIds = (session: Session, query: OutboxQuery): { ids: number[], total: number } => {
  requireMay(session, 'import_data')
  return idsOf(outboxRows(session.desk, query))
}

/** All rows of a filter in its order. */
export const outboxRows = (desk: Desk, { filter, sort }: OutboxQuery): OutboxRow[] => ordered(allRows(desk, filter.state).filter(fits(filter)), sort)

const fits = ({ managerIds, kinds, late, ids }: Omit<OutboxFilter, 'state'>): ((row: OutboxRow) => boolean) => {
  const [managers, some] = [managerIds && new Set(managerIds), ids && new Set(ids)]
  return row => (!managers || managers.has(keyOf(row))) && (!kinds || kinds.includes(row.kind)) && (late === undefined || row.late === late) && (!some || some.has(row.id))
}

/** Those with the longest list first; what nobody is to enter last. */
const managersOf = (rows: readonly OutboxRow[]): OutboxList['managers'] => {
  const groups = new Map<number, OutboxList['managers'][number]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? { manager: row.manager, count: 0, late: 0 }
    groups.set(keyOf(row), { ...group, count: group.count + 1, late: group.late + Number(row.late) })
  }
  return [...groups.values()].sort((a, b) => Number(a.manager === null) - Number(b.manager === null) || b.count - a.count || (a.manager?.id ?? 0) - (b.manager?.id ?? 0))
}

const kindsOf = (rows: readonly OutboxRow[]): OutboxList['kinds'] => {
  const counts = countsOf(rows, row => row.kind)
  return outboxKinds.flatMap(kind => counts.has(kind) ? [{ kind, count: counts.get(kind)! }] : [])
}

const ordered = (rows: readonly OutboxRow[], { by, descending }: OutboxSort): OutboxRow[] => {
  const rank = by === 'manager' ? new Map(managersOf(rows).map(({ manager }, index) => [manager?.id ?? 0, index])) : null
  const keysBy: Record<OutboxSort['by'], (row: OutboxRow) => readonly (number | string | null)[]> = {
    manager: row => [rank?.get(keyOf(row)) ?? 0, row.decidedAt],
    what: row => [outboxKinds.indexOf(row.kind), row.decidedAt], deal: row => [row.title.toLowerCase(), row.decidedAt], decided: row => [row.decidedAt], lateFrom: row => [row.lateFrom, row.decidedAt],
    amount: row => [row.amountReporting], settled: row => [row.batch?.asOf ?? row.settledAt],
  }
  return sorted(rows, row => [...keysBy[by](row), row.id], descending)
}

/** Every open row, or every one that was confirmed in the last days: read once while nothing is written. */
const allRows = (desk: Desk, state: OutboxFilter['state']): readonly OutboxRow[] => {
  const { zone } = desk.settings()
  const since = zone.startOfDay(zone.dayOf(desk.clock()) - doneDays)
  return whileUnchanged(desk, `outbox ${state} ${since}`, () => rowsOf(desk, state, since))
}

const rowsOf = (desk: Desk, state: OutboxFilter['state'], since: number): OutboxRow[] => {
  const { zone, calendar, rules } = desk.settings()
  const names = personNames(desk.db)
  const stages = stageNames(desk.db)
  const person = (id: number | null): OutboxRow['manager'] => id === null ? null : { id, name: names.get(id) ?? '' }
  const fieldsOf = (item: OutboxItemRow): Pick<OutboxRow, 'person' | 'stage' | 'dueAt' | 'dueDay' | 'reason'> => {
    const value = JSON.parse(item.value) as OutboxValue
    const stage = item.kind === 'stage' || item.kind === 'reopen' ? stages.get(item.stageId ?? 0) ?? null : null
    const due = item.kind === 'task_due' || item.kind === 'task_new' ? value as number | null : null
    const who = item.kind === 'owner' || item.kind === 'client_owner' || item.kind === 'task_assignee' ? value as number | null : item.kind === 'task_new' ? item.assigneeId : null
    return {
      person: who === null ? null : names.get(who) ?? '', stage, dueAt: due !== null && item.dueDayOnly === 0 ? due : null, dueDay: due === null ? null : formatDay(zone.dayOf(due)),
      reason: item.kind === 'lose' ? item.reason : null,
    }
  }
  return readOutbox(desk.db, state, since).map((item): OutboxRow => {
    const lateFrom = lateFromOf(item.decidedAt, zone, calendar, rules.outboxWorkDays)
    return {
      id: item.id, kind: item.kind, dealId: item.dealId, taskId: item.recordType === 'task' ? item.recordId : null, clientId: item.recordType === 'client' ? item.recordId : null, title: item.title, taskTitle: item.recordType === 'task' ? item.taskTitle : null,
      amountReporting: item.amountReporting, manager: person(item.managerId), ...fieldsOf(item), result: item.kind === 'task_done' ? item.result : null,
      decidedAt: item.decidedAt, decidedBy: person(item.decidedBy), lateFrom: formatDay(zone.dayOf(lateFrom)), late: state === 'open' && item.seenAt !== null && item.seenAt >= lateFrom,
      settledAt: item.settledAt, batch: item.batchUid === null ? null : { uid: item.batchUid, asOf: item.batchAsOf! }, source: item.source, externalId: item.externalId,
    }
  })
}
