import type { DayNumber } from '../domain/time/days.ts'
import type { DemoTexts } from './demoTexts.ts'
import { lastStage } from './makeDeals.ts'
import { makeRandom, type Random } from './random.ts'
import { holidayStart } from './makeTouches.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoDeal, DemoPerson, DemoTask, Due, Since } from './world.ts'

const minute = 60_000

interface Teller { random: Random, texts: DemoTexts, time: WorkTime, tasks: DemoTask[] }

type TitleKind = keyof DemoTexts['tasks']

/** The manager's list: what was promised at one touch and done at the next, and what is open now. */
export const makeTasks = (seed: number, deals: readonly DemoDeal[], texts: DemoTexts, time: WorkTime): DemoTask[] => {
  const teller: Teller = { random: makeRandom(seed, 'tasks'), texts, time, tasks: [] }
  for (const deal of deals) {
    tellDone(teller, deal)
    if (deal.outcome === 'open') tellOpen(teller, deal)
    else if (teller.random.chance(0.04)) addTask(teller, deal, deal.owners.at(-1)!.value, deal.createdAt + 20 * minute, 'call', dueOn(teller, time.zone.dayOf(deal.createdAt) + 3), null)
  }
  tellRecycled(teller, deals)
  teller.tasks.sort((one, other) => one.createdAt - other.createdAt)
  teller.tasks.forEach((task, index) => { task.id = String(500_001 + index) })
  return teller.tasks
}

/** Due in the working hours of `day`, or on the day without a time. */
const dueOn = ({ random, time }: Teller, day: DayNumber): Due => random.chance(0.35)
  ? { at: day, dayOnly: true }
  : { at: time.at(day, random.between(10, 17), random.pick([0, 15, 30, 45])), dayOnly: false }

const resultOf = ({ random, texts }: Teller, person: DemoPerson, kind: TitleKind): string =>
  random.pick(random.chance(person.habits.result) ? texts.results[kind] : texts.results.short)

const addTask = (teller: Teller, deal: DemoDeal, assignee: DemoPerson, createdAt: number, kind: TitleKind, due: Due, doneAt: number | null): DemoTask => {
  const task: DemoTask = {
    id: '', deal, assignee, kind: kind === 'call' || kind === 'meeting' ? kind : 'todo', title: teller.random.pick(teller.texts.tasks[kind]),
    createdAt, dues: [{ at: createdAt, value: due }], doneAt, result: doneAt === null ? '' : resultOf(teller, assignee, kind),
  }
  teller.tasks.push(task)
  return task
}

const kindFor = (random: Random, deal: DemoDeal): TitleKind => {
  const { order, pipeline } = lastStage(deal)
  if (random.chance(0.6)) return 'call'
  if (order <= 3) return random.pick(['meeting', 'proposal'])
  const last = pipeline === 0 ? order >= 6 : order >= 4
  return last ? random.pick(['contract', 'payment']) : random.pick(['call', 'proposal', 'meeting'])
}

const tellDone = (teller: Teller, deal: DemoDeal): void => {
  const { random, time } = teller
  for (let index = 1; index < deal.touches.length; index++) {
    if (!random.chance(0.78)) continue
    const before = deal.touches[index - 1]!
    const touch = deal.touches[index]!
    const createdAt = before.at + 3 * minute
    const day = time.zone.dayOf(touch.at)
    // A quarter was done late, after having been red for some days.
    const late = random.chance(0.25) ? random.between(1, 4) : 0
    const dueDay = Math.max(time.zone.dayOf(createdAt), late > 0 ? time.shift(day, -late) : day)
    const due = late > 0 ? dueOn(teller, dueDay) : { at: random.chance(0.4) ? dueDay : touch.at + random.between(10, 90) * minute, dayOnly: false }
    if (!due.dayOnly && due.at === dueDay) due.dayOnly = true
    addTask(teller, deal, touch.by, createdAt, kindFor(random, deal), due, touch.at + random.between(4, 20) * minute)
  }
}

