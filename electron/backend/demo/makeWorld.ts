import { formatDay } from '../domain/time/days.ts'
import type { DemoTexts } from './demoTexts.ts'
import { makeActivities } from './makeActivities.ts'
import { makeClients } from './makeClients.ts'
import { makeDeals } from './makeDeals.ts'
import { makeNotes } from './makeNotes.ts'
import { makePeople, makeStages } from './makePeople.ts'
import { makeTasks } from './makeTasks.ts'
import { makeTouches } from './makeTouches.ts'
import { makeRandom } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoCost, DemoWorld } from './world.ts'

export interface WorldOptions {
  seed: number
  /** How many deals, exactly. */
  deals: number
  texts: DemoTexts
  time: WorkTime
  /** Called between the steps, with a message key. */
  onStep?: (step: 'demo.people' | 'demo.deals' | 'demo.history') => void
}

/** The demo team's CRM: pure, the same for the same seed, size, language and as-of. Nothing happens in it after the as-of. */
export const makeWorld = ({ seed, deals: count, texts, time, onStep = () => {} }: WorldOptions): DemoWorld => {
  onStep('demo.people')
  const people = makePeople(texts, count)
  const stages = makeStages(texts)
  onStep('demo.deals')
  const deals = makeDeals(seed, count, people, stages, time)
  const clients = makeClients(seed, deals, people, texts)
  onStep('demo.history')
  makeTouches(seed, deals, people, time)
  return {
    people, pipelineNames: texts.pipelines.map(pipeline => pipeline.name), stages, clients, deals,
    tasks: makeTasks(seed, deals, texts, time),
    activities: makeActivities(seed, deals, people, texts, time),
    notes: makeNotes(seed, deals, texts, time),
    costs: makeCosts(seed, texts, time),
  }
}

/** What the paid channels cost, day by day, over the last half-year. */
const makeCosts = (seed: number, texts: DemoTexts, time: WorkTime): DemoCost[] => {
  const random = makeRandom(seed, 'costs')
  const costs: DemoCost[] = []
  for (let day = time.today - 180; day < time.today; day++) {
    texts.channels.paid.forEach((channel, index) => {
      costs.push({ channel, day: formatDay(day), at: time.at(day + 1, 3, 0), amount: Math.round(random.skewed(9000 / (index + 1), 0.3)) * 100 })
    })
  }
  return costs
}
