import { clientKindChoices, type ClientFigure, type ClientFilter, type ClientKindChoice } from '../../../src/shared/contract/clients.ts'
import { byCodePoint } from '../domain/text.ts'
import { formatDay } from '../domain/time/days.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { clientGroups, emptyClientFigure, type ClientField, type ClientFigureRow, type ClientGroup } from '../store/memory/clientViews.ts'
import { all } from '../store/queries/rows.ts'
import type { Session } from './desk.ts'
import { seenClientFigure, seenClients, type SeenClients } from './listClients.ts'
import { personOf } from './taskView.ts'

export interface ClientFacets {
  all: ClientFigure
  managers: (ClientFigure & { manager: { id: number, name: string } | null, absent: boolean, left: boolean })[]
  teams: (ClientFigure & { team: string })[]
  channels: (ClientFigure & { channel: string | null })[]
  kinds: (ClientFigure & { kind: ClientKindChoice })[]
  withOpenDeals: ClientFigure
}

const facets = ['managerIds', 'teams', 'channels', 'kinds', 'withOpenDeals'] as const satisfies readonly ClientField[]
type Facet = (typeof facets)[number]

/** What a filter of clients could be narrowed to: one pass over what its other fields leave, folded here. */
export const clientFacets = (session: Session, { filter }: { filter: ClientFilter }): ClientFacets => {
  const seen = seenClients(session)
  return seen.keep(`client facets ${JSON.stringify(filter)}`, () => fold(seen, filter))
}

const valueOf: Record<Facet, (group: ClientGroup) => string | number> = {
  managerIds: group => group.ownerId, teams: group => group.team ?? '', channels: group => group.channel, kinds: group => group.kind, withOpenDeals: group => group.open,
}

const fold = (seen: SeenClients, filter: ClientFilter): ClientFacets => {
  const { db } = seen.desk
  const wanted: Record<Facet, ReadonlySet<string | number> | null> = {
    managerIds: setOf(filter.managerIds), teams: setOf(filter.teams), channels: setOf(filter.channels), kinds: setOf(filter.kinds), withOpenDeals: filter.withOpenDeals === undefined ? null : new Set([Number(filter.withOpenDeals)]),
  }
  const whole = emptyClientFigure()
  const counts = Object.fromEntries(facets.map(facet => [facet, new Map<string | number, ClientFigureRow>()])) as Record<Facet, Map<string | number, ClientFigureRow>>
  for (const group of clientGroups(seen.clientViews(), filter, facets)) {
    const failed = facets.filter(facet => wanted[facet]?.has(valueOf[facet](group)) === false)
    if (failed.length > 1) continue
    if (failed.length === 0) add(whole, group)
    for (const facet of failed.length === 0 ? facets : failed) {
      const key = valueOf[facet](group)
      if (!counts[facet].has(key)) counts[facet].set(key, emptyClientFigure())
      add(counts[facet].get(key)!, group)
    }
  }
  const names = personNames(db)
  const absent = absentOn(db, formatDay(seen.moment.today))
  const active = new Set(all<{ id: number }>(db, 'SELECT id FROM person WHERE active = 1').map(row => row.id))
  const figure = (facet: Facet, key: string | number): ClientFigure => seenClientFigure(seen, counts[facet].get(key) ?? { count: 0, openDeals: 0, amount: 0, noRate: 0 })
  // What was chosen stays to be seen when nothing is left of it.
  const keysOf = <Key extends string | number>(facet: Facet, chosen: readonly Key[] = []): Key[] => [...new Set([...counts[facet].keys() as Iterable<Key>, ...chosen])]
  const emptyLast = (a: string | null, b: string | null): number => Number(a === null) - Number(b === null) || byCodePoint(a ?? '', b ?? '')
  return {
    all: seenClientFigure(seen, whole),
    managers: keysOf('managerIds', filter.managerIds).map(id => ({ manager: personOf(names, id === 0 ? null : id), absent: absent.has(id), left: id !== 0 && !active.has(id), ...figure('managerIds', id) }))
      .sort((a, b) => Number(a.left) - Number(b.left) || emptyLast(a.manager?.name ?? null, b.manager?.name ?? null)),
    teams: keysOf('teams', filter.teams).filter(team => team !== '').map(team => ({ team, ...figure('teams', team) })).sort((a, b) => byCodePoint(a.team, b.team)),
    channels: keysOf('channels', filter.channels).map(channel => ({ channel: channel === '' ? null : channel, ...figure('channels', channel) })).sort((a, b) => emptyLast(a.channel, b.channel)),
    kinds: clientKindChoices.map(kind => ({ kind, ...figure('kinds', kind) })),
    withOpenDeals: figure('withOpenDeals', 1),
  }
}

const setOf = (values: readonly (string | number)[] | undefined): ReadonlySet<string | number> | null => values === undefined ? null : new Set(values)
const add = (sum: ClientFigureRow, { count, openDeals, amount, noRate }: ClientFigureRow): void => {
  sum.count += count
  sum.openDeals += openDeals
  sum.amount += amount
  sum.noRate += noRate
}
