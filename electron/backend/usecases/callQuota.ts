import type { CallQuota } from '../../../src/shared/contract/calls.ts'
import { qualityRules } from '../domain/quality/qualityRules.ts'
import { isEligible, quotaOf, talkOf } from '../domain/quality/quota.ts'
import { isInBand, isSuspiciousCall } from '../domain/quality/suspicion.ts'
import { byCodePoint } from '../domain/text.ts'
import { formatDay, type DayNumber } from '../domain/time/days.ts'
import { callsBetween, tracesOf, type DayCall } from '../store/queries/calls.ts'
import { outsideIdOf } from '../store/queries/outsideIds.ts'
import type { ReviewSource } from './teamEvaluation.ts'

const hour = 3_600_000

/** How many of each manager's calls of a day are to be listened to, and how many were (domain.md, Call quality). */
export const callQuota = ({ db, settings }: ReviewSource, day: DayNumber, now: number): CallQuota => {
  const { zone } = settings()
  const calls = callsBetween(db, zone.startOfDay(day), zone.startOfDay(day + 1))
  const nearThreshold = calls.filter(call => isInBand(talkOf(call), qualityRules.band))
  const traces = tracesOf(db, nearThreshold.map(call => call.id), qualityRules.withinHours * hour)
  const byManager = new Map<number, DayCall[]>()
  for (const call of calls) byManager.set(call.managerId, [...byManager.get(call.managerId) ?? [], call])
  const items = [...byManager].map(([managerId, own]) => {
    const count = (counts: (call: DayCall) => boolean): number => own.filter(counts).length
    const eligible = count(call => isEligible({ ...call, hasRecording: call.hasRecording === 1 }, qualityRules.leastTalkS))
    return {
      manager: outsideIdOf(db, 'person', managerId) ?? String(managerId), calls: own.length, withRecording: count(call => call.hasRecording === 1), eligible, quota: quotaOf(eligible, qualityRules.quotaPercent),
      listened: count(call => call.listened === 1), scored: count(call => call.scored === 1),
      suspicious: count(call => isSuspiciousCall({ at: call.at, talkS: talkOf(call) }, traces.get(call.id) ?? [], now, qualityRules)),
    }
  })
  return { day: formatDay(day), items: items.toSorted((a, b) => byCodePoint(a.manager, b.manager)) }
}
