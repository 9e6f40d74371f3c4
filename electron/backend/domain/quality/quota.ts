import type { CallVerdict } from '../../../../src/shared/vocabulary.ts'
import type { WorkCalendar } from '../time/calendar.ts'
import type { DayNumber } from '../time/days.ts'

export type { CallVerdict }

/** A call judged so counts towards no KPI, and there is nothing more to hear in it. */
export const isFake = (verdict: CallVerdict | null): boolean => verdict !== null && verdict !== 'conversation'

/** Talk; where it is unknown, the duration, as for contacts. */
export const talkOf = (call: { talkS: number | null, durationS: number | null }): number => call.talkS ?? call.durationS ?? 0

/** A verdict isn't asked: it never shrinks a quota. */
export const isEligible = (call: { talkS: number | null, durationS: number | null, hasRecording: boolean }, leastTalkS: number): boolean =>
  call.hasRecording && talkOf(call) >= leastTalkS

/** Whole percents, so that 30 % of 10 is 3 and not a hair more. */
export const quotaOf = (eligible: number, percent: number): number => Math.ceil(eligible * percent / 100)

export interface QuotaCall { talkS: number | null, durationS: number | null, hasRecording: 0 | 1, listened: 0 | 1, scored: 0 | 1 }
export interface QuotaFigures { calls: number, withRecording: number, eligible: number, quota: number, listened: number, scored: number }

/** What of one manager's calls of a day is to be listened to, and was (domain.md, Call quality). */
export const quotaFigures = (calls: readonly QuotaCall[], rules: { leastTalkS: number, quotaPercent: number }): QuotaFigures => {
  const count = (counts: (call: QuotaCall) => boolean): number => calls.filter(counts).length
  const eligible = count(call => isEligible({ ...call, hasRecording: call.hasRecording === 1 }, rules.leastTalkS))
  return {
    calls: calls.length, withRecording: count(call => call.hasRecording === 1), eligible, quota: quotaOf(eligible, rules.quotaPercent), listened: count(call => call.listened === 1), scored: count(call => call.scored === 1),
  }
}

/** A day's calls are to be listened to by the end of the next work day. */
export const quotaDeadlineOf = (day: DayNumber, calendar: WorkCalendar): DayNumber => calendar.workDayAfter(day, 1)

/** From a second to a second of a recording. */
export type Range = readonly [from: number, to: number]

/** In order and without overlaps; what lies outside of the recording is none of it. */
export const mergeRanges = (ranges: readonly Range[], lengthS: number): Range[] => {
  const merged: [number, number][] = []
  const inside = ranges.map(([from, to]) => [Math.max(0, from), Math.min(lengthS, to)] as const).filter(([from, to]) => to > from)
  for (const [from, to] of inside.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** Seconds played, each once, at any speed; skipped silence stands within the ranges. */
export const coveredOf = (ranges: readonly Range[], lengthS: number): number =>
  mergeRanges(ranges, lengthS).reduce((sum, [from, to]) => sum + to - from, 0)

export const isListened = (coveredS: number, lengthS: number, verdict: CallVerdict | null, leastPercent: number): boolean =>
  isFake(verdict) || (lengthS > 0 && coveredS * 100 >= lengthS * leastPercent)
