import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import { dealFilter, dealSort, type DealFilter, type DealSort } from '../../shared/contract/deals.ts'

type Field = keyof DealFilter
type Kind = 'words' | 'numbers' | 'texts' | 'text' | 'number' | 'flag'

/** How each field stands in an address: its name there, and whether it is a list with commas, a repeated name or one value. */
const places = {
  status: ['status', 'words'], pipelineIds: ['pipeline', 'numbers'], stageIds: ['stage', 'numbers'], kinds: ['kind', 'words'], managerIds: ['manager', 'numbers'], teams: ['team', 'texts'],
  // A channel may have a comma in its name, or none at all.
  channels: ['channel', 'texts'], reasons: ['reason', 'words'], stuck: ['stuck', 'flag'], buckets: ['age', 'words'], parked: ['parked', 'flag'], text: ['text', 'text'], clientId: ['client', 'number'], ids: ['ids', 'numbers'],
  createdFrom: ['createdFrom', 'text'], createdTo: ['createdTo', 'text'], closedFrom: ['closedFrom', 'text'], closedTo: ['closedTo', 'text'],
} as const satisfies Record<Field, readonly [string, Kind]>
const fields = Object.keys(places) as Field[]

const written = (value: unknown): string | string[] | undefined => {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(',')
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = String(value ?? '').trim()
  return text === '' ? undefined : text
}

/** The filter as a query string's values; what doesn't narrow is left out, so that the same filter has one address. */
export const dealFilterToQuery = (filter: DealFilter): Record<string, string | string[]> => Object.fromEntries(fields.flatMap(field => {
  const [name, kind] = places[field]
  const value = filter[field]
  if (value === undefined) return []
  const said = kind === 'texts' && Array.isArray(value) ? (value.length === 0 ? undefined : value.map(String)) : written(value)
  return said === undefined ? [] : [[name, said]]
}))

const read = (kind: Kind, given: readonly string[]): unknown => {
  const [first = ''] = given
  switch (kind) {
    case 'words': return given.flatMap(one => one.split(',')).filter(one => one !== '')
    case 'numbers': return given.flatMap(one => one.split(',')).filter(one => one !== '').map(Number)
    case 'texts': return given
    case 'number': return Number(first)
    case 'flag': return first === '1' ? true : first === '0' ? false : undefined
    case 'text': return first.trim() === '' ? undefined : first.trim()
  }
}

/** What an address asks for. A value that no filter knows is passed over: an old link still opens. */
export const dealFilterFromQuery = (query: LocationQuery | LocationQueryRaw): DealFilter => Object.fromEntries(fields.flatMap(field => {
  const [name, kind] = places[field]
  const raw = query[name]
  if (raw === undefined) return []
  const value = read(kind, (Array.isArray(raw) ? raw : [raw]).map(one => one === null || one === undefined ? '' : String(one)))
  const parsed = dealFilter.shape[field].safeParse(value)
  if (!parsed.success || parsed.data === undefined || (Array.isArray(parsed.data) && parsed.data.length === 0)) return []
  return [[field, parsed.data]]
}))

export const usualSort: DealSort = { by: 'amount', descending: true }

/** `-amount`: a minus says descending. The usual order has no address. */
export const dealSortToQuery = (sort: DealSort): { sort?: string } =>
  sort.by === usualSort.by && sort.descending === usualSort.descending ? {} : { sort: `${sort.descending ? '-' : ''}${sort.by}` }

export const dealSortFromQuery = (query: LocationQuery | LocationQueryRaw): DealSort => {
  const said = typeof query.sort === 'string' ? query.sort : ''
  const parsed = dealSort.safeParse({ by: said.replace(/^-/, ''), descending: said.startsWith('-') })
  return parsed.success ? parsed.data : usualSort
}

/** «Open the rows»: where any figure of deals leads to. */
export const dealsAddress = (filter: DealFilter, sort: DealSort = usualSort): RouteLocationRaw => ({ path: '/deals', query: { ...dealFilterToQuery(filter), ...dealSortToQuery(sort) } })
