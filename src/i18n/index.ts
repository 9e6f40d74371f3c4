import { shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { ru, type Messages } from './ru/index.ts'

/** Languages with a complete file. */
export const languages = ['ru', 'en', 'es'] as const
export type Language = (typeof languages)[number]

type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Prefix}${Key}` : Leaves<Tree[Key], `${Prefix}${Key}.`>
}[keyof Tree & string]

/** Every key of the messages, `common.save`; a typo doesn't compile. */
export type MessageKey = Leaves<Messages>
export type MessageParameters = Record<string, string | number | null | undefined>

/** Three forms: 1 сделка | 2 сделки | 5 сделок; with four forms the first is for zero. */
export const russianPlural = (count: number, forms: number): number => {
  const whole = Math.abs(Math.trunc(count))
  const shift = forms > 3 ? 1 : 0
  if (shift && whole === 0) return 0
  const tens = whole % 100
  const ones = whole % 10
  if (!Number.isInteger(count)) return Math.min(1 + shift, forms - 1)
  if (ones === 1 && tens !== 11) return shift
  if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return Math.min(1 + shift, forms - 1)
  return Math.min(2 + shift, forms - 1)
}

/** Two forms: 1 deal | 0, 2, 1.5 deals; the same in Spanish. */
export const onePlural = (count: number, forms: number): number => Math.abs(count) === 1 ? 0 : forms - 1

export const pluralRules: Record<Language, (count: number, forms: number) => number> = { ru: russianPlural, en: onePlural, es: onePlural }

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'ru',
  fallbackLocale: 'en',
  messages: { ru: ru as never, en: en as never, es: es as never },
  pluralRules,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

/** The person's country in the language in use (`es-MX`), for counts within sentences; empty where only the language is known. */
export const regionalLocale = shallowRef('')
const counted = (count: number): string => {
  const language = i18n.global.locale.value
  return new Intl.NumberFormat(regionalLocale.value.startsWith(language) ? regionalLocale.value : language).format(count)
}

/** The sentence for a key. `count` chooses the plural form and, written as this language writes numbers, is `{n}` in it. Reactive where it is read. */
export const text = (key: MessageKey, parameters: MessageParameters = {}, count?: number): string =>
  count === undefined ? i18n.global.t(key, parameters) : i18n.global.t(key, { n: counted(count), ...parameters }, count)

/** For keys that come from data (`errors.CODE`): the sentence, or null when there is none. */
export const textIfAny = (key: string, parameters: MessageParameters = {}): string | null => i18n.global.te(key) || i18n.global.te(key, 'en') ? i18n.global.t(key, parameters) : null

/** `const { t } = useText()`; t is typed by the Russian messages. */
export const useText = (): { t: typeof text, tIfAny: typeof textIfAny } => ({ t: text, tIfAny: textIfAny })
