import type { DecisionInput, FindingRow } from '../../../src/shared/contract/day.ts'
import type { Check } from '../../../src/shared/vocabulary.ts'
import { formatDay } from '../domain/time/days.ts'
import { decideFindings } from '../usecases/decideFindings.ts'
import type { Session } from '../usecases/desk.ts'
import { listFindings } from '../usecases/listFindings.ts'
import { openDay } from '../usecases/openDay.ts'
import { answerQuestion, listQuestions } from '../usecases/questions.ts'
import { signDay } from '../usecases/signDay.ts'
import type { DemoTexts } from './demoTexts.ts'
import type { Random } from './random.ts'
import { askMoves, denyOneMove } from './walkMoves.ts'
import { askRefusals, decideQueue } from './walkRefusals.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

export interface WalkOptions {
  session: Session
  world: DemoWorld
  time: WorkTime
  texts: DemoTexts
  random: Random
  /** For wishes to move tasks: their own, so that the walk's choices stay what they were. */
  moveRandom: Random
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
export const walkDay = ({ session, world, time, texts, random, moveRandom, commandId, setClock, evening }: WalkOptions): void => {
  const dayNumber = time.zone.dayOf(time.evenings[evening]!)
  const day = formatDay(dayNumber)
  setClock(time.at(dayNumber, 18, 50))
  answerQuestions(session, { day, texts, random, commandId })
  askRefusals({ session, world, time, texts, random, commandId })
  const left = time.evenings.length - 1 - evening
  const moves = { session, world, time, texts, random: moveRandom, commandId }
  if (left < 2) askMoves(moves, left === 0 ? 7 : 3)
  let clock = time.at(dayNumber, 19, 0)
  setClock(clock)
  openDay(session, { day })
  for (const group of groupWalk({ session, random, day, isLast: evening === time.evenings.length - 1 })) {
    clock += random.between(15, 40) * 1000
    setClock(clock)
    const decision = decisionOf(group, { random, texts, time, dayNumber })
    // A command has at most 2 000 findings.
    for (let from = 0; from < group.items.length; from += 2000) {
      decideFindings(session, { commandId: commandId('decide'), day, items: group.items.slice(from, from + 2000), decision })
    }
  }
  setClock(clock + 30_000)
  if (left === 0) denyOneMove(moves)
  decideQueue({ session, world, time, texts, random, commandId })
  setClock(time.at(dayNumber, 19, random.between(9, 12)))
  const { version } = openDay(session, { day })
  const note = texts.decisions.sign[evening % texts.decisions.sign.length]
  signDay(session, { commandId: commandId('sign'), day, expectedVersion: version, leaveOpen: true, ...(note ? { note } : {}) })
}

type AnsweringOptions = Pick<WalkOptions, 'texts' | 'random' | 'commandId'> & { day: string }

/** Most managers answer in time; some questions stay open. */
const answerQuestions = (session: Session, { day, texts, random, commandId }: AnsweringOptions): void => {
  for (const question of listQuestions(session, { state: 'open' })) {
    if (question.answerDay > day || !random.chance(0.7)) continue
    answerQuestion(session, { commandId: commandId('answer'), questionId: question.id, expectedVersion: question.version, answer: random.pick(texts.decisions.answers) })
  }
}

interface Group { kind: Kind, check: Check, backlog: boolean, items: { findingId: number, expectedVersion: number }[] }

/** The walk's open rows, put together by what the head decides on them; a few new ones are left for the next day. */
const groupWalk = ({ session, random, day, isLast }: { session: Session, random: Random, day: string, isLast: boolean }): Iterable<Group> => {
  const groups = new Map<string, Group>()
  let left = leftOpen
  for (const check of ['A', 'B', 'C', 'E'] as const satisfies readonly Check[]) {
    for (const row of listFindings(session, { day, check, scope: 'walk', limit: 1000 }).rows) {
      if (left > 0 && !row.backlog && random.chance(isLast ? 0.2 : 0.05)) {
        left--
        continue
      }
      const kind = choose(random, row, check, isLast)
      if (!kind) continue
      const key = kind === 'question' ? `${kind} ${check} ${row.backlog}` : kind
      const group = groups.get(key) ?? { kind, check, backlog: row.backlog, items: [] }
      group.items.push({ findingId: row.id, expectedVersion: row.version })
      groups.set(key, group)
    }
  }
  return groups.values()
}

const choose = (random: Random, row: FindingRow, check: Check, isLast: boolean): Kind | null => {
  const allowed = (kind: Kind): boolean => row.allowedActions.includes(kind)
  const habit = row.backlog ? { question: 60, allow: 26 } : check === 'C' ? { question: 12, allow: 80 } : { question: 30, allow: 58 }
  const kind = random.weighted<Kind>({ ...habit, skip: 6, task: check === 'A' ? 5 : 0, park: check === 'A' && !isLast ? 4 : 0 })
  if (allowed(kind)) return kind
  return allowed('question') ? 'question' : allowed('skip') ? 'skip' : null
}

type DecidingOptions = Pick<WalkOptions, 'random' | 'texts' | 'time'> & { dayNumber: number }

const decisionOf = ({ kind, check, backlog }: Group, { random, texts, time, dayNumber }: DecidingOptions): DecisionInput => {
  const { decisions } = texts
  switch (kind) {
    // What is old gets time until after the demo's day; what is new is answered within the week.
    case 'question': {
      const answer = backlog ? time.shift(time.today, random.between(1, 6)) : time.shift(dayNumber, random.between(1, 4))
      return { kind, text: decisions.question[{ A: 0, B: 3, C: 2, D: 1, E: 1, F: 1 }[check]]!, answerDay: formatDay(answer) }
    }
    case 'task': return { kind, title: random.pick(decisions.task), dueDay: formatDay(time.shift(time.today, random.between(1, 4))) }
    case 'park': return { kind, reason: random.pick(decisions.park), untilDay: formatDay(random.chance(0.4) ? time.today : time.shift(time.today, random.between(2, 9))) }
    case 'allow': return { kind, reason: random.pick(decisions.allow) }
    case 'skip': return { kind, reason: random.pick(decisions.skip) }
  }
}
