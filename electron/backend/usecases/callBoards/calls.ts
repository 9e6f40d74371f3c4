import type { BoardCall, BoardCallsFilter } from '../../../../src/shared/contract/callBoards.ts'
import type { CheckWords } from '../../../../src/shared/contract/callDesk.ts'
import { criteriaOf, isFullMark, scoresOf } from '../../../../src/shared/scorecard.ts'
import { formatDay } from '../../domain/time/days.ts'
import { boardCallRows, type BoardCallRow } from '../../store/queries/callBoards.ts'
import { requireMay } from '../access.ts'
import type { Desk, Session } from '../desk.ts'
import { scorecardOf } from '../listening/scorecards.ts'
import { spanOf } from './period.ts'

/** The check gave that criterion less than its full mark. */
const isBelowFull = (desk: Desk, { versionId, marks }: BoardCallRow, criterionId: string): boolean => {
  if (versionId === null || marks === null) return false
  const { sections } = scorecardOf(desk, versionId)
  const criterion = criteriaOf(sections).find(({ id }) => id === criterionId)
  const score = scoresOf(sections, JSON.parse(marks) as CheckWords['marks']).get(criterionId)
  return criterion !== undefined && score !== undefined && !isFullMark(criterion, score)
}

/** All calls behind a figure of the boards, the latest first. */
export const boardCalls = (session: Session, { from, to, belowFull, ...filter }: BoardCallsFilter): BoardCall[] => {
  const actor = requireMay(session, 'see_call_boards')
  const { desk } = session
  const { zone } = desk.settings()
  const rows = boardCallRows(desk.db, actor, spanOf(desk, { from, to }), belowFull === undefined ? filter : { ...filter, scored: true })
  // Only conversations are scored by criteria.
  return rows.filter(row => belowFull === undefined || isBelowFull(desk, row, belowFull)).map(({ managerId, manager, dealId, deal, versionId: _version, marks: _marks, hasRecording, listened, scored, ...row }) => ({
    ...row, day: formatDay(zone.dayOf(row.at)), manager: { id: managerId, name: manager }, deal: dealId === null ? null : { id: dealId, title: deal ?? '' }, hasRecording: hasRecording === 1, listened: listened === 1, scored: scored === 1,
  }))
}

export const listBoardCalls = (session: Session, { limit, ...filter }: BoardCallsFilter & { limit: number }): { total: number, rows: BoardCall[] } => {
  const rows = boardCalls(session, filter)
  return { total: rows.length, rows: rows.slice(0, limit) }
}
