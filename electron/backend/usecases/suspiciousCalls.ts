import type { QualityRules } from '../domain/quality/qualityRules.ts'
import { talkOf } from '../domain/quality/quota.ts'
import { isInBand, isSuspiciousCall } from '../domain/quality/suspicion.ts'
import type { ReadDb } from '../store/db.ts'
import { tracesOf } from '../store/queries/calls.ts'

const hour = 3_600_000

/** Of these calls the suspicious ones, by id (domain.md, Call quality). */
export const suspiciousAmong = (db: ReadDb, calls: readonly { id: number, at: number, talkS: number | null, durationS: number | null }[], quality: QualityRules, now: number): ReadonlySet<number> => {
  const near = calls.filter(call => isInBand(talkOf(call), quality.band))
  const traces = tracesOf(db, near.map(call => call.id), quality.withinHours * hour)
  return new Set(near.filter(call => isSuspiciousCall({ at: call.at, talkS: talkOf(call) }, traces.get(call.id) ?? [], now, quality)).map(call => call.id))
}
