import type { SignedReport } from '../../../src/shared/contract/day.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { checks, checkOfFinding } from '../../../src/shared/vocabulary.ts'
import { decidedOf, leftByManager, type FrozenDecision, type FrozenReport } from '../domain/control/report.ts'
import { byCheck, countWalk } from '../domain/control/summary.ts'
import { readDayDecisions } from '../store/queries/dayDecisions.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { statement } from '../store/queries/rows.ts'
import { sha256 } from '../store/writes/appendAudit.ts'
import { parseDay } from '../domain/time/days.ts'
import { begunDay, dayAsked, requireControl } from './controlDay.ts'
import { kpisOfDay } from './dayKpis.ts'
import { countsBefore, knownChecks, liveDay } from './dayOverview.ts'
import { dayReport } from './dayReport.ts'
import type { Session } from './desk.ts'
import { refreshFindings } from './refreshFindings.ts'
import { runCommand } from './runCommand.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'

export interface SignInput { commandId: string, day: string, expectedVersion: number, note?: string, leaveOpen: boolean }

/** What is signed is what holds at that moment: older findings are brought up to date first. */
const maxAgeMs = 60_000

/**
 * Freezes the day's report (domain.md, Daily control): what was found, decided, by whom, when, and what is left.
 * REFUSED_BY_RULE `open_findings` while new findings are open, unless `leaveOpen`; CONFLICT when it is signed already.
 */
export const signDay = (session: Session, input: SignInput): SignedReport => {
  requireControl(session)
  const { desk, actor } = session
  const { past } = dayAsked(desk, desk.clock(), input.day)
  const before = begunDay(desk, input.day)
  // Outside of the command: a refusal for what it finds must not take the findings back.
  if (!past && before.signedAt === null && desk.clock() - before.asOf >= maxAgeMs) refreshFindings(desk, desk.clock())
  runCommand(session, { procedure: 'day.sign', input, topics: ['day'] }, (tx) => {
    const row = begunDay(desk, input.day)
    if (row.signedAt !== null || row.version !== input.expectedVersion) {
      const by = row.signedBy === null ? null : { id: row.signedBy, name: personNames(tx.db).get(row.signedBy) ?? '' }
      throw new PultError('CONFLICT', `The day ${input.day} was changed or signed meanwhile.`, { day: input.day, signedAt: row.signedAt, by, version: row.version })
    }
    if (past && row.kept.evening === null) throw new PultError('REFUSED_BY_RULE', `Open the missed day ${input.day} before signing it.`, { rule: 'not_opened', day: input.day })
    const { rows, figures } = liveDay(desk, row, 'found')
    const freshOpen = rows.filter(found => found.open && !found.backlog).length
    if (freshOpen > 0 && !input.leaveOpen) {
      throw new PultError('REFUSED_BY_RULE', `${freshOpen} new findings are still open.`, { rule: 'open_findings', count: freshOpen })
    }
    const grouped = byCheck(rows)
    const known = knownChecks(desk)
    const counts = countsBefore(desk, input.day)
    const decisions: FrozenDecision[] = readDayDecisions(tx.db, input.day).map(({ decision, ...found }) => ({ ...found, check: checkOfFinding[found.kind], decision }))
    const report: FrozenReport = {
      day: input.day, asOf: row.asOf, signedAt: tx.now, signedById: actor.id,
      workspace: desk.workspace.name, timeZone: desk.workspace.timeZone, currency: desk.workspace.currency,
      checks: checks.map(check => ({
        check, known: known[check], ...figures[check], before: counts.get(check) ?? null, decided: decidedOf(decisions, check),
        left: grouped.get(check)!.filter(found => found.open).length, walk: countWalk(grouped.get(check)!),
      })),
      decisions,
      left: leftByManager(rows),
      kpis: kpisOfDay(desk, row, evaluateWorkspace(desk, row.asOf)).rows.map(({ manager, ...numbers }) => ({ managerId: manager.id, ...numbers })),
      backlog: rows.filter(found => found.open && found.backlog).length,
      minutes: Math.max(0, Math.round((tx.now - row.openedAt) / 60_000)),
      note: input.note ?? null,
    }
    const text = JSON.stringify(report)
    statement(tx.db, 'UPDATE control_day SET signed_at = ?, signed_by = ?, report = ?, report_hash = ?, backlog_left = ?, version = version + 1 WHERE day = ?')
      .run(tx.now, actor.id, text, sha256(text), report.backlog, input.day)
    tx.audit({ action: 'signDay', recordType: 'control_day', recordId: parseDay(input.day)!, payload: { after: { day: input.day, hash: sha256(text), left: freshOpen, backlog: report.backlog } } })
    return {}
  })
  return dayReport(session, { day: input.day })!
}
