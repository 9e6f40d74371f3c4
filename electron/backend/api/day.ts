import { answerQuestion, listQuestions } from '../usecases/questions.ts'
import { closeControlTask, listControlTasks } from '../usecases/controlTasks.ts'
import { dayCsv } from '../usecases/dayCsv.ts'
import { backlogByDay, dayHistory } from '../usecases/dayHistory.ts'
import { dayKpis } from '../usecases/dayKpis.ts'
import { dayOverview } from '../usecases/dayOverview.ts'
import { dayReading } from '../usecases/dayReading.ts'
import { dayReport } from '../usecases/dayReport.ts'
import { decideFindings } from '../usecases/decideFindings.ts'
import { listFindings } from '../usecases/listFindings.ts'
import { managerLoads } from '../usecases/managerLoads.ts'
import { openDay } from '../usecases/openDay.ts'
import { readReminders } from '../usecases/reminders.ts'
import { signDay } from '../usecases/signDay.ts'
import { undoFindingDecisions } from '../usecases/undoFindingDecisions.ts'
import { requireMay } from '../usecases/access.ts'
import type { Session } from '../usecases/desk.ts'
import { api, sessionOf, type ApiContext } from './context.ts'

/** The daily control is the head's, its lists included (domain.md, Who may do what). */
const controlOf = (context: ApiContext): Session => {
  const session = sessionOf(context)
  requireMay(session, 'control_day')
  return session
}

export const dayApi = {
  open: api.day.open.handler(({ input, context }) => openDay(controlOf(context), input)),
  overview: api.day.overview.handler(({ input, context }) => dayOverview(controlOf(context), input)),
  findings: api.day.findings.handler(({ input, context }) => listFindings(controlOf(context), input)),
  kpis: api.day.kpis.handler(({ input, context }) => dayKpis(controlOf(context), input)),
  reading: api.day.reading.handler(({ input, context }) => dayReading(controlOf(context), input)),
  reminders: api.day.reminders.handler(({ context }) => readReminders(sessionOf(context))),
  decide: api.day.decide.handler(({ input, context }) => decideFindings(controlOf(context), input)),
  undo: api.day.undo.handler(({ input, context }) => undoFindingDecisions(controlOf(context), input)),
  questions: api.day.questions.handler(({ input, context }) => listQuestions(sessionOf(context), input)),
  answerQuestion: api.day.answerQuestion.handler(({ input, context }) => answerQuestion(sessionOf(context), input)),
  controlTasks: api.day.controlTasks.handler(({ context }) => listControlTasks(controlOf(context))),
  closeControlTask: api.day.closeControlTask.handler(({ input, context }) => closeControlTask(controlOf(context), input)),
  loads: api.day.loads.handler(({ context }) => managerLoads(sessionOf(context))),
  sign: api.day.sign.handler(({ input, context }) => signDay(controlOf(context), input)),
  report: api.day.report.handler(({ input, context }) => dayReport(controlOf(context), input)),
  history: api.day.history.handler(({ input, context }) => dayHistory(controlOf(context), input)),
  backlog: api.day.backlog.handler(({ context }) => backlogByDay(controlOf(context))),
  csv: api.day.csv.handler(({ input, context }) => dayCsv(controlOf(context), input)),
}
