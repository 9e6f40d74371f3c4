import { desktop as en } from '../../src/i18n/en/desktop.ts'
import { ui as enUi } from '../../src/i18n/en/ui.ts'
import { desktop as es } from '../../src/i18n/es/desktop.ts'
import { ui as esUi } from '../../src/i18n/es/ui.ts'
import { languages, pluralRules, type Language } from '../../src/i18n/plural.ts'
import { desktop as ru } from '../../src/i18n/ru/desktop.ts'
import { ui as ruUi } from '../../src/i18n/ru/ui.ts'

/** The shell's words, from the same files as the window's. */
export interface Words {
  readonly language: Language
  readonly desktop: typeof ru
  readonly frame: Record<keyof typeof ruUi.frame, string>
  /** The right plural form with its count, written as the language writes numbers. */
  readonly counted: (message: string, count: number) => string
  readonly fill: (message: string, parameters: Record<string, string>) => string
}

const all = { ru: { desktop: ru, frame: ruUi.frame }, en: { desktop: en, frame: enUi.frame }, es: { desktop: es, frame: esUi.frame } }

const fill = (message: string, parameters: Record<string, string>): string => message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole)

export const wordsIn = (language: Language): Words => ({
  language, ...all[language],
  fill,
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
