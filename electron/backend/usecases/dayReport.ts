import type { SignedReport } from '../../../src/shared/contract/day.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { titlesOf } from '../store/queries/findingTitles.ts'
import { personNames, readReport } from '../store/queries/controlDays.ts'
import { sha256 } from '../store/writes/appendAudit.ts'
import type { FrozenReport } from '../domain/control/report.ts'
import type { Desk, Session } from './desk.ts'

/** The report of a signed day as it was frozen, or null. Throws PULT_DAMAGED when the text isn't the one that was signed. */
export const readFrozenReport = (desk: Desk, day: string): FrozenReport | null => {
  const row = readReport(desk.db, day)
  if (!row) return null
  if (sha256(row.report) !== row.reportHash) throw new PultError('PULT_DAMAGED', `The report of ${day} is not the one that was signed.`, { day })
  return JSON.parse(row.report) as FrozenReport
}

/** A signed day with the names that people and records have now; null while it isn't signed. */
export const dayReport = ({ desk }: Session, input: { day: string }): SignedReport | null => {
  const frozen = readFrozenReport(desk, input.day)
  if (!frozen) return null
  const names = personNames(desk.db)
  const titles = titlesOf(desk.db, frozen.decisions)
  const nameOf = (id: number) => ({ id, name: names.get(id) ?? '' })
  const personOf = (id: number | null) => id === null ? null : nameOf(id)
  return {
    day: frozen.day, asOf: frozen.asOf, signedAt: frozen.signedAt, signedBy: nameOf(frozen.signedById), hash: readReport(desk.db, input.day)!.reportHash,
    workspace: frozen.workspace, timeZone: frozen.timeZone, currency: frozen.currency,
    checks: frozen.checks.map(({ check, known, count, money, apart, before, decided, left }) => ({ check, known, count, money, apart, before, decided, left })),
    decisions: frozen.decisions.map(({ managerId, byId, recordType, recordId, ...decision }) =>
      ({ ...decision, manager: personOf(managerId), by: personOf(byId), title: titles.get(`${recordType}/${recordId}`) ?? '' })),
    left: frozen.left.map(({ managerId, ...row }) => ({ manager: personOf(managerId), ...row })),
    kpis: frozen.kpis.map(({ managerId, ...row }) => ({ manager: nameOf(managerId), ...row })),
    backlog: frozen.backlog, minutes: frozen.minutes, note: frozen.note,
  }
}
