import type { Zone } from './time/zone.ts'

export interface ClosableTask { id: number, kind: string | null, createdAt: number | null, doneAt: number | null, /** Tasks of one deal unless given. */ dealId?: number }

/** `next` is of the same kind as `closed`, on the same deal, and was made within the days after its closing. */
export interface Link { closed: number, next: number }

/** `before`: how many tasks in a row were recycled into one; `previous`: the one that it was made of; `recycled`: the closed ones. */
export interface Chains { before: ReadonlyMap<number, number>, previous: ReadonlyMap<number, number>, recycled: ReadonlySet<number> }
export interface Recycled { before: ReadonlyMap<number, number>, total: number }
export interface RecycledSettings { zone: Pick<Zone, 'dayOf'>, days: number }

/**
 * Who follows whom, the eldest follower first. A task without a kind is the same as no other; the cancelled are the caller's to leave out.
 * For all deals at once too: linear, but for the tasks of one deal and kind.
 */
export const linksOf = (tasks: Iterable<ClosableTask>, { zone, days }: RecycledSettings): Link[] => {
  const alike = new Map<string, ClosableTask[]>()
  for (const task of tasks) {
    if (task.kind === null) continue
    const key = `${task.dealId ?? ''} ${task.kind}`
    const known = alike.get(key)
    if (known) known.push(task)
    else alike.set(key, [task])
  }
  // Local days are asked for only where hours allow it: a day has 25 of them when the clocks go back.
  const longest = (days + 1) * 25 * 3_600_000
  const links: Link[] = []
  for (const group of alike.values()) {
    if (group.length < 2) continue
    const closed = group.filter(task => task.doneAt !== null).sort((a, b) => a.doneAt! - b.doneAt! || a.id - b.id)
    if (closed.length === 0) continue
    for (const next of group.filter(task => task.createdAt !== null).sort((a, b) => a.createdAt! - b.createdAt! || a.id - b.id)) {
      const at = next.createdAt!
      for (const { id, doneAt } of closed) {
        if (doneAt! > at) break
        if (id !== next.id && at - doneAt! <= longest && zone.dayOf(at) - zone.dayOf(doneAt!) <= days) links.push({ closed: id, next: next.id })
      }
    }
  }
  return links
}

/** Which links are recycled tasks: the closing happened on a day without a contact on the deal (domain.md, Tasks). */
export const chainsOf = (links: readonly Link[], inSilence: (closed: number) => boolean): Chains => {
  const before = new Map<number, number>()
  const previous = new Map<number, number>()
  const recycled = new Set<number>()
  const last = new Map<number, number>()
  for (const { closed, next } of links) {
    if (inSilence(closed)) recycled.add(closed)
    last.set(next, closed)
  }
  // By age of the follower, so that a chain is counted from its beginning; a contact in between ends it.
  for (const [next, closed] of last) {
    if (!recycled.has(closed)) continue
    previous.set(next, closed)
    before.set(next, 1 + (before.get(closed) ?? 0))
  }
  return { before, previous, recycled }
}

/** The tasks of a chain up to this one, the eldest first; the task alone when nothing was recycled into it. */
export const chainTo = (taskId: number, { previous }: Pick<Chains, 'previous'>): number[] => {
  const chain = [taskId]
  for (let id = previous.get(taskId); id !== undefined && !chain.includes(id); id = previous.get(id)) chain.unshift(id)
  return chain
}

/** Recycled tasks of one deal. Counted apart from the moves, never in `dragged`. */
export const recycledOf = (tasks: readonly ClosableTask[], contacts: Iterable<number>, settings: RecycledSettings): Recycled & Chains => {
  const { zone } = settings
  const contactDays = new Set([...contacts].map(at => zone.dayOf(at)))
  const closedDay = new Map(tasks.flatMap(task => task.doneAt === null ? [] : [[task.id, zone.dayOf(task.doneAt)] as const]))
  const chains = chainsOf(linksOf(tasks, settings), id => !contactDays.has(closedDay.get(id)!))
  return { ...chains, total: chains.recycled.size }
}
