import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeCrashCount } from '../../electron/main/crashes.ts'
import { openKeptFile } from '../../electron/main/keptFile.ts'
import { menuTemplate, trayTemplate, type MenuActs } from '../../electron/main/menu.ts'
import { isTold, remindersOf, type Reminders } from '../../electron/main/reminders.ts'
import { makeSecrets } from '../../electron/main/secrets.ts'
import { makeShellSettings } from '../../electron/main/shellSettings.ts'
import { makeStartAtLogin, wasStartedAtLogin } from '../../electron/main/startAtLogin.ts'
import { makeUpdates, type Updater } from '../../electron/main/updates.ts'
import { placeWindow, type Box } from '../../electron/main/windowPlace.ts'
import { languageOfSystem, wordsIn } from '../../electron/main/words.ts'
import { screens } from '../../src/features/frame/screens.ts'
import { languages } from '../../src/i18n/plural.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { app, fake, safeStorage } from './fakeElectron.ts'
import { loadPage } from './page.ts'
import { startShell, type Shell } from './shell.ts'

const labels = (template: readonly MenuItemConstructorOptions[]): string[] => template.flatMap(item => [...item.label ? [item.label] : [], ...labels(item.submenu as MenuItemConstructorOptions[] ?? [])])
const items = (template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] => template.flatMap(item => [item, ...items(item.submenu as MenuItemConstructorOptions[] ?? [])])
const click = (template: readonly MenuItemConstructorOptions[], label: string): void => { (items(template).find(item => item.label === label)!.click as () => void)() }

describe('the window\'s place', () => {
  const left: Box = { x: 0, y: 0, width: 1920, height: 1040 }
  const right: Box = { x: 1920, y: 0, width: 2560, height: 1400 }
  test.each([
    ['nothing kept: the usual size, in the middle', undefined, [left], { width: 1440, height: 900, maximised: false }],
    ['as it was left', { x: 2000, y: 50, width: 1200, height: 800, maximised: true }, [left, right], { x: 2000, y: 50, width: 1200, height: 800, maximised: true }],
    ['the second screen is gone: back to the middle of the main one', { x: 2000, y: 50, width: 1200, height: 800, maximised: false }, [left], { width: 1200, height: 800, maximised: false }],
    ['its title above the screen can\'t be taken hold of', { x: 100, y: -500, width: 1200, height: 800, maximised: false }, [left], { width: 1200, height: 800, maximised: false }],
    ['a corner that is left over is too little', { x: 1850, y: 50, width: 1200, height: 800, maximised: false }, [left], { width: 1200, height: 800, maximised: false }],
    ['half outside is how somebody left it', { x: -600, y: 100, width: 1200, height: 800, maximised: false }, [left], { x: -600, y: 100, width: 1200, height: 800, maximised: false }],
    ['never larger than its screen', { x: 0, y: 0, width: 5000, height: 4000, maximised: false }, [left], { x: 0, y: 0, width: 1920, height: 1040, maximised: false }],
    ['never too small to work in', { x: 0, y: 0, width: 10, height: 10, maximised: false }, [left], { x: 0, y: 0, width: 800, height: 600, maximised: false }],
    ['nonsense in the file is nothing kept', { x: '0', y: NaN, width: 1e99, height: null }, [left], { width: 1440, height: 900, maximised: false }],
    ['a small screen', undefined, [{ x: 0, y: 0, width: 1024, height: 700 }], { width: 1024, height: 700, maximised: false }],
  ])('%s', (_name, kept, areas, expected) => { expect(placeWindow(kept, areas)).toEqual(expected) })
})

