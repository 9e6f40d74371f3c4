import { toPultError } from '../../api/errors.ts'
import { textIfAny } from '../../i18n/index.ts'

/** The sentence of a settings rule or field, or null where the general one by code has to do. */
export const refusedText = (error: unknown): string | null => {
  const { code, details } = toPultError(error)
  const words = Object.fromEntries(Object.entries(details).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number'))
  if (code === 'REFUSED_BY_RULE') return textIfAny(`settings.refused.${String(details.rule)}`, words)
  if (code !== 'BAD_INPUT') return null
  if (details.field === 'csv') return textIfAny(`settings.bad.csv.${String(details.problem ?? 'empty')}`, words)
  return textIfAny(`settings.bad.${String(details.field)}`, words)
}
