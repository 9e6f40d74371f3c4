import { parseDay, type DayNumber } from '../time/days.ts'

/** A moment as a file's name has it: local where it was recorded, or Unix seconds. */
export type NamedMoment = { day: DayNumber, ms: number } | { unixS: number }

const hour = 3_600_000

/** Moments in a name, such as 20261120-143005, 2026-11-20_14-30-05 or 1763638205.123. */
export const momentsIn = (name: string): NamedMoment[] => {
  const moments: NamedMoment[] = []
  for (const match of name.matchAll(/(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?:[-_. T]|at)*(\d\d)[-_.:hч]?(\d\d)(?:[-_.:mм]?(\d\d))?(?!\d)/g)) {
    const [, year, month, date, hours, minutes, seconds = '0'] = match
    const day = parseDay(`${year}-${month}-${date}`)
    if (day !== null && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60) moments.push({ day, ms: Number(hours) * hour + Number(minutes) * 60_000 + Number(seconds) * 1000 })
  }
  for (const match of name.matchAll(/(?<!\d)(1\d{9})(?:\.\d+)?(?!\d)/g)) moments.push({ unixS: Number(match[1]) })
  return moments
}

/** The last ten digits of everything in a name that may be a phone. */
export const phonesIn = (name: string): string[] => [...name.matchAll(/(?<!\d)\d{10,15}(?!\d)/g)].map(([digits]) => digits.slice(-10))

export const lastDigits = (phone: string): string | null => {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length >= 10 ? digits.slice(-10) : null
}

/** Parts of a name that may be a call's id: long enough not to be met by chance. */
export const idsIn = (name: string): string[] => {
  const stem = stemOf(name)
  return [...new Set([stem, ...stem.split(/[^\p{L}\p{N}.]+/u), ...stem.split(/[^\p{L}\p{N}]+/u)])].filter(isTelling)
}
const isTelling = (part: string): boolean => part.length >= 6 && /\d/.test(part)

export const baseOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
export const stemOf = (path: string): string => baseOf(path).replace(/\.[a-z0-9]{1,5}$/i, '')

/** How far a recording's named moment may be from the call's: clocks differ, and one says the ringing and the other the answer. */
const withinMs = 120_000

export interface Candidate { name: string, moments: readonly number[] }

/** Of files with the call's phone, the one whose moment is nearest; null when none is near, `ambiguous` when two are as near. */
export const nearestByTime = (candidates: readonly Candidate[], at: number): string | 'ambiguous' | null => {
  const near = candidates.map(({ name, moments }) => ({ name, off: Math.min(...moments.map(moment => Math.abs(moment - at))) })).filter(({ off }) => off <= withinMs)
  const least = Math.min(...near.map(({ off }) => off))
  const best = near.filter(({ off }) => off === least)
  return best.length > 1 ? 'ambiguous' : best[0]?.name ?? null
}
