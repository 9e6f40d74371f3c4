import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readHostAddress } from '../../electron/main/hostAddress.ts'
import { channels } from '../../src/shared/desktop.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { app, fake, ipcMain, type BrowserWindow } from './fakeElectron.ts'
import { startShell, type Shell } from './shell.ts'

test.each([
  ['office-pc:4780', 'http://office-pc:4780'], ['192.168.1.5:4780', 'http://192.168.1.5:4780'], ['  localhost:4780 ', 'http://localhost:4780'], ['172.20.0.1', 'http://172.20.0.1'], ['[fd12::1]:4780', 'http://[fd12::1]:4780'],
  ['pult.firm.example', 'https://pult.firm.example'], ['https://office-pc:4780/', 'https://office-pc:4780'], ['HTTPS://Pult.Firm.example:8443/today', 'https://pult.firm.example:8443'], ['http://10.0.0.7:4780', 'http://10.0.0.7:4780'],
])('«%s» is the host %s', (typed, origin) => { expect(readHostAddress(typed)).toEqual({ ok: true, origin }) })

test.each([
  ['', 'address'], ['два слова', 'address'], ['ftp://office-pc', 'address'], ['file:///etc/passwd', 'address'], ['https://anna:secret@pult.firm.example', 'address'], ['javascript://x', 'address'], ['https://pult.firm.example/?a=1', 'address'],
  ['http://pult.firm.example', 'insecure'], ['http://172.32.0.1', 'insecure'], ['http://8.8.8.8:4780', 'insecure'],
])('«%s» is refused: %s', (typed, why) => { expect(readHostAddress(typed)).toEqual({ ok: false, why }) })

const origin = 'https://pult.firm.example'
const isPult = { ok: true, json: async () => ({ info: { title: 'Pult' } }) }
let shell: Shell
let folder: string
let cleanup: () => void
beforeEach(async () => {
  ({ folder, cleanup } = makeTestFolder())
  shell = await startShell([], { folder })
})
afterEach(async () => {
  await shell.close()
  cleanup()
})

/** A message of the page of a window, as Electron hands it to main. */
const say = (window: BrowserWindow, channel: string, value?: unknown, from = window.webContents.mainFrame.origin): Promise<unknown> =>
  Promise.resolve(fake.handlers.get(channel)!({ sender: window.webContents, senderFrame: { parent: null, origin: from } }, value))
const connect = (address = 'pult.firm.example'): Promise<unknown> => say(shell.window(), channels.connectHost, address)
const hostWindow = (): BrowserWindow => fake.windows.find(({ webContents }) => webContents.url.startsWith(origin))!
const connected = async (): Promise<BrowserWindow> => {
  fake.net = async () => isPult
  expect(await connect()).toBe('connected')
  return hostWindow()
}

