import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import { i18n, languages, regionalLocale, type Language } from '../i18n/index.ts'
import { persisted } from './persisted.ts'

const languageOf = (tag: string): Language | undefined => languages.find(known => tag.toLowerCase().split('-')[0] === known)

/** The first of the person's languages that Pult speaks. */
const ofBrowser = (): Language => navigator.languages.map(languageOf).find(known => known !== undefined) ?? 'en'

/** The chosen language, or the browser's; written to vue-i18n and to <html lang>. */
export const useLanguage = defineStore('language', () => {
  const chosen = persisted<Language | 'system'>('language', 'system')
  const language = computed<Language>(() => {
    const known = languages.find(each => each === chosen.value)
    return known ?? ofBrowser()
  })
  /** How figures and dates are written: as in the person's own country where they speak this language (`es-MX`, `en-GB`). */
  const locale = computed(() => navigator.languages.find(tag => languageOf(tag) === language.value) ?? language.value)
  watchEffect(() => {
    i18n.global.locale.value = language.value
    regionalLocale.value = locale.value
    document.documentElement.lang = language.value
  })
  return { chosen, language, locale }
})
