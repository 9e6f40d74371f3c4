import type { FindingRow } from '../../shared/contract/day.ts'

export interface Person { id: number, name: string }

/** Sums of one manager as the backend gives them: over all rows, not only the loaded ones. */
export interface GroupSum { manager: Person | null, absent: boolean, count: number, open: number, money: { amount: number, noRate: number } }

/** One manager's part of a check: new findings first, the backlog's under a heading of its own. */
export interface Section extends GroupSum { key: string, fresh: FindingRow[], backlog: FindingRow[] }

export const keyOfManager = (manager: Person | null): string => manager === null ? 'none' : String(manager.id)

/** Rows by manager in the backend's order; absent managers last, whatever the order of the pages. */
export const sectionsOf = (rows: readonly FindingRow[], groups: readonly GroupSum[]): Section[] => {
  const sections = new Map<string, Section>()
  for (const group of groups) sections.set(keyOfManager(group.manager), { ...group, key: keyOfManager(group.manager), fresh: [], backlog: [] })
  for (const row of rows) {
    const key = keyOfManager(row.manager)
    let section = sections.get(key)
    if (!section) {
      section = { key, manager: row.manager, absent: row.managerAbsent, count: 0, open: 0, money: { amount: 0, noRate: 0 }, fresh: [], backlog: [] }
      sections.set(key, section)
    }
    section[row.backlog ? 'backlog' : 'fresh'].push(row)
  }
  const filled = [...sections.values()].filter(section => section.fresh.length + section.backlog.length > 0)
  return [...filled.filter(section => !section.absent), ...filled.filter(section => section.absent)]
}

/** The managers in the order in which they were first shown: a decision must not move the list under the hands. New ones come last. */
export const inKeptOrder = (sections: readonly Section[], order: Map<string, number>): Section[] => {
  for (const { key } of sections) if (!order.has(key)) order.set(key, order.size)
  return [...sections].sort((a, b) => order.get(a.key)! - order.get(b.key)!)
}

/** A sum over different deals: several findings of one deal put its amount at stake once. */
export const sumOf = (rows: readonly FindingRow[]): { amount: number, noRate: number } => {
  const seen = new Set<number>()
  let amount = 0
  let noRate = 0
  for (const row of rows) {
    if (row.dealId !== null) {
      if (seen.has(row.dealId)) continue
      seen.add(row.dealId)
    }
    if (row.amountReporting !== null) amount += row.amountReporting
    else if (row.amount !== null && row.amount !== 0) noRate++
  }
  return { amount, noRate }
}

/** What every one of the rows allows. */
export const commonActions = (rows: readonly FindingRow[]): Set<string> => {
  const [first, ...others] = rows
  if (!first) return new Set()
  return new Set(first.allowedActions.filter(action => others.every(row => row.allowedActions.includes(action))))
}
