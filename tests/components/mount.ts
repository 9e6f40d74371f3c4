import '../../src/style.css'
import nuxtIcons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { createPinia } from 'pinia'
import { defineComponent, h, type Component, type Plugin } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { render } from 'vitest-browser-vue'
import { i18n, type Language } from '../../src/i18n/index.ts'
import { provideFormat, type FormatContext } from '../../src/ui/format.ts'

export const moscow: FormatContext = { locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' }

/** A part in the surroundings of the window: words, store, format of a team in Moscow on a Friday. */
export const mountPart = (part: Component, options: { props?: Record<string, unknown>, slots?: Record<string, (scope: never) => unknown>, language?: Language, format?: FormatContext, plugins?: Plugin[] } = {}) => {
  i18n.global.locale.value = options.language ?? 'ru'
  const Surroundings = defineComponent({
    setup() {
      provideFormat(options.format ?? moscow)
      return () => h('div', { style: 'height: 400px; width: 900px; display: flex; flex-direction: column' }, [h(part, options.props ?? {}, options.slots as never)])
    },
  })
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] })
  return render(Surroundings, { global: { plugins: [createPinia(), i18n, router, nuxtIcons, ...options.plugins ?? []] } })
}

/** A key by its place, with the letter that a Russian layout gives. */
export const press = (code: string, key: string, options: KeyboardEventInit = {}): void => {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true, ...options }))
}
