import { afterEach, describe, expect, test } from 'vitest'
import { makeWindowPorts } from '../../electron/main/windowPorts.ts'
import type { BackendStatus } from '../../electron/hosts/supervisor.ts'
import { app, fake, ipcMain, ipcRenderer } from './fakeElectron.ts'
import { FakeChannel, FakePort } from './fakePorts.ts'
import { loadPage } from './page.ts'
import { startShell, type Shell } from './shell.ts'

const team = { name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель' }
let shell: Shell | null = null
afterEach(async () => {
  await shell?.close()
  shell = null
})

test('the fake has Electron\'s manners: ports alone are transferred, functions aren\'t cloned, nothing is heard before start()', async () => {
  const { port1, port2 } = new FakeChannel()
  expect(() => port1.postMessage('x', [new ArrayBuffer(8)])).toThrow('Invalid value for transfer')
  expect(() => port1.postMessage({ run: () => {} })).toThrow()
  const heard: unknown[] = []
  port2.on('message', ({ data }: { data: unknown }) => heard.push(data))
  port1.postMessage(1)
  await new Promise(resolve => setTimeout(resolve, 5))
  expect(heard).toEqual([])
  port2.start()
  await expect.poll(() => heard).toEqual([1])
  const given = new FakePort()
  given.give()
  expect(() => given.postMessage(1)).toThrow('transferred')
})

describe('a window and its port', () => {
  test('each document says hello and gets a port of its own; the backend hears no more of the one before', async () => {
    shell = await startShell()
    const { webContents } = shell.window()
    const first = await loadPage(webContents)
    const before = first.enter()
    expect(await before.workspace.current()).toBeNull()
    // A reload: another document in the same window.
    const second = await loadPage(webContents)
    const after = second.enter()
    expect((await after.workspace.create({ ...team, commandId: 'create-1' })).name).toBe('Отдел')
    await expect(before.workspace.current()).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
    expect(second.heard.filter(({ kind }) => kind === 'port')).toHaveLength(1)
  })

  test('a port for another document is closed, not used', async () => {
    shell = await startShell()
    const page = await loadPage(shell.window().webContents)
    const client = page.enter()
    await client.workspace.current()
    let closed = false
    const stray = Object.assign(new EventTarget(), { close: () => { closed = true }, start: () => {}, postMessage: () => {} })
    page.target.postMessage({ pult: { kind: 'port', nonce: 'another-document' } }, '*', [stray as unknown as MessagePort])
    await expect.poll(() => closed).toBe(true)
    expect(await client.workspace.current()).toBeNull()
  })

  test('a backend that dies: what hung on it is repeated on the next one, the file is open again, the stream ends and begins anew', async () => {
    shell = await startShell()
    const page = await loadPage(shell.window().webContents)
    const client = page.enter({ repeatAfter: [1, 1, 1, 1] })
    const made = await client.workspace.create({ ...team, commandId: 'create-1' })
    const events = await client.live.events()
    expect((await events.next()).value).toMatchObject({ type: 'hello', backend: 'ready' })
    const broken = expect((async () => {
      for await (const _event of events) { /* until it breaks */ }
    })()).rejects.toMatchObject({ code: 'BACKEND_AWAY' })

    fake.children[0]!.die()
    const people = await client.settings.people()
    await broken
    expect(people.map(({ name }) => name)).toContain('Анна Руководитель')
    expect((await client.workspace.current())?.path).toBe(made.path)
    expect(fake.children).toHaveLength(2)
    expect(page.heard.map(({ kind }) => kind)).toEqual(['port', 'away', 'port'])
    expect((await (await client.live.events()).next()).value).toMatchObject({ type: 'hello' })
  })

  test('without a backend a call is given up, and none before it was given a port hangs', async () => {
    shell = await startShell([], { prepare: () => { fake.utility = () => {} } })
    fake.utility = () => {}
    const page = await loadPage(shell.window().webContents)
    const { makeDesktopDoor } = await import('../../src/api/desktop.ts')
    fake.children[0]!.die()
    await expect(makeDesktopDoor(page.bridge, { target: page.target, waitMs: 5 }).call(['workspace', 'current'], undefined, { context: {} })).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
  })

  test('a message of another page, or of a frame within ours, is not answered', async () => {
    shell = await startShell()
    const { webContents } = shell.window()
    const own = await loadPage(webContents)
    await own.enter().workspace.current()
    for (const frame of [{ parent: null, origin: 'https://evil.example' }, { parent: webContents.mainFrame, origin: 'app://pult' }, { parent: null, origin: 'app://other' }]) {
      const foreign = await loadPage(webContents, frame)
      foreign.bridge.hello('nonce-of-a-stranger')
      await expect(foreign.bridge.settings()).rejects.toThrow('Refused')
      await expect(foreign.bridge.chooseFolder()).rejects.toThrow('Refused')
      expect(foreign.heard).toEqual([])
    }
    ipcMain.emit('pult:hello', { sender: webContents, senderFrame: null }, 'nonce-of-nobody')
    expect(fake.dialogs).toEqual([])
  })
})

describe('handing over', () => {
  const make = () => {
    let status: BackendStatus = { backend: 'starting', generation: 1, failure: null }
    const listeners: ((status: BackendStatus) => void)[] = []
    const planned = new Map<object, () => void>()
    const connected: number[] = []
    const sent: { message: { kind: string, nonce?: string, path?: string }, ports: number }[] = []
    const page = { id: 7, isDestroyed: () => false, postMessage: (_channel: string, message: unknown, transfer: unknown[] = []) => { sent.push({ message: message as never, ports: transfer.length }) } }
    const ports = makeWindowPorts({
      status: () => status, onStatus: listener => { listeners.push(listener); return () => {} },
      connect: windowId => connected.push(windowId), makeChannel: () => new FakeChannel() as never,
      timers: { set: work => { const handle = {}; planned.set(handle, work); return handle }, clear: handle => { planned.delete(handle as object) } },
    })
    const become = (backend: BackendStatus['backend']): void => {
      status = { ...status, backend }
      for (const listener of listeners) listener(status)
    }
    const pass = (): void => {
      const works = [...planned.values()]
      planned.clear()
      for (const work of works) work()
    }
    return { ports, page, sent, connected, become, pass, planned }
  }

  test('waits for the backend, then hands one port; a confirmed one isn\'t handed again', () => {
    const { ports, page, sent, become, pass, connected } = make()
    ports.hello(page, 'nonce-0001')
    expect(sent).toEqual([])
    become('ready')
    expect(sent).toEqual([{ message: { kind: 'port', nonce: 'nonce-0001' }, ports: 1 }])
    ports.acknowledge(page, 'nonce-0001')
    pass()
    expect(connected).toEqual([7])
  })

  test('hands again when nobody confirms, but not for ever', () => {
    const { ports, page, connected, become, pass, planned } = make()
    become('ready')
    ports.hello(page, 'nonce-0001')
    ports.acknowledge(page, 'another-one')
    for (let time = 0; time < 20; time++) pass()
    expect(connected).toHaveLength(5)
    expect(planned.size).toBe(0)
  })

  test('what is to be told waits until the document listens; a nonce that is none is ignored', () => {
    const { ports, page, sent, become } = make()
    become('ready')
    ports.tell(page, { kind: 'go', path: '/refusals' })
    ports.hello(page, { toString: () => 'evil' })
    ports.hello(page, 'short')
    expect(sent).toEqual([])
    ports.hello(page, 'nonce-0001')
    ports.tell(page, { kind: 'open', path: '/a.pult' })
    expect(sent.map(({ message }) => message.kind)).toEqual(['port'])
    ports.acknowledge(page, 'nonce-0001')
    expect(sent.slice(1).map(({ message }) => message)).toEqual([{ kind: 'go', path: '/refusals' }, { kind: 'open', path: '/a.pult' }])
  })

  test('each start of the backend gives every window a new port, after telling that the old one is dead', () => {
    const { ports, page, sent, become } = make()
    become('ready')
    ports.hello(page, 'nonce-0001')
    ports.acknowledge(page, 'nonce-0001')
    become('away')
    become('starting')
    become('ready')
    expect(sent.map(({ message }) => message.kind)).toEqual(['port', 'away', 'port'])
    ports.forget(page.id)
    become('away')
    expect(sent).toHaveLength(3)
  })
})

test('quitting closes the file first', async () => {
  shell = await startShell()
  const page = await loadPage(shell.window().webContents)
  const { path } = await page.enter().workspace.create({ ...team, commandId: 'create-1' })
  const gone = new Promise(resolve => app.once('quit', resolve))
  app.quit()
  expect(fake.quitDone).toBe(false)
  await gone
  // Another process may have it now.
  const { openWorkspace } = await import('../../electron/backend/usecases/openWorkspace.ts')
  openWorkspace({ path, clock: Date.now, announce: () => {} }).close()
  expect(ipcRenderer.listenerCount('pult:tell')).toBeGreaterThan(0)
})
