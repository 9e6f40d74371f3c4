import type { CallQuota } from '../../../src/shared/contract/calls.ts'
import { qualityRulesOf } from '../domain/quality/qualityRules.ts'
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
  const { zone, rules } = settings()
  const quality = qualityRulesOf(rules)
  const calls = callsBetween(db, zone.startOfDay(day), zone.startOfDay(day + 1), now)
  const nearThreshold = calls.filter(call => isInBand(talkOf(call), quality.band))
  const traces = tracesOf(db, nearThreshold.map(call => call.id), quality.withinHours * hour)
  const byManager = new Map<number, DayCall[]>()
  for (const call of calls) byManager.set(call.managerId, [...byManager.get(call.managerId) ?? [], call])
  const items = [...byManager].map(([managerId, own]) => {
    const count = (counts: (call: DayCall) => boolean): number => own.filter(counts).length
    const eligible = count(call => isEligible({ ...call, hasRecording: call.hasRecording === 1 }, quality.leastTalkS))
    return {
      manager: outsideIdOf(db, 'person', managerId) ?? String(managerId), calls: own.length, withRecording: count(call => call.hasRecording === 1), eligible, quota: quotaOf(eligible, quality.quotaPercent),
      listened: count(call => call.listened === 1), scored: count(call => call.scored === 1),
      suspicious: count(call => isSuspiciousCall({ at: call.at, talkS: talkOf(call) }, traces.get(call.id) ?? [], now, quality)),
    }
  })
  return { day: formatDay(day), items: items.toSorted((a, b) => byCodePoint(a.manager, b.manager)) }
}
