import { chainsOf, linksOf, type Chains } from '../domain/recycled.ts'
import { followChanges, type Follower } from '../store/memory/followChanges.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { closableTasks, closedWithContact, dealsOfClients, dealsWithLaterTasks } from '../store/queries/taskBoard.ts'
import type { Desk } from './desk.ts'

export interface RecycledTasks extends Chains { /** The last task of each chain. */ ends: readonly number[] }

/** The chains of all deals, with what each deal added to them: after a decision only those of its deals are looked at again. */
interface Kept {
  follower: Follower
  /** Besides the facts that are followed: the day, the rule and whose tasks and activities are known. */
  key: string
  before: Map<number, number>, previous: Map<number, number>, recycled: Set<number>
  tasksOf: Map<number, number[]>
  /** Deals with a task that is made or done later than now. */
  waiting: Set<number>
  ends: readonly number[] | null
}
const kept = new WeakMap<Desk, Kept>()

/** Recycled tasks of every deal that isn't closed (domain.md, Tasks). */
export const recycledTasks = (desk: Desk, now: number): RecycledTasks => {
  const { zone, rules } = desk.settings()
  const key = JSON.stringify([zone.dayOf(now), rules.recycledDays, loadKnowledge(desk.db).wholeSources('tasks', 'activities')])
  let known = kept.get(desk)
  if (!known) kept.set(desk, known = { follower: followChanges(desk.db, ['deal', 'contact', 'clientContact']), key, before: new Map(), previous: new Map(), recycled: new Set(), tasksOf: new Map(), waiting: new Set(), ends: null })
  const chains = known
  if (chains.key !== key) chains.follower.forget()
  chains.key = key
  if (chains.waiting.size > 0) lookAgain(desk, chains, now, [...chains.waiting])
  chains.follower.catchUp(
    () => {
      for (const each of [chains.before, chains.previous, chains.recycled, chains.tasksOf, chains.waiting]) each.clear()
      add(desk, chains, now)
    },
    ids => lookAgain(desk, chains, now, [...new Set([...ids('deal'), ...ids('contact'), ...dealsOfClients(desk.db, ids('clientContact'))])]),
  )
  if (!chains.ends) {
    const inner = new Set(chains.previous.values())
    chains.ends = [...chains.before.keys()].filter(id => !inner.has(id))
  }
  return { before: chains.before, previous: chains.previous, recycled: chains.recycled, ends: chains.ends }
}

const lookAgain = (desk: Desk, chains: Kept, now: number, dealIds: readonly number[]): void => {
  for (const dealId of dealIds) {
    for (const id of chains.tasksOf.get(dealId) ?? []) {
      chains.before.delete(id)
      chains.previous.delete(id)
      chains.recycled.delete(id)
    }
    chains.tasksOf.delete(dealId)
    chains.waiting.delete(dealId)
  }
  add(desk, chains, now, dealIds)
}

/** Adds the chains of these deals, or of all. */
const add = ({ db, settings }: Desk, chains: Kept, now: number, dealIds?: readonly number[]): void => {
  const { zone, rules } = settings()
  const tasks = closableTasks(db, now, dealIds)
  const links = linksOf(tasks, { zone, days: rules.recycledDays })
  const linked = new Set(links.flatMap(link => [link.closed, link.next]))
  const closed = new Set(links.map(link => link.closed))
  const closings = tasks.filter(task => closed.has(task.id)).map(({ id, doneAt }) => {
    const day = zone.dayOf(doneAt!)
    return { id, from: zone.startOfDay(day), to: zone.startOfDay(day + 1) }
  })
  const withContact = closedWithContact(db, closings)
  const { before, previous, recycled } = chainsOf(links, id => !withContact.has(id))
  for (const [id, count] of before) chains.before.set(id, count)
  for (const [id, of] of previous) chains.previous.set(id, of)
  for (const id of recycled) chains.recycled.add(id)
  for (const { id, dealId } of tasks) {
    if (!linked.has(id)) continue
    const ids = chains.tasksOf.get(dealId)
    if (ids) ids.push(id)
    else chains.tasksOf.set(dealId, [id])
  }
  for (const dealId of dealsWithLaterTasks(db, now, dealIds)) chains.waiting.add(dealId)
  chains.ends = null
}
