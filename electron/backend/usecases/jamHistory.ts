import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { unansweredThen, type JamHistory } from '../../../src/shared/contract/jam.ts'
import { formatDay } from '../domain/time/days.ts'
import { boardOf } from './boardOf.ts'
import { answeredThen, makeIsKnown } from './dealsThen.ts'
import type { Session } from './desk.ts'
import { seenBy } from './jamOverview.ts'
import { eachInJam, endOf } from './jamThen.ts'
import { whileUnchanged } from './whileUnchanged.ts'

/** The thinking jam at the end of each past day, from the facts as of then (domain.md, Time, money, knowledge; Stuck). */
export const jamHistory = (session: Session, { weeks, filter }: { weeks: number, filter: DealFilter }): JamHistory => {
  const { desk } = session
  const { actor, moment: { today } } = boardOf(session)
  const seen = seenBy(actor)
  const isKnown = makeIsKnown(desk)
  const instants = whileUnchanged(desk, `jam history ${JSON.stringify([actor, today, weeks, filter])}`, () => {
    const days = Array.from({ length: weeks * 7 }, (_, index) => ({ ...endOf(desk, today - weeks * 7 + index), count: 0, amount: 0, noRate: 0 }))
    eachInJam(desk, actor, answeredThen(filter), days.filter(({ at }) => isKnown(at)), (instant, { deal }) => {
      instant.count++
      instant.amount += deal.amountReporting ?? 0
      if (deal.amount !== null && deal.amountReporting === null) instant.noRate++
    })
    return days
  })
  return {
    points: instants.map(({ day, at, count, amount, noRate }) => ({ day: formatDay(day), figure: isKnown(at) ? seen({ count, money: { amount, noRate } }) : null })),
    ignored: unansweredThen.filter(field => filter[field] !== undefined),
  }
}
