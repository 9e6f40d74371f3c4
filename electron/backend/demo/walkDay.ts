import type { DecisionInput, FindingRow } from '../../../src/shared/contract/day.ts'
import type { Check } from '../../../src/shared/vocabulary.ts'
import { formatDay } from '../domain/time/days.ts'
import { decideFindings } from '../usecases/decideFindings.ts'
import type { Session } from '../usecases/desk.ts'
import { listFindings } from '../usecases/listFindings.ts'
import { openDay } from '../usecases/openDay.ts'
import { signDay } from '../usecases/signDay.ts'
import type { DemoTexts } from './demoTexts.ts'
import type { Random } from './random.ts'
import type { WorkTime } from './workTime.ts'

export interface WalkOptions {
  session: Session
  time: WorkTime
  texts: DemoTexts
  random: Random
  commandId: (step: string) => string
  /** Sets the desk's clock. */
  setClock: (at: number) => void
  /** Which of the tracked evenings. */
  evening: number
}

/** New findings that the head leaves for the next day. */
const leftOpen = 6

type Kind = 'question' | 'task' | 'skip' | 'allow' | 'park'

/** The head's ten minutes of one evening: opens the day, decides the walk, signs. */
export const walkDay = ({ session, time, texts, random, commandId, setClock, evening }: WalkOptions): void => {
  const dayNumber = time.zone.dayOf(time.evenings[evening]!)
  const day = formatDay(dayNumber)
  let clock = time.at(dayNumber, 19, 0)
  setClock(clock)
  openDay(session, { day })
  const isLast = evening === time.evenings.length - 1
  let left = leftOpen
  for (const check of ['A', 'B', 'C', 'E'] as const satisfies readonly Check[]) {
    const { rows } = listFindings(session, { day, check, scope: 'walk', limit: 1000 })
    const groups = new Map<string, { kind: Kind, backlog: boolean, rows: FindingRow[] }>()
    for (const row of rows) {
      if (row.decision !== null && row.decision.canUndo) continue
      if (left > 0 && !row.backlog && random.chance(isLast ? 0.2 : 0.05)) {
        left--
        continue
      }
      const kind = choose(random, row, check, isLast)
      if (!kind) continue
      const key = `${kind} ${row.backlog}`
      const group = groups.get(key)
      if (group) group.rows.push(row)
      else groups.set(key, { kind, backlog: row.backlog, rows: [row] })
    }
    for (const { kind, backlog, rows: group } of groups.values()) {
      clock += random.between(20, 45) * 1000
      setClock(clock)
      // A command has at most 2 000 findings.
      for (let from = 0; from < group.length; from += 1000) {
        const items = group.slice(from, from + 1000).map(row => ({ findingId: row.id, expectedVersion: row.version }))
        decideFindings(session, { commandId: commandId('decide'), day, items, decision: decisionOf(kind, { random, texts, time, dayNumber, check, backlog }) })
      }
    }
  }
  setClock(time.at(dayNumber, 19, random.between(8, 12)))
  const { version } = openDay(session, { day })
  const note = texts.decisions.sign[evening % texts.decisions.sign.length]
  signDay(session, { commandId: commandId('sign'), day, expectedVersion: version, leaveOpen: true, ...(note ? { note } : {}) })
}

const choose = (random: Random, row: FindingRow, check: Check, isLast: boolean): Kind | null => {
  const allowed = (kind: Kind): boolean => row.allowedActions.includes(kind)
  const kind = random.weighted<Kind>({ question: check === 'C' ? 50 : 70, skip: 8, allow: check === 'C' ? 40 : 8, task: check === 'A' ? 5 : 0, park: check === 'A' && !isLast ? 3 : 0 })
  if (allowed(kind)) return kind
  return allowed('question') ? 'question' : allowed('skip') ? 'skip' : null
}

const decisionOf = (kind: Kind, { random, texts, time, dayNumber, check, backlog }: Pick<WalkOptions, 'random' | 'texts' | 'time'> & { dayNumber: number, check: Check, backlog: boolean }): DecisionInput => {
  const { decisions } = texts
  switch (kind) {
    // What is old gets time until after the demo's day; what is new is answered the next working day.
    case 'question': return { kind, text: decisions.question[{ A: 0, B: 3, C: 2, D: 1, E: 1, F: 1 }[check]]!, answerDay: formatDay(backlog ? time.shift(time.today, random.between(1, 6)) : time.shift(dayNumber, 1)) }
    case 'task': return { kind, title: random.pick(decisions.task), dueDay: formatDay(time.shift(time.today, random.between(1, 4))) }
    case 'park': return { kind, reason: random.pick(decisions.park), untilDay: formatDay(random.chance(0.4) ? time.today : time.shift(time.today, random.between(2, 9))) }
    case 'allow': return { kind, reason: random.pick(decisions.allow) }
    case 'skip': return { kind, reason: random.pick(decisions.skip) }
  }
}
