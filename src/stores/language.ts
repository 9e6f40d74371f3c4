import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import { i18n, languages, type Language } from '../i18n/index.ts'
import { persisted } from './persisted.ts'

const ofBrowser = (): Language => {
  for (const tag of navigator.languages) {
    const language = languages.find(known => tag.toLowerCase().startsWith(known))
    if (language) return language
  }
  return 'en'
}

/** The chosen language, or the browser's; written to vue-i18n and to <html lang>. */
export const useLanguage = defineStore('language', () => {
  const chosen = persisted<Language | 'system'>('language', 'system')
  const language = computed<Language>(() => {
    const known = languages.find(each => each === chosen.value)
    return known ?? ofBrowser()
  })
  watchEffect(() => {
    i18n.global.locale.value = language.value
    document.documentElement.lang = language.value
  })
  return { chosen, language }
})
