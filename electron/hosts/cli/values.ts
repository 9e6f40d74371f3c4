import { resolve } from 'node:path'
import { parseInstant } from '../../backend/domain/time/parse.ts'
import type { Zone } from '../../backend/domain/time/zone.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Invocation } from './command.ts'

export const usageError = (sentence: string): PultError => new PultError('PULT_USAGE', sentence)

/** Value of a required option. */
export const textOf = ({ values }: Invocation, name: string): string => String(values[name])

/** Absolute path of an option, from the folder in which the person called. */
export const pathOf = (invocation: Invocation, name: string): string => resolve(textOf(invocation, name))

/** Value of an option that takes a whole number; `otherwise` when it wasn't given. */
export const numberOf = ({ values }: Invocation, name: string, range: { least: number, most: number, otherwise: number }): number => {
  const given = values[name]
  if (given === undefined) return range.otherwise
  const number = typeof given === 'string' && /^\d{1,12}$/.test(given) ? Number(given) : Number.NaN
  if (number >= range.least && number <= range.most) return number
  throw usageError(`--${name} takes a whole number from ${range.least} to ${range.most}.`)
}

/** Value of an option that takes one of some words. */
export const wordOf = <Word extends string>({ values }: Invocation, name: string, words: readonly Word[], otherwise: Word): Word => {
  const given = values[name]
  if (given === undefined) return otherwise
  const word = words.find(known => known === given)
  if (word !== undefined) return word
  throw usageError(`--${name} takes one of: ${words.join(', ')}.`)
}

/** Instant of `--as-of` in ms: ISO 8601 with an offset, or local in the zone; undefined when it wasn't given. */
export const asOfOf = ({ values }: Invocation, zone: Zone): number | undefined => {
  const given = values['as-of']
  if (given === undefined) return undefined
  const instant = parseInstant(String(given), zone)
  if (instant !== null) return instant
  throw new PultError('PULT_BAD_TIME', `--as-of takes a moment like 2026-11-20T19:00 (local) or 2026-11-20T19:00:00+03:00, not «${String(given)}».`)
}