describe('the menu', () => {
  const said: string[] = []
  const acts: MenuActs = { connect: () => 0, go: path => said.push(`go ${path}`), openFile: () => said.push('open'), show: () => said.push('show'), quit: () => said.push('quit') }

  test.each(languages)('in %s: no label is missing, every screen is there and is gone to', language => {
    for (const platform of ['darwin', 'win32', 'linux']) {
      const template = menuTemplate(wordsIn(language), { platform, isPackaged: true }, acts)
      expect(items(template).filter(item => item.type !== 'separator' && !item.label)).toEqual([])
      for (const screen of screens) expect(items(template).some(item => item.label === wordsIn(language).named(screen.label)), `${platform} ${screen.name}`).toBe(true)
      expect(JSON.stringify(labels(template))).not.toMatch(/undefined|\{|\w\.\w/)
      expect(items(template).filter(item => item.role === 'toggleDevTools' || item.role === 'reload')).toEqual([])
    }
  })

  test('differs by language, and acts', () => {
    const [ru, en] = (['ru', 'en'] as const).map(language => menuTemplate(wordsIn(language), { platform: 'linux', isPackaged: true }, acts))
    expect(labels(ru!)).toContain('Открыть файл команды…')
    expect(labels(en!)).toContain('Open a team file…')
    click(ru!, 'Отказы')
    click(ru!, 'Открыть файл команды…')
    expect(said).toEqual(['go /refusals', 'open'])
  })

  test('the tray counts with the plural forms of its language', () => {
    const late = (language: 'ru' | 'en' | 'es', count: number): string => labels(trayTemplate(wordsIn(language), { controlDue: true, lateRefusals: count }, acts))[2]!
    expect([1, 2, 5, 21].map(count => late('ru', count))).toEqual(['1 отказ ждёт дольше срока', '2 отказа ждут дольше срока', '5 отказов ждут дольше срока', '21 отказ ждёт дольше срока'])
    expect([late('en', 1), late('en', 1200), late('es', 2)]).toEqual(['1 late refusal', '1,200 late refusals', '2 rechazos fuera de plazo'])
    expect(labels(trayTemplate(wordsIn('en'), null, acts))).toEqual(['Open Pult', 'Quit Pult'])
  })

  test('before the window spoke, the system\'s first language that Pult speaks', () => {
    expect([['de-DE', 'es-MX', 'ru-RU'], ['ru-RU'], ['fr-FR'], []].map(languageOfSystem)).toEqual(['es', 'ru', 'en', 'en'])
  })
})

describe('what is reminded of', () => {
  const now: Reminders = { day: '2026-11-20', controlTime: '19:00', controlDue: false, lateRefusals: 0, waiting: null }
  test('the control once a day, late refusals when there are more than were said', () => {
    let told = null as ReturnType<typeof remindersOf>['told'] | null
    const say = (change: Partial<Reminders>): string[] => {
      const next = remindersOf({ ...now, ...change }, '/a.pult', told)
      told = next.told
      return next.say.map(reminder => reminder.kind === 'late' ? `late ${reminder.count}` : reminder.kind)
    }
    expect(say({})).toEqual([])
    expect(say({ lateRefusals: 2 })).toEqual(['late 2'])
    expect(say({ lateRefusals: 2, controlDue: true })).toEqual(['control'])
    expect(say({ lateRefusals: 2, controlDue: true })).toEqual([])
    expect(say({ lateRefusals: 1, controlDue: true })).toEqual([])
    expect(say({ lateRefusals: 2, controlDue: true })).toEqual(['late 2'])
    expect(say({ day: '2026-11-23', lateRefusals: 2, controlDue: true })).toEqual(['control', 'late 2'])
  })
  test('a supervisor: what was asked since the last look, once, also over a night and a restart; late ones lead to the queue', () => {
    let told = null as unknown
    const look = (change: Partial<Reminders>, workspace = '/a.pult') => {
      const kept: unknown = JSON.parse(JSON.stringify(told))
      const next = remindersOf({ ...now, ...change }, workspace, isTold(kept) ? kept : null)
      told = next.told
      return next.say.map(reminder => [reminder.kind, reminder.path])
    }
    // What waited before Pult was started is on the first screen.
    expect(look({ waiting: { count: 3, newestAt: 100 } })).toEqual([])
    expect(look({ waiting: { count: 4, newestAt: 200 }, lateRefusals: 1 })).toEqual([['late', '/queue'], ['waiting', '/queue']])
    expect(look({ waiting: { count: 4, newestAt: 200 }, lateRefusals: 1 })).toEqual([])
    // The newest was decided: an older one is no news.
    expect(look({ waiting: { count: 3, newestAt: 100 }, lateRefusals: 1 })).toEqual([])
    expect(look({ day: '2026-11-23', waiting: { count: 4, newestAt: 200 } })).toEqual([])
    expect(look({ day: '2026-11-23', waiting: { count: 5, newestAt: 300 } })).toEqual([['waiting', '/queue']])
  })
})

test('start at login: Windows names its word, Linux keeps a file, a checkout offers nothing', () => {
  const { folder, cleanup } = makeTestFolder()
  const asked: unknown[] = []
  const system = { isPackaged: true, getLoginItemSettings: (options: unknown) => { asked.push(options); return { openAtLogin: true, wasOpenedAtLogin: true } }, setLoginItemSettings: (settings: unknown) => { asked.push(settings) } } as never
  const on = (platform: string, environment = {}) => makeStartAtLogin({ app: system, platform, environment, home: folder, execPath: '/opt/Pult "x"/pult' })
  expect(on('win32').get()).toBe(true)
  on('win32').set(false)
  on('darwin').set(true)
  expect(asked).toEqual([{ args: ['--at-login'] }, { openAtLogin: false, args: ['--at-login'] }, { openAtLogin: true }])

  const linux = on('linux', { XDG_CONFIG_HOME: join(folder, 'config') })
  expect(linux.get()).toBe(false)
  linux.set(true)
  expect(linux.get()).toBe(true)
  expect(readFileSync(join(folder, 'config', 'autostart', 'pult.desktop'), 'utf8')).toContain('Exec="/opt/Pult \\"x\\"/pult" --at-login')
  linux.set(false)
  expect(linux.get()).toBe(false)
  expect(makeStartAtLogin({ app: { ...(system as object), isPackaged: false } as never, platform: 'linux', environment: {}, home: folder, execPath: '/x' }).get()).toBeNull()
  expect([wasStartedAtLogin(system, 'linux', ['--at-login']), wasStartedAtLogin(system, 'linux', []), wasStartedAtLogin(system, 'darwin', [])]).toEqual([true, false, true])
  cleanup()
})

test('the desktop\'s settings take only what they know, and survive a broken file', () => {
  const { folder, cleanup } = makeTestFolder()
  const file = join(folder, 'desktop.json')
  writeFileSync(file, '{"remind":"yes","stayInTray":true')
  const none = { get: () => null, set: () => { throw new Error('not offered') } }
  const make = (hasFeed: boolean) => makeShellSettings(openKeptFile(file), none, hasFeed, () => {})
  expect(make(false).get()).toEqual({ startAtLogin: null, stayInTray: false, remind: true, checkUpdates: null })
  expect(make(true).change({ stayInTray: true, remind: 'no', checkUpdates: true, evil: true })).toEqual({ startAtLogin: null, stayInTray: true, remind: true, checkUpdates: true })
  expect(make(true).change(null)).toMatchObject({ stayInTray: true, checkUpdates: true })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ stayInTray: true, checkUpdates: true })
  cleanup()
})

