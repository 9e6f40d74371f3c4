import type { PickItem } from '../../ui/PickList.vue'

const usual = ['RU', 'KZ', 'BY', 'UA', 'UZ', 'GE', 'AM', 'AZ', 'KG', 'TJ', 'TM', 'MD', 
  'ES', 'MX', 'AR', 'CO', 'CL', 'PE', 'US', 'GB', 'DE', 'FR', 'IT', 'PL', 'TR', 'AE', 'CN', 'IL']
/** Codes that have a name but no country of today with phones of its own. */
const none = new Set(['AN', 'AQ', 'BU', 'BV', 'CP', 'CQ', 'CS', 'CT', 'DD', 'DG', 'DY', 'EA', 'EU', 'EZ', 'FQ', 'FX', 'GS', 'HM', 'HV', 'IC', 'JT', 'MI', 'NH', 'NQ', 'NT', 'PC', 
  'PU', 'PZ', 'QO', 'RH', 'SU', 'TF', 'TP', 'UM', 'UN', 'VD', 'WK', 'XA', 'XB', 'YD', 'YU', 'ZR', 'ZZ'])
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Countries by name, those most asked for first. */
export const regions = (locale: string): PickItem<string>[] => {
  const names = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  const named = letters.flatMap(first => letters.map(second => first + second)).flatMap(value => {
    const label = none.has(value) ? undefined : names.of(value)
    return label === undefined ? [] : [{ value, label, detail: value, also: value }]
  })
  const rank = (value: string): number => usual.includes(value) ? usual.indexOf(value) : usual.length
  return named.sort((left, right) => rank(left.value) - rank(right.value) || left.label.localeCompare(right.label, locale))
}
