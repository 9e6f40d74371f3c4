// The `electron` of the tests (vitest.config.ts): what main and preload call, with the manners that matter. The runtime itself is in tests/e2e/desktop.test.ts.
import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions } from 'electron'
import { DomPort, FakeChannel, makeMessage, type FakePort } from './fakePorts.ts'

interface Prevented { defaultPrevented: boolean, preventDefault: () => void }
const makeEvent = <Extra extends object>(extra?: Extra): Prevented & Extra => {
  const event = { ...extra as Extra, defaultPrevented: false, preventDefault: () => { event.defaultPrevented = true } }
  return event
}

type Handler = (event: unknown, ...values: unknown[]) => unknown

export interface FakeSession {
  readonly kept: { beforeRequest: ((details: { url: string }, done: (answer: { cancel: boolean }) => void) => void) | null, check: ((...values: never[]) => boolean) | null }
  readonly [part: string]: unknown
}

/** What the tests look at and arrange. */
export const fake = {
  lock: true,
  lockData: undefined as unknown,
  quitDone: false,
  exitCode: null as number | null,
  windows: [] as BrowserWindow[],
  notifications: [] as Notification[],
  trays: [] as Tray[],
  menu: null as Menu | null,
  opened: [] as string[],
  dialogs: [] as { kind: string, options: Record<string, unknown> }[],
  answers: { open: [] as string[], save: '', message: 0 },
  handlers: new Map<string, Handler>(),
  schemes: [] as unknown[],
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  permissions: {} as { request?: (...values: never[]) => void, check?: (...values: never[]) => boolean, device?: () => boolean },
  beforeRequest: null as ((details: { url: string }, done: (answer: { cancel: boolean }) => void) => void) | null,
  paths: {} as Record<string, string>,
  login: { openAtLogin: false, wasOpenedAtLogin: false },
  displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  keyring: 'gnome_libsecret',
  /** Starts the utility process: gets the child's parent port. Returns what happens when it is killed. */
  utility: (_path: string, _parent: UtilityParent): void => {},
  children: [] as UtilityChild[],
  page: null as Page | null,
  sessions: new Map<string, FakeSession>(),
  net: async (_address: string): Promise<{ ok: boolean, json: () => Promise<unknown> }> => { throw new Error('net::ERR_CONNECTION_REFUSED') },
}
const initial = { ...fake }
export const resetFake = (): void => {
  Object.assign(fake, initial, {
    windows: [], notifications: [], trays: [], opened: [], dialogs: [], children: [], answers: { open: [], save: '', message: 0 },
    handlers: new Map(), sessions: new Map(), protocols: new Map(), permissions: {}, paths: {}, schemes: [], login: { openAtLogin: false, wasOpenedAtLogin: false },
    displays: [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
  })
  for (const emitter of [app, ipcMain, powerMonitor, ipcRenderer]) emitter.removeAllListeners()
  app.isPackaged = false
}

class App extends EventEmitter {
  isPackaged = false
  dock = undefined
  enableSandbox = (): void => {}
  whenReady = (): Promise<void> => Promise.resolve()
  setPath = (name: string, path: string): void => { fake.paths[name] = path }
  setAppUserModelId = (): void => {}
  getPreferredSystemLanguages = (): string[] => ['ru-RU', 'en-GB']
  requestSingleInstanceLock = (data: unknown): boolean => {
    fake.lockData = data
    return fake.lock
  }
  getLoginItemSettings = (): typeof fake.login => fake.login
  setLoginItemSettings = ({ openAtLogin }: { openAtLogin: boolean }): void => { fake.login = { ...fake.login, openAtLogin } }
  exit = (code = 0): void => { fake.exitCode = code }
  /** As Electron: before-quit, the windows close (each may refuse), will-quit, quit. */
  quit = (): void => {
    if (fake.quitDone) return
    const before = makeEvent()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    for (const window of [...fake.windows]) {
      window.close()
      if (!window.isDestroyed()) return
    }
    const will = makeEvent()
    this.emit('will-quit', will)
    if (will.defaultPrevented) return
    fake.quitDone = true
    this.emit('quit')
  }
}
export const app = new App()
export const powerMonitor = new EventEmitter()
export const nativeTheme = { shouldUseDarkColors: false }
export const screen = { getPrimaryDisplay: () => fake.displays[0], getAllDisplays: () => fake.displays }
export const shell = { openExternal: async (address: string): Promise<void> => { fake.opened.push(address) } }

class IpcMain extends EventEmitter {
  handle = (channel: string, handler: Handler): void => { fake.handlers.set(channel, handler) }
}
export const ipcMain = new IpcMain()

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]): void => { fake.schemes.push(...schemes) },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void => { fake.protocols.set(scheme, handler) },
}
const makeSession = (): FakeSession => {
  const kept: FakeSession['kept'] = { beforeRequest: null, check: null }
  return {
    kept,
    setPermissionRequestHandler: (): void => {},
    setPermissionCheckHandler: (handler: (...values: never[]) => boolean): void => { kept.check = handler },
    setDevicePermissionHandler: (): void => {},
    webRequest: { onBeforeRequest: (listener: FakeSession['kept']['beforeRequest']): void => { kept.beforeRequest = listener } },
  }
}
export const net = { fetch: (address: string) => fake.net(address) }
export const session = {
  fromPartition: (partition: string) => {
    const known = fake.sessions.get(partition) ?? makeSession()
    fake.sessions.set(partition, known)
    return known
  },
  defaultSession: {
    setPermissionRequestHandler: (handler: (...values: never[]) => void): void => { fake.permissions.request = handler },
    setPermissionCheckHandler: (handler: (...values: never[]) => boolean): void => { fake.permissions.check = handler },
    setDevicePermissionHandler: (handler: () => boolean): void => { fake.permissions.device = handler },
    setSpellCheckerEnabled: (): void => {},
    webRequest: { onBeforeRequest: (listener: typeof fake.beforeRequest): void => { fake.beforeRequest = listener } },
  },
}

