import { logCall, undoCall } from '../usecases/logCall.ts'
import { myDay } from '../usecases/myDay.ts'
import { api, sessionOf } from './context.ts'

export const deskApi = {
  day: api.desk.day.handler(({ context }) => myDay(sessionOf(context))),
  logCall: api.desk.logCall.handler(({ input, context }) => logCall(sessionOf(context), input)),
  undoCall: api.desk.undoCall.handler(({ input, context }) => undoCall(sessionOf(context), input)),
}
