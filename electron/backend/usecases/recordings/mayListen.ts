import { PultError } from '../../../../src/shared/errors.ts'
import { readRecordedCall, type RecordedCall } from '../../store/queries/recordings.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'

/** The call, for who may listen to it; NOT_FOUND, FORBIDDEN. */
export const callToHear = (session: Session, callId: number): RecordedCall => {
  const call = readRecordedCall(session.desk.db, callId)
  if (!call) throw new PultError('NOT_FOUND', 'There is no such call.', { callId })
  requireMay(session, 'listen_calls', { ownerId: call.ownerId, team: call.team })
  return call
}
