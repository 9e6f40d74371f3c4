import { followChanges, type Follower, type Touched } from '../store/memory/followChanges.ts'
import { all } from '../store/queries/rows.ts'
import { dealsOfClients } from '../store/queries/taskBoard.ts'
import type { Desk, DeskSettings } from './desk.ts'

/** What was computed about one deal and depends on its own facts alone, by the deal's id: an array, for a map of a hundred thousand is slow to ask. */
export type ByDeal<Value> = readonly (Value | undefined)[]

interface Kept<Value> { follower: Follower, key: string, settings: DeskSettings, until: number, values: (Value | undefined)[] }

export interface Asked<Value> {
  /** Kept apart from other names: a day, a period. */
  name: string
  /** What the values depend on besides the followed facts and the settings; another key reads all anew. */
  key: string
  /** The present moment: at `until`, which `read` may name, something dated later comes true. */
  now: number
  /** Puts the values of all deals, or of `only` these, into the map; gives `until`. */
  read: (values: (Value | undefined)[], only: readonly number[] | null) => number | null
}

/** What a past or present state depends on besides the facts of its deals: an import tells what is known, a stage its limit. */
export const workspaceKeyOf = (desk: Desk): string => JSON.stringify(all(desk.db, 'SELECT id, pipeline_id, kind, position, dwell_limit_days, key_point FROM stage UNION ALL SELECT count(*), max(id), max(as_of), NULL, NULL, NULL FROM import_batch'))

/**
 * Keeps values by deal: a decision reads those of its own deals again, and nobody reads all of them twice. `most` names are kept at a time;
 * `followed` says which changes touch a deal.
 */
export const keepByDeal = <Value>(most: number, followed: readonly Touched[]): (desk: Desk, asked: Asked<Value>) => ByDeal<Value> => {
  const shelves = new WeakMap<Desk, Map<string, Kept<Value>>>()
  const keptOf = (desk: Desk, { name, key }: Asked<Value>): Kept<Value> => {
    let shelf = shelves.get(desk)
    if (!shelf) shelves.set(desk, shelf = new Map())
    const kept = shelf.get(name) ?? { follower: followChanges(desk.db, followed), key, settings: desk.settings(), until: Infinity, values: [] as (Value | undefined)[] }
    shelf.delete(name)
    shelf.set(name, kept)
    for (const [eldest, { follower }] of shelf) {
      if (shelf.size <= most) break
      follower.stop()
      shelf.delete(eldest)
    }
    return kept
  }
  return (desk, asked) => {
    const kept = keptOf(desk, asked)
    const settings = desk.settings()
    if (kept.key !== asked.key || kept.settings !== settings || asked.now >= kept.until) kept.follower.forget()
    Object.assign(kept, { key: asked.key, settings })
    const read = (only: readonly number[] | null): void => { kept.until = Math.min(kept.until, asked.read(kept.values, only) ?? Infinity) }
    kept.follower.catchUp(
      () => {
        Object.assign(kept, { until: Infinity, values: [] })
        read(null)
      },
      ids => {
        const touched = [...new Set(followed.flatMap(what => what === 'clientContact' ? dealsOfClients(desk.db, ids(what)) : [...ids(what)]))]
        for (const id of touched) if (id < kept.values.length) kept.values[id] = undefined
        read(touched)
      },
    )
    return kept.values
  }
}
