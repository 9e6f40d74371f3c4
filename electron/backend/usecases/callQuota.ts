import type { CallQuota } from '../../../src/shared/contract/calls.ts'
import { qualityRulesOf } from '../domain/quality/qualityRules.ts'
import { quotaFigures } from '../domain/quality/quota.ts'
import { byCodePoint } from '../domain/text.ts'
import { formatDay, type DayNumber } from '../domain/time/days.ts'
import { callsBetween } from '../store/queries/calls.ts'
import { outsideIdOf } from '../store/queries/outsideIds.ts'
import { suspiciousAmong } from './suspiciousCalls.ts'
import type { ReviewSource } from './teamEvaluation.ts'

/** How many of each manager's calls of a day are to be listened to, and how many were (domain.md, Call quality). */
export const callQuota = ({ db, settings }: ReviewSource, day: DayNumber, now: number): CallQuota => {
  const { zone, rules } = settings()
  const quality = qualityRulesOf(rules)
  const calls = callsBetween(db, zone.startOfDay(day), zone.startOfDay(day + 1), now)
  const suspicious = suspiciousAmong(db, calls, quality, now)
  const items = [...Map.groupBy(calls, call => call.managerId)].map(([managerId, own]) => (
    { manager: outsideIdOf(db, 'person', managerId) ?? String(managerId), ...quotaFigures(own, quality), suspicious: own.filter(call => suspicious.has(call.id)).length }))
  return { day: formatDay(day), items: items.toSorted((a, b) => byCodePoint(a.manager, b.manager)) }
}
