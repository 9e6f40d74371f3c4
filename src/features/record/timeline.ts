import type { MoveRequest, TaskHistory } from '../../shared/contract/tasks.ts'
import { daysBetween } from '../../ui/days.ts'
import { arcsOf, dayMoves, headAt, kindOf, round, type Arc } from './moves.ts'

/** What happened on one day in one lane; a dot a day, so that forty calls don't become a smear. */
export interface Dot { x: number, day: string, type: 'contact' | 'note', count: number }
export interface Bar { x: number, width: number, from: string, to: string | null, id: number, present: boolean }
export interface Link { path: string, head: string, closed: string, next: string }
export interface TimeMark { x: number, day: string, kind: 'created' | 'due' | 'past' | 'now' | 'done' }
export interface Timeline {
  width: number, height: number, base: number, first: string, last: string
  arcs: Arc[], wish: Arc | null, marks: TimeMark[], dots: Dot[], bars: Bar[], links: Link[]
  /** Where the lanes stand. */
  lanes: { contacts: number, notes: number, chain: number | null }
  breaks: Break[]
  lateCount: number
}

const width = 340
const margin = 12
const laneGap = 15
const highest = 54

/** A stretch in which nothing happened, shortened on the line. */
export interface Break { x: number, days: number }

// A longer stretch without anything takes only a little more room, or one old date would push all the moves together.
const fullDays = 8
const roomOf = (days: number): number => days <= fullDays ? days : fullDays + Math.log2(days / fullDays)

/** Places days on the line: true to scale where something happens, shortened where nothing does. */
export const makeAxis = (days: readonly string[]): { x: (day: string) => number, breaks: Break[] } => {
  const known = [...new Set(days)].sort()
  const rooms = known.slice(1).map((day, index) => roomOf(daysBetween(known[index]!, day)))
  // At least a week, or a task of this morning would fill the line with one day.
  const total = Math.max(7, rooms.reduce((sum, room) => sum + room, 0))
  const places = new Map<string, number>()
  const breaks: Break[] = []
  let at = 0
  for (const [index, day] of known.entries()) {
    const before = at
    if (index > 0) at += rooms[index - 1]!
    places.set(day, round(margin + (at / total) * (width - 2 * margin)))
    const gap = index === 0 ? 0 : daysBetween(known[index - 1]!, day)
    if (gap > fullDays * 2) breaks.push({ x: round(margin + ((before + at) / 2 / total) * (width - 2 * margin)), days: gap })
  }
  return { x: day => places.get(day) ?? margin, breaks }
}

interface Moment { today: string, dayOf: (ms: number) => string }

/**
 * A task's life on one line of time: when it was made, each move of its date as an arc, the wish that waits, contacts and notes of the deal in
 * lanes below, the tasks that were closed and opened again as bars with links. `dayOf` gives the local day of an instant.
 */
