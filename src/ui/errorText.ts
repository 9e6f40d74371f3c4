import { toPultError } from '../api/errors.ts'
import { textIfAny } from '../i18n/index.ts'
import type { PultError } from '../shared/errors.ts'

/** The sentence for a person, by the code; the backend's own sentence where the rule is named in it. */
export const errorText = (error: unknown): { code: string, sentence: string, error: PultError } => {
  const known = toPultError(error)
  const details = Object.fromEntries(Object.entries(known.details).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'))
  const rule = typeof known.details.rule === 'string' ? textIfAny(`errorRules.${known.details.rule}`, details) : null
  return { code: known.code, sentence: rule ?? textIfAny(`errors.${known.code}`, details) ?? known.message, error: known }
}
