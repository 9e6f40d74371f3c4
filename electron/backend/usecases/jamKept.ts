import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { loadThinkingHistories, thenFields, type DealHistory } from '../store/queries/thinkingHistories.ts'
import { everybody } from '../domain/policy.ts'
import type { DayNumber } from '../domain/time/days.ts'
import type { SeenBoard } from './boardOf.ts'
import { answeredThen, makeFitsThen } from './dealsThen.ts'
import type { Desk } from './desk.ts'
import { endOf, makeThen, ownerThen } from './jamThen.ts'
import { keepByDeal, workspaceKeyOf, type ByDeal } from './keepByDeal.ts'

/** Days, the last one included, at whose ends a deal stood in the thinking jam: in one stage, with one owner, since one day. */
interface Stay { from: DayNumber, to: DayNumber, stageId: number, ownerId: number | null, entryDay: DayNumber }
/** Past days don't change but by what is written about their deals. */
const keep = keepByDeal<Stay[]>(2, ['deal', 'past'])

const staysOf = (desk: Desk, deal: DealHistory, ends: readonly { day: DayNumber, at: number }[]): Stay[] => {
  const { zone } = desk.settings()
  const then = makeThen(deal)
  const stays: Stay[] = []
  for (const { day, at } of ends) {
    if (deal.createdAt !== null && deal.createdAt > at) continue
    const { status, stageId, entry } = then(at)
    if (status !== 'open') continue
    const [ownerId, entryDay, last] = [ownerThen(deal, at), zone.dayOf(entry().at), stays.at(-1)]
    if (last && last.to === day - 1 && last.stageId === stageId && last.ownerId === ownerId && last.entryDay === entryDay) last.to = day
    else stays.push({ from: day, to: day, stageId, ownerId, entryDay })
  }
  return stays
}

/** Stays of every deal at the ends of the days from `first` to before `today`; of any stage that a thinking deal had. */
const staysSince = (desk: Desk, first: DayNumber, today: DayNumber): ByDeal<readonly Stay[]> => {
  const ends = Array.from({ length: today - first }, (_, index) => endOf(desk, first + index))
  return keep(desk, {
    name: `${today - first}`, key: `${today} ${workspaceKeyOf(desk)}`, now: 0,
    read: (stays, only) => {
      for (const deal of ends[0] ? loadThinkingHistories(desk.db, everybody, {}, desk.settings(), ends[0].at, only) : []) {
        const found = staysOf(desk, deal, ends)
        if (found.length > 0) stays[deal.id] = found
      }
      return null
    },
  })
}

export interface JamOfDay { day: DayNumber, at: number, count: number, amount: number, noRate: number }

/** The jam at the end of each of the last `days` days before today, as far as a filter can be asked of the past (domain.md, Stuck). */
export const jamOfDays = (desk: Desk, { views, moment: { today } }: SeenBoard, asked: DealFilter, days: number): JamOfDay[] => {
  const filter = answeredThen(asked)
  const first = today - days
  const points = Array.from({ length: days }, (_, index): JamOfDay => ({ ...endOf(desk, first + index), count: 0, amount: 0, noRate: 0 }))
  const stays = staysSince(desk, first, today)
  const fits = makeFitsThen(desk, { ...filter, kinds: ['thinking'] })
  const { amount, noRate } = views.columns
  const add = (from: DayNumber, to: DayNumber, id: number): void => {
    // Changes by day; summed up below.
    for (const [day, sign] of [[Math.max(from, first), 1], [to + 1, -1]] as const) {
      const point = points[day - first]
      if (!point) continue
      point.count += sign
      point.amount += sign * (Number.isNaN(amount[id]!) ? 0 : amount[id]!)
      point.noRate += sign * noRate[id]!
    }
  }
  views.each(filter, id => {
    for (const { from, to, stageId, ownerId, entryDay } of stays[id] ?? []) {
      if (to < first) continue
      const isIn = (day: DayNumber): boolean => fits(stageId, () => ownerId, () => Math.max(0, day - entryDay))
      if (!filter.buckets) {
        if (isIn(to)) add(from, to, id)
      } else for (let day = Math.max(from, first); day <= to; day++) if (isIn(day)) add(day, day, id)
    }
  }, thenFields)
  for (let index = 1; index < days; index++) {
    const [before, point] = [points[index - 1]!, points[index]!]
    point.count += before.count
    point.amount += before.amount
    point.noRate += before.noRate
  }
  return points
}
