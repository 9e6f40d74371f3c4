import { PultError } from '../../../../src/shared/errors.ts'
import { lockOf } from '../../store/queries/callDesk.ts'
import { dropLockTx, putLockTx } from '../../store/writes/callChecks.ts'
import { requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { othersWho } from '../toWhom.ts'
import { lockMs, requireLine } from './callLines.ts'

/** CONFLICT while somebody else scores the call: they are named. */
export const refuseLocked = ({ desk, actor }: Pick<Session, 'desk' | 'actor'>, callId: number): void => {
  const lock = lockOf(desk.db, callId)
  if (lock && lock.personId !== actor.id && lock.seenAt > desk.clock() - lockMs) throw new PultError('CONFLICT', `${lock.name} is scoring this call.`, { reason: 'locked', by: lock.name })
}

/** Who holds a call is for the others to see: one's own list stays as it is, and isn't asked for again at every call that is opened. */
const tellOthers = (session: Session): void => {
  const others = othersWho(session, 'score_calls')
  if (others.length > 0) session.desk.announce(['locks'], null, others)
}

/** Takes a call for oneself, and says that one still sits at it; left alone it goes to whoever asks next. */
export const lockCall = (session: Session, { callId }: { callId: number }): { until: number } => {
  requireMay(session, 'score_calls')
  requireLine(session, callId)
  const { desk, actor } = session
  const before = lockOf(desk.db, callId)
  const now = desk.clock()
  desk.db.sqlite.transaction(() => {
    refuseLocked(session, callId)
    putLockTx(desk.db, callId, actor.id, now)
  }).immediate()
  if (before?.personId !== actor.id) tellOthers(session)
  return { until: now + lockMs }
}

export const releaseCall = (session: Session, { callId }: { callId: number }): Record<string, never> => {
  requireMay(session, 'score_calls')
  const { desk, actor } = session
  if (lockOf(desk.db, callId)?.personId === actor.id) {
    dropLockTx(desk.db, callId, actor.id)
    tellOthers(session)
  }
  return {}
}
