import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { expect, test } from 'vitest'
import { createClient } from '../../src/api/client.ts'
import { makeDesktopDoor } from '../../src/api/desktop.ts'
import { makeDelegatingLink } from '../../src/api/link.ts'
import type { DesktopBridge } from '../../src/shared/desktop.ts'

/** What the preload does, with the browser's own ports: hands one over by the page's postMessage. */
const makeShell = () => {
  let nonce = ''
  const acknowledged: string[] = []
  let generation = 0
  let server: MessagePort | null = null
  const hand = (as = nonce): void => {
    const { port1, port2 } = new MessageChannel()
    const mine = ++generation
    new RPCHandler(os.router({
      workspace: { current: os.handler(() => ({ path: `generation ${mine}` })), recent: os.handler(() => new Promise(() => {})) },
      live: { events: os.handler(async function* () { yield { type: 'hello', backend: 'ready', generation: mine }; await new Promise(() => {}) }) },
    })).upgrade(port1)
    port1.start()
    server = port1
    window.postMessage({ pult: { kind: 'port', nonce: as } }, '*', [port2])
  }
  const bridge = { hello: (value: string) => { nonce = value }, acknowledge: (value: string) => { acknowledged.push(value) } } as unknown as DesktopBridge
  return { bridge, hand, acknowledged, away: () => window.postMessage({ pult: { kind: 'away' } }, '*'), nonce: () => nonce, closeServer: () => server?.close() }
}

test('with a browser\'s own ports: a call waits for its port, a dead one\'s calls are rejected, the next port is used', async () => {
  const shell = makeShell()
  const link = makeDesktopDoor(shell.bridge)
  const client = createClient({ link: makeDelegatingLink(() => link, { repeatAfter: [] }) })
  const early = client.workspace.current()
  shell.hand()
  expect(await early).toEqual({ path: 'generation 1' })
  expect(shell.acknowledged).toEqual([shell.nonce()])

  const events = await client.live.events()
  expect((await events.next()).value).toEqual({ type: 'hello', backend: 'ready', generation: 1 })
  const [hanging, streaming] = [expect(client.workspace.recent()).rejects.toMatchObject({ code: 'BACKEND_AWAY' }), expect(events.next()).rejects.toMatchObject({ code: 'BACKEND_AWAY' })]
  await client.workspace.current()
  shell.away()
  await hanging
  await streaming

  // Another document's port is left alone.
  shell.hand('somebody-else')
  shell.hand()
  expect(await client.workspace.current()).toEqual({ path: 'generation 3' })
})

test('what another window posts is no port of ours', async () => {
  const shell = makeShell()
  const link = makeDesktopDoor(shell.bridge, { waitMs: 50 })
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const { port2 } = new MessageChannel()
  // From within the frame, so that the frame is the source.
  const script = frame.contentDocument!.createElement('script')
  script.textContent = 'window.send = (data, port) => parent.postMessage(data, "*", [port])'
  frame.contentDocument!.body.append(script)
  ;(frame.contentWindow as unknown as { send: (data: unknown, port: MessagePort) => void }).send({ pult: { kind: 'port', nonce: shell.nonce() } }, port2)
  await expect(link.call(['workspace', 'current'], undefined, { context: {} })).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
  expect(shell.acknowledged).toEqual([])
  frame.remove()
})
