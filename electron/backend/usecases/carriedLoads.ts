import { everybody } from '../domain/policy.ts'
import type { ManagerLoad } from '../domain/transfer.ts'
import type { ReadDb } from '../store/db.ts'
import { dealViews, type DealViews } from '../store/memory/dealViews.ts'
import { boardMomentOf, makeBoard, type Board } from '../store/queries/dealBoard.ts'
import { all, one } from '../store/queries/rows.ts'
import type { Desk } from './desk.ts'
import type { Tx } from './runCommand.ts'

/** What managers carry (overdue tasks, stuck deals), as it stands in one command: it counts on, as deals and tasks change hands. */
export interface CarriedLoads {
  of: (personId: number) => Readonly<ManagerLoad>
  /** A deal changed hands in this command. */
  dealMoved: (dealId: number, from: number | null, to: number | null) => void
  taskMoved: (taskId: number, from: number | null, to: number | null) => void
}

/** One command a desk. */
const known = new WeakMap<Desk, { commandId: string, now: number, loads: CarriedLoads }>()

/** Computed anew in every command, for the people asked about alone: what is decided by it must not be a minute old. */
export const carriedLoadsOf = ({ desk, commandId, now }: Pick<Tx, 'desk' | 'commandId' | 'now'>): CarriedLoads => {
  const kept = known.get(desk)
  if (kept?.commandId === commandId && kept.now === now) return kept.loads
  const loads = makeLoads(desk, now)
  known.set(desk, { commandId, now, loads })
  return loads
}

/** After an attempt that was taken back: what it had counted on is counted anew from the file. */
export const forgetLoads = (desk: Desk): void => { known.delete(desk) }

/** Every deal, whoever decides: a rule about a person counts all that they have. */
export const wholeBoard = ({ db, settings }: Desk, now: number): Board => makeBoard(db, everybody, boardMomentOf(settings(), now))
export const wholeViews = ({ db, settings }: Desk, now: number): DealViews => dealViews(db, everybody, boardMomentOf(settings(), now))

// Overdue as check B counts it: open and due before now; tasks of won and lost deals are left out.
const overdueSql = (where: string): string => `SELECT count(*) AS count FROM task LEFT JOIN deal ON deal.id = task.deal_id
  WHERE ${where} AND task.done_at IS NULL AND task.cancelled_at IS NULL AND task.due_at < $now AND coalesce(deal.status, 'open') NOT IN ('won', 'lost')`

export const overdueTasksOf = (db: ReadDb, personId: number, now: number): number => one<{ count: number }>(db, overdueSql('task.assignee_id = $id'), { id: personId, now })!.count

const makeLoads = (desk: Desk, now: number): CarriedLoads => {
  const { db } = desk
  const { from: board, parameters } = wholeBoard(desk, now)
  const loads = new Map<number, ManagerLoad>()
  const stuckSql = (where: string): string => `SELECT deal.id ${board} WHERE ${where} AND deal.status = 'open' AND deal.reasons <> 0`
  const stuckIds = (where: string, id: number | null): number[] => all<{ id: number }>(db, stuckSql(where), { ...parameters, id }).map(row => row.id)
  // Looked up once a giver: what a command moves doesn't change the reasons. The first deal has left by then.
  const stuckOf = new Map<number | null, Set<number>>()
  const isStuck = (dealId: number, from: number | null): boolean => {
    let stuck = stuckOf.get(from)
    if (!stuck) stuckOf.set(from, stuck = new Set([...stuckIds('deal.owner_id IS $id', from), ...stuckIds('deal.id = $id', dealId)]))
    return stuck.has(dealId)
  }
  const move = (what: keyof ManagerLoad, change: () => number, from: number | null, to: number | null): void => {
    const [giver, taker] = [from, to].map(id => id === null ? undefined : loads.get(id))
    if (!giver && !taker) return
    const count = change()
    if (giver) giver[what] -= count
    if (taker) taker[what] += count
  }
  return {
    of: (personId) => {
      let load = loads.get(personId)
      if (!load) loads.set(personId, load = { overdueTasks: overdueTasksOf(db, personId, now), stuckDeals: stuckIds('deal.owner_id IS $id', personId).length })
      return load
    },
    dealMoved: (dealId, from, to) => move('stuckDeals', () => {
      if (!isStuck(dealId, from)) return 0
      stuckOf.get(to)?.add(dealId)
      return 1
    }, from, to),
    taskMoved: (taskId, from, to) => move('overdueTasks', () => one<{ count: number }>(db, overdueSql('task.id = $id'), { id: taskId, now })!.count, from, to),
  }
}
