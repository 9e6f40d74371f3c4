import { funnelBeside, getFunnel, pastDayAhead } from '../usecases/getFunnel.ts'
import { jamHistory } from '../usecases/jamHistory.ts'
import { jamOverview, jamTotal } from '../usecases/jamOverview.ts'
import { api, sessionOf } from './context.ts'

export const jamApi = {
  overview: api.jam.overview.handler(({ input, context }) => jamOverview(sessionOf(context), input)),
  history: api.jam.history.handler(({ input, context }) => jamHistory(sessionOf(context), input)),
  total: api.jam.total.handler(({ context }) => jamTotal(sessionOf(context))),
}

export const funnelApi = {
  get: api.funnel.get.handler(({ input, context }) => getFunnel(sessionOf(context), input)),
  beside: api.funnel.beside.handler(async ({ input, context }) => {
    await pastDayAhead(sessionOf(context), input.day)
    return funnelBeside(sessionOf(context), input)
  }),
}
