import type { PlayedAnswer } from '../../../../src/shared/contract/recordings.ts'
import { qualityRules } from '../../domain/quality/qualityRules.ts'
import { coveredOf, isListened, mergeRanges, type CallVerdict, type Range } from '../../domain/quality/quota.ts'
import { readListening, readRecording } from '../../store/queries/recordings.ts'
import { putListeningTx } from '../../store/writes/recordings.ts'
import type { Session } from '../desk.ts'
import { callToHear } from './mayListen.ts'

export interface PlayedInput { callId: number, /** Of the recording, as the player knows it. */ lengthS: number, ranges: readonly Range[], /** The first word of one listening. */ begins: boolean }

/** Adds to what somebody has played of a call. Said again it changes nothing, so it needs no command id; the listening itself is in the audit since its first byte. */
export const keepPlayed = (session: Session, { callId, lengthS: said, ranges: played, begins }: PlayedInput): PlayedAnswer => {
  const call = callToHear(session, callId)
  const { desk: { db, clock, announce }, actor } = session
  const [now, before] = [clock(), readListening(db, callId, actor.id)]
  // The file's own length counts: a window that says a shorter one would have listened sooner.
  const lengthS = readRecording(db, callId)?.durationS ?? said
  const ranges = mergeRanges([...before ? JSON.parse(before.ranges) as Range[] : [], ...played], lengthS)
  const coveredS = coveredOf(ranges, lengthS)
  const listenedAt = before?.listenedAt ?? (isListened(coveredS, lengthS, call.verdict as CallVerdict | null, qualityRules.listenedPercent) ? now : null)
  db.sqlite.transaction(() => putListeningTx(db, { callId, personId: actor.id, now, begins, lengthS, ranges, coveredS, listenedAt })).immediate()
  if (listenedAt !== (before?.listenedAt ?? null)) announce(['calls'], null)
  return { coveredS, lengthS, listenedAt }
}
