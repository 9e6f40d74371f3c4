import { expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { defineComponent, h } from 'vue'
import { useOwnAddress } from '../../src/features/frame/useOwnAddress.ts'

test('a list that loads late doesn’t call back somebody who went on to a screen that loads later still', async () => {
  let follow: ReturnType<typeof useOwnAddress> | null = null
  const Refusals = defineComponent({
    setup() {
      follow = useOwnAddress()
      return () => h('p', 'refusals')
    },
  })
  let arrive: (screen: object) => void = () => undefined
  const days = new Promise<object>(resolve => { arrive = resolve })
  let begin: () => void = () => undefined
  const begun = new Promise<void>(resolve => { begin = resolve })
  const loadDays = (): Promise<typeof Refusals> => {
    begin()
    return days as Promise<typeof Refusals>
  }
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/refusals/:id?', name: 'refusals', component: Refusals }, { path: '/days', name: 'days', component: loadDays }] })
  await router.push('/refusals')
  render(RouterView, { global: { plugins: [router] } })
  follow!('/refusals/4')
  await expect.poll(() => router.currentRoute.value.path).toBe('/refusals/4')

  const gone = router.push('/days')
  await begun
  follow!('/refusals/5')
  arrive(defineComponent({ render: () => h('p', 'days') }))
  await gone
  expect(router.currentRoute.value.path).toBe('/days')
})
