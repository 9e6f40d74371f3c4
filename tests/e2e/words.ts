import { en } from '../../src/i18n/en/index.ts'
import { es } from '../../src/i18n/es/index.ts'
import { ru } from '../../src/i18n/ru/index.ts'

export type Language = 'ru' | 'en' | 'es'

const messages = { ru, en, es }
const forms = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en'), es: new Intl.PluralRules('es') }
const order = { ru: ['one', 'few', 'many'], en: ['one', 'other'], es: ['one', 'other'] } as const

export type Words = (key: string, parameters?: Record<string, string | number>, count?: number) => string

/** The window's own words, so that a test names a button as a person reads it and survives a change of the wording. */
export const wordsOf = (language: Language): Words => (key, parameters = {}, count) => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], messages[language])
  if (typeof found !== 'string') throw new Error(`No words for ${key} in ${language}.`)
  const all = found.split(' | ')
  const at = count === undefined ? 0 : (order[language] as readonly string[]).indexOf(forms[language].select(count))
  const chosen = all[Math.min(at < 0 ? all.length - 1 : at, all.length - 1)] ?? found
  return Object.entries({ ...(count === undefined ? {} : { n: new Intl.NumberFormat(language).format(count) }), ...parameters }).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, String(value)), chosen)
}

/** The words of a message with any values in its holes. */
export const patternOf = (words: Words, key: string): RegExp =>
  new RegExp(words(key).split(/\{\w+\}/).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*'))
