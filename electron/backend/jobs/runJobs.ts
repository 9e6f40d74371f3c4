import { controlTimeMs, todayOf } from '../usecases/controlDay.ts'
import type { Desk } from '../usecases/desk.ts'
import { refreshFindingsTx } from '../usecases/refreshFindings.ts'
import { evaluateWorkspace } from '../usecases/teamEvaluation.ts'
import { parseDay } from '../domain/time/days.ts'
import { raiseControlTasksTx } from '../usecases/raiseControlTasks.ts'

export interface JobReport { ran: boolean, added: number, gone: number, raised: number, closed: number }
export interface Jobs {
  /** Called when the workspace was opened and by a timer (a minute is enough). Does nothing while nothing is due. */
  run: (now?: number) => JobReport
}

const nothing: JobReport = { ran: false, added: 0, gone: 0, raised: 0, closed: 0 }

/** What runs by the clock for one open workspace: findings and control tasks, at opening, when the local day changes, at control time. */
export const makeJobs = (desk: Desk): Jobs => {
  let lastRun: string | null = null
  /** The local day, and whether its control time has come: a run is due when this changes. */
  const phaseOf = (now: number): string => {
    const day = todayOf(desk, now)
    const { zone, rules } = desk.settings()
    return `${day}/${now >= zone.instantOf(parseDay(day)!, controlTimeMs(rules.controlTime)) ? 'evening' : 'day'}`
  }
  return {
    run: (now = desk.clock()) => {
      const phase = phaseOf(now)
      if (phase === lastRun) return nothing
      const report = runJobsNow(desk, now)
      lastRun = phase
      return report
    },
  }
}

/** One evaluation, findings and control tasks from it, one transaction; windows hear of it when something changed. */
export const runJobsNow = (desk: Desk, now: number): JobReport => {
  const report = desk.db.sqlite.transaction((): JobReport => {
    const evaluation = evaluateWorkspace(desk, now)
    const { added, gone } = refreshFindingsTx(desk, now, { evaluation })
    return { ran: true, added, gone, ...raiseControlTasksTx(desk.db, now, evaluation) }
  }).immediate()
  if (report.added + report.gone + report.raised + report.closed > 0) desk.announce(['day'], null)
  return report
}
