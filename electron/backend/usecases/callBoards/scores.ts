import type { CallScores, ManagerScore } from '../../../../src/shared/contract/callBoards.ts'
import type { CheckWords, ScorecardSections } from '../../../../src/shared/contract/callDesk.ts'
import { leastPairs } from '../../domain/quality/agreement.ts'
import { criteriaFigures, meanOf, type ScoredCheck } from '../../domain/quality/boards.ts'
import { formatDay, type DayNumber } from '../../domain/time/days.ts'
import { boardChecks, boardManagers, type BoardCheckRow } from '../../store/queries/callBoards.ts'
import { requireMay } from '../access.ts'
import { boardOf } from '../boardOf.ts'
import { conversionsOfStages } from '../conversionsKept.ts'
import type { Desk, Session } from '../desk.ts'
import { conversionPeriodOf, isHistoryKnown } from '../getFunnel.ts'
import { scorecardOf } from '../listening/scorecards.ts'
import { spanOf } from './period.ts'

type Check = ScoredCheck & { isTalk: boolean, row: BoardCheckRow }

const checksOf = (desk: Desk, rows: readonly BoardCheckRow[]): Check[] => {
  const versions = new Map<number, ScorecardSections>()
  const sectionsOf = (versionId: number): ScorecardSections => {
    const sections = versions.get(versionId) ?? scorecardOf(desk, versionId).sections
    versions.set(versionId, sections)
    return sections
  }
  return rows.map(row => ({ row, callId: row.callId, checkerId: row.checkerId, total: row.total, marks: JSON.parse(row.marks) as CheckWords['marks'], sections: sectionsOf(row.versionId), isTalk: row.verdict === 'conversation' }))
}

const mondayOf = (day: DayNumber): DayNumber => day - (day + 3) % 7

/** Scores of the calls of a period (domain.md, Call quality): by manager beside the conversion of their deals, by criterion with the listeners' agreement, by week. */
export const callScores = (session: Session, asked: { from: string, to: string }): CallScores => {
  const actor = requireMay(session, 'see_call_boards')
  const { desk } = session
  const span = spanOf(desk, asked)
  const { zone } = desk.settings()
  const checks = checksOf(desk, boardChecks(desk.db, actor, span))
  const scores = checks.filter(({ row }) => row.blind === 0)
  const twice = new Set(checks.filter(({ row }) => row.blind === 1).map(({ callId }) => callId))
  const byManager = Map.groupBy(scores, ({ row }) => row.managerId)
  const conversionOf = conversions(session, span)
  const managers = boardManagers(desk.db, actor).flatMap((manager): ManagerScore[] => {
    const own = byManager.get(manager.id)
    return own ? [{ manager, ...meanOf(own), ...conversionOf(manager.id) }] : []
  })
  const weeks = [...Map.groupBy(scores, ({ row }) => mondayOf(zone.dayOf(row.at)))].toSorted(([a], [b]) => a - b).map(([week, own]) => ({ week: formatDay(week), ...meanOf(own) }))
  return { all: meanOf(scores), managers, criteria: criteriaFigures(scores, checks.filter(({ callId }) => twice.has(callId))), weeks, leastPairs }
}

/** Of one manager's deals, all stages together: what entered them in the period and what moved on, by the funnel's own count. */
const conversions = (session: Session, span: ReturnType<typeof spanOf>): (managerId: number) => Pick<ManagerScore, 'entered' | 'movedOn'> => {
  const { desk } = session
  if (!isHistoryKnown(desk)) return () => ({ entered: null, movedOn: null })
  const board = boardOf(session)
  const period = conversionPeriodOf(desk, span.days, board.moment.now)
  return managerId => {
    const stages = [...conversionsOfStages(desk, board, { managerIds: [managerId] }, period, false).values()]
    return { entered: stages.reduce((sum, { entered }) => sum + entered, 0), movedOn: stages.reduce((sum, { movedOn }) => sum + movedOn, 0) }
  }
}
