import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { requireLine } from './callLines.ts'
import { putCheckTx, type CheckInput } from './checks.ts'
import { refuseLocked } from './locks.ts'

/** What a listener has written so far, kept at every key: no decision yet, so it needs no command id and leaves no entry in the audit. */
export const keepDraft = (session: Session, input: CheckInput): { version: number, total: number | null } => {
  requireMay(session, 'score_calls')
  requireLine(session, input.callId)
  return session.desk.db.sqlite.transaction(() => {
    refuseLocked(session, input.callId)
    const { version, total } = putCheckTx(session, input, null)
    return { version, total }
  }).immediate()
}
