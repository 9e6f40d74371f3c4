import { exportPast } from '../usecases/exportPast.ts'
import { pastDayAhead } from '../usecases/getFunnel.ts'
import { pastRange } from '../usecases/pastDeals.ts'
import { api, sessionOf } from './context.ts'

export const pastApi = {
  range: api.past.range.handler(async ({ input, context }) => {
    if (input.figure.of === 'stage') await pastDayAhead(sessionOf(context), input.figure.day)
    return pastRange(sessionOf(context), input)
  }),
  export: api.past.export.handler(async function* ({ input, context, signal }) {
    yield* exportPast(sessionOf(context), input, signal)
  }),
}