test('secrets: encrypted by the system\'s key; Linux\' plain-text backend is refused', async () => {
  const { folder, cleanup } = makeTestFolder()
  const file = join(folder, 'secrets.json')
  fake.keyring = 'gnome_libsecret'
  const secrets = makeSecrets(safeStorage as never, 'linux', openKeptFile(file))
  expect(await secrets.keep('host', 'very secret')).toBe(true)
  expect(readFileSync(file, 'utf8')).not.toContain('secret')
  expect(await secrets.read('host')).toBe('very secret')
  for (const keyring of ['basic_text', 'unknown']) {
    fake.keyring = keyring
    expect([await secrets.state(), await secrets.keep('other', 'x'), await secrets.read('host')]).toEqual(['plain_text', false, null])
  }
  fake.keyring = 'none'
  expect(await makeSecrets(safeStorage as never, 'darwin', openKeptFile(file)).state()).toBe('no_keyring')
  fake.keyring = 'gnome_libsecret'
  secrets.forget('host')
  expect(await secrets.read('host')).toBeNull()
  cleanup()
})

describe('updates', () => {
  const make = (isOffered: boolean, available: boolean, yes: boolean) => {
    const did: string[] = []
    const updater: Updater = {
      autoDownload: true, autoInstallOnAppQuit: true,
      checkForUpdates: async () => { did.push(`check ${updater.autoDownload}`); return { isUpdateAvailable: available, updateInfo: { version: '2.0.0' } } },
      downloadUpdate: async () => { did.push(`download ${updater.autoInstallOnAppQuit}`) }, quitAndInstall: () => { did.push('install') },
    }
    const updates = makeUpdates({ isOffered, load: async () => { did.push('load'); return updater }, ask: async (question, version) => { did.push(`${question} ${version}`); return yes }, leaving: () => { did.push('leaving') } })
    return { updates, did }
  }
  test('without an address nothing is even loaded', async () => {
    const { updates, did } = make(false, true, true)
    expect([await updates.check(), did]).toEqual(['off', []])
  })
  test('nothing is downloaded unasked, nothing installed unasked', async () => {
    const refused = make(true, true, false)
    expect(await refused.updates.check()).toBe('available')
    await expect.poll(() => refused.did).toEqual(['load', 'check false', 'download 2.0.0'])
    const taken = make(true, true, true)
    await taken.updates.check()
    await expect.poll(() => taken.did.slice(-5)).toEqual(['download 2.0.0', 'download true', 'restart 2.0.0', 'leaving', 'install'])
    expect(await make(true, false, true).updates.check()).toBe('current')
  })
})

