import { en } from '../../src/i18n/en/index.ts'
import { es } from '../../src/i18n/es/index.ts'
import type { MessageKey } from '../../src/i18n/index.ts'
import { languages, pluralRules, type Language } from '../../src/i18n/plural.ts'
import { ru, type Messages } from '../../src/i18n/ru/index.ts'

/** The shell's words, from the same files as the window's. */
export interface Words {
  readonly language: Language
  readonly desktop: Messages['desktop']
  /** A word of the window's: what a screen is called. */
  readonly named: (key: MessageKey) => string
  /** The right plural form with its count, written as the language writes numbers. */
  readonly counted: (message: string, count: number) => string
  readonly fill: (message: string, parameters: Record<string, string>) => string
}

const all: Record<Language, Messages> = { ru, en, es }
const named = (messages: Messages, key: string): string => {
  const found = key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], messages)
  return typeof found === 'string' ? found : key
}

const fill = (message: string, parameters: Record<string, string>): string => message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole)

export const wordsIn = (language: Language): Words => ({
  language, desktop: all[language].desktop, fill,
  named: key => named(all[language], key),
  counted: (message, count) => {
    const forms = message.split(' | ')
    return fill(forms[pluralRules[language](count, forms.length)] ?? message, { n: new Intl.NumberFormat(language).format(count) })
  },
})

export const isLanguage = (value: unknown): value is Language => languages.some(language => language === value)

/** Before the window has said its language: the system's first that Pult speaks. */
export const languageOfSystem = (preferred: readonly string[]): Language => {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0]
    if (isLanguage(language)) return language
  }
  return 'en'
}
