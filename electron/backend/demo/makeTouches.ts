import type { DayNumber } from '../domain/time/days.ts'
import { lastStage, momentBefore } from './makeDeals.ts'
import { makeRandom, type Random } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoDeal, DemoPerson } from './world.ts'

const minute = 60_000
/** Working days back from today on which the managers' daily work is told in full. */
const dailyDays = 24

export const ownerAt = (deal: DemoDeal, at: number): DemoPerson => {
  let owner = deal.owners[0]!.value
  for (const since of deal.owners) if (since.at <= at) owner = since.value
  return owner
}

/** First working day of the holiday; it ends in the week after today. */
export const holidayStart = (time: WorkTime): DayNumber => time.shift(time.lastWorkDay, -4)

/** Puts the moments at which somebody worked on a deal: at its stage moves, in between, and the daily work of the last weeks. */
export const makeTouches = (seed: number, deals: readonly DemoDeal[], people: readonly DemoPerson[], time: WorkTime): void => {
  const random = makeRandom(seed, 'touches')
  const latest = time.asOf - 45 * minute
  const touch = (deal: DemoDeal, at: number): void => {
    if (at < deal.createdAt || at > latest || (deal.closedAt !== null && at > deal.closedAt)) return
    const by = ownerAt(deal, at)
    if (by.habits.touches === 0 && time.zone.dayOf(at) > time.today - 45) return
    if (by.key === 'away' && time.zone.dayOf(at) >= holidayStart(time)) return
    deal.touches.push({ at, by })
  }
  for (const deal of deals) tellPast(random, deal, time, touch)
  tellDailyWork(random, deals, people, time, touch)
  for (const deal of deals) {
    deal.touches.sort((one, other) => one.at - other.at)
    deal.touches = deal.touches.filter((one, index) => index === 0 || one.at - deal.touches[index - 1]!.at > 40 * minute)
  }
}

const tellPast = (random: Random, deal: DemoDeal, time: WorkTime, touch: (deal: DemoDeal, at: number) => void): void => {
  const created = time.zone.dayOf(deal.createdAt)
  if (random.chance(0.7)) touch(deal, deal.createdAt + random.between(4, 30) * minute)
  for (const move of deal.moves) if (random.chance(0.62)) touch(deal, move.at - random.between(2, 14) * minute)
  const lastAt = deal.closedAt ?? deal.moves.at(-1)?.at ?? deal.createdAt
  const last = time.zone.dayOf(lastAt)
  if (last > created && random.chance(0.3)) touch(deal, momentBefore(random, random.between(created, last), time).at)
  if (deal.outcome !== 'open') return
  // A forgotten deal was called once or twice more; one at work is called until today.
  const end = deal.abandoned ? Math.min(time.today, last + random.between(0, 12)) : time.today
  const step = lastStage(deal).kind === 'thinking' ? 40 : 18
  for (let day = last + random.between(2, step); day <= end; day += random.between(8, step * 2)) touch(deal, momentBefore(random, day, time).at)
}

const tellDailyWork = (random: Random, deals: readonly DemoDeal[], people: readonly DemoPerson[], time: WorkTime, touch: (deal: DemoDeal, at: number) => void): void => {
  const firstDay = time.shift(time.workDayAt(time.today), -dailyDays)
  const start = time.zone.startOfDay(firstDay)
  const live = new Map<DemoPerson, DemoDeal[]>()
  for (const deal of deals) {
    if (deal.abandoned || (deal.closedAt !== null && deal.closedAt < start)) continue
    const owner = deal.owners.at(-1)!.value
    const list = live.get(owner)
    if (list) list.push(deal)
    else live.set(owner, [deal])
  }
  for (const person of people) {
    const list = live.get(person)
    if (!list) continue
    for (let day = firstDay; day <= time.today; day++) {
      if (!time.calendar.isWorkDay(day)) continue
      const count = Math.max(0, person.habits.touches + random.between(-2, 2))
      for (let index = 0; index < count; index++) touch(random.pick(list), time.moment(day, random))
    }
  }
}