test('a window that keeps failing isn\'t loaded for ever', () => {
  let now = 0
  const crashed = makeCrashCount(() => now)
  expect([crashed(), crashed(), crashed(), crashed()]).toEqual(['reload', 'reload', 'reload', 'give_up'])
  now += 60_001
  expect(crashed()).toBe('reload')
})

describe('a running shell', () => {
  let shell: Shell | null = null
  let folder = ''
  let cleanup = (): void => {}
  beforeEach(() => ({ folder, cleanup } = makeTestFolder()))
  afterEach(async () => {
    await shell?.close()
    shell = null
    cleanup()
  })
  const team = { name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', commandId: 'create-1' }

  test('a second start hands its file over and leaves', async () => {
    shell = await startShell(['/home/anna/b.pult'], { folder, prepare: () => { fake.lock = false } })
    expect(fake.lockData).toEqual({ open: '/home/anna/b.pult' })
    expect([fake.windows.length, fake.children.length]).toEqual([0, 0])
  })

  test('the first one focuses, and opens the file that the second one brought', async () => {
    shell = await startShell([], { folder })
    const page = await loadPage(shell.window().webContents)
    await page.enter().workspace.current()
    shell.window().visible = false
    app.emit('second-instance', {}, [], '/', { open: '/home/anna/b.pult' })
    await expect.poll(() => page.heard.at(-1)).toEqual({ kind: 'open', path: '/home/anna/b.pult' })
    expect([shell.window().visible, shell.window().focused]).toEqual([true, true])
    app.emit('second-instance', {}, [], '/', { open: { evil: true } })
    app.emit('second-instance', {}, [], '/', null)
    expect(page.heard.filter(({ kind }) => kind === 'open')).toHaveLength(1)
  })

  test('files of the system, also those that came before the window, are opened as soon as it listens', async () => {
    shell = await startShell(['/home/anna/a.pult'], { folder })
    app.emit('open-file', { preventDefault: () => {} }, '/home/anna/c.pult')
    const page = await loadPage(shell.window().webContents)
    await page.enter().workspace.current()
    await expect.poll(() => page.heard.filter(({ kind }) => kind === 'open')).toEqual([{ kind: 'open', path: '/home/anna/a.pult' }, { kind: 'open', path: '/home/anna/c.pult' }])
  })

  test('the window comes back where it was left', async () => {
    shell = await startShell([], { folder })
    Object.assign(shell.window(), { bounds: { x: 300, y: 200, width: 1000, height: 700 }, maximised: true })
    await shell.close()
    shell = await startShell([], { folder })
    expect(shell.window().options).toMatchObject({ x: 300, y: 200, width: 1000, height: 700, show: false })
    shell.window().emit('ready-to-show')
    expect([shell.window().maximised, shell.window().visible]).toEqual([true, true])
  })

  test('unsaved edits are asked about; who stays hasn\'t quit', async () => {
    shell = await startShell([], { folder })
    shell.window().hasUnsaved = true
    fake.answers.message = 0
    app.quit()
    expect([fake.windows.length, fake.quitDone, fake.dialogs.map(({ kind }) => kind)]).toEqual([1, false, ['messageSync']])
    fake.answers.message = 1
  })

  test('in the tray when it is told to stay there, gone when it is quit', async () => {
    shell = await startShell([], { folder })
    const page = await loadPage(shell.window().webContents)
    expect(await page.bridge.settings({ stayInTray: true })).toMatchObject({ stayInTray: true, startAtLogin: null })
    shell.window().visible = true
    shell.window().close()
    expect([fake.windows.length, shell.window().visible]).toEqual([1, false])
    click(fake.trays[0]!.menu!.template, 'Открыть Pult')
    expect(shell.window().visible).toBe(true)
    click(fake.trays[0]!.menu!.template, 'Выйти из Pult')
    await expect.poll(() => fake.quitDone).toBe(true)
    expect(fake.windows).toEqual([])
  })

  test('menu, tray and dialogs follow the window\'s language, also at the next start', async () => {
    shell = await startShell([], { folder })
    expect(labels(fake.menu!.template)).toContain('Правка')
    const page = await loadPage(shell.window().webContents)
    page.bridge.speak('es')
    await expect.poll(() => labels(fake.menu!.template)).toContain('Edición')
    page.bridge.speak('klingon')
    expect(await page.bridge.chooseFolder()).toBeNull()
    expect(fake.dialogs.at(-1)!.options).toMatchObject({ title: 'Carpeta con la exportación', properties: ['openDirectory'] })
    await shell.close()
    shell = await startShell([], { folder })
    expect(labels(fake.trays[0]!.menu!.template)).toContain('Salir de Pult')
  })

  test('the system\'s dialogs: what was chosen, and nothing when not', async () => {
    shell = await startShell([], { folder })
    const page = await loadPage(shell.window().webContents)
    expect([await page.bridge.chooseWorkspace(), await page.bridge.placeWorkspace('x'), await page.bridge.chooseFiles(), await page.bridge.savePdf('x')]).toEqual([null, null, [], null])
    fake.answers.open = ['/home/anna/a.csv', '/home/anna/b.csv']
    expect(await page.bridge.chooseFiles()).toEqual(['/home/anna/a.csv', '/home/anna/b.csv'])
    fake.answers.save = join(folder, 'новая')
    expect(await page.bridge.placeWorkspace('../../.evil/Отдел: продаж')).toBe(join(folder, 'новая.pult'))
    expect(fake.dialogs.at(-1)!.options.defaultPath).toBe(join(folder, 'Отдел продаж.pult'))
    fake.answers.save = join(folder, 'day.pdf')
    expect(await page.bridge.savePdf('Отчёт дня')).toBe('day.pdf')
    expect(readFileSync(join(folder, 'day.pdf'), 'utf8')).toBe('%PDF')
    expect(page.bridge.pathOf({ name: 'deals.csv' } as File)).toBe('/home/anna/deals.csv')
  })

  test('at the control time a notification says so once, and a click leads to the day', async () => {
    shell = await startShell([], { folder, now: () => Date.parse('2026-11-20T19:00:00+03:00') })
    const page = await loadPage(shell.window().webContents)
    shell.window().focused = false
    await page.enter().workspace.create(team)
    await expect.poll(() => fake.notifications.length, { timeout: 5000 }).toBe(1)
    expect(fake.notifications[0]).toMatchObject({ shown: true, options: { title: 'Пора провести контроль дня', body: 'Уже больше 19:00. Пройдите день и подпишите его.' } })
    expect(labels(fake.trays[0]!.menu!.template)).toContain('Контроль дня: пора')
    fake.notifications[0]!.emit('click', {})
    await expect.poll(() => page.heard.at(-1)).toEqual({ kind: 'go', path: '/today' })
    await shell.close()
    // The next start of the same evening says nothing again.
    shell = await startShell([], { folder, now: () => Date.parse('2026-11-20T19:30:00+03:00') })
    const again = await loadPage(shell.window().webContents)
    await again.enter().workspace.open({ path: join(folder, 'Отдел.pult') })
    await expect.poll(() => labels(fake.trays[0]!.menu!.template), { timeout: 5000 }).toContain('Контроль дня: пора')
    expect(fake.notifications).toEqual([])
  })

  test('where people sign in, it reminds who is signed in, and nobody after they left', async () => {
    shell = await startShell([], { folder, now: () => Date.parse('2026-11-20T19:00:00+03:00') })
    const page = await loadPage(shell.window().webContents)
    shell.window().focused = false
    const client = page.enter()
    await client.workspace.create(team)
    await expect.poll(() => fake.notifications.length, { timeout: 5000 }).toBe(1)
    const [password, tray] = ['correct horse battery staple', () => labels(fake.trays[0]!.menu!.template)]
    await client.account.changePassword({ commandId: 'first-password', login: 'anna', present: null, next: password })
    const { id: personId } = await client.settings.savePerson({ commandId: 'second-person', name: 'Борис', role: 'supervisor', team: 'A', email: null, phone: null, active: true })
    await client.signIns.save({ commandId: 'second-sign-in', personId, login: 'boris', password })
    // From here on a call without a token is nobody's.
    const { token } = await client.account.signIn({ login: 'anna', password })
    page.bridge.person(token)
    await expect.poll(tray, { timeout: 5000 }).toContain('Контроль дня: пора')
    const boris = await client.account.signIn({ login: 'boris', password })
    page.bridge.person(boris.token)
    await expect.poll(tray, { timeout: 5000 }).not.toContain('Контроль дня: пора')
    page.bridge.person(token)
    await expect.poll(tray, { timeout: 5000 }).toContain('Контроль дня: пора')
    page.bridge.person(null)
    await expect.poll(tray, { timeout: 5000 }).toEqual(['Открыть Pult', 'Выйти из Pult'])
  })

  test('started by the system at login it waits in the tray', async () => {
    shell = await startShell(['--at-login'], { folder })
    expect([fake.windows.length, fake.trays.length, fake.children.length]).toEqual([0, 1, 1])
    click(fake.trays[0]!.menu!.template, 'Открыть Pult')
    expect(fake.windows).toHaveLength(1)
  })

  test('a window whose process failed is loaded again; one that keeps failing says so and leaves', async () => {
    shell = await startShell([], { folder })
    const { webContents } = shell.window()
    for (let time = 0; time < 3; time++) app.emit('render-process-gone', {}, webContents, { reason: 'crashed' })
    expect([webContents.reloads, fake.dialogs.length]).toEqual([3, 0])
    app.emit('render-process-gone', {}, webContents, { reason: 'crashed' })
    await expect.poll(() => fake.quitDone).toBe(true)
    expect([webContents.reloads, fake.dialogs.length]).toEqual([3, 1])
  })

  test('Chromium\'s files lie in a folder of their own beside the teams\'', async () => {
    mkdirSync(join(folder, 'x'))
    shell = await startShell([], { folder })
    expect(fake.paths).toEqual({ userData: join(folder, 'window') })
  })
})
