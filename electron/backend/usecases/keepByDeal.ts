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

/** Gives the values; `ahead` reads all of them first, slice by slice with pauses, where they aren't kept: others' calls pass between two slices. */
export interface KeepByDeal<Value> {
  (desk: Desk, asked: Asked<Value>): ByDeal<Value>
  ahead: (desk: Desk, asked: Asked<Value>, slices: Iterable<readonly number[]>, pause: () => Promise<void>) => Promise<void>
}

/**
 * Keeps values by deal: a decision reads those of its own deals again, and nobody reads all of them twice. `most` names are kept at a time;
 * `followed` says which changes touch a deal.
 */
export const keepByDeal = <Value>(most: number, followed: readonly Touched[]): KeepByDeal<Value> => {
  const shelves = new WeakMap<Desk, Map<string, Kept<Value>>>()
  const comings = new WeakMap<Desk, Map<string, Promise<void>>>()
  const shelfOf = (desk: Desk): Map<string, Kept<Value>> => {
    const shelf = shelves.get(desk) ?? new Map<string, Kept<Value>>()
    shelves.set(desk, shelf)
    return shelf
  }
  const place = (desk: Desk, name: string, kept: Kept<Value>): Kept<Value> => {
    const shelf = shelfOf(desk)
    const before = shelf.get(name)
    if (before && before !== kept) before.follower.stop()
    shelf.delete(name)
    shelf.set(name, kept)
    for (const [eldest, { follower }] of shelf) {
      if (shelf.size <= most) break
      follower.stop()
      shelf.delete(eldest)
    }
    return kept
  }
  const make = (desk: Desk, { key }: Asked<Value>): Kept<Value> => ({ follower: followChanges(desk.db, followed), key, settings: desk.settings(), until: Infinity, values: [] })
  const isOf = (kept: Kept<Value>, desk: Desk, asked: Asked<Value>): boolean => kept.key === asked.key && kept.settings === desk.settings() && asked.now < kept.until
  const read = (kept: Kept<Value>, asked: Asked<Value>, only: readonly number[] | null): void => { kept.until = Math.min(kept.until, asked.read(kept.values, only) ?? Infinity) }

  const keep = (desk: Desk, asked: Asked<Value>): ByDeal<Value> => {
    const kept = place(desk, asked.name, shelfOf(desk).get(asked.name) ?? make(desk, asked))
    if (!isOf(kept, desk, asked)) kept.follower.forget()
    Object.assign(kept, { key: asked.key, settings: desk.settings() })
    kept.follower.catchUp(
      () => {
        Object.assign(kept, { until: Infinity, values: [] })
        read(kept, asked, null)
      },
      ids => {
        const touched = [...new Set(followed.flatMap(what => what === 'clientContact' ? dealsOfClients(desk.db, ids(what)) : [...ids(what)]))]
        for (const id of touched) if (id < kept.values.length) kept.values[id] = undefined
        read(kept, asked, touched)
      },
    )
    return kept.values
  }

  const readAhead = async (desk: Desk, asked: Asked<Value>, slices: Iterable<readonly number[]>, pause: () => Promise<void>): Promise<void> => {
    const made = make(desk, asked)
    // From here on it knows what is touched: what changes between two slices is read again by whoever asks.
    made.follower.catchUp(() => {}, () => {})
    try {
      for (const slice of slices) {
        await pause()
        read(made, asked, slice)
      }
      place(desk, asked.name, made)
    } catch (error) {
      made.follower.stop()
      throw error
    }
  }
  const ahead: KeepByDeal<Value>['ahead'] = async (desk, asked, slices, pause) => {
    const kept = shelfOf(desk).get(asked.name)
    if (kept && isOf(kept, desk, asked) && !kept.follower.isBehind()) return
    const coming = comings.get(desk) ?? new Map<string, Promise<void>>()
    comings.set(desk, coming)
    const promise = coming.get(asked.name) ?? readAhead(desk, asked, slices, pause).finally(() => coming.delete(asked.name))
    coming.set(asked.name, promise)
    await promise
  }
  return Object.assign(keep, { ahead })
}
