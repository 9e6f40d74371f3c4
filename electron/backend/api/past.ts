import { exportPast } from '../usecases/exportPast.ts'
import { pastRange } from '../usecases/pastDeals.ts'
import { api, sessionOf } from './context.ts'

export const pastApi = {
  range: api.past.range.handler(({ input, context }) => pastRange(sessionOf(context), input)),
  export: api.past.export.handler(async function* ({ input, context, signal }) {
    yield* exportPast(sessionOf(context), input, signal)
  }),
}
