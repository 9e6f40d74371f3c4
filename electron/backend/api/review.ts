import { PultError } from '../../../src/shared/errors.ts'
import { parseInstant } from '../domain/time/parse.ts'
import { reviewOf } from '../usecases/reviewOf.ts'
import { api, sessionOf } from './context.ts'

export const reviewApi = {
  get: api.review.get.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    const asOf = input.asOf === undefined ? desk.clock() : parseInstant(input.asOf, desk.settings().zone)
    if (asOf === null) throw new PultError('PULT_BAD_TIME', 'That is not a moment: write it like 2026-11-20T19:00 or with an offset.', { value: input.asOf })
    return reviewOf(session, { asOf, ids: input.ids })
  }),
}
