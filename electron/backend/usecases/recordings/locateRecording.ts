import { PultError } from '../../../../src/shared/errors.ts'
import type { RecordingFile } from '../../../../src/shared/contract/recordings.ts'
import type { Caller } from '../../domain/account.ts'
import type { Desk, Session } from '../desk.ts'
import { sessionFor } from '../enter.ts'
import { newUid } from '../newUid.ts'
import { runCommand } from '../runCommand.ts'
import { findRecording } from './findRecording.ts'
import { callToHear } from './mayListen.ts'
import { findTicket } from './tickets.ts'

/**
 * Where a call's recording lies, for the host that streams it: by a ticket, or by the caller's own session. The first byte that
 * leaves for somebody is a listening, and stands in the audit. SIGN_IN, FORBIDDEN, NOT_FOUND.
 */
export const locateRecording = async (desk: Desk, caller: Caller, { callId, ticket: key }: { callId: number, ticket?: string }): Promise<RecordingFile> => {
  const ticket = key === undefined ? null : findTicket(desk, key)
  if (key !== undefined && ticket?.callId !== callId) throw new PultError('SIGN_IN', 'This address of a recording has expired. Open the call again.', { reason: 'over' })
  const session = sessionFor(desk, ticket?.caller ?? caller)
  const call = callToHear(session, callId)
  const { state, problem, path, bytes, modifiedAt, mime } = await findRecording(desk, call)
  if (state !== 'found' || path === null) throw new PultError('NOT_FOUND', 'This call has no recording that can be played.', { callId, problem })
  if (ticket ? !ticket.heard : isFirstLately(session, callId)) auditListening(session, callId)
  if (ticket) ticket.heard = true
  return { path, bytes: bytes!, modifiedAt: modifiedAt!, mime: mime! }
}

/** A program without tickets asks for part after part: one entry for as long as a call may take. */
const lately = new WeakMap<Desk, Map<string, number>>()
const onceWithinMs = 2 * 3_600_000

const isFirstLately = ({ desk, actor }: Session, callId: number): boolean => {
  let heard = lately.get(desk)
  if (!heard) lately.set(desk, heard = new Map())
  const [key, now] = [`${actor.id}/${callId}`, desk.clock()]
  const last = heard.get(key)
  if (last !== undefined && now - last < onceWithinMs) return false
  if (heard.size > 10_000) heard.clear()
  heard.set(key, now)
  return true
}

const auditListening = (session: Session, callId: number): void => {
  runCommand(session, { procedure: 'recordings.hear', input: { commandId: `listen-${newUid()}` }, topics: [] }, tx => {
    tx.audit({ action: 'listenToCall', recordType: 'activity', recordId: callId, payload: { before: null, after: {} } })
    return {}
  })
}
