import { formatDay, type DayNumber } from '../domain/time/days.ts'
import { personOf } from './makePeople.ts'
import { makeRandom, type Random } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoDeal, DemoMove, DemoPerson, DemoStage } from './world.ts'

const minute = 60_000

/** The seed's figures: 600 deals for 100 000 000 ₽ in thinking; a smaller demo has its share. */
export const thinkingJam = (deals: number): { count: number, amount: number } => {
  const count = deals >= 1500 ? 600 : Math.round(deals * 600 / 1500)
  return { count, amount: Math.round(100_000_000 * count / 600) * 100 }
}

interface Plan { stage: DemoStage, outcome: DemoDeal['outcome'], /** Days since it entered the stage, or was closed. */ age: number }

/** Deals with their stages, amounts and owners; clients, titles and touches come later. Sorted by the moment of making. */
export const makeDeals = (seed: number, count: number, people: readonly DemoPerson[], stages: readonly DemoStage[], time: WorkTime): DemoDeal[] => {
  const random = makeRandom(seed, 'deals')
  const managers = people.filter(person => person.role === 'manager')
  const loads = Object.fromEntries(managers.map(person => [person.id, person.habits.load]))
  const byId = new Map(managers.map(person => [person.id, person]))
  const deals = makePlans(random, count, stages, time).map(plan => {
    let owner = byId.get(random.weighted(loads))!
    // Who left the team has no deals younger than that.
    if (owner.key === 'gone' && plan.age < 45) owner = personOf(people, 'silent')
    return makeDeal(random, plan, owner, stages, time)
  })
  setAmounts(random, deals, thinkingJam(count).amount)
  setCurrencies(random, deals)
  handOver(random, deals, people, time)
  return deals.sort((one, other) => one.createdAt - other.createdAt)
}

const makePlans = (random: Random, count: number, stages: readonly DemoStage[], time: WorkTime): Plan[] => {
  const jam = thinkingJam(count).count
  const rest = count - jam
  const won = Math.round(rest * 0.2)
  const open = Math.round(rest * 0.32)
  const recentLost = Math.min(90, Math.max(4, Math.round(count * 0.018)))
  const inPipeline = (pipeline: number): DemoStage[] => stages.filter(stage => stage.pipeline === pipeline)
  const openStages = [0, 1].map(pipeline => inPipeline(pipeline).filter(stage => stage.kind === 'open'))
  const thinking = stages.find(stage => stage.kind === 'thinking')!
  const firstEvening = time.zone.dayOf(time.evenings[0]!)
  const tracked = time.today - firstEvening
  const plans: Plan[] = []
  for (let index = 0; index < jam; index++) {
    const bucket = random.weighted({ week: 8, month: 24, quarter: 38, older: 30 })
    const age = bucket === 'week' ? random.between(0, 7) : bucket === 'month' ? random.between(8, 30) : bucket === 'quarter' ? random.between(31, 90) : random.between(91, 320)
    plans.push({ stage: thinking, outcome: 'open', age })
  }
  const pipelineOf = (): number => random.chance(0.13) ? 1 : 0
  for (let index = 0; index < open; index++) {
    const candidates = openStages[pipelineOf()]!
    const weights = [15, 26, 24, 18, 9, 8]
    const stage = candidates[Number(random.weighted(Object.fromEntries(candidates.map((_, place) => [`${place}`, weights[place]!]))))]!
    const limit = stage.limit ?? 4
    const life = random.weighted({ fresh: 48, late: 34, old: 18 })
    plans.push({ stage, outcome: 'open', age: life === 'fresh' ? random.between(0, limit) : life === 'late' ? random.between(limit, limit * 3) : random.between(limit * 3, 120) })
  }
  for (let index = 0; index < won; index++) {
    const recent = index < won * 0.05
    plans.push({ stage: openStages[pipelineOf()]!.at(-1)!, outcome: 'won', age: recent ? random.between(0, tracked) : random.between(tracked + 1, 400) })
  }
  for (let index = plans.length; index < count; index++) {
    const recent = count - index <= recentLost
    const candidates = openStages[pipelineOf()]!
    const stage = random.chance(0.3) ? thinking : candidates[Math.min(candidates.length - 1, Math.floor(random.next() * random.next() * 5) + (recent ? 1 : 0))]!
    plans.push({ stage, outcome: 'lost', age: recent ? random.between(0, tracked) : random.between(tracked + 1, 400) })
  }
  return plans
}