const tellOpen = (teller: Teller, deal: DemoDeal): void => {
  const { random, time } = teller
  const owner = deal.owners.at(-1)!.value
  const last = deal.touches.at(-1)
  const from = (last?.at ?? deal.createdAt) + 3 * minute
  if (from > time.asOf) return
  const fromDay = time.zone.dayOf(from)
  const jam = lastStage(deal).kind === 'thinking'
  const { noTask, overdue } = owner.habits
  // The CRM of the seed rained automatic tasks; nobody ever closes them.
  if (random.chance(jam ? 0.1 : 0.05) && owner.key !== 'good' && fromDay < time.today - 3) {
    const auto = addTask(teller, deal, owner, from, 'call', { at: time.shift(fromDay, 1), dayOnly: true }, null)
    if (random.chance(0.4)) auto.title = teller.texts.tasks.proposal[0]!
  }
  if (random.chance(noTask + (jam ? 0.06 : 0))) return
  if (owner.key === 'dragger' && fromDay < time.lastWorkDay - 6 && random.chance(0.8)) return tellDragged(teller, deal, owner, from)
  const quiet = time.today - fromDay
  const away = owner.key === 'away' && fromDay >= holidayStart(time) - 5
  if (quiet > 2 && (away || random.chance(Math.min(0.9, overdue * (jam ? 1.5 : 1) * (deal.abandoned ? 1.5 : 0.7))))) {
    const due = Math.min(time.workDayAt(time.today - 1), time.shift(fromDay, random.between(1, Math.min(12, quiet))))
    addTask(teller, deal, owner, from, kindFor(random, deal), dueOn(teller, Math.max(fromDay + 1, due)), null)
    return
  }
  const task = addTask(teller, deal, owner, from, kindFor(random, deal), dueOn(teller, time.shift(time.today, random.between(1, 6))), null)
  if (quiet > 20) {
    // Put off far into the future, or moved on once when it came due.
    const far = random.chance(0.35)
    const first = dueOn(teller, time.shift(fromDay, random.between(4, 12)))
    const later = dueOn(teller, time.shift(time.today, far ? random.between(8, 22) : random.between(1, 5)))
    const day = time.zone.dayOf(random.pick(time.evenings.slice(1)))
    task.dues = [{ at: from, value: first }, { at: time.at(day, random.between(9, 17), random.between(0, 59)), value: later }]
    if (far && random.chance(0.5)) task.dues = [{ at: from, value: later }]
  }
}

/** «Day after day»: moved to the next working day every evening, so that it is never overdue and never done. */
const tellDragged = (teller: Teller, deal: DemoDeal, owner: DemoPerson, from: number): void => {
  const { random, time } = teller
  const dayOnly = random.chance(0.5)
  const hour = random.between(15, 18)
  const dueOf = (day: DayNumber): Due => ({ at: dayOnly ? day : time.at(day, hour, 55), dayOnly })
  const first = Math.max(time.zone.dayOf(from) + 1, time.shift(time.lastWorkDay, -random.between(5, 14)))
  let day = time.workDayAt(first) >= first ? first : time.shift(first, 1)
  const dues: Since<Due>[] = [{ at: from, value: dueOf(day) }]
  while (day <= time.lastWorkDay) {
    const next = time.shift(day, 1)
    dues.push({ at: time.at(day, 18, random.between(2, 25)) - (dayOnly ? 0 : (19 - hour) * 60 * minute), value: dueOf(next) })
    day = next
  }
  addTask(teller, deal, owner, from, 'call', dues[0]!.value, null).dues = dues
}

/** Closed on a day without a contact, and the same task again the same evening (domain.md, Tasks: recycled). */
const tellRecycled = (teller: Teller, deals: readonly DemoDeal[]): void => {
  const { random, time } = teller
  const quietDays = (deal: DemoDeal): number => time.today - time.zone.dayOf(deal.touches.at(-1)?.at ?? deal.createdAt)
  const own = deals.filter(deal => deal.outcome === 'open' && deal.abandoned && deal.owners.at(-1)!.value.key === 'recycler' && quietDays(deal) > 20)
  for (const deal of own.slice(0, 25)) {
    const by = deal.owners.at(-1)!.value
    let createdAt = time.at(time.shift(time.lastWorkDay, -6), 10, random.between(0, 59))
    for (let back = 4; back >= 0; back -= 2) {
      const day = time.shift(time.lastWorkDay, -back)
      const doneAt = time.at(day, 17, random.between(0, 50))
      const task = addTask(teller, deal, by, createdAt, 'call', { at: day, dayOnly: true }, doneAt)
      task.result = random.pick(teller.texts.results.short)
      createdAt = doneAt + 10 * minute
    }
    addTask(teller, deal, by, createdAt, 'call', { at: time.shift(time.today, 2), dayOnly: true }, null)
  }
}
