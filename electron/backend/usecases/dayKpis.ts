import type { DayKpiRow } from '../../../src/shared/contract/day.ts'
import { dayMetrics, type DayMetric } from '../../../src/shared/vocabulary.ts'
import { byCodePoint } from '../domain/text.ts'
import { parseDay } from '../domain/time/days.ts'
import { absentOn, personNames, readControlDay, type ControlDayRow } from '../store/queries/controlDays.ts'
import { dayAsked } from './controlDay.ts'
import { dayReport } from './dayReport.ts'
import type { Desk, Session } from './desk.ts'
import { evaluatedLately } from './evaluatedLately.ts'
import type { TeamEvaluation } from '../domain/review/evaluation.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { refuseUnknowablePast } from '../store/queries/loadTeamFacts.ts'

export interface DayKpis { known: boolean, rows: DayKpiRow[], chain: { talks: number, meetingsSet: number, meetingsHeld: number } }

/** Talks → meetings set → held, of the whole team (domain.md, Daily control, D). */
const chainOf = (rows: readonly DayKpiRow[]): DayKpis['chain'] => {
  const sum = (metric: DayMetric): number => rows.reduce((total, row) => total + row.values[metric], 0)
  return { talks: sum('callsWithTalk'), meetingsSet: sum('meetingsSet'), meetingsHeld: sum('meetingsHeld') }
}

/** Check D at the day's moment: n of plan by manager. For what is signed the evaluation is made anew. */
export const kpisOfDay = (desk: Desk, { day, asOf }: Pick<ControlDayRow, 'day' | 'asOf'>, evaluation: TeamEvaluation = evaluatedLately(desk, asOf)): DayKpis => {
  const { rules } = desk.settings()
  const names = personNames(desk.db)
  const absent = absentOn(desk.db, day)
  const knowledge = loadKnowledge(desk.db)
  const rows = [...evaluation.kpis].map(([id, { callsOut, callsIn, ...values }]): DayKpiRow => {
    const plan = { ...rules.dayPlan, ...rules.dayPlanOf[String(id)] }
    return {
      manager: { id, name: names.get(id) ?? '' }, absent: absent.has(id), callsOut, callsIn, values,
      plan: Object.fromEntries(dayMetrics.map(metric => [metric, plan[metric] ?? 0])) as Record<DayMetric, number>,
    }
  }).sort((a, b) => Number(a.absent) - Number(b.absent) || byCodePoint(a.manager.name, b.manager.name) || a.manager.id - b.manager.id)
  return { known: (['activities', 'tasks', 'clients'] as const).some(kind => knowledge.anyAll(kind)), rows, chain: chainOf(rows) }
}

/** The same for the screen: of a signed day as it was frozen; of a day that wasn't begun as of now, or of its evening. */
export const dayKpis = (session: Session, input: { day?: string }): DayKpis => {
  const { desk } = session
  const now = desk.clock()
  const { day } = dayAsked(desk, now, input.day)
  const row = readControlDay(desk.db, day)
  if (row?.signedAt != null) {
    const report = dayReport(session, { day })!
    return { known: true, rows: report.kpis, chain: chainOf(report.kpis) }
  }
  if (row) return kpisOfDay(desk, row)
  const { zone } = desk.settings()
  const number = parseDay(day)!
  const asOf = Math.min(now, zone.startOfDay(number + 1) - 1)
  if (asOf < now) refuseUnknowablePast(desk.db, asOf)
  return kpisOfDay(desk, { day, asOf })
}
