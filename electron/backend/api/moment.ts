import { PultError } from '../../../src/shared/errors.ts'
import { parseInstant } from '../domain/time/parse.ts'
import type { Zone } from '../domain/time/zone.ts'

/** An instant as a caller writes it, in ms; undefined stays undefined. PULT_BAD_TIME for what is none. */
export const momentOf = (text: string | undefined, zone: Zone): number | undefined => {
  if (text === undefined) return undefined
  const at = parseInstant(text, zone)
  if (at === null) throw new PultError('PULT_BAD_TIME', 'That is not a moment: write it like 2026-11-20T19:00 or with an offset.', { value: text })
  return at
}
