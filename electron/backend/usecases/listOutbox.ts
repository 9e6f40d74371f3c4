import type { OutboxRow, OutboxWords } from '../../../src/shared/contract/outbox.ts'
import { outboxColumns } from '../../../src/shared/contract/outbox.ts'
import { toCsv, type CsvCell } from '../../../src/shared/csv.ts'
import type { OutboxValue } from '../domain/outbox.ts'
import { lateFromOf } from '../domain/review/evaluation.ts'
import { formatDay } from '../domain/time/days.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { countConfirmed, readOutbox, stageNames, type OutboxItemRow } from '../store/queries/outbox.ts'
import { requireMay } from './access.ts'
import { auditExport } from './auditExport.ts'
import type { Session } from './desk.ts'

export interface OutboxInput { state: 'open' | 'done', managerId?: number | null, limit: number }
export interface OutboxList { rows: OutboxRow[], total: number, late: number, done: number, managers: { manager: OutboxRow['manager'], count: number, late: number }[] }

const doneDays = 30

/** What is to be entered in the CRM, by who has the record there; the longest list first, in it the oldest decision. */
export const listOutbox = (session: Session, { state, managerId, limit }: OutboxInput): OutboxList => {
  requireMay(session, 'import_data')
  const { desk } = session
  const since = desk.clock() - doneDays * 86_400_000
  const rows = rowsOf(session, state, since).filter(row => managerId === undefined || (row.manager?.id ?? null) === managerId)
  const groups = new Map<number | null, { manager: OutboxRow['manager'], count: number, late: number }>()
  for (const row of rows) {
    const key = row.manager?.id ?? null
    const group = groups.get(key) ?? { manager: row.manager, count: 0, late: 0 }
    groups.set(key, { ...group, count: group.count + 1, late: group.late + (row.late ? 1 : 0) })
  }
  const managers = [...groups.values()].sort((a, b) => Number(a.manager === null) - Number(b.manager === null) || b.count - a.count || (a.manager?.id ?? 0) - (b.manager?.id ?? 0))
  const rank = new Map(managers.map((group, index) => [group.manager?.id ?? null, index]))
  const ordered = state === 'done' ? rows : rows.sort((a, b) => rank.get(a.manager?.id ?? null)! - rank.get(b.manager?.id ?? null)! || a.decidedAt - b.decidedAt || a.id - b.id)
  return { rows: ordered.slice(0, limit), total: rows.length, late: rows.filter(row => row.late).length, done: countConfirmed(desk.db, since), managers }
}

const rowsOf = ({ desk }: Session, state: 'open' | 'done', since: number): OutboxRow[] => {
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

/** The open list as CSV for a spreadsheet; texts that begin like a formula stay texts. */
export const outboxCsv = (session: Session, { managerId, words = {} }: { managerId?: number | null, words?: OutboxWords }): { fileName: string, text: string } => {
  const { desk } = session
  const { rows } = listOutbox(session, { state: 'open', managerId, limit: Infinity })
  auditExport(session, 'exportOutbox', { rows: rows.length, format: 'csv', columns: outboxColumns, filter: managerId === undefined ? {} : { managerId } })
  const { zone } = desk.settings()
  const cells = rows.map((row): Record<(typeof outboxColumns)[number], CsvCell> => ({
    manager: row.manager?.name ?? null, what: words.kinds?.[row.kind] ?? row.kind, deal: row.title, number: row.externalId, task: row.taskTitle,
    value: [row.person, row.stage, row.dueDay, row.reason === null ? null : words.reasons?.[row.reason] ?? row.reason, row.result].filter(Boolean).join(', ') || null,
    decided: zone.format(row.decidedAt), decidedBy: row.decidedBy?.name ?? null, lateFrom: row.lateFrom,
  }))
  const text = toCsv([outboxColumns.map(column => words.columns?.[column] ?? column), ...cells.map(row => outboxColumns.map(column => row[column]))])
  return { fileName: `crm-${formatDay(zone.dayOf(desk.clock()))}.csv`, text }
}
