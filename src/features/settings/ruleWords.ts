import { text } from '../../i18n/index.ts'
import { weekdayName } from './weekdays.ts'
import { isNumberRule, unitOf, type RuleKey } from './ruleGroups.ts'

/** «14 дней»; the unit alone is the plural form without its figure. */
export const unitText = (key: RuleKey, value: number): string => isNumberRule(key) ? text(`settings.rules.units.${unitOf[key]}`, {}, value) : ''

/** A rule's value in words, for «обычно …»; null where words would say nothing. */
export const valueText = (key: RuleKey, value: unknown, locale: string): string | null => {
  if (isNumberRule(key) && typeof value === 'number') {
    const unit = unitText(key, value)
    // «2-й раб. день», «2.º día laborable»: some languages join the ordinal's ending.
    return /^[-.]/.test(unit) ? `${value}${unit}` : `${value} ${unit}`
  }
  if (key === 'controlTime') return String(value)
  if (key === 'phoneRegion') return new Intl.DisplayNames(locale, { type: 'region' }).of(String(value)) ?? String(value)
  if (key === 'workWeek' && Array.isArray(value)) {
    const days = [...value].map(Number).sort((left, right) => left - right)
    const [first, last] = [days[0], days.at(-1)]
    if (first === undefined || last === undefined) return null
    return last - first === days.length - 1 && days.length > 2 ? `${weekdayName(first, locale)}–${weekdayName(last, locale)}` : days.map(day => weekdayName(day, locale)).join(', ')
  }
  return null
}

/** What the rule does with this value, in one sentence. */
export const meansText = (key: RuleKey, value: unknown): string => {
  if (isNumberRule(key)) return text(`settings.rules.means.${key}`, {}, typeof value === 'number' ? value : 0)
  return text(`settings.rules.means.${key}`, { time: String(value), id: '{id}' })
}
