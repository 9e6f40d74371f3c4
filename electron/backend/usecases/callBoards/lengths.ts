import type { CallLengthsBoard } from '../../../../src/shared/contract/callBoards.ts'
import { isInBand, judgeManagers, type BandCount } from '../../domain/quality/suspicion.ts'
import { boardManagers } from '../../store/queries/callBoards.ts'
import { lengthsBetween } from '../../store/queries/calls.ts'
import { requireMay } from '../access.ts'
import { barsOf, lengthStep, longest } from '../callLengths.ts'
import type { Session } from '../desk.ts'
import { qualityOf } from '../listening/callLines.ts'
import { spanOf } from './period.ts'

/** How long calls were, and whose share just above the paid threshold isn't chance (domain.md, Call quality). A manager is judged beside all others, also those whom the reader doesn't see. */
export const callLengthsBoard = (session: Session, asked: { from: string, to: string }): CallLengthsBoard => {
  const actor = requireMay(session, 'see_call_boards')
  const { desk } = session
  const quality = qualityOf(desk)
  const span = spanOf(desk, asked)
  const rows = lengthsBetween(desk.db, span.from, span.to, span.now)
  const byManager = Map.groupBy(rows, row => row.managerId)
  const counts = [...byManager].map(([managerId, own]): BandCount => ({
    managerId, calls: own.reduce((sum, row) => sum + row.calls, 0), inBand: own.reduce((sum, row) => sum + (isInBand(row.talkS, quality.band) ? row.calls : 0), 0),
  }))
  const [allCalls, allInBand] = counts.reduce(([calls, inBand], each) => [calls + each.calls, inBand + each.inBand], [0, 0])
  const judged = new Map(judgeManagers(counts, quality).map(each => [each.managerId, each]))
  const managers = boardManagers(desk.db, actor).flatMap(manager => {
    const each = judged.get(manager.id)
    return each ? [{ manager, calls: each.calls, inBand: each.inBand, othersCalls: allCalls - each.calls, othersInBand: allInBand - each.inBand, p: each.p, suspicious: each.suspicious, bars: barsOf(byManager.get(manager.id)!) }] : []
  })
  const seen = managers.flatMap(({ manager }) => byManager.get(manager.id)!)
  return { band: quality.band, stepS: lengthStep, longestS: longest, leastCalls: quality.leastCalls, chance: quality.significance, bars: barsOf(seen), managers }
}