describe('the team’s host in a window of the desktop', () => {
  test('every answer of an address has its word; nothing is remembered of what is no host', async () => {
    const answers: [typeof fake.net, string][] = [
      [async () => { throw new Error('net::ERR_CONNECTION_REFUSED') }, 'away'], [async () => { throw new Error('net::ERR_CERT_AUTHORITY_INVALID') }, 'certificate'], [async () => { throw new Error('net::ERR_SSL_PROTOCOL_ERROR') }, 'certificate'],
      [async () => ({ ok: false, json: async () => ({}) }), 'not_pult'], [async () => ({ ok: true, json: async () => ({ info: { title: 'Router' } }) }), 'not_pult'], [async () => ({ ok: true, json: async () => { throw new SyntaxError('<html>') } }), 'not_pult'],
    ]
    for (const [net, word] of answers) {
      fake.net = net
      expect(await connect()).toBe(word)
    }
    expect(await connect('http://pult.firm.example')).toBe('insecure')
    expect(await say(shell.window(), channels.hosts)).toEqual({ remembered: [], current: null })
    expect(fake.windows).toHaveLength(1)
  })

  test('opens sandboxed, in a session of its own that speaks with nobody else, with the host’s preload alone', async () => {
    const asked: string[] = []
    fake.net = async address => { asked.push(address); return isPult }
    await connect()
    expect(asked).toEqual([`${origin}/api/openapi.json`])
    const window = hostWindow()
    expect(window.webContents.url).toBe(`${origin}/`)
    expect(window.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, preload: expect.stringMatching(/host\.cjs$/) as string })
    const [partition, session] = [...fake.sessions][0]!
    expect(partition).toMatch(/^persist:host-[\da-f]{16}$/)
    const passes = (url: string): boolean => {
      let cancelled = true
      session.kept.beforeRequest!({ url }, answer => { cancelled = answer.cancel })
      return !cancelled
    }
    expect([`${origin}/rpc/day/overview`, 'wss://pult.firm.example/live', 'data:,', 'https://elsewhere.example/', 'http://pult.firm.example/', 'wss://elsewhere.example/', 'app://pult/', 'file:///etc/passwd'].map(passes)).toEqual([true, true, true, false, false, false, false, false])
    expect(['will-navigate', 'will-redirect', 'will-frame-navigate'].map(event => window.webContents.tryNavigation(event as 'will-navigate', 'https://elsewhere.example/'))).toEqual([false, false, false])
    expect(window.webContents.tryNavigation('will-navigate', `${origin}/today`)).toBe(true)
    expect(window.webContents.tryNavigation('will-navigate', 'app://pult/today')).toBe(false)
    // The desktop's own window is out of the way, and stays what it was.
    expect(fake.windows.filter(each => each.visible)).toEqual([])
    expect(fake.windows[0]!.webContents.tryNavigation('will-navigate', origin)).toBe(false)
  })

  test('o opens its CRM’s record in the system’s browser, by https alone', async () => {
    const window = await connected()
    for (const url of ['https://crm.example/deals/5', 'http://crm.example/', 'file:///etc/passwd', 'javascript:alert(1)']) expect(window.webContents.windowOpen({ url })).toEqual({ action: 'deny' })
    await new Promise(resolve => setImmediate(resolve))
    expect(fake.opened).toEqual(['https://crm.example/deals/5'])
  })

  test('keeps its person’s token under the system’s key, and gives it to nobody else', async () => {
    const window = await connected()
    expect(await say(window, channels.hostToken, undefined, origin)).toBeNull()
    expect(await say(window, channels.hostKeep, 'token-of-anna', origin)).toBe(true)
    expect(await say(window, channels.hostToken, undefined, origin)).toBe('token-of-anna')
    expect(readFileSync(join(folder, 'secrets.json'), 'utf8')).not.toContain('token-of-anna')
    for (const other of ['https://elsewhere.example', 'app://pult', 'http://pult.firm.example']) await expect(Promise.resolve().then(() => say(window, channels.hostToken, undefined, other))).rejects.toThrow('Refused')
    // Nor does the host's page reach what is the desktop's own.
    for (const channel of [channels.chooseWorkspace, channels.settings, channels.connectHost]) await expect(Promise.resolve().then(() => say(window, channel, undefined, origin))).rejects.toThrow('Refused')
    expect(await say(window, channels.hostKeep, null, origin)).toBe(true)
    expect(await say(window, channels.hostToken, undefined, origin)).toBeNull()
  })

  test('is opened again at the next start; when it is away the desktop says so and stays', async () => {
    await connected()
    await shell.close()
    shell = await startShell([], { folder })
    expect(fake.windows.map(({ webContents }) => webContents.url)).toEqual([`${origin}/`])
    const window = hostWindow()
    window.webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', origin, true)
    window.webContents.emit('did-fail-load', {}, -105, 'ERR_NAME_NOT_RESOLVED', `${origin}/frame`, false)
    expect(window.isDestroyed()).toBe(false)
    window.webContents.emit('did-fail-load', {}, -106, 'ERR_INTERNET_DISCONNECTED', origin, true)
    expect(window.isDestroyed()).toBe(true)
    expect(fake.quitDone).toBe(false)
    expect(fake.windows.map(({ webContents }) => webContents.url)).toEqual(['app://pult/'])
    expect(await say(shell.window(), channels.hosts)).toEqual({ remembered: [origin], current: origin })
    // It answers again: the same window as before.
    fake.net = async () => isPult
    expect(await connect()).toBe('connected')
    expect(hostWindow().webContents.url).toBe(`${origin}/`)
  })

  test('is left for the files of this computer; forgotten, its secret goes as well', async () => {
    const window = await connected()
    await say(window, channels.hostKeep, 'token-of-anna', origin)
    ipcMain.emit(channels.hostChoose, { sender: window.webContents, senderFrame: { parent: null, origin } })
    const own = fake.windows.find(({ webContents }) => webContents.url.startsWith('app://pult'))!
    expect(own.visible).toBe(true)
    expect(await say(own, channels.leaveHost)).toEqual({ remembered: [origin], current: null })
    expect(window.isDestroyed()).toBe(true)
    expect(await say(own, channels.leaveHost, origin)).toEqual({ remembered: [], current: null })
    const again = await connected()
    expect(await say(again, channels.hostToken, undefined, origin)).toBeNull()
  })

  test('closed by hand it ends the desktop, whose own window hides behind it', async () => {
    const window = await connected()
    window.visible = true
    window.close()
    await new Promise(resolve => app.once('quit', resolve))
    expect(fake.windows).toEqual([])
  })
})
