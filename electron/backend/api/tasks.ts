import { askAboutTasks } from '../usecases/askAboutTasks.ts'
import { closedForNewLeads } from '../usecases/closedForNewLeads.ts'
import { closeTasks } from '../usecases/closeTasks.ts'
import { approveMoves, decideMoves } from '../usecases/decideMoves.ts'
import { exportClosed, exportTasks } from '../usecases/exportTasks.ts'
import { countTasksOf, listTasks, taskFacets, taskIds, taskRange } from '../usecases/listTasks.ts'
import { moveTasks } from '../usecases/moveTasks.ts'
import { raiseTask } from '../usecases/raiseTask.ts'
import { reassignTasks } from '../usecases/reassignTasks.ts'
import { taskHistory } from '../usecases/taskHistory.ts'
import { undoTaskDecisions } from '../usecases/undoTaskDecisions.ts'
import { api, sessionOf } from './context.ts'

export const tasksApi = {
  list: api.tasks.list.handler(({ input, context }) => listTasks(sessionOf(context), input)),
  range: api.tasks.range.handler(({ input, context }) => taskRange(sessionOf(context), input)),
  ids: api.tasks.ids.handler(({ input, context }) => taskIds(sessionOf(context), input)),
  facets: api.tasks.facets.handler(({ input, context }) => taskFacets(sessionOf(context), input)),
  export: api.tasks.export.handler(async function* ({ input, context, signal }) {
    yield* exportTasks(sessionOf(context), input, signal)
  }),
  counts: api.tasks.counts.handler(({ input, context }) => countTasksOf(sessionOf(context), input)),
  history: api.tasks.history.handler(({ input, context }) => taskHistory(sessionOf(context), input)),
  move: api.tasks.move.handler(({ input, context }) => moveTasks(sessionOf(context), input)),
  decideMoves: api.tasks.decideMoves.handler(({ input, context }) => decideMoves(sessionOf(context), input)),
  approveMoves: api.tasks.approveMoves.handler(({ input, context }) => approveMoves(sessionOf(context), input)),
  close: api.tasks.close.handler(({ input, context }) => closeTasks(sessionOf(context), input)),
  assign: api.tasks.assign.handler(({ input, context }) => reassignTasks(sessionOf(context), input)),
  ask: api.tasks.ask.handler(({ input, context }) => askAboutTasks(sessionOf(context), input)),
  create: api.tasks.create.handler(({ input, context }) => raiseTask(sessionOf(context), input)),
  undo: api.tasks.undo.handler(({ input, context }) => undoTaskDecisions(sessionOf(context), input)),
  closedForNewLeads: api.tasks.closedForNewLeads.handler(({ input, context }) => closedForNewLeads(sessionOf(context), input)),
  exportClosed: api.tasks.exportClosed.handler(async function* ({ input, context, signal }) {
    yield* exportClosed(sessionOf(context), input, signal)
  }),
}
