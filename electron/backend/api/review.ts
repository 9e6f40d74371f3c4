import { reviewOf } from '../usecases/reviewOf.ts'
import { api, sessionOf } from './context.ts'
import { momentOf } from './moment.ts'

export const reviewApi = {
  get: api.review.get.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    return reviewOf(session, { asOf: momentOf(input.asOf, desk.settings().zone) ?? desk.clock(), ids: input.ids })
  }),
}
