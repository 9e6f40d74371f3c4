import { decideRefusals } from '../usecases/decideRefusals.ts'
import { getRefusal, listRefusals } from '../usecases/listRefusals.ts'
import { listNurture, nurtureCsv } from '../usecases/nurtureList.ts'
import { reopenRefusal } from '../usecases/reopenRefusal.ts'
import { requestRefusal } from '../usecases/requestRefusal.ts'
import { requestRefusals } from '../usecases/requestRefusals.ts'
import { undoRefusalDecisions } from '../usecases/undoRefusalDecisions.ts'
import { api, sessionOf } from './context.ts'

export const refusalsApi = {
  list: api.refusals.list.handler(({ input, context }) => listRefusals(sessionOf(context), input)),
  get: api.refusals.get.handler(({ input, context }) => getRefusal(sessionOf(context), input)),
  request: api.refusals.request.handler(({ input, context }) => requestRefusal(sessionOf(context), input)),
  requestMany: api.refusals.requestMany.handler(({ input, context }) => requestRefusals(sessionOf(context), input)),
  decide: api.refusals.decide.handler(({ input, context }) => decideRefusals(sessionOf(context), input)),
  undo: api.refusals.undo.handler(({ input, context }) => undoRefusalDecisions(sessionOf(context), input)),
  reopen: api.refusals.reopen.handler(({ input, context }) => reopenRefusal(sessionOf(context), input)),
  nurture: api.refusals.nurture.handler(({ input, context }) => listNurture(sessionOf(context), input)),
  nurtureCsv: api.refusals.nurtureCsv.handler(({ input, context }) => nurtureCsv(sessionOf(context), input?.words)),
}
