import { shallowRef } from 'vue'
import { createI18n } from 'vue-i18n'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { pluralRules, type Language } from './plural.ts'
import { ru, type Messages } from './ru/index.ts'

export { languages, pluralRules, type Language } from './plural.ts'

type Leaves<Tree, Prefix extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Prefix}${Key}` : Leaves<Tree[Key], `${Prefix}${Key}.`>
}[keyof Tree & string]

/** Every key of the messages, `common.save`; a typo doesn't compile. */
export type MessageKey = Leaves<Messages>
export type MessageParameters = Record<string, string | number | null | undefined>

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
const counters = new Map<string, Intl.NumberFormat>()
const counted = (count: number): string => {
  const language = i18n.global.locale.value
  const locale = regionalLocale.value.startsWith(language) ? regionalLocale.value : language
  let counter = counters.get(locale)
  if (!counter) counters.set(locale, counter = new Intl.NumberFormat(locale))
  return counter.format(count)
}

/** Sentences cut at their parameters: every odd piece is a parameter's name. A screen says hundreds of them, and vue-i18n reads a message anew each time. */
const cut = new Map<string, readonly string[]>()
const mark = '\0'
const piecesOf = (key: MessageKey, names: readonly string[], count?: number): readonly string[] => {
  const language = i18n.global.locale.value as Language
  // Counts that take the same form whatever the number of forms share their pieces.
  const form = count === undefined ? '' : `${pluralRules[language](count, 2)}${pluralRules[language](count, 3)}${pluralRules[language](count, 4)}`
  const id = `${language} ${key} ${form} ${names.join(' ')}`
  let pieces = cut.get(id)
  if (!pieces) {
    const marked = Object.fromEntries(names.map(name => [name, `${mark}${name}${mark}`]))
    cut.set(id, pieces = (count === undefined ? i18n.global.t(key, marked) : i18n.global.t(key, marked, count)).split(mark))
  }
  return pieces
}

/** The sentence for a key. `count` chooses the plural form and, written as this language writes numbers, is `{n}` in it. Reactive where it is read. */
export const text = (key: MessageKey, parameters: MessageParameters = {}, count?: number): string => {
  const values: MessageParameters = count === undefined ? parameters : { count, n: counted(count), ...parameters }
  const pieces = piecesOf(key, Object.keys(values), count)
  if (pieces.length === 1) return pieces[0]!
  let said = ''
  for (const [at, piece] of pieces.entries()) {
    if (at % 2 === 1) said += String(values[piece] ?? '')
    // The point of a shortened month is the sentence's own as well: «до 30 нояб.», not «нояб..».
    else said += piece.startsWith('.') && said.endsWith('.') ? piece.slice(1) : piece
  }
  return said
}

/** For keys that come from data (`errors.CODE`): the sentence, or null when there is none. */
export const textIfAny = (key: string, parameters: MessageParameters = {}): string | null => i18n.global.te(key) || i18n.global.te(key, 'en') ? i18n.global.t(key, parameters) : null

/** `const { t } = useText()`; t is typed by the Russian messages. */
export const useText = (): { t: typeof text, tIfAny: typeof textIfAny } => ({ t: text, tIfAny: textIfAny })
