import { clientKinds, type ClientFilter, type ClientKindChoice, type ClientSort } from '../../../../src/shared/contract/clients.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import { parseDay } from '../../domain/time/days.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import { clientIdsOfText } from '../queries/clientRows.ts'
import { clientMemory, type ClientMemory } from './clientColumns.ts'
import { isOpenIn, type DealViews } from './dealViews.ts'
import { seenPeople, teamsOfPeople } from './people.ts'

/** What a client has in the deals that a person sees, by client. Money of open deals, in minor units of the workspace's currency. */
interface Held { deals: Int32Array, openDeals: Int32Array, amount: Float64Array, noRate: Int32Array }

/** Clients with what they have in the deals that a person sees: theirs, and those of their deals. */
export interface ClientViews {
  readonly memory: ClientMemory
  readonly held: Held
  readonly teamOf: (id: number) => string | null
  readonly kindOf: (id: number) => ClientKindChoice
  /** Visits the clients that the filter leaves, by name; a facet leaves its own fields out. */
  readonly each: (filter: ClientFilter, visit: (id: number) => void, except?: readonly ClientField[]) => void
}
export type ClientField = keyof ClientFilter
type Test = (id: number) => boolean

const heldBy = ({ columns, each }: DealViews, size: number): Held => {
  const held = { deals: new Int32Array(size), openDeals: new Int32Array(size), amount: new Float64Array(size), noRate: new Int32Array(size) }
  const isOpen = isOpenIn(columns)
  each({}, id => {
    const client = columns.client[id]!
    if (client === 0) return
    held.deals[client]!++
    if (!isOpen(id)) return
    held.openDeals[client]!++
    held.noRate[client]! += columns.noRate[id]!
    if (!Number.isNaN(columns.amount[id]!)) held.amount[client]! += columns.amount[id]!
  })
  return held
}

export const clientViews = (db: ReadDb, actor: PolicyActor, zone: Zone, deals: DealViews): ClientViews => {
  const memory = clientMemory(db)
  const { columns, byName } = memory
  const held = heldBy(deals, columns.size)
  const teams = teamsOfPeople(db)
  const teamOf = (id: number): string | null => teams.get(columns.owner[id]!) ?? null
  const kindOf = (id: number): ClientKindChoice => kinds[columns.kind[id]!]!
  const seen = seenPeople(db, actor)
  const { owner } = columns
  return {
    memory, held, teamOf, kindOf,
    each: (filter, visit, except = []) => {
      const tests = testsOf(db, actor, zone, { memory, held, teamOf, kindOf }, filter, except)
      scan: for (let place = 0; place < byName.length; place++) {
        const id = byName[place]!
        if (seen !== null && seen[owner[id]!] !== 1 && held.deals[id] === 0) continue
        for (const fits of tests) if (!fits(id)) continue scan
        visit(id)
      }
    },
  }
}

const kinds: readonly ClientKindChoice[] = ['none', ...clientKinds]

const testsOf = (db: ReadDb, actor: PolicyActor, zone: Zone, { memory: { columns, channels }, held, teamOf, kindOf }: Omit<ClientViews, 'each'>, filter: ClientFilter, except: readonly ClientField[]): Test[] => {
  const tests: Test[] = []
  const given = <Field extends ClientField>(field: Field, make: (value: NonNullable<ClientFilter[Field]>) => Test): void => {
    const value = filter[field]
    if (value !== undefined && !except.includes(field)) tests.push(make(value as NonNullable<ClientFilter[Field]>))
  }
  const among = <Value>(values: readonly Value[], of: (id: number) => Value): Test => {
    const set = new Set(values)
    return id => set.has(of(id))
  }
  given('managerIds', values => among(values, id => columns.owner[id]!))
  given('teams', values => among(values, id => teamOf(id) ?? ''))
  given('channels', values => among(values, id => channels.list[columns.channel[id]!]!))
  given('kinds', values => among(values, kindOf))
  given('ids', values => among(values, id => id))
  given('withOpenDeals', value => id => held.openDeals[id]! > 0 === value)
  const bound = (field: 'createdFrom' | 'createdTo', add: number, holds: (created: number, at: number) => boolean): void => given(field, value => {
    const day = parseDay(value)
    if (day === null) return () => true
    const at = zone.startOfDay(day + add)
    return id => holds(columns.created[id]!, at)
  })
  bound('createdFrom', 0, (created, at) => created >= at)
  bound('createdTo', 1, (created, at) => created < at)
  given('text', value => {
    const found = new Uint8Array(columns.size)
    for (const id of clientIdsOfText(db, actor, value)) found[id] = 1
    return id => found[id] === 1
  })
  return tests
}

