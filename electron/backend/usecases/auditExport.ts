import type { Session } from './desk.ts'
import { newUid } from './newUid.ts'
import { runCommand } from './runCommand.ts'

export type ExportAction = 'exportDeals' | 'exportClients' | 'exportTasks' | 'exportClosedManagers' | 'exportOutbox' | 'exportDivergences' | 'exportNurture' | 'exportDay' | 'exportCallBoards'

/** What went out: whom the rows are about is personal data. */
export interface Exported { rows: number, format: 'csv' | 'xlsx', /** Keys of the columns. */ columns?: readonly string[], filter?: object, day?: string }

/** Keeps in the audit that a file was asked for, before any of it leaves. Every export of personal data goes through here. */
export const auditExport = (session: Session, action: ExportAction, exported: Exported): void => {
  runCommand(session, { procedure: action, input: { commandId: `export-${newUid()}` }, topics: [] }, (tx) => {
    tx.audit({ action, recordType: null, recordId: null, payload: { before: null, after: exported } })
    return {}
  })
}
