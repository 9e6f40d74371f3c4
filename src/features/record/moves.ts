import type { TaskView } from '../../shared/contract/records.ts'
import { daysBetween } from '../../ui/days.ts'

type Move = TaskView['moves'][number]

export interface Mark { x: number, day: string, kind: 'due' | 'now' | 'done' }
export interface Arc { path: string, head: string, kind: 'late' | 'allowed' | 'earlier', from: string, to: string }
export interface MovesDrawing { width: number, height: number, base: number, arcs: Arc[], marks: Mark[], lateCount: number }

const width = 320
const base = 34
const height = 44
const margin = 10

export const round = (value: number): number => Math.round(value * 10) / 10

/** The arrow's head at the end of a quadratic arc: along the line from its control point. */
export const headAt = (controlX: number, controlY: number, x: number, y: number): string => {
  const length = Math.hypot(x - controlX, y - controlY) || 1
  const [ux, uy] = [(x - controlX) / length, (y - controlY) / length]
  const [bx, by] = [x - ux * 6, y - uy * 6]
  return `${round(x)},${round(y)} ${round(bx - uy * 2.8)},${round(by + ux * 2.8)} ${round(bx + uy * 2.8)},${round(by - ux * 2.8)}`
}

export const kindOf = (move: Pick<Move, 'later' | 'approved'>): Arc['kind'] => !move.later ? 'earlier' : move.approved ? 'allowed' : 'late'

export interface DayMove { move: Move, from: string, to: string }

/** Moves with both ends on different local days, in the order in which they were made. */
export const dayMoves = (moves: readonly Move[], dayOf: (ms: number) => string): DayMove[] => moves
  .filter(move => move.fromDueAt !== null && move.toDueAt !== null)
  .map(move => ({ move, from: dayOf(move.fromDueAt ?? 0), to: dayOf(move.toDueAt ?? 0) }))
  .filter(({ from, to }) => from !== to)
  .sort((a, b) => a.move.at - b.move.at)

/** Later moves as arcs above the line at `base`, earlier ones below; `x` places a day. */
export const arcsOf = (moves: readonly DayMove[], x: (day: string) => number, line: { base: number, height: number, rise: number }): Arc[] => moves.map(({ move, from, to }): Arc => {
  const [x1, x2] = [x(from), x(to)]
  const rise = Math.min(line.rise, 14 + Math.abs(x2 - x1) / 3)
  const kind = kindOf(move)
  const y = kind === 'earlier' ? line.base + 3 : line.base - 3
  const [controlX, controlY] = [(x1 + x2) / 2, kind === 'earlier' ? Math.min(line.height - 2, y + rise / 2) : y - rise]
  return { path: `M${x1} ${y}Q${round(controlX)} ${round(controlY)} ${x2} ${y}`, head: headAt(controlX, controlY, x2, y), kind, from, to }
})

/**
 * A task's due days on one line of time with its moves as arcs: later ones above, earlier ones below.
 * null when no move has both ends. `dayOf` gives the local day of an instant.
 */
export const drawMoves = (task: Pick<TaskView, 'moves' | 'dueAt' | 'doneAt'>, today: string, dayOf: (ms: number) => string): MovesDrawing | null => {
  const moves = dayMoves(task.moves, dayOf)
  if (moves.length === 0) return null

  const dues = [...new Set(moves.flatMap(({ from, to }) => [from, to]))].sort()
  const doneDay = task.doneAt === null ? null : dayOf(task.doneAt)
  const days = [...dues, doneDay ?? today].sort()
  const [first = today, last = today] = [days[0], days.at(-1)]
  const span = Math.max(1, daysBetween(first, last))
  const x = (day: string): number => round(margin + (daysBetween(first, day) / span) * (width - 2 * margin))

  const arcs = arcsOf(moves, x, { base, height, rise: 44 })
  const end: Mark = doneDay ? { x: x(doneDay), day: doneDay, kind: 'done' } : { x: x(today), day: today, kind: 'now' }
  return { width, height, base, arcs, marks: [...dues.map((day): Mark => ({ x: x(day), day, kind: 'due' })), end], lateCount: moves.filter(({ move }) => kindOf(move) === 'late').length }
}
