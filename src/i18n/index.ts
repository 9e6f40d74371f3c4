import { createI18n } from 'vue-i18n'
import { en } from './en/index.ts'
import { ru, type Messages } from './ru/index.ts'

/** Languages with a complete file; Spanish joins here. */
export const languages = ['ru', 'en'] as const
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

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'ru',
  fallbackLocale: 'en',
  messages: { ru: ru as never, en: en as never },
  pluralRules: { ru: russianPlural },
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

/** The sentence for a key. `count` chooses the plural form and is `{n}` in it. Reactive where it is read. */
export const text = (key: MessageKey, parameters: MessageParameters = {}, count?: number): string =>
  count === undefined ? i18n.global.t(key, parameters) : i18n.global.t(key, { n: count, ...parameters }, count)

/** For keys that come from data (`errors.CODE`): the sentence, or null when there is none. */
export const textIfAny = (key: string, parameters: MessageParameters = {}): string | null => i18n.global.te(key) || i18n.global.te(key, 'en') ? i18n.global.t(key, parameters) : null

/** `const { t } = useText()`; t is typed by the Russian messages. */
export const useText = (): { t: typeof text, tIfAny: typeof textIfAny } => ({ t: text, tIfAny: textIfAny })
