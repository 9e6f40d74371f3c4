import { chainsOf, linksOf, type Chains } from '../domain/recycled.ts'
import { closableTasks, closedWithContact } from '../store/queries/taskBoard.ts'
import type { Desk } from './desk.ts'
import { whileUnchanged } from './whileUnchanged.ts'

export interface RecycledTasks extends Chains { /** The last task of each chain. */ ends: readonly number[] }

/** Recycled tasks of every deal that isn't closed (domain.md, Tasks); computed once while nothing changes. */
export const recycledTasks = (desk: Desk, now: number): RecycledTasks => {
  const { zone, rules } = desk.settings()
  return whileUnchanged(desk, `recycled ${zone.dayOf(now)}`, () => {
    const tasks = closableTasks(desk.db, now)
    const links = linksOf(tasks, { zone, days: rules.recycledDays })
    const closed = new Set(links.map(link => link.closed))
    const closings = tasks.filter(task => closed.has(task.id)).map(({ id, doneAt }) => {
      const day = zone.dayOf(doneAt!)
      return { id, from: zone.startOfDay(day), to: zone.startOfDay(day + 1) }
    })
    const withContact = closedWithContact(desk.db, closings)
    const chains = chainsOf(links, id => !withContact.has(id))
    const inner = new Set(chains.previous.values())
    return { ...chains, ends: [...chains.before.keys()].filter(id => !inner.has(id)) }
  })
}
