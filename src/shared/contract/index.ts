import { accountContract, signInsContract } from './account.ts'
import { auditContract } from './audit.ts'
import { backupsContract } from './backups.ts'
import { dayContract } from './day.ts'
import { callAppealsContract } from './callAppeals.ts'
import { callBoardsContract } from './callBoards.ts'
import { callDeskContract } from './callDesk.ts'
import { clientsContract } from './clients.ts'
import { dealsContract, viewsContract } from './deals.ts'
import { deskContract } from './desk.ts'
import { funnelContract } from './funnel.ts'
import { diagnosticsContract } from './diagnostics.ts'
import { dutiesContract } from './duties.ts'
import { importingContract, mappingsContract } from './importing.ts'
import { jamContract } from './jam.ts'
import { liveContract } from './live.ts'
import { pastContract } from './past.ts'
import { reasonsContract } from './reasons.ts'
import { recordingsContract } from './recordings.ts'
import { recordsContract } from './records.ts'
import { refusalsContract } from './refusals.ts'
import { reviewContract } from './review.ts'
import { settingsContract } from './settings.ts'
import { tasksContract } from './tasks.ts'
import { workspaceContract } from './workspace.ts'

/** Everything that a window can ask of a backend. One procedure, one use case. */
export const contract = {
  account: accountContract,
  signIns: signInsContract,
  workspace: workspaceContract,
  live: liveContract,
  importing: importingContract,
  mappings: mappingsContract,
  review: reviewContract,
  day: dayContract,
  duties: dutiesContract,
  diagnostics: diagnosticsContract,
  backups: backupsContract,
  audit: auditContract,
  reasons: reasonsContract,
  recordings: recordingsContract,
  records: recordsContract,
  refusals: refusalsContract,
  deals: dealsContract,
  desk: deskContract,
  callDesk: callDeskContract,
  callAppeals: callAppealsContract,
  callBoards: callBoardsContract,
  clients: clientsContract,
  views: viewsContract,
  settings: settingsContract,
  tasks: tasksContract,
  jam: jamContract,
  funnel: funnelContract,
  past: pastContract,
}
export type Contract = typeof contract

export * from './account.ts'
export * from './audit.ts'
export * from './backups.ts'
export * from './callAppeals.ts'
export * from './callBoards.ts'
export * from './callDesk.ts'
export * from './common.ts'
export * from './day.ts'
export * from './clients.ts'
export * from './deals.ts'
export * from './desk.ts'
export * from './funnel.ts'
export * from './diagnostics.ts'
export * from './duties.ts'
export * from './importing.ts'
export * from './jam.ts'
export * from './live.ts'
export * from './mapping.ts'
export * from './outbox.ts'
export * from './past.ts'
export * from './reasons.ts'
export * from './recordings.ts'
export * from './records.ts'
export * from './refusals.ts'
export * from './rest.ts'
export * from './review.ts'
export * from './settings.ts'
export * from './tasks.ts'
export * from './workspace.ts'