export interface ClientFigureRow { count: number, openDeals: number, amount: number, noRate: number }

export const emptyClientFigure = (): ClientFigureRow => ({ count: 0, openDeals: 0, amount: 0, noRate: 0 })
export const addClient = (figure: ClientFigureRow, { openDeals, amount, noRate }: Held, id: number): void => {
  figure.count++
  figure.openDeals += openDeals[id]!
  figure.amount += amount[id]!
  figure.noRate += noRate[id]!
}

/** Count, open deals and their sum over all clients of a filter. */
export const figureOfClients = (views: ClientViews, filter: ClientFilter): ClientFigureRow => {
  const figure = emptyClientFigure()
  views.each(filter, id => addClient(figure, views.held, id))
  return figure
}

/** Clients that no facet tells apart. `ownerId` 0 = nobody's, `channel` '' = none. */
export interface ClientGroup extends ClientFigureRow { ownerId: number, team: string | null, channel: string, kind: ClientKindChoice, open: number }

export const clientGroups = (views: ClientViews, filter: ClientFilter, except: readonly ClientField[]): ClientGroup[] => {
  const { memory: { columns, channels }, held } = views
  const groups = new Map<number, ClientGroup>()
  views.each(filter, id => {
    const open = Number(held.openDeals[id]! > 0)
    const key = ((columns.owner[id]! * (channels.list.length + 1) + columns.channel[id]!) * kinds.length + columns.kind[id]!) * 2 + open
    let group = groups.get(key)
    if (!group) groups.set(key, group = { ...emptyClientFigure(), ownerId: columns.owner[id]!, team: views.teamOf(id), channel: channels.list[columns.channel[id]!]!, kind: views.kindOf(id), open })
    addClient(group, held, id)
  }, except)
  return [...groups.values()]
}

/** Whose the clients of a filter are, each owner once: what the policy asks about. */
export const clientOwners = (views: ClientViews, filter: ClientFilter): { ownerId: number | null, team: string | null }[] => {
  const owners = new Map<number, { ownerId: number | null, team: string | null }>()
  const { owner } = views.memory.columns
  views.each(filter, id => { if (!owners.has(owner[id]!)) owners.set(owner[id]!, { ownerId: owner[id] || null, team: views.teamOf(id) }) })
  return [...owners.values()]
}

/** Orders that the columns know; the others SQL does. */
const orders = {
  name: () => null, created: ({ memory }) => memory.columns.created, deals: ({ held }) => held.deals, openDeals: ({ held }) => held.openDeals, sum: ({ held }) => held.amount,
} as const satisfies Partial<Record<ClientSort['by'], (views: ClientViews) => Float64Array | Int32Array | null>>
type MemoryOrder = keyof typeof orders
export const isMemoryOrder = (by: ClientSort['by']): by is MemoryOrder => by in orders

/** Ids of a filter in the order of a sort: what has no value comes last in both directions, the id decides between equals. */
export const orderOfClients = (views: ClientViews, filter: ClientFilter, { by, descending }: { by: MemoryOrder, descending: boolean }): Uint32Array => {
  const key = orders[by](views)
  const { names } = views.memory
  const hasValue: Test = key === null ? id => names[id] !== null : id => !Number.isNaN(key[id]!)
  const [valued, others]: [number[], number[]] = [[], []]
  views.each(filter, id => { (hasValue(id) ? valued : others).push(id) })
  const sign = descending ? -1 : 1
  if (key !== null) {
    valued.sort((a, b) => sign * (key[a]! - key[b]! || a - b))
    others.sort((a, b) => sign * (a - b))
  } else if (descending) {
    valued.reverse()
    others.reverse()
  }
  return Uint32Array.from([...valued, ...others])
}
