import type { RecordingView } from '../../../../src/shared/contract/recordings.ts'
import { recordingPath } from '../../../../src/shared/recordings.ts'
import type { Caller } from '../../domain/account.ts'
import { qualityRules } from '../../domain/quality/qualityRules.ts'
import type { Range } from '../../domain/quality/quota.ts'
import { may } from '../../domain/policy.ts'
import { readListening } from '../../store/queries/recordings.ts'
import { policyActorOf } from '../access.ts'
import type { Session } from '../desk.ts'
import { findRecording } from './findRecording.ts'
import { callToHear } from './mayListen.ts'
import { issueTicket } from './tickets.ts'

/** What the player needs of a call's recording. Where it lies is nobody's business; the address lets this person hear this one call. */
export const openRecording = async (session: Session, caller: Caller, { callId }: { callId: number }): Promise<RecordingView> => {
  const call = callToHear(session, callId)
  const { desk, actor } = session
  const { state, problem, bytes, mime, durationS, hasPeaks } = await findRecording(desk, call)
  const heard = readListening(desk.db, callId, actor.id)
  const allowedActions = may(policyActorOf(session), 'attach_recording', { ownerId: call.ownerId, team: call.team }) ? ['attach'] : []
  return {
    callId, allowedActions, state, problem, bytes, mime, durationS, hasPeaks,
    address: state === 'found' ? recordingPath(callId, issueTicket(desk, callId, caller)) : null,
    listening: heard ? { ranges: JSON.parse(heard.ranges) as Range[], lengthS: heard.lengthS, coveredS: heard.coveredS, listenedAt: heard.listenedAt } : null,
    listenedPercent: qualityRules.listenedPercent,
  }
}
