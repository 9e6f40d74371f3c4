import { closeDuty, undoDuty } from '../usecases/closeDuty.ts'
import { listDuties } from '../usecases/duties.ts'
import { api, sessionOf } from './context.ts'

export const dutiesApi = {
  list: api.duties.list.handler(({ input, context }) => listDuties(sessionOf(context), input)),
  close: api.duties.close.handler(({ input, context }) => closeDuty(sessionOf(context), input)),
  undo: api.duties.undo.handler(({ input, context }) => undoDuty(sessionOf(context), input)),
}
