// When a team's exports are made and reviewed. Days stay clear of public holidays (their list is a workspace's own),
// and lie at month ends, a leap day and the changes of the clock.

import type { Random } from './random.ts'
import { addDays, formatInZone, formatWithOffset, instantOfLocal, localDay } from './time.ts'

/** Days of the three imports. */
const plain: readonly (readonly [string, string, string])[] = [
  ['2026-08-26', '2026-08-31', '2026-09-07'], ['2026-09-28', '2026-10-01', '2026-10-06'],
  ['2024-02-27', '2024-02-29', '2024-03-05'], ['2025-07-29', '2025-08-01', '2025-08-29'],
]

const aroundClockChange: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  'Europe/Moscow': [['2014-10-23', '2014-10-27', '2014-10-29']],
  'Europe/Berlin': [['2025-03-27', '2025-03-31', '2025-04-07'], ['2026-10-22', '2026-10-26', '2026-10-30']],
  'America/New_York': [['2025-03-06', '2025-03-10', '2025-03-17']],
}

export interface Schedule {
  timezone: string
  imports: number[]
  reviews: number[]
  /** Reviews as a command takes them: with some offset, or as local time. */
  reviewTexts: string[]
  /** The moments that edge cases are laid around. */
  anchors: number[]
}

export function makeSchedule(random: Random, timezone: string): Schedule {
  const days = random.pick([...(aroundClockChange[timezone] ?? []), ...(aroundClockChange[timezone] ?? []), ...plain])
  const at = (day: string, time: string): number => instantOfLocal(day, time, timezone)
  const [first, second, third] = days
  const imports = [at(first, random.pick(['17:40:00', '18:59:59', '16:00:00'])), at(second, '18:05:13'), at(third, '18:30:00')]
  const reviews = new Set<number>()
  for (const moment of imports) {
    const day = localDay(moment, timezone)
    const nextDay = addDays(day, 1)
    reviews.add(moment)
    for (const [reviewDay, time] of [
      [day, '19:00:00'], [day, '19:00:01'], [day, '23:59:59'], [nextDay, '00:00:00'], [nextDay, '09:30:00'],
      [addDays(day, 2), '00:00:00'], [addDays(day, 2), '19:00:00'], [addDays(day, 4), '00:00:01'],
    ] as const) reviews.add(at(reviewDay, time))
  }
  const sorted = [...reviews].sort((left, right) => left - right)
  const anchors = imports.flatMap((moment) => [at(localDay(moment, timezone), '19:00:00'), at(addDays(localDay(moment, timezone), 2), '19:00:00')])
  const reviewTexts = sorted.map((moment, index) => {
    if (index % 5 === 3) return new Date(moment).toISOString().replace('.000Z', 'Z')
    if (index % 7 === 4) return formatWithOffset(moment, 5.5 * 3_600_000)
    const text = formatInZone(moment, timezone)
    // A local time that occurs twice reads as the earlier: only what comes back the same may be written so.
    const local = text.slice(0, 19)
    return index % 9 === 5 && at(local.slice(0, 10), local.slice(11)) === moment ? local : text
  })
  return { timezone, imports, reviews: sorted, reviewTexts, anchors }
}