/** The last moment of working hours at or before `day` that isn't after the as-of. */
export const momentBefore = (random: Random, day: DayNumber, time: WorkTime): { day: DayNumber, at: number } => {
  // A day off goes to some day of the week before, or Fridays would have three days' work.
  const worked = time.calendar.isWorkDay(day) ? day : time.workDayAt(day - random.between(1, 5))
  const at = time.moment(worked, random)
  return at <= time.asOf - 5 * minute ? { day: worked, at } : momentBefore(random, worked - 1, time)
}

const makeDeal = (random: Random, plan: Plan, owner: DemoPerson, stages: readonly DemoStage[], time: WorkTime): DemoDeal => {
  const { stage, outcome } = plan
  const pipeline = stages.filter(one => one.pipeline === stage.pipeline)
  const last = momentBefore(random, time.today - plan.age, time)
  // The way to the last stage, read backwards in time.
  const way = pipeline.filter(one => one.order < stage.order && (one.order === 1 || one.order === stage.order - 1 || (one.kind === 'open' && random.chance(0.8))))
  way.push(stage)
  if (outcome !== 'open') way.push(pipeline.find(one => one.kind === outcome)!)
  const moves: DemoMove[] = []
  let { day, at } = last
  for (let index = way.length - 1; index > 0; index--) {
    moves.unshift({ from: way[index - 1]!, to: way[index]!, at, by: owner })
    const earlier = momentBefore(random, day - Math.max(1, Math.round(random.skewed(3, 0.8))), time)
    day = earlier.day
    at = earlier.at
  }
  const atWork = outcome === 'open' && plan.age > 5 && random.chance(owner.habits.abandoned + (stage.kind === 'thinking' ? 0.15 : 0))
  const expected = stage.order > 2 ? formatDay(day + Math.round(random.skewed(35, 0.6))) : ''
  return {
    id: '', title: '', client: undefined as never, owners: [{ at, value: owner }], firstStage: way[0]!, moves, outcome, closedAt: outcome === 'open' ? null : last.at,
    amount: 0, currency: 'RUB', channel: '', createdAt: at, expectedClose: expected, refusalReason: '',
    historyLost: outcome === 'open' && stage.kind === 'open' && plan.age > 40 && random.chance(0.12), abandoned: atWork, touches: [],
  }
}

/** Amounts in whole 500 ₽; the jam's make exactly `jamAmount` minor units. */
const setAmounts = (random: Random, deals: readonly DemoDeal[], jamAmount: number): void => {
  const step = 50_000
  const jam = deals.filter(inJam)
  for (const deal of deals) {
    const entered = lastStage(deal).order > 1 || deal.outcome !== 'open'
    deal.amount = entered || random.chance(0.6) ? Math.max(30, Math.round(random.skewed(270, 0.75))) * step : 0
  }
  if (jam.length === 0) return
  const raw = jam.reduce((sum, deal) => sum + deal.amount, 0)
  for (const deal of jam) deal.amount = Math.max(step, Math.round(deal.amount * jamAmount / raw / step) * step)
  const largest = jam.reduce((one, other) => other.amount > one.amount ? other : one)
  largest.amount += jamAmount - jam.reduce((sum, deal) => sum + deal.amount, 0)
}

export const lastStage = (deal: DemoDeal): DemoStage => deal.moves.at(-1)?.to ?? deal.firstStage

const inJam = (deal: DemoDeal): boolean => deal.outcome === 'open' && lastStage(deal).kind === 'thinking'

/** A few deals in currencies that nobody entered a rate for; never in the jam, whose sum is the story. */
const setCurrencies = (random: Random, deals: readonly DemoDeal[]): void => {
  const open = random.shuffle(deals.filter(deal => deal.outcome === 'open' && !inJam(deal) && deal.amount > 0))
  const count = Math.min(open.length, Math.max(3, Math.round(deals.length / 400)))
  for (const deal of open.slice(0, count)) {
    deal.currency = random.pick(['USD', 'EUR', 'CNY'])
    deal.amount = Math.max(100_000, Math.round(deal.amount / 90 / 10_000) * 10_000)
  }
}

/** Some deals of the manager who left are given to others while Pult already looks. */
const handOver = (random: Random, deals: readonly DemoDeal[], people: readonly DemoPerson[], time: WorkTime): void => {
  const gone = personOf(people, 'gone')
  const takers = people.filter(person => person.key.startsWith('other'))
  const left = deals.filter(deal => deal.owners[0]!.value === gone && deal.outcome === 'open')
  for (const deal of left.slice(0, Math.ceil(left.length / 2))) {
    const day = time.zone.dayOf(random.pick(time.evenings.slice(1)))
    deal.owners.push({ at: time.at(day, 10, random.between(5, 55)), value: random.pick(takers) })
  }
}
