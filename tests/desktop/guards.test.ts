import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { appOrigin, originOf, ownAddress } from '../../electron/main/addresses.ts'
import { appScheme, fileOfAddress, makeAppHandler } from '../../electron/main/appProtocol.ts'
import { externalAddress, hostsOf, openOutside } from '../../electron/main/guards.ts'
import { pageHeaders } from '../../electron/hosts/contentPolicy.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { fake } from './fakeElectron.ts'
import { loadPage } from './page.ts'
import { startShell, type Shell } from './shell.ts'

describe('the own protocol', () => {
  const { folder, cleanup } = makeTestFolder()
  const place = join(folder, 'renderer')
  const asked: unknown[][] = []
  const serve = makeAppHandler(place, (...question) => {
    asked.push(question)
    return question[1] === 'good' ? Promise.resolve({ path: join(folder, 'call.wav'), bytes: 10, modifiedAt: 1_790_000_000_000, mime: 'audio/wav' }) : Promise.reject(Object.assign(new Error('no'), { status: 401 }))
  })
  const get = (url: string, { headers, ...more }: { method?: string, initiatorOrigin?: string, headers?: Record<string, string> } = {}): Promise<Response> => serve({ url, method: 'GET', headers: new Headers(headers), ...more })
  beforeAll(() => {
    mkdirSync(join(place, 'assets'), { recursive: true })
    writeFileSync(join(place, 'index.html'), '<!doctype html><title>Pult</title>')
    writeFileSync(join(place, 'assets', 'main-1a2b.js'), 'export {}')
    writeFileSync(join(place, '.hidden.html'), 'hidden')
    writeFileSync(join(folder, 'secret.html'), 'secret')
    writeFileSync(join(folder, 'call.wav'), '0123456789')
  })
  afterAll(cleanup)

  test('is a standard, secure scheme that passes no content policy by, and streams', () => {
    expect(appScheme).toEqual({ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } })
  })

  test('serves the window\'s files with their kind and the same headers as the web host', async () => {
    const script = await get('app://pult/assets/main-1a2b.js')
    expect([script.status, script.headers.get('content-type'), await script.text()]).toEqual([200, 'text/javascript; charset=utf-8', 'export {}'])
    for (const [name, value] of Object.entries(pageHeaders)) expect(script.headers.get(name)).toBe(value)
    expect(script.headers.get('content-security-policy')).toContain("script-src 'self'")
  })

  test('gives the window for every deep link, 404 for a file that isn\'t there', async () => {
    for (const path of ['', '/', '/today', '/deals/17?from=%2Ftoday', '/settings/team#x']) expect(await (await get(`app://pult${path}`)).text(), path).toContain('<title>Pult</title>')
    expect((await get('app://pult/assets/gone.js')).status).toBe(404)
    expect((await get('app://pult/today', { method: 'POST' })).status).toBe(405)
    expect(await (await get('app://pult/today', { method: 'HEAD' })).text()).toBe('')
  })

  test('leaves its folder by no address', async () => {
    for (const path of ['/../secret.html', '/%2e%2e/secret.html', '/..%2fsecret.html', '/%2e%2e%2fsecret.html', '/assets/..%5c..%5csecret.html', '/assets/%00.html', '/.hidden.html', '/c:/secret.html', '/%E0%A4%A', '/assets./x.html', `/${encodeURIComponent(join(folder, 'secret.html'))}`]) {
      const response = await get(`app://pult${path}`)
      expect(response.status, path).toBeGreaterThanOrEqual(400)
      expect(await response.text(), path).not.toContain('secret')
    }
    expect(fileOfAddress('/srv/renderer', 'app://pult/x/y.js')).toBe('/srv/renderer/x/y.js')
    expect(fileOfAddress('/srv/renderer', 'no address')).toBeNull()
  })

  test('streams a recording by parts to who has a ticket for it', async () => {
    const part = await get('app://pult/recordings/7?ticket=good', { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text(), part.headers.get('content-range'), part.headers.get('content-length'), part.headers.get('content-type')]).toEqual([206, '234', 'bytes 2-4/10', '3', 'audio/wav'])
    for (const [name, value] of Object.entries(pageHeaders)) expect(part.headers.get(name)).toBe(value)
    expect(asked).toEqual([[7, 'good', { door: 'local', token: null, address: null }]])
    const whole = await get('app://pult/recordings/7?ticket=good')
    expect([whole.status, await whole.text(), whole.headers.get('accept-ranges')]).toEqual([200, '0123456789', 'bytes'])
    const beyond = await get('app://pult/recordings/7?ticket=good', { headers: { range: 'bytes=10-' } })
    expect([beyond.status, beyond.headers.get('content-range'), await beyond.text()]).toEqual([416, 'bytes */10', ''])
    for (const address of ['app://pult/recordings/7', 'app://pult/recordings/7?ticket=bad']) expect([(await get(address)).status, asked.length]).toEqual([401, address.endsWith('7') ? 3 : 4])
  })

  test('answers no other host and no other page', async () => {
    expect((await get('app://other/index.html')).status).toBe(403)
    for (const initiatorOrigin of ['https://evil.example', 'null', 'app://other']) expect((await get('app://pult/', { initiatorOrigin })).status, initiatorOrigin).toBe(403)
    expect((await get('app://pult/', { initiatorOrigin: 'app://pult' })).status).toBe(200)
  })
})

