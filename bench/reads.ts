import { callLengthsBoard } from '../electron/backend/usecases/callBoards/lengths.ts'
import { callQuotas } from '../electron/backend/usecases/callBoards/quotas.ts'
import { callScores } from '../electron/backend/usecases/callBoards/scores.ts'
import { clientFacets } from '../electron/backend/usecases/clientFacets.ts'
import { clientRange } from '../electron/backend/usecases/listClients.ts'
import { closedForNewLeads } from '../electron/backend/usecases/closedForNewLeads.ts'
import { dayOverview } from '../electron/backend/usecases/dayOverview.ts'
import { funnelBeside, getFunnel } from '../electron/backend/usecases/getFunnel.ts'
import { jamHistory } from '../electron/backend/usecases/jamHistory.ts'
import { jamOverview } from '../electron/backend/usecases/jamOverview.ts'
import { listFindings } from '../electron/backend/usecases/listFindings.ts'
import { listRefusals } from '../electron/backend/usecases/listRefusals.ts'
import { countTasksOf, taskFacets, taskRange } from '../electron/backend/usecases/listTasks.ts'
import { callDay } from '../electron/backend/usecases/listening/callDay.ts'
import { openDay } from '../electron/backend/usecases/openDay.ts'
import { openWorkspace } from '../electron/backend/usecases/openWorkspace.ts'
import { taskListViews } from '../src/shared/contract/tasks.ts'

/** Times what the screens ask of the backend right after somebody wrote (nothing that was kept counts any more); `report(name, milliseconds[], target)`. */
export const measureReads = (path: string, now: number, report: (name: string, values: number[], target: number) => void): void => {
  const { desk, session, close } = openWorkspace({ path, clock: () => now })
  const runs = 5
  const measure = (name: string, work: () => unknown): void => report(name, Array.from({ length: runs }, () => {
    desk.db.sqlite.prepare('UPDATE workspace SET name = name').run()
    const began = performance.now()
    work()
    return performance.now() - began
  }), 50)
  const period = { from: '2026-10-21', to: '2026-11-19' }
  const sort = { by: 'usual', descending: false } as const
  try {
    openDay(session, { day: '2026-11-19' })
    measure('Today: overview', () => dayOverview(session, {}))
    measure('Today: rows of check A', () => listFindings(session, { check: 'A', scope: 'walk', limit: 200 }))
    measure('Refusals: queue', () => listRefusals(session, {}))
    measure('Stuck: figures and charts', () => jamOverview(session, { scope: 'thinking', filter: { status: ['open'] } }))
    measure('Stuck: eight weeks', () => jamHistory(session, { weeks: 8, filter: { status: ['open'] } }))
    measure('Funnel: stages', () => getFunnel(session, { filter: {}, period }))
    measure('Funnel: a past day beside', () => funnelBeside(session, { filter: {}, period, day: '2026-11-05' }))
    measure('Tasks: counts', () => countTasksOf(session, {}))
    measure('Tasks: facets', () => taskFacets(session, { view: 'overdue' }))
    for (const view of taskListViews) measure(`Tasks: ${view}`, () => taskRange(session, { view, sort, offset: 0, limit: 200 }))
    measure('Tasks: closed for new leads', () => closedForNewLeads(session))
    measure('Clients: first page', () => clientRange(session, { filter: {}, sort: { by: 'name', descending: false }, offset: 0, limit: 200 }))
    measure('Calls: the day’s list', () => callDay(session, { day: '2026-11-18' }))
    measure('Calls: scores of a month', () => callScores(session, period))
    measure('Calls: quotas of a month', () => callQuotas(session, period))
    measure('Calls: lengths of a month', () => callLengthsBoard(session, period))
    measure('Clients: facets', () => clientFacets(session, { filter: {} }))
  } finally {
    close()
  }
}
