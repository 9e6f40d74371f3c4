import type { CallLengths } from '../../../src/shared/contract/calls.ts'
import { qualityRulesOf } from '../domain/quality/qualityRules.ts'
import { isInBand, judgeManagers, type BandCount } from '../domain/quality/suspicion.ts'
import { byCodePoint } from '../domain/text.ts'
import { formatDay, type DayNumber } from '../domain/time/days.ts'
import { lengthsBetween, type LengthRow } from '../store/queries/calls.ts'
import { outsideIdOf } from '../store/queries/outsideIds.ts'
import type { ReviewSource } from './teamEvaluation.ts'

/** Seconds of one bar of the distribution, and where all longer talks stand together. */
export const lengthStep = 5
export const longest = 300

export const barsOf = (rows: readonly LengthRow[]): CallLengths['lengths'] => {
  const bars = new Map<number, number>()
  for (const { talkS, calls } of rows) {
    const fromS = Math.min(longest, Math.floor(talkS / lengthStep) * lengthStep)
    bars.set(fromS, (bars.get(fromS) ?? 0) + calls)
  }
  return [...bars].map(([fromS, calls]) => ({ fromS, calls })).toSorted((a, b) => a.fromS - b.fromS)
}

/** How long the calls of the days up to `day` were, by manager, and whose share just above the paid threshold isn't chance (domain.md, Call quality, Suspicious). */
export const callLengths = ({ db, settings }: ReviewSource, day: DayNumber, now: number): CallLengths => {
  const { zone, rules } = settings()
  const quality = qualityRulesOf(rules)
  const fromDay = day - quality.bandDays + 1
  const rows = lengthsBetween(db, zone.startOfDay(fromDay), zone.startOfDay(day + 1), now)
  const byManager = Map.groupBy(rows, row => row.managerId)
  const counts = [...byManager].map(([managerId, own]): BandCount => ({
    managerId, calls: own.reduce((sum, row) => sum + row.calls, 0), inBand: own.reduce((sum, row) => sum + (isInBand(row.talkS, quality.band) ? row.calls : 0), 0),
  }))
  const items = judgeManagers(counts, quality).map(({ managerId, calls, inBand, share, othersShare, p, suspicious }) => ({
    manager: outsideIdOf(db, 'person', managerId) ?? String(managerId), calls, inBand, share, othersShare, p, suspicious, lengths: barsOf(byManager.get(managerId)!),
  }))
  return { from: formatDay(fromDay), to: formatDay(day), band: quality.band, stepS: lengthStep, lengths: barsOf(rows), items: items.toSorted((a, b) => byCodePoint(a.manager, b.manager)) }
}
