import { VueQueryPlugin, type QueryClient } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { render } from 'vitest-browser-vue'
import { page } from 'vitest/browser'
import { defineComponent, h, type Component } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { makeQueryClient, useDoor, type Link } from '../../src/api/index.ts'
import { i18n } from '../../src/i18n/index.ts'
import { PultError } from '../../src/shared/errors.ts'
import { provideFormat } from '../../src/ui/format.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'
import { moscow } from './mount.ts'

export type Answers = Record<string, (input: Record<string, unknown>) => unknown>

/** A screen at its address over a backend that only knows these answers; NOT_FOUND for every other call. */
export const openScreen = async (screen: Component, path: string, answers: Answers): Promise<{ sent: (name: string) => Record<string, unknown>[], answers: Answers, router: Router, queryClient: QueryClient }> => {
  const calls: { name: string, input: Record<string, unknown> }[] = []
  const link: Link = {
    call: async (parts, input) => {
      const name = parts.join('.')
      calls.push({ name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const say = answers[name]
      if (!say) throw new PultError('NOT_FOUND', `No answer for ${name}`)
      return say((input ?? {}) as Record<string, unknown>)
    },
  }
  useDoor(link)
  i18n.global.locale.value = 'ru'
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path, component: screen }, { path: '/:rest(.*)*', component: { render: () => null } }] })
  await router.push(path)
  const Host = defineComponent({
    setup: () => {
      provideFormat(moscow)
      return () => h('div', { style: 'height: 700px; display: flex' }, [h(RouterView), h(Toasts)])
    },
  })
  const queryClient = makeQueryClient()
  await page.viewport(1440, 800)
  render(Host, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] } })
  return { sent: name => calls.filter(call => call.name === name).map(call => call.input), answers, router, queryClient }
}
