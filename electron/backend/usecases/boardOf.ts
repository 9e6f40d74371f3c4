import type { DealFilter } from '../../../src/shared/contract/deals.ts'
import { ordinalOf } from '../domain/keyPoints.ts'
import { may, type PolicyActor } from '../domain/policy.ts'
import { dealViews, type DealViews } from '../store/memory/dealViews.ts'
import { boardMomentOf, conditionsOf, makeBoard, type Board, type BoardFilter, type BoardMoment } from '../store/queries/dealBoard.ts'
import type { Selection } from '../store/queries/dealRows.ts'
import type { DutyRow } from '../store/queries/duties.ts'
import { requireMay } from './access.ts'
import type { Desk, Session } from './desk.ts'
import type { ByDeal } from './keepByDeal.ts'
import { dutiesByDeal } from './dutiesKept.ts'
import { whileUnchanged } from './whileUnchanged.ts'

/** The board as a person sees it now. */
export interface SeenBoard {
  /** In SQL, for rows and orders of texts; made when it is asked for. */
  readonly board: Board
  /** In memory: for all that counts. */
  readonly views: DealViews
  readonly moment: BoardMoment
  readonly actor: PolicyActor
  /** false = sums and amounts are not for these eyes. */
  readonly money: boolean
  readonly select: (filter: DealFilter) => Selection
  /** Late key points of all deals, whoever sees them. */
  readonly keyPoints: () => ByDeal<DutyRow>
  /** The filter with its late key points as the deals that have them. */
  readonly resolved: (filter: DealFilter) => BoardFilter
  /** What `compute` gave under this key, while nothing was written and the minute lasts. */
  readonly keep: <Value>(key: string, compute: () => Value) => Value
}

/**
 * FORBIDDEN for who sees no deals. All readers of one minute in which nothing is written share one moment, so that a list, its
 * badges and its charts can't differ by a task that became due between two calls.
 */
export const boardOf = (session: Session): SeenBoard => {
  const { desk } = session
  const actor = requireMay(session, 'see_deals')
  const { now, values } = shelfOf(desk)
  const keep: SeenBoard['keep'] = (key, compute) => {
    const full = `${actor.id} ${key}`
    if (!values.has(full)) values.set(full, compute())
    if (values.size > mostKept) values.delete(values.keys().next().value!)
    return values.get(full) as ReturnType<typeof compute>
  }
  const moment = boardMomentOf(desk.settings(), now)
  let [board, views]: [Board?, DealViews?] = []
  const boardNow = (): Board => board ??= makeBoard(desk.db, actor, moment)
  const viewsNow = (): DealViews => views ??= dealViews(desk.db, actor, moment)
  const keyPoints: SeenBoard['keyPoints'] = () => dutiesByDeal(desk, { ...moment, calendar: desk.settings().calendar }, 'key_point')
  const resolved: SeenBoard['resolved'] = ({ latePoints: points, ...filter }) => {
    if (points === undefined) return filter
    const ordinals = new Set(points.map(ordinalOf))
    const among = filter.ids && new Set(filter.ids)
    return { ...filter, ids: keyPoints().flatMap(duty => duty && ordinals.has(duty.stay) && (!among || among.has(duty.dealId)) && viewsNow().sees(duty.dealId) ? [duty.dealId] : []) }
  }
  return {
    get board() { return boardNow() }, get views() { return viewsNow() }, keyPoints, moment, actor, money: may(actor, 'see_money'), resolved, keep,
    select: filter => {
      const { where, parameters } = conditionsOf(resolved(filter), moment)
      return { from: boardNow().from, where, parameters: { ...boardNow().parameters, ...parameters } }
    },
  }
}

/** A filter as the board can be asked it: late key points are known by deal (`keyPoints`). */
export const withoutLatePoints = ({ latePoints: _late, ...filter }: DealFilter): BoardFilter => filter

interface Shelf { minute: number, now: number, values: Map<string, unknown> }

/** Many filters may be asked for in one minute; each keeps a figure and its facets. */
const mostKept = 200

const shelfOf = (desk: Desk): Shelf => {
  const shelf = whileUnchanged(desk, 'board', (): Shelf => ({ minute: 0, now: 0, values: new Map() }))
  const minute = Math.floor(desk.clock() / 60_000)
  if (shelf.minute !== minute) Object.assign(shelf, { minute, now: desk.clock(), values: new Map() })
  return shelf
}
