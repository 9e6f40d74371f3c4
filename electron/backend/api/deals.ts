import { decideDeals } from '../usecases/decideDeals.ts'
import { dealFacets } from '../usecases/dealFacets.ts'
import { exportDeals } from '../usecases/exportDeals.ts'
import { dealIds, dealRange, listDeals } from '../usecases/listDeals.ts'
import { moveTargets } from '../usecases/moveTargets.ts'
import { previewTransfer } from '../usecases/previewTransfer.ts'
import { listViews, removeView, saveView } from '../usecases/savedViews.ts'
import { undoDealDecisions } from '../usecases/undoDealDecisions.ts'
import { api, sessionOf } from './context.ts'

export const dealsApi = {
  list: api.deals.list.handler(({ input, context }) => listDeals(sessionOf(context), input)),
  range: api.deals.range.handler(({ input, context }) => dealRange(sessionOf(context), input)),
  ids: api.deals.ids.handler(({ input, context }) => dealIds(sessionOf(context), input)),
  facets: api.deals.facets.handler(({ input, context }) => dealFacets(sessionOf(context), input)),
  decide: api.deals.decide.handler(({ input, context }) => decideDeals(sessionOf(context), input)),
  undo: api.deals.undo.handler(({ input, context }) => undoDealDecisions(sessionOf(context), input)),
  preview: api.deals.preview.handler(({ input, context }) => previewTransfer(sessionOf(context), input)),
  targets: api.deals.targets.handler(({ input, context }) => moveTargets(sessionOf(context), input)),
  export: api.deals.export.handler(async function* ({ input, context, signal }) {
    yield* exportDeals(sessionOf(context), input, signal)
  }),
}

export const viewsApi = {
  list: api.views.list.handler(({ input, context }) => listViews(sessionOf(context), input)),
  save: api.views.save.handler(({ input, context }) => saveView(sessionOf(context), input)),
  remove: api.views.remove.handler(({ input, context }) => removeView(sessionOf(context), input)),
}
