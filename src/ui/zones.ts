import type { PickItem } from './PickList.vue'

/** «+03:00» of a zone at this moment. */
const offsetOf = (timeZone: string, at: number): string => {
  const part = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at).find(each => each.type === 'timeZoneName')?.value ?? 'GMT'
  return part.replace('GMT', '') || '+00:00'
}
const cityOf = (timeZone: string, locale: string, at: number): string => {
  const plain = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  const named = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortGeneric' }).formatToParts(at).find(each => each.type === 'timeZoneName')?.value
  // «Екатеринбург» where the language has its own name for it; English ones repeat the city.
  return named && !/^[\x20-\x7e]+$/.test(named) ? `${named} · ${plain}` : plain
}

/** Every zone that this browser knows, by offset; the browser's own first. */
export const timeZones = (locale: string, own: string, at: number): PickItem<string>[] => {
  const names = new Set([own, ...Intl.supportedValuesOf('timeZone')])
  const minutes = (offset: string): number => Number(`${offset.slice(0, 1)}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)))
  return [...names].map(value => ({ value, label: cityOf(value, locale, at), detail: offsetOf(value, at), also: value }))
    .sort((left, right) => Number(right.value === own) - Number(left.value === own) || minutes(left.detail) - minutes(right.detail) || left.label.localeCompare(right.label, locale))
}

const usual = ['RUB', 'KZT', 'BYN', 'UAH', 'UZS', 'GEL', 'AMD', 'AZN', 'KGS', 'EUR', 'USD', 'GBP', 'PLN', 'TRY', 'AED', 'CNY']
const ofRegion: Record<string, string> = { RU: 'RUB', KZ: 'KZT', BY: 'BYN', UA: 'UAH', UZ: 'UZS', GE: 'GEL', AM: 'AMD', AZ: 'AZN', KG: 'KGS', US: 'USD', GB: 'GBP', PL: 'PLN', TR: 'TRY', AE: 'AED', CN: 'CNY', DE: 'EUR', FR: 'EUR', ES: 'EUR', IT: 'EUR', NL: 'EUR', MX: 'MXN', AR: 'ARS' }

export const currencies = (locale: string): PickItem<string>[] => {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  const all = new Set([...usual, ...Intl.supportedValuesOf('currency')])
  return [...all].map(value => ({ value, label: names.of(value) ?? value, detail: value, also: value }))
}

/** What most people here count in; a guess that stands in a field to be changed. */
export const likelyCurrency = (tags: readonly string[]): string => {
  for (const tag of tags) {
    const region = new Intl.Locale(tag).maximize().region
    if (region && ofRegion[region]) return ofRegion[region]
  }
  return 'EUR'
}
