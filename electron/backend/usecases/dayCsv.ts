import { PultError } from '../../../src/shared/errors.ts'
import { toCsv, type CsvCell } from '../../../src/shared/csv.ts'
import { currencyDigits } from '../domain/money.ts'
import { auditExport } from './auditExport.ts'
import { dayReport } from './dayReport.ts'
import type { Session } from './desk.ts'

/** The signed report as CSV: a section a table, amounts as decimals, times in the workspace's zone. NOT_FOUND while it isn't signed. */
export const dayCsv = (session: Session, input: { day: string }): { fileName: string, text: string } => {
  const report = dayReport(session, input)
  if (!report) throw new PultError('NOT_FOUND', `The day ${input.day} is not signed.`, { day: input.day })
  auditExport(session, 'exportDay', { rows: report.decisions.length, format: 'csv', day: report.day })
  const { zone } = session.desk.settings()
  const digits = currencyDigits(report.currency)
  const decimal = (amount: number | null | undefined): CsvCell => amount == null ? null : Number((amount / 10 ** digits).toFixed(digits))
  const rows: CsvCell[][] = [
    ['workspace', 'day', 'asOf', 'signedAt', 'signedBy', 'minutes', 'currency', 'hash'],
    [report.workspace, report.day, zone.format(report.asOf), zone.format(report.signedAt), report.signedBy.name, report.minutes, report.currency, report.hash],
    [],
    ['check', 'known', 'count', 'before', 'amount', 'noRate', 'decided', 'left'],
    ...report.checks.map(row => [row.check, row.known ? 1 : 0, row.count, row.before, decimal(row.money?.amount), row.money?.noRate ?? null, row.decided, row.left]),
    [],
    ['check', 'finding', 'decision', 'reason', 'manager', 'title', 'deal', 'amount', 'by', 'at'],
    ...report.decisions.map(row => [row.check, row.kind, row.decision, row.reason, row.manager?.name ?? null, row.title, row.dealId, decimal(row.amount), row.by?.name ?? null, zone.format(row.at)]),
    [],
    ['manager', 'newLeft', 'backlogLeft', 'amount', 'noRate'],
    ...report.left.map(row => [row.manager?.name ?? null, row.fresh, row.backlog, decimal(row.money.amount), row.money.noRate]),
    [],
    ['manager', ...Object.keys(report.kpis[0]?.values ?? {}).flatMap(metric => [metric, `${metric}Plan`])],
    ...report.kpis.map(row => [row.manager.name, ...Object.entries(row.values).flatMap(([metric, value]) => [value, row.plan[metric as keyof typeof row.plan]])]),
    ...(report.note ? [[], ['note'], [report.note]] : []),
  ]
  return { fileName: `pult-${report.day}.csv`, text: toCsv(rows) }
}
