import { dealStory } from '../usecases/dealStory.ts'
import { dealView } from '../usecases/dealView.ts'
import { findRecords } from '../usecases/findRecords.ts'
import { taskView } from '../usecases/taskView.ts'
import { api, sessionOf } from './context.ts'

export const recordsApi = {
  deal: api.records.deal.handler(({ input, context }) => dealView(sessionOf(context), input)),
  story: api.records.story.handler(({ input, context }) => dealStory(sessionOf(context), input)),
  task: api.records.task.handler(({ input, context }) => taskView(sessionOf(context), input)),
  find: api.records.find.handler(({ input, context }) => findRecords(sessionOf(context), input)),
}
