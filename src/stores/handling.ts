import { defineStore } from 'pinia'
import { watchEffect } from 'vue'
import { keysEnabled } from '../ui/keys.ts'
import { persisted } from './persisted.ts'

/** Single-letter keys on or off (arrows, Enter, Esc and Ctrl+K always work). */
export const useHandling = defineStore('handling', () => {
  const letters = persisted('letterKeys', true)
  watchEffect(() => { keysEnabled.value = letters.value })
  return { letters }
})
