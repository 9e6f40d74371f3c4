import { describe, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { forgetPerson, useDoor, type Link } from '../../src/api/index.ts'
import { begin } from '../../src/features/account/enter.ts'

const screen = { render: () => null }
/** QA's rights: their own first screen is the day's calls. */
const asQa = (): void => useDoor({ call: async path => path.join('.') === 'account.state' ? { allowedActions: ['see_deals', 'score_calls'] } : null } as Link)

describe('where somebody begins after signing in', () => {
  test('a link stays, also when its screen is still being fetched as they sign in', async () => {
    asQa()
    let arrive: ((part: object) => void) | null = null
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/calls', component: screen }, { path: '/deals', component: () => new Promise<typeof screen>(resolve => { arrive = resolve as (part: object) => void }) }] })
    const going = router.push('/deals')
    const entering = begin('token', false, router)
    await expect.poll(() => arrive).not.toBeNull()
    arrive!(screen)
    await Promise.all([going, entering])
    expect(router.currentRoute.value.path).toBe('/deals')
    forgetPerson()
  })

  test('from the first screen of another role they go on to their own', async () => {
    asQa()
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/calls', component: screen }, { path: '/today', component: screen }] })
    await router.push('/today')
    await begin('token', false, router)
    expect(router.currentRoute.value.path).toBe('/calls')
    forgetPerson()
  })
})
