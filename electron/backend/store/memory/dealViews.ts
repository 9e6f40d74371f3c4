import type { DealFilter, DealSort } from '../../../../src/shared/contract/deals.ts'
import { ageBuckets, dealStatuses, type DealStatus, type StageKind } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import { parseDay } from '../../domain/time/days.ts'
import type { ReadDb } from '../db.ts'
import { conditionsOf, maskOf, type BoardFilter, type BoardMoment, type FigureRow, type FilterField } from '../queries/dealBoard.ts'
import { loadKnowledge } from '../queries/knowledge.ts'
import { all, statement } from '../queries/rows.ts'
import { clientColumnsFor } from '../queries/search.ts'
import { makeStageChoice } from '../queries/stageChoice.ts'
import { dealMemory, orderedBy, unknown, type DealColumns, type DealMemory, type DealOrderKey } from './dealColumns.ts'
import { flagsOfPeople, peopleOfTeams, seenPeople } from './people.ts'
import { flagsOf, type Texts } from './typedColumns.ts'

/**
 * The board counted in memory: the same rules as in SQL (store/queries/dealBoard.ts), which tests hold beside these. After a decision only its
 * own deals are read again, so that fifty people can count a hundred thousand deals while somebody is always just writing.
 */
export interface DealViews {
  readonly columns: DealColumns
  readonly channels: Texts
  readonly stages: ReadonlyMap<number, StageFacts>
  readonly stageOf: (id: number) => StageFacts
  /** Mask of the stuck reasons; 0 for deals that aren't open. */
  readonly reasonsOf: (id: number) => number
  /** Ordinal of `ageBuckets`. */
  readonly bucketOf: (id: number) => number
  readonly isParked: (id: number) => boolean
  /** Is it one of the deals that the person sees? */
  readonly sees: (id: number) => boolean
  /** Visits the deals that the person sees and the filter leaves, by id; a facet leaves its own fields out. */
  readonly each: (filter: BoardFilter, visit: (id: number) => void, except?: readonly FilterField[]) => void
  /** Visits the same in a kept order: by value, then by id, those without one last. */
  readonly eachBy: (key: DealOrderKey, filter: BoardFilter, visit: (id: number) => void) => void
}

export interface StageFacts { id: number, pipelineId: number, kind: StageKind, position: number, dwellLimitDays: number | null }
type Test = (id: number) => boolean

const [open] = dealStatuses.keys()
export const isOpenIn = ({ status, exists }: DealColumns): Test => id => exists[id] === 1 && status[id] === open
export const statusIn = ({ status }: DealColumns, id: number): DealStatus => dealStatuses[status[id]!]!

/** The deals of `actor` at `moment`. */
export const dealViews = (db: ReadDb, actor: PolicyActor, moment: BoardMoment): DealViews => {
  const memory = dealMemory(db)
  const { columns, channels } = memory
  const stages = new Map(all<StageFacts>(db, 'SELECT id, pipeline_id AS pipelineId, kind, position, dwell_limit_days AS dwellLimitDays FROM stage').map(stage => [stage.id, stage]))
  const isParked = parkedIn(memory, moment)
  const state: BoardState = { db, actor, moment, memory, stages, isParked, bucketOf: bucketIn(memory, moment), reasonsOf: reasonsIn(db, memory, moment, stages, isParked) }
  // Whose deals they see, and no deal that isn't made yet: asked first of all.
  const { exists, owner, created, size } = columns
  const [seen, { now }] = [seenPeople(db, actor), moment]
  const isSeen: Test = id => exists[id] === 1 && (seen === null || seen[owner[id]!] === 1) && !(created[id]! > now)
  return {
    columns, channels, stages, stageOf: id => stages.get(columns.stage[id]!)!, reasonsOf: state.reasonsOf, bucketOf: state.bucketOf, isParked: id => columns.status[id] === open && isParked(id), sees: isSeen,
    each: (filter, visit, except = []) => {
      const tests = testsOf(state, filter, except)
      scan: for (let id = 1; id < size; id++) {
        if (!isSeen(id)) continue
        for (const fits of tests) if (!fits(id)) continue scan
        visit(id)
      }
    },
    eachBy: (key, filter, visit) => {
      const tests = testsOf(state, filter, [])
      const ids = orderedBy(memory, key)
      scan: for (let place = 0; place < ids.length; place++) {
        const id = ids[place]!
        if (!isSeen(id)) continue
        for (const fits of tests) if (!fits(id)) continue scan
        visit(id)
      }
    },
  }
}

interface BoardState {
  db: ReadDb, actor: PolicyActor, moment: BoardMoment, memory: DealMemory, stages: ReadonlyMap<number, StageFacts>
  /** Of any status. */
  isParked: Test, bucketOf: (id: number) => number, reasonsOf: (id: number) => number
}

