import type { Check } from '../../../../src/shared/vocabulary.ts'
import { sumOverDeals, type Sum, type WalkRow } from './summary.ts'
import { byDay } from './walk.ts'

export interface ManagerGroup { managerId: number | null, absent: boolean, count: number, open: number, money: Sum, rank: number, rows: WalkRow[] }

/** Groups of a list: the largest sum first, absent managers after the others, nobody's rows last. */
export const groupByManager = (rows: Iterable<WalkRow>, absent: ReadonlyMap<number, unknown>): Map<number | null, ManagerGroup> => {
  const lists = new Map<number | null, WalkRow[]>()
  for (const row of rows) {
    const list = lists.get(row.managerId)
    if (list) list.push(row)
    else lists.set(row.managerId, [row])
  }
  const groups = [...lists].map(([managerId, list]): ManagerGroup => ({
    managerId, absent: managerId !== null && absent.has(managerId), count: list.length, open: list.filter(row => row.open).length, money: sumOverDeals(list), rank: 0, rows: list,
  }))
  groups.sort((a, b) => Number(a.managerId === null) - Number(b.managerId === null) || Number(a.absent) - Number(b.absent)
    || b.money.amount - a.money.amount || b.count - a.count || (a.managerId ?? 0) - (b.managerId ?? 0))
  return new Map(groups.map((group, rank) => [group.managerId, { ...group, rank }]))
}

/** What places a row in its list. */
export type Place = Pick<WalkRow, 'id' | 'managerId' | 'backlog' | 'amount' | 'sinceDay'>

/** Overdue tasks and refusals go oldest first, everything else by its sum. */
const oldestFirst: ReadonlySet<Check> = new Set(['B', 'F'])

/** Order of a check's list: by manager, new before backlog, then the worst (or the oldest) first. */
export const makeOrder = (check: Check, groups: ReadonlyMap<number | null, ManagerGroup>): (a: Place, b: Place) => number => {
  const rankOf = (place: Place): number => groups.get(place.managerId)?.rank ?? groups.size
  const byAmount = (a: Place, b: Place): number => (b.amount ?? -1) - (a.amount ?? -1)
  const inGroup = oldestFirst.has(check)
    ? (a: Place, b: Place): number => byDay(a.sinceDay, b.sinceDay) || byAmount(a, b)
    : (a: Place, b: Place): number => byAmount(a, b) || byDay(a.sinceDay, b.sinceDay)
  return (a, b) => rankOf(a) - rankOf(b) || Number(a.backlog) - Number(b.backlog) || inGroup(a, b) || a.id - b.id
}

/** The next rows after a place (from the beginning without one). Only the groups that the page touches are put in order. */
export const pageAfter = (groups: ReadonlyMap<number | null, ManagerGroup>, order: (a: Place, b: Place) => number, after: Place | null, limit: number): WalkRow[] => {
  const page: WalkRow[] = []
  const from = after === null ? 0 : groups.get(after.managerId)?.rank ?? groups.size
  for (const group of groups.values()) {
    if (group.rank < from) continue
    if (page.length >= limit) break
    const rows = [...group.rows].sort(order)
    page.push(...after !== null && group.rank === from ? rows.filter(row => order(row, after) > 0) : rows)
  }
  return page.slice(0, limit)
}
