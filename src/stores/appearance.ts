import { usePreferredDark } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, watchEffect } from 'vue'
import { persisted } from './persisted.ts'

export const themes = ['system', 'light', 'dark'] as const
export const densities = ['normal', 'compact'] as const

/** Light or dark, roomy or dense; written to <html> where style.css reads it. */
export const useAppearance = defineStore('appearance', () => {
  const theme = persisted<(typeof themes)[number]>('theme', 'system')
  const density = persisted<(typeof densities)[number]>('density', 'normal')
  const prefersDark = usePreferredDark()
  const isDark = computed(() => theme.value === 'dark' || (theme.value === 'system' && prefersDark.value))
  /** px, the height of one row of a list. */
  const rowHeight = computed(() => density.value === 'compact' ? 26 : 32)

  watchEffect(() => {
    const { classList, dataset } = document.documentElement
    classList.toggle('dark', isDark.value)
    classList.toggle('light', !isDark.value)
    dataset.density = density.value
  })
  return { theme, density, isDark, rowHeight }
})
