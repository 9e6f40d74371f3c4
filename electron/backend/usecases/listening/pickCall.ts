import { PultError } from '../../../../src/shared/errors.ts'
import { seedOf } from '../../domain/control/draw.ts'
import { one } from '../../store/queries/rows.ts'
import { drawCallTx } from '../../store/writes/callChecks.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { runCommand } from '../runCommand.ts'
import { requireLine } from './callLines.ts'

/** Another call of its day on the list: a listener can always pick one. On the list already it changes nothing. */
export const pickCall = (session: Session, input: { commandId: string, callId: number }): Record<string, never> => {
  requireMay(session, 'score_calls')
  const { row, day } = requireLine(session, input.callId)
  if (row.at > session.desk.clock()) throw new PultError('BAD_INPUT', 'That call is to come.', { callId: input.callId })
  return runCommand(session, { procedure: 'callDesk.pick', input, topics: ['calls'] }, (tx) => {
    if (requireLine(session, input.callId).row.reason !== null) return {}
    const last = one<{ last: number | null }>(tx.db, 'SELECT max(position) AS last FROM call_draw WHERE day = ?', day)!.last ?? 0
    drawCallTx(tx.db, { day, callId: input.callId, managerId: row.managerId, reason: 'picked', position: last + 1, seed: seedOf(day), now: tx.now })
    tx.audit({ action: 'pickCall', recordType: 'activity', recordId: input.callId, payload: { after: { day } } })
    return {}
  })
}