export const drawTimeline = ({ task, requests, chain, events }: TaskHistory, { today, dayOf }: Moment): Timeline => {
  const moves = dayMoves(task.moves, dayOf)
  const waiting = requests.find(request => request.state === 'pending') ?? null
  const created = task.createdAt === null ? null : dayOf(task.createdAt)
  const due = task.dueAt === null ? null : dayOf(task.dueAt)
  const done = task.doneAt === null ? null : dayOf(task.doneAt)
  const dues = [...new Set([...moves.flatMap(({ from, to }) => [from, to]), ...(due === null ? [] : [due])])].sort()
  const days = [created, done ?? today, ...dues, ...wishDays(waiting, dayOf), ...chain.flatMap(each => [each.createdAt, each.doneAt].flatMap(at => at === null ? [] : [dayOf(at)]))].filter(day => day !== null).sort()
  const dotDays = events.map(event => dayOf(event.at))
  const [first, last] = [[...days, ...dotDays].sort()[0] ?? today, [...days, ...dotDays].sort().at(-1) ?? today]
  const { x, breaks } = makeAxis([...days, ...dotDays])
  const base = moves.length > 0 || waiting ? highest : 16

  const lanes = { contacts: base + 24, notes: base + 24 + laneGap, chain: chain.length > 1 ? base + 24 + 2 * laneGap + 12 : null }
  const bars = chain.length > 1 ? barsOf(chain, { x, dayOf, end: done ?? today, taskId: task.id }) : []
  const marks: TimeMark[] = [
    ...(created === null ? [] : [{ x: x(created), day: created, kind: 'created' as const }]),
    ...dues.map(day => ({ x: x(day), day, kind: day === due ? 'due' as const : 'past' as const })),
    ...(done === null ? [{ x: x(today), day: today, kind: 'now' as const }] : [{ x: x(done), day: done, kind: 'done' as const }]),
  ]
  return {
    width, height: (lanes.chain ?? lanes.notes) + 12, base, first, last, marks, bars, lanes,
    arcs: arcsOf(moves, x, { base, height: base + 18, rise: 60 }),
    wish: wishArc(waiting, dayOf, x, base), breaks,
    dots: dotsOf(events, dayOf, x),
    links: lanes.chain === null ? [] : linksOf(bars, lanes.chain),
    lateCount: moves.filter(({ move }) => kindOf(move) === 'late').length,
  }
}

const wishDays = (request: MoveRequest | null, dayOf: Moment['dayOf']): string[] => request?.to.dueAt == null ? [] : [dayOf(request.to.dueAt)]

const wishArc = (request: MoveRequest | null, dayOf: Moment['dayOf'], x: (day: string) => number, base: number): Arc | null => {
  if (request?.from.dueAt == null || request.to.dueAt === null) return null
  const [from, to] = [dayOf(request.from.dueAt), dayOf(request.to.dueAt)]
  if (from === to) return null
  const [x1, x2, y] = [x(from), x(to), base - 3]
  const [controlX, controlY] = [(x1 + x2) / 2, y - Math.min(60, 14 + Math.abs(x2 - x1) / 3)]
  return { path: `M${x1} ${y}Q${round(controlX)} ${round(controlY)} ${x2} ${y}`, head: headAt(controlX, controlY, x2, y), kind: 'allowed', from, to }
}

const dotsOf = (events: TaskHistory['events'], dayOf: Moment['dayOf'], x: (day: string) => number): Dot[] => {
  const dots = new Map<string, Dot>()
  for (const event of events) {
    const day = dayOf(event.at)
    const key = `${event.type} ${day}`
    const known = dots.get(key)
    if (known) known.count++
    else dots.set(key, { x: x(day), day, type: event.type, count: 1 })
  }
  return [...dots.values()]
}

const barsOf = (chain: TaskHistory['chain'], { x, dayOf, end, taskId }: { x: (day: string) => number, dayOf: Moment['dayOf'], end: string, taskId: number }): Bar[] => chain.map(({ id, createdAt, doneAt }) => {
  const to = doneAt === null ? null : dayOf(doneAt)
  const from = createdAt === null ? to ?? end : dayOf(createdAt)
  return { x: x(from), width: Math.max(4, round(x(to ?? end) - x(from))), from, to, id, present: id === taskId }
})

/** From the end of a closed task over to the beginning of the one that took its place. */
const linksOf = (bars: readonly Bar[], y: number): Link[] => bars.slice(1).flatMap((bar, index) => {
  const before = bars[index]!
  const [x1, x2] = [round(before.x + before.width), bar.x]
  const [controlX, controlY] = [(x1 + x2) / 2, y - 16]
  // On one day they touch: the link goes over the seam.
  const [left, right] = Math.abs(x2 - x1) < 12 ? [x1 - 7, x1 + 7] : [x1, x2]
  return [{ path: `M${left} ${y - 3}Q${round(controlX)} ${round(controlY)} ${right} ${y - 3}`, head: headAt(controlX, controlY, right, y - 3), closed: before.to ?? bar.from, next: bar.from }]
})
