import { text } from '../../i18n/index.ts'
import { rulesShape } from '../../shared/contract/settings.ts'
import { isNumberRule, type RuleKey } from './ruleGroups.ts'

/** The web only, with {id} once: what the backend accepts and the key `o` opens. */
export const isRecordAddress = (address: string): boolean => {
  if (address === '') return true
  if (address.split('{id}').length !== 2) return false
  try {
    return ['https:', 'http:'].includes(new URL(address.replace('{id}', '1')).protocol)
  } catch {
    return false
  }
}

export const planLimit = 10_000

/** Why a typed value can't be saved, by the contract's shape; null when it can. */
export const ruleProblem = (key: RuleKey, value: unknown): string | null => {
  const parsed = rulesShape.shape[key].safeParse(value)
  if (isNumberRule(key)) return parsed.success ? null : text('settings.rules.problem.number', { min: rulesShape.shape[key].minValue, max: rulesShape.shape[key].maxValue })
  switch (key) {
    case 'controlTime': return parsed.success ? null : text('settings.rules.problem.time')
    case 'workWeek': return parsed.success && Array.isArray(value) && value.length > 0 ? null : text('settings.rules.problem.workWeek')
    case 'phoneRegion': return parsed.success ? null : text('settings.rules.problem.region')
    case 'transferReasons': return parsed.success ? null : text('settings.rules.problem.reasons')
    case 'recordAddress':
    case 'clientAddress': return parsed.success && Object.values(parsed.data as Record<string, string>).every(isRecordAddress) ? null : text('settings.rules.problem.address', { id: '{id}' })
    default: return parsed.success ? null : text('settings.rules.problem.plan', { max: planLimit })
  }
}

/** What is typed into a field of numbers: a number where it is one, else the text itself, which the shape refuses. */
export const typedNumber = (typed: string): number | string => /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : typed
