import { expect, test } from 'vitest'
import { socketEvents, type Socket } from '../../src/api/liveSocket.ts'

const makeSocket = () => {
  const listeners = new Map<string, (event: never) => void>()
  const sent: string[] = []
  const socket = {
    addEventListener: (name: string, listener: (event: never) => void) => { listeners.set(name, listener) },
    send: (text: string) => { sent.push(text) },
    close: () => { listeners.get('close')?.({ code: 1005 } as never) },
  } as unknown as Socket
  const fire = (name: string, event: unknown): void => listeners.get(name)?.(event as never)
  return { socket, sent, fire, say: (event: unknown) => fire('message', { data: typeof event === 'string' ? event : JSON.stringify(event) }) }
}
const changed = { type: 'changed', topics: ['deals'], commandId: null }

test('the token goes first, events come in their order, what isn’t understood is passed over, and the end is the connection’s', async () => {
  const { socket, sent, fire, say } = makeSocket()
  const addresses: string[] = []
  const events = socketEvents({ origin: 'https://pult.example', token: () => 'secret', open: address => { addresses.push(address); return socket } }, new AbortController().signal)
  const first = events.next()
  expect(addresses).toEqual(['wss://pult.example/live'])
  expect(sent).toEqual([])
  fire('open', {})
  expect(sent).toEqual(['{"token":"secret"}'])
  say({ type: 'hello', backend: 'ready', generation: 1 })
  say({ type: 'from a newer host' })
  say('no JSON')
  say(changed)
  fire('close', { code: 1006 })
  expect((await first).value).toMatchObject({ type: 'hello' })
  expect((await events.next()).value).toEqual(changed)
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

test('a host that doesn’t know the person is told apart from one that is away; without a token nothing is opened', async () => {
  const { socket, fire } = makeSocket()
  const events = socketEvents({ origin: 'http://a', token: () => 'old', open: () => socket }, new AbortController().signal)
  const first = events.next()
  fire('close', { code: 4401 })
  await expect(first).rejects.toMatchObject({ code: 'SIGN_IN', details: { reason: 'over' } })
  const none = socketEvents({ origin: 'http://a', token: () => null, open: () => { throw new Error('opened') } }, new AbortController().signal)
  await expect(none.next()).rejects.toMatchObject({ code: 'SIGN_IN', details: { reason: 'none' } })
})

test('given up, it closes the connection', async () => {
  const { socket } = makeSocket()
  const stop = new AbortController()
  const first = socketEvents({ origin: 'http://a', token: () => 'secret', open: () => socket }, stop.signal).next()
  stop.abort()
  expect(await first).toEqual({ done: true, value: undefined })
})
