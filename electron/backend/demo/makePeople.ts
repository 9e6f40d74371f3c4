import type { DemoTexts } from './demoTexts.ts'
import type { DemoPerson, DemoStage, Habits } from './world.ts'

const usual: Habits = { load: 1, noTask: 0.2, overdue: 0.3, note: 0.72, pinned: 0.6, result: 0.8, abandoned: 0.45, touches: 6 }

/** The characters of the story; everybody else works as usual, some a little better, some worse. */
const characters: Record<string, Partial<Habits>> = {
  dragger: { load: 1.3, noTask: 0.05, overdue: 0.08, touches: 4 },
  inflater: { load: 0.9, noTask: 0.4, overdue: 0.3, note: 0.25, pinned: 0.25, abandoned: 0.7, touches: 2 },
  good: { load: 0.9, noTask: 0.01, overdue: 0.02, note: 0.98, pinned: 0.97, result: 0.99, abandoned: 0.1, touches: 9 },
  silent: { load: 1.4, noTask: 0.45, overdue: 0.35, note: 0.4, pinned: 0.3, abandoned: 0.75, touches: 3 },
  recycler: { result: 0.35, note: 0.6, overdue: 0.1 },
  away: { overdue: 0.35 },
  gone: { load: 0.3, noTask: 0.5, overdue: 0.5, abandoned: 1, touches: 0 },
}

/** People of the CRM but the head, whom the workspace has from the beginning. About one manager for every 330 deals, 12 at least. */
export const makePeople = (texts: DemoTexts, deals: number): DemoPerson[] => {
  const people: DemoPerson[] = []
  const add = (key: string, name: string, role: DemoPerson['role'], team: string, habits: Partial<Habits> = {}) => {
    const number = 100 + people.length + 1
    people.push({
      id: String(number), key, name, role, team, email: `user${number}@kontur.example`, phone: `+7495555${String(1000 + number)}`, active: key !== 'gone', habits: { ...usual, ...habits },
    })
  }
  add('supervisor', texts.people.supervisor, 'supervisor', texts.teams[0]!)
  add('qa', texts.people.qa, 'qa', '')
  add('operator', texts.people.operator, 'operator', '')
  const managers = Math.min(60, Math.max(12, Math.round(deals / 330)))
  const keys = ['dragger', 'inflater', 'good', 'silent', 'recycler', 'away'] as const
  for (let index = 0; index < managers; index++) {
    const team = texts.teams[index % texts.teams.length]!
    const key = keys[index]
    if (key) {
      add(key, texts.people[key], 'manager', team, characters[key])
      continue
    }
    const other = index - keys.length
    const names = texts.people.others
    const round = Math.floor(other / names.length)
    const care = ((other * 7) % 5 - 2) / 2
    add(`other${other}`, names[other % names.length]! + (round === 0 ? '' : ` ${round + 1}`), 'manager', team, {
      load: 1 - care * 0.1, noTask: 0.2 - care * 0.08, overdue: 0.3 - care * 0.1, note: 0.72 + care * 0.14, pinned: 0.6 + care * 0.2, result: 0.8 + care * 0.12, touches: 6 + Math.round(care * 2),
    })
  }
  add('gone', texts.people.gone, 'manager', texts.teams[1]!, characters.gone)
  return people
}

export const personOf = (people: readonly DemoPerson[], key: string): DemoPerson => {
  const person = people.find(one => one.key === key)
  if (!person) throw new Error(`the demo has no person ${key}`)
  return person
}

const shapes = [
  [['open', null, 0.05], ['open', 3, 0.1], ['open', 14, 0.2], ['open', 5, 0.3], ['thinking', 7, 0.25], ['open', 10, 0.7], ['open', 10, 0.9], ['won', null, 1], ['lost', null, 0]],
  [['open', 2, 0.2], ['open', 5, 0.3], ['open', 5, 0.4], ['open', 10, 0.75], ['open', 10, 0.9], ['won', null, 1], ['lost', null, 0]],
] as const

export const makeStages = (texts: DemoTexts): DemoStage[] => shapes.flatMap((stages, pipeline) => stages.map(([kind, limit, probability], index) => ({
  pipeline, name: texts.pipelines[pipeline]!.stages[index]!, order: index + 1, kind, limit, probability,
})))
