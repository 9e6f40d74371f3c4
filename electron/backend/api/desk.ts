import { logCall, undoCall } from '../usecases/logCall.ts'
import { myDay } from '../usecases/myDay.ts'
import { planTask } from '../usecases/planTask.ts'
import { readQueue } from '../usecases/readQueue.ts'
import { api, sessionOf } from './context.ts'

export const deskApi = {
  day: api.desk.day.handler(({ context }) => myDay(sessionOf(context))),
  queue: api.desk.queue.handler(({ context }) => readQueue(sessionOf(context))),
  logCall: api.desk.logCall.handler(({ input, context }) => logCall(sessionOf(context), input)),
  planTask: api.desk.planTask.handler(({ input, context }) => planTask(sessionOf(context), input)),
  undoCall: api.desk.undoCall.handler(({ input, context }) => undoCall(sessionOf(context), input)),
}