let nextId = 1
export interface Frame { parent: Frame | null, origin: string }

export class WebContents extends EventEmitter {
  readonly id = nextId++
  readonly mainFrame: Frame = { parent: null, origin: 'app://pult' }
  session: unknown = null
  url = ''
  reloads = 0
  destroyed = false
  windowOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  isDestroyed = (): boolean => this.destroyed
  setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }): void => { this.windowOpen = handler }
  reload = (): void => { this.reloads++ }
  printToPDF = async (): Promise<Buffer> => Buffer.from('%PDF')
  postMessage = (channel: string, message: unknown, transfer: FakePort[] = []): void => {
    const { data, ports } = makeMessage(message, transfer)
    const page = fake.page
    setImmediate(() => { if (page?.contents === this) ipcRenderer.emit(channel, { ports: ports.map(port => new DomPort(port)) }, data) })
  }
  /** As a page would: refused or not. */
  tryNavigation = (event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', url: string): boolean => {
    const details = makeEvent({ url })
    this.emit(event, details)
    return !details.defaultPrevented
  }
}

export class BrowserWindow extends EventEmitter {
  static fromWebContents = (contents: WebContents): BrowserWindow | null => fake.windows.find(({ webContents }) => webContents === contents) ?? null
  readonly webContents = new WebContents()
  readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }
  bounds: { x: number, y: number, width: number, height: number }
  maximised = false
  visible = false
  focused = false
  /** The page has unsaved edits. */
  hasUnsaved = false
  private destroyed = false
  constructor(options: BrowserWindow['options']) {
    super()
    this.options = options
    this.bounds = { x: 10, y: 20, width: 800, height: 600, ...options }
    fake.windows.push(this)
    this.webContents.session = options.webPreferences.session ?? session.defaultSession
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL = async (url: string): Promise<void> => { this.webContents.url = url }
  isVisible = (): boolean => this.visible
  isDestroyed = (): boolean => this.destroyed
  isMinimized = (): boolean => false
  isMaximized = (): boolean => this.maximised
  isFocused = (): boolean => this.focused
  getNormalBounds = (): BrowserWindow['bounds'] => {
    const { x, y, width, height } = this.bounds
    return { x, y, width, height }
  }
  maximize = (): void => { this.maximised = true }
  restore = (): void => {}
  show = (): void => { this.visible = true }
  hide = (): void => { this.visible = false }
  focus = (): void => { this.focused = true }
  close = (): void => {
    const event = makeEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return
    if (this.hasUnsaved) {
      const unload = makeEvent()
      this.webContents.emit('will-prevent-unload', unload)
      if (!unload.defaultPrevented) return
    }
    this.destroy()
  }
  destroy = (): void => {
    this.destroyed = true
    this.webContents.destroyed = true
    fake.windows.splice(fake.windows.indexOf(this), 1)
    this.emit('closed')
    if (fake.windows.length === 0) app.emit('window-all-closed')
  }
}

