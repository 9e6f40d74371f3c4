import type { Zone } from './time/zone.ts'

export interface ClosableTask { id: number, kind: string | null, createdAt: number | null, doneAt: number | null }

/** `before`: how many tasks in a row were recycled into one; `total`: recycled tasks of the deal. */
export interface Recycled { before: ReadonlyMap<number, number>, total: number }

/**
 * Recycled tasks of one deal (domain.md, Tasks): closed on a day without a contact on the deal, and followed within `days` by a new
 * one of the same kind. A task without a kind is the same as no other. Counted apart from the moves, never in `dragged`.
 */
export const recycledOf = (tasks: readonly ClosableTask[], contacts: Iterable<number>, { zone, days }: { zone: Zone, days: number }): Recycled => {
  const contactDays = new Set([...contacts].map(at => zone.dayOf(at)))
  const closed = tasks.filter(task => task.kind !== null && task.doneAt !== null).sort((a, b) => a.doneAt! - b.doneAt! || a.id - b.id)
  const inSilence = (task: ClosableTask): boolean => !contactDays.has(zone.dayOf(task.doneAt!))
  const follows = (task: ClosableTask, next: ClosableTask): boolean =>
    next.id !== task.id && next.kind === task.kind && next.createdAt !== null && next.createdAt >= task.doneAt! && zone.dayOf(next.createdAt) - zone.dayOf(task.doneAt!) <= days
  const before = new Map<number, number>()
  const recycled = new Set<number>()
  // By age, so that a chain is counted from its beginning; a contact in between ends it.
  for (const next of [...tasks].sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0) || a.id - b.id)) {
    const earlier = closed.filter(task => follows(task, next))
    for (const task of earlier) if (inSilence(task)) recycled.add(task.id)
    const last = earlier.at(-1)
    if (last && inSilence(last)) before.set(next.id, 1 + (before.get(last.id) ?? 0))
  }
  return { before, total: recycled.size }
}
