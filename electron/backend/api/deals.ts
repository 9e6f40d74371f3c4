import { PultError } from '../../../src/shared/errors.ts'
import { dealFacets } from '../usecases/dealFacets.ts'
import { dealIds, dealRange, listDeals } from '../usecases/listDeals.ts'
import { api, sessionOf } from './context.ts'

const notYet = (): never => { throw new PultError('NOT_FOUND', 'Not yet.', {}) }

export const dealsApi = {
  list: api.deals.list.handler(({ input, context }) => listDeals(sessionOf(context), input)),
  range: api.deals.range.handler(({ input, context }) => dealRange(sessionOf(context), input)),
  ids: api.deals.ids.handler(({ input, context }) => dealIds(sessionOf(context), input)),
  facets: api.deals.facets.handler(({ input, context }) => dealFacets(sessionOf(context), input)),
  decide: api.deals.decide.handler(notYet),
  undo: api.deals.undo.handler(notYet),
  preview: api.deals.preview.handler(notYet),
  targets: api.deals.targets.handler(notYet),
  export: api.deals.export.handler(notYet),
}

export const clientsApi = {
  range: api.clients.range.handler(notYet),
  get: api.clients.get.handler(notYet),
  export: api.clients.export.handler(notYet),
}

export const viewsApi = {
  list: api.views.list.handler(notYet),
  save: api.views.save.handler(notYet),
  remove: api.views.remove.handler(notYet),
}