export class Menu {
  readonly template: MenuItemConstructorOptions[]
  constructor(template: MenuItemConstructorOptions[]) { this.template = template }
  static buildFromTemplate = (template: MenuItemConstructorOptions[]): Menu => new Menu(template)
  static setApplicationMenu = (menu: Menu): void => { fake.menu = menu }
}
export class Tray extends EventEmitter {
  readonly image: string
  menu: Menu | null = null
  constructor(image: string) {
    super()
    this.image = image
    fake.trays.push(this)
  }
  setToolTip = (): void => {}
  setContextMenu = (menu: Menu): void => { this.menu = menu }
}
export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly options: { title: string, body: string }
  shown = false
  constructor(options: { title: string, body: string }) {
    super()
    this.options = options
    fake.notifications.push(this)
  }
  show = (): void => { this.shown = true }
}

const note = (kind: string, values: unknown[]): void => { fake.dialogs.push({ kind, options: values.at(-1) as Record<string, unknown> }) }
export const dialog = {
  showOpenDialog: async (...values: unknown[]) => {
    note('open', values)
    return { canceled: fake.answers.open.length === 0, filePaths: fake.answers.open }
  },
  showSaveDialog: async (...values: unknown[]) => {
    note('save', values)
    return { canceled: fake.answers.save === '', filePath: fake.answers.save }
  },
  showMessageBox: async (...values: unknown[]) => {
    note('message', values)
    return { response: fake.answers.message, checkboxChecked: false }
  },
  showMessageBoxSync: (...values: unknown[]): number => {
    note('messageSync', values)
    return fake.answers.message
  },
}
export const safeStorage = {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => fake.keyring !== 'none',
  getSelectedStorageBackend: (): string => fake.keyring,
  encryptStringAsync: async (text: string): Promise<Buffer> => Buffer.from([...Buffer.from(text)].map(byte => byte ^ 0x5a)),
  decryptStringAsync: async (bytes: Buffer) => ({ shouldReEncrypt: false, result: Buffer.from([...bytes].map(byte => byte ^ 0x5a)).toString() }),
}

export class MessageChannelMain extends FakeChannel {}

/** process.parentPort of the fake process. */
export class UtilityParent extends EventEmitter {
  readonly child: UtilityChild
  constructor(child: UtilityChild) {
    super()
    this.child = child
  }
  postMessage = (message: unknown): void => {
    const { data } = makeMessage(message)
    setImmediate(() => this.child.emit('message', data))
  }
}
export class UtilityChild extends EventEmitter {
  /** No process of this machine has it. */
  readonly pid: number | undefined = 999_999_999
  readonly parent = new UtilityParent(this)
  private isGone = false
  postMessage = (message: unknown, transfer: unknown[] = []): void => {
    const { data, ports } = makeMessage(message, transfer)
    if (!this.isGone) setImmediate(() => { if (!this.isGone) this.parent.emit('message', { data, ports }) })
  }
  /** The process is gone without a word, and with it all ports that it held. */
  die = (code = 9): void => {
    if (this.isGone) return
    this.isGone = true
    this.parent.emit('gone')
    setImmediate(() => this.emit('exit', code))
  }
  kill = (): boolean => {
    this.die(15)
    return true
  }
}
export const utilityProcess = {
  fork: (path: string): UtilityChild => {
    const child = new UtilityChild()
    fake.children.push(child)
    fake.utility(path, child.parent)
    return child
  },
}

// The renderer's side, for the one page that is loaded at a time (page.ts).
export interface Page { readonly contents: WebContents, readonly frame: Frame, readonly expose: (name: string, api: unknown) => void }
const present = (): Page => {
  if (!fake.page) throw new Error('No page is loaded.')
  return fake.page
}
class IpcRenderer extends EventEmitter {
  send = (channel: string, ...values: unknown[]): void => {
    const { contents, frame } = present()
    const { data } = makeMessage(values)
    setImmediate(() => ipcMain.emit(channel, { sender: contents, senderFrame: frame }, ...data as unknown[]))
  }
  invoke = async (channel: string, ...values: unknown[]): Promise<unknown> => {
    const { contents, frame } = present()
    const { data } = makeMessage(values)
    return structuredClone(await fake.handlers.get(channel)?.({ sender: contents, senderFrame: frame }, ...data as unknown[]))
  }
}
export const ipcRenderer = new IpcRenderer()
export const contextBridge = { exposeInMainWorld: (name: string, api: unknown): void => present().expose(name, api) }
export const webUtils = { getPathForFile: (file: { name: string }): string => `/home/anna/${file.name}` }
