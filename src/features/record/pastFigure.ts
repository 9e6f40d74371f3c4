import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { DealFilter } from '../../shared/contract/deals.ts'
import { pastFigure, pastSort, type PastFigure, type PastSort } from '../../shared/contract/past.ts'
import { dealFilterFromQuery, dealFilterToQuery } from './dealFilter.ts'

/** Where a figure of the past leads to: the rows that it counted. The names don't meet those of a filter. */
export const pastAddress = (figure: PastFigure, filter: DealFilter, sort: PastSort = usualPastSort): RouteLocationRaw => {
  const { of, part, ...rest } = figure
  const { stageId, ...days } = 'stageId' in rest ? rest : { ...rest, stageId: undefined }
  const query = { of, ...days, ...(stageId === undefined ? {} : { at: String(stageId) }), part, ...dealFilterToQuery(filter), ...(sortText(sort) === sortText(usualPastSort) ? {} : { sort: sortText(sort) }) }
  return { path: '/past', query }
}

export const usualPastSort: PastSort = { by: 'amount', descending: true }
const sortText = ({ by, descending }: PastSort): string => `${descending ? '-' : ''}${by}`

export interface PastAsked { figure: PastFigure, filter: DealFilter, sort: PastSort }
/** What an address asks for; null when it names no figure. */
export const pastFromQuery = (query: LocationQuery): PastAsked | null => {
  const { of, day, at, part, from, to, asOf } = query
  const figure = pastFigure.safeParse({ of, day, stageId: at === undefined ? undefined : Number(at), part, from, to, asOf })
  if (!figure.success) return null
  const said = typeof query.sort === 'string' ? query.sort : ''
  const sort = pastSort.safeParse({ by: said.replace(/^-/, ''), descending: said.startsWith('-') })
  return { figure: figure.data, filter: dealFilterFromQuery(query), sort: sort.success ? sort.data : usualPastSort }
}