const parkedIn = ({ parkings }: DealMemory, { now, today }: BoardMoment): Test => {
  // The latest of those that last.
  const until = new Map([...parkings].map(([id, those]) => [id, those.findLast(({ endedAt }) => endedAt === null || endedAt > now)?.untilDay]))
  return id => (until.get(id) ?? -Infinity) > today
}

const bucketIn = ({ columns: { entered } }: DealMemory, { today, zone }: BoardMoment): ((id: number) => number) => {
  const [from7, from30, from90] = [7, 30, 90].map(days => zone.startOfDay(today - days))
  // Comparisons with NaN are false: who never entered is of the last bucket.
  return id => entered[id]! >= from7! ? 0 : entered[id]! >= from30! ? 1 : entered[id]! >= from90! ? 2 : 3
}

const reasonsIn = (db: ReadDb, memory: DealMemory, { now, today, zone, rules }: BoardMoment, stages: BoardState['stages'], isParked: Test): ((id: number) => number) => {
  const { columns, sources } = memory
  const knowledge = loadKnowledge(db)
  const known = (kind: 'tasks' | 'activities'): Uint8Array => {
    const of = new Set(knowledge.sources(kind))
    return Uint8Array.from(sources.list, source => Number(of.has(source)))
  }
  const [knowsTasks, knowsActivities] = [known('tasks'), known('activities')]
  const dwellBefore = new Float64Array(Math.max(0, ...stages.keys()) + 1).fill(NaN)
  for (const { id, dwellLimitDays } of stages.values()) if (dwellLimitDays !== null) dwellBefore[id] = zone.startOfDay(today - dwellLimitDays)
  const silentBefore = zone.startOfDay(today - rules.silentDays)
  const bit = { dwell: maskOf(['dwell']), silent: maskOf(['silent']), noTask: maskOf(['no_task']), overdue: maskOf(['overdue_task']), dragged: maskOf(['dragged']), promise: maskOf(['promise_missed']) }
  const startOfToday = zone.startOfDay(today)
  // All of them but «overdue» change with the day, the rules or the deal: they are worked out once. `tasksAreKnown` stands beside them.
  const tasksAreKnown = 64
  const { worked } = memory
  const key = JSON.stringify([startOfToday, silentBefore, rules.draggedMoves, [...dwellBefore], [...knowsTasks], [...knowsActivities]])
  if (worked.key !== key) {
    worked.key = key
    worked.values.fill(unknown)
  }
  const { values } = worked
  const { status, entered, created, lastContact, nextDue, openTasks, moves, stage, source, promised } = columns
  const workOut = (id: number): number => {
    let mask = 0
    const isLong = entered[id]! < dwellBefore[stage[id]!]!
    const isSilent = created[id]! < silentBefore && !(lastContact[id]! >= silentBefore) && knowsActivities[source[id]!] === 1
    if ((isLong || isSilent) && !isParked(id)) mask = (isLong ? bit.dwell : 0) | (isSilent ? bit.silent : 0)
    if (knowsTasks[source[id]!] === 1) {
      mask |= tasksAreKnown
      if (openTasks[id] === 0) mask |= bit.noTask
      if (moves[id]! >= rules.draggedMoves) mask |= bit.dragged
    }
    if (promised[id]! < startOfToday && knowsActivities[source[id]!] === 1) mask |= bit.promise
    return mask
  }
  return id => {
    if (status[id] !== open) return 0
    let mask = values[id]!
    if (mask === unknown) {
      mask = workOut(id)
      // A parking may end at any moment.
      if (!memory.parkings.has(id)) values[id] = mask
    }
    return nextDue[id]! < now && mask >= tasksAreKnown ? mask - tasksAreKnown | bit.overdue : mask & (tasksAreKnown - 1)
  }
}