describe('addresses', () => {
  test('an origin is compared whole, never by its beginning', () => {
    const own = ownAddress(undefined)
    expect(own.origin).toBe(appOrigin)
    for (const address of ['app://pult', 'app://pult/', 'app://pult/today?x=1#y']) expect(own.is(address), address).toBe(true)
    for (const address of ['app://pult.evil/', 'app://pulte/', 'https://pult/', 'app:pult', 'file:///pult', 'app://user@pult.evil/', '', 'null', 'javascript:alert(1)', 'about:blank', 'data:text/html,x']) expect(own.is(address), address).toBe(false)
    expect(originOf('app://pult:80/')).not.toBe(appOrigin)
  })

  test('a path from the shell can\'t become another host', () => {
    const own = ownAddress(undefined)
    expect(own.at('/today?day=2026-11-20')).toBe('app://pult/today?day=2026-11-20')
    for (const path of ['//evil.example', 'https://evil.example', '/\\evil', '', '/a b', '/"><x']) expect(own.at(path), path).toBe('app://pult/')
  })

  test('the dev server\'s address counts where one is given', () => {
    const own = ownAddress('http://localhost:5173')
    expect([own.is('http://localhost:5173/today'), own.is('http://localhost:5174/'), own.is('app://pult/')]).toEqual([true, false, false])
  })

  test('only http and https may leave, without a name and password in them', () => {
    expect(externalAddress('https://crm.example/deals/1')?.href).toBe('https://crm.example/deals/1')
    for (const address of ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'ms-settings:', 'https://user:secret@crm.example/', 'vbscript:x', 'calculator://', 'mailto:a@b.c', '\\\\host\\share', 'https://']) expect(externalAddress(address), address).toBeNull()
  })

  test('and only to the team\'s own CRM', async () => {
    const opened: string[] = []
    const outside = { hosts: async () => hostsOf(['https://crm.example/deals/{id}', 'https://other.example:8443/{id}']), open: async (address: string) => { opened.push(address) } }
    const tries = ['https://crm.example/deals/17', 'https://other.example:8443/1', 'https://crm.example.evil/deals/17', 'https://evil.example/?crm.example', 'https://other.example/1', 'https://crm.example@evil.example/']
    const results = []
    for (const address of tries) results.push(await openOutside(address, outside))
    expect(results).toEqual([true, true, false, false, false, false])
    expect(opened).toEqual(tries.slice(0, 2))
  })
})

describe('a running shell', () => {
  let shell: Shell | null = null
  afterEach(async () => {
    await shell?.close()
    shell = null
  })

  test('its window is sandboxed and isolated, without Node, webviews, a spell checker from the network', async () => {
    shell = await startShell()
    expect(shell.window().options.webPreferences).toMatchObject({
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, spellcheck: false,
    })
    expect(shell.window().options.webPreferences).not.toHaveProperty('enableBlinkFeatures')
    expect(shell.window().webContents.url).toBe('app://pult/')
    expect(fake.schemes).toEqual([appScheme])
    expect(fake.protocols.has('app')).toBe(true)
  })

  test('its page stays where it is, holds no webview and opens no window', async () => {
    shell = await startShell()
    const { webContents } = shell.window()
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      expect(webContents.tryNavigation(event, 'app://pult/refusals'), event).toBe(true)
      for (const url of ['https://evil.example/', 'file:///etc/passwd', 'app://pult.evil/', 'javascript:alert(1)']) expect(webContents.tryNavigation(event, url), `${event} ${url}`).toBe(false)
    }
    let attached = true
    webContents.emit('will-attach-webview', { preventDefault: () => { attached = false } })
    expect(attached).toBe(false)
    expect(webContents.windowOpen({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(webContents.windowOpen({ url: 'app://pult/' })).toEqual({ action: 'deny' })
  })

  test('a record opens in the browser when its host is the team\'s CRM, and nothing else does', async () => {
    shell = await startShell()
    const page = await loadPage(shell.window().webContents)
    const client = page.enter()
    await client.workspace.create({ name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', commandId: 'create-1' })
    await client.settings.setRules({ commandId: 'rules-001', rules: { recordAddress: { native: 'https://crm.example/deals/{id}' } } })
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'https://crm.example/deals/7']) shell.window().webContents.windowOpen({ url })
    await expect.poll(() => fake.opened).toEqual(['https://crm.example/deals/7'])
  })

  test('every permission but copying text is refused, checks and requests alike', async () => {
    shell = await startShell()
    const request = (permission: string, requestingUrl: string, isMainFrame = true): boolean => {
      let granted: boolean | null = null
      ;(fake.permissions.request as unknown as (...values: unknown[]) => void)(null, permission, (answer: boolean) => { granted = answer }, { requestingUrl, isMainFrame })
      return granted!
    }
    const check = (permission: string, origin: string, isMainFrame = true): boolean => (fake.permissions.check as unknown as (...values: unknown[]) => boolean)(null, permission, origin, { isMainFrame })
    for (const may of [request, check]) {
      expect(may('clipboard-sanitized-write', 'app://pult/')).toBe(true)
      expect(may('clipboard-sanitized-write', 'https://evil.example/')).toBe(false)
      expect(may('clipboard-sanitized-write', 'app://pult/', false)).toBe(false)
      for (const permission of ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'display-capture', 'hid', 'unknown']) expect(may(permission, 'app://pult/'), permission).toBe(false)
    }
    expect(fake.permissions.device?.()).toBe(false)
  })

  test('nothing leaves for the network', async () => {
    shell = await startShell()
    const cancels = (url: string): boolean => {
      let answer = false
      fake.beforeRequest!({ url }, ({ cancel }) => { answer = cancel })
      return answer
    }
    expect(['app://pult/today', 'blob:app://pult/1', 'data:image/png;base64,x'].map(cancels)).toEqual([false, false, false])
    expect(['https://fonts.example/x.woff2', 'http://127.0.0.1/', 'ws://localhost:1/', 'file:///etc/passwd', 'app://other/'].map(cancels)).toEqual([true, true, true, true, true])
  })
})
