import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { unansweredThen, type JamHistory } from '../../../src/shared/contract/jam.ts'
import { formatDay } from '../domain/time/days.ts'
import { boardOf } from './boardOf.ts'
import { makeIsKnown } from './dealsThen.ts'
import type { Session } from './desk.ts'
import { jamOfDays } from './jamKept.ts'
import { seenBy } from './jamOverview.ts'

/** The thinking jam at the end of each past day, from the facts as of then (domain.md, Time, money, knowledge; Stuck). */
export const jamHistory = (session: Session, { weeks, filter }: { weeks: number, filter: DealFilter }): JamHistory => {
  const board = boardOf(session)
  const seen = seenBy(board.actor)
  const isKnown = makeIsKnown(session.desk)
  return {
    points: jamOfDays(session.desk, board, filter, weeks * 7).map(({ day, at, count, amount, noRate }) => ({ day: formatDay(day), figure: isKnown(at) ? seen({ count, money: { amount, noRate } }) : null })),
    ignored: unansweredThen.filter(field => filter[field] !== undefined),
  }
}