/** The conditions of a filter, the cheapest first. */
const testsOf = (state: BoardState, filter: BoardFilter, except: readonly FilterField[]): Test[] => {
  const { db, moment: { zone }, memory: { columns, channels }, stages } = state
  const tests: Test[] = []
  const given = <Field extends FilterField & keyof BoardFilter>(field: Field, make: (value: NonNullable<DealFilter[Field]>) => Test): void => {
    const value = filter[field]
    if (value !== undefined && !except.includes(field)) tests.push(make(value as NonNullable<DealFilter[Field]>))
  }
  const among = (column: Int32Array | Uint8Array | Uint32Array, flags: Uint8Array): Test => id => flags[column[id]!] === 1
  given('status', values => among(columns.status, flagsOf(values.map(value => dealStatuses.indexOf(value)), dealStatuses.length)))
  given('managerIds', values => among(columns.owner, flagsOfPeople(db, values)))
  given('teams', values => among(columns.owner, flagsOfPeople(db, peopleOfTeams(db, values))))
  const asked = (field: 'stageIds' | 'pipelineIds') => except.includes(field) ? undefined : filter[field]
  const [stageIds, pipelineIds] = [asked('stageIds'), asked('pipelineIds')]
  const kinds = except.includes('kinds') ? undefined : filter.kinds
  if (stageIds || pipelineIds || kinds) {
    const isChosen = makeStageChoice({ ...stageIds && { stageIds }, ...pipelineIds && { pipelineIds } }, new Map([...stages.values()].map(stage => [stage.id, stage.pipelineId])))
    const chosen = [...stages.values()].filter(stage => isChosen(stage.id) && (!kinds || kinds.includes(stage.kind))).map(stage => stage.id)
    tests.push(among(columns.stage, flagsOf(chosen, Math.max(0, ...stages.keys()) + 1)))
  }
  given('clientId', value => id => columns.client[id] === value)
  given('channels', values => among(columns.channel, flagsOf(values.flatMap(value => channels.ordinals.get(value) ?? []), channels.list.length)))
  given('ids', values => {
    const flags = flagsOf(values, columns.size)
    return id => flags[id] === 1
  })
  const within = (column: Float64Array, from: string | undefined, to: string | undefined): void => {
    const [first, last] = [from, to].map(day => day === undefined ? null : parseDay(day))
    if (first !== null) {
      const start = zone.startOfDay(first!)
      tests.push(id => column[id]! >= start)
    }
    if (last !== null) {
      const end = zone.startOfDay(last! + 1)
      tests.push(id => column[id]! < end)
    }
  }
  const unless = (field: FilterField & `${string}${'From' | 'To'}`): string | undefined => except.includes(field) ? undefined : filter[field]
  within(columns.created, unless('createdFrom'), unless('createdTo'))
  within(columns.closed, unless('closedFrom'), unless('closedTo'))
  given('buckets', values => {
    const buckets = values.map(value => ageBuckets.indexOf(value))
    return id => buckets.includes(state.bucketOf(id))
  })
  given('parked', value => id => (columns.status[id] === open && state.isParked(id)) === value)
  given('reasons', values => {
    const mask = maskOf(values)
    return id => (state.reasonsOf(id) & mask) !== 0
  })
  given('stuck', value => id => (state.reasonsOf(id) !== 0) === value)
  given('text', value => {
    const found = idsOfText(state, value)
    return id => found[id] === 1
  })
  return tests
}

/** Words are looked for in the full text's index. */
const idsOfText = ({ db, actor, moment, memory: { columns } }: BoardState, text: string): Uint8Array => {
  const { where, parameters } = conditionsOf({ text }, moment)
  const found = new Uint8Array(columns.size)
  for (const id of statement(db, `SELECT id FROM deal WHERE ${where}`).pluck().iterate({ ...parameters, clientColumns: clientColumnsFor(actor) }) as Iterable<number>) found[id] = 1
  return found
}

/** Count and sum over a filter. */
export const figureInMemory = (views: DealViews, filter: BoardFilter): FigureRow => {
  const { amount, noRate } = views.columns
  const figure = { count: 0, amount: 0, noRate: 0 }
  views.each(filter, id => {
    figure.count++
    figure.amount += Number.isNaN(amount[id]!) ? 0 : amount[id]!
    figure.noRate += noRate[id]!
  })
  return figure
}

/** What of its deals each owner has open, and how many of those are stuck. */
export const loadsInMemory = (views: DealViews): Map<number, { openDeals: number, stuckDeals: number }> => {
  const { owner } = views.columns
  const loads = new Map<number, { openDeals: number, stuckDeals: number }>()
  views.each({ status: ['open'] }, id => {
    if (owner[id] === 0) return
    let load = loads.get(owner[id]!)
    if (!load) loads.set(owner[id]!, load = { openDeals: 0, stuckDeals: 0 })
    load.openDeals++
    if (views.reasonsOf(id) !== 0) load.stuckDeals++
  })
  return loads
}

/** Orders that the columns know; of texts SQL does. What is shown in days is kept as an instant: more days are the earlier instant, hence `flip`. */
const orders = {
  amount: { key: 'amount', flip: false }, age: { key: 'entered', flip: true }, created: { key: 'created', flip: false },
  lastContact: { key: 'lastContact', flip: true }, nextDue: { key: 'nextDue', flip: false }, updated: { key: 'updated', flip: false },
} as const satisfies Partial<Record<DealSort['by'], { key: DealOrderKey, flip: boolean }>>
type MemoryOrder = keyof typeof orders
export const isMemoryOrder = (by: DealSort['by']): by is MemoryOrder => by in orders

/** Ids of a filter in the order of a sort: what has no value comes last in both directions, the id decides between equals. */
export const orderInMemory = (views: DealViews, filter: BoardFilter, { by, descending }: { by: MemoryOrder, descending: boolean }): Uint32Array => {
  const { key, flip } = orders[by]
  const column = views.columns[key]
  const ids = new Uint32Array(views.columns.size)
  let [count, valued] = [0, 0]
  views.eachBy(key, filter, id => {
    ids[count++] = id
    if (!Number.isNaN(column[id]!)) valued++
  })
  if (descending !== flip) {
    ids.subarray(0, valued).reverse()
    ids.subarray(valued, count).reverse()
  }
  return ids.slice(0, count)
}
