import { accountApi, signInsApi } from './account.ts'
import { auditApi } from './audit.ts'
import { backupsApi } from './backups.ts'
import { api } from './context.ts'
import { dayApi } from './day.ts'
import { callAppealsApi } from './callAppeals.ts'
import { callBoardsApi } from './callBoards.ts'
import { callDeskApi } from './callDesk.ts'
import { clientsApi } from './clients.ts'
import { dealsApi, viewsApi } from './deals.ts'
import { deskApi } from './desk.ts'
import { diagnosticsApi } from './diagnostics.ts'
import { dutiesApi } from './duties.ts'
import { sayErrors } from './errors.ts'
import { funnelApi, jamApi } from './jam.ts'
import { importingApi } from './importing.ts'
import { liveApi } from './live.ts'
import { mappingsApi } from './mappings.ts'
import { pastApi } from './past.ts'
import { reasonsApi } from './reasons.ts'
import { recordsApi } from './records.ts'
import { recordingFilesApi, recordingsApi } from './recordings.ts'
import { refusalsApi } from './refusals.ts'
import { restApi } from './rest/rest.ts'
import { reviewApi } from './review.ts'
import { settingsApi } from './settings.ts'
import { tasksApi } from './tasks.ts'
import { workspaceApi } from './workspace.ts'

/** Every procedure of the contract; what an engineer forgot is an error of the compiler here. */
export const router = api.use(sayErrors).router({
  account: accountApi,
  signIns: signInsApi,
  workspace: workspaceApi,
  live: liveApi,
  importing: importingApi,
  mappings: mappingsApi,
  review: reviewApi,
  day: dayApi,
  duties: dutiesApi,
  diagnostics: diagnosticsApi,
  backups: backupsApi,
  audit: auditApi,
  reasons: reasonsApi,
  recordings: recordingsApi,
  records: recordsApi,
  refusals: refusalsApi,
  deals: dealsApi,
  desk: deskApi,
  callDesk: callDeskApi,
  callAppeals: callAppealsApi,
  callBoards: callBoardsApi,
  clients: clientsApi,
  views: viewsApi,
  settings: settingsApi,
  tasks: tasksApi,
  jam: jamApi,
  funnel: funnelApi,
  past: pastApi,
})

/** What a host may ask besides: the HTTP interface that others rely on (contract.md), and where a recording lies that it streams. */
export const routerOfHosts = { ...router, rest: restApi, recordingFiles: recordingFilesApi }
