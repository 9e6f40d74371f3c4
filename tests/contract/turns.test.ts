import { expect, test } from 'vitest'
import { inTurns } from '../../electron/hosts/shared/turns.ts'

/** A backend that answers when it is told to. */
const makeBackend = () => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const failing = new Set<string>()
  const call = (path: readonly string[]): Promise<unknown> => {
    const name = path.join('.')
    begun.push(name)
    return new Promise((resolve, reject) => ends.push(() => failing.has(name) ? reject(new Error(name)) : resolve(name)))
  }
  const planned = new Set<() => void>()
  const timers = { set: (work: () => void) => { planned.add(work); return work }, clear: (handle: unknown) => { planned.delete(handle as () => void) } }
  const settle = (): Promise<void> => new Promise(resolve => { setImmediate(resolve) })
  return { begun, failing, settle, passes: () => { for (const work of planned) work() }, ...inTurns({ call, carry: async path => ({ status: 200, text: await call(path) as string }) }, { atOnce: 2, timers }), end: async () => { ends.shift()!(); await settle() } }
}
const commandId = 'b7b1c0de-0000-4000-8000-000000000001'

test('a decision goes before the readings that wait, and they follow in their order', async () => {
  const { begun, call, end, settle } = makeBackend()
  const answers = ['deals.range', 'deals.facets', 'tasks.counts', 'jam.overview'].map(name => call(name.split('.'), {}))
  await settle()
  expect(begun).toEqual(['deals.range', 'deals.facets'])
  answers.push(call(['tasks', 'move'], { commandId }), call(['account', 'signIn'], { login: 'anna' }))
  await settle()
  expect(begun).toEqual(['deals.range', 'deals.facets', 'tasks.move', 'account.signIn'])
  for (let count = 0; count < 6; count++) await end()
  expect(begun.slice(4)).toEqual(['tasks.counts', 'jam.overview'])
  expect(await Promise.all(answers)).toEqual(['deals.range', 'deals.facets', 'tasks.counts', 'jam.overview', 'tasks.move', 'account.signIn'])
})

test('what is only carried has its turn with the others, by what its body asks', async () => {
  const { begun, call, carry, end, settle } = makeBackend()
  const answers = [call(['deals', 'range'], {}), carry(['deals', 'facets'], { json: {} }), carry(['tasks', 'counts'], { json: {} }), carry(['tasks', 'move'], { json: { commandId } })]
  await settle()
  expect(begun).toEqual(['deals.range', 'deals.facets', 'tasks.move'])
  for (let count = 0; count < 4; count++) await end()
  expect(begun[3]).toBe('tasks.counts')
  expect(await Promise.all(answers)).toEqual(['deals.range', ...['deals.facets', 'tasks.counts', 'tasks.move'].map(text => ({ status: 200, text }))])
})

test('a reading that takes long gives its turn on, once', async () => {
  const { begun, call, end, passes, settle } = makeBackend()
  const answers = ['funnel.beside', 'deals.range', 'deals.facets', 'tasks.counts', 'jam.overview'].map(name => call(name.split('.'), {}))
  await settle()
  passes()
  await settle()
  expect(begun).toEqual(['funnel.beside', 'deals.range', 'deals.facets', 'tasks.counts'])
  // Its answer frees nothing that it had given away.
  await end()
  expect(begun).toHaveLength(4)
  for (let count = 0; count < 4; count++) await end()
  expect(await Promise.all(answers)).toHaveLength(5)
})

test('a reading that failed gives its turn on, and one that nobody waits for is not asked', async () => {
  const { begun, failing, call, end, settle } = makeBackend()
  failing.add('deals.range')
  const gone = new AbortController()
  const first = call(['deals', 'range'], {})
  const others = [call(['deals', 'facets'], {}), call(['tasks', 'counts'], {}, { signal: gone.signal }), call(['jam', 'overview'], {})]
  const results = Promise.allSettled([first, ...others])
  gone.abort()
  await end()
  await settle()
  expect(begun).toEqual(['deals.range', 'deals.facets', 'jam.overview'])
  await end()
  await end()
  expect((await results).map(result => result.status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
  const last = call(['deals', 'range'], {})
  failing.clear()
  await end()
  expect(await last).toBe('deals.range')
})
