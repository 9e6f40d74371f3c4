import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, ipcMain, Menu, MessageChannelMain, net, Notification, powerMonitor, protocol, safeStorage, session, shell, Tray, type BrowserWindow, type WebContents } from 'electron'
import { dataFolder, ensureDataFolder } from '../hosts/dataFolder.ts'
import { ownAddress, scheme } from './addresses.ts'
import { locateBy } from '../hosts/recordings/answerRecording.ts'
import { appScheme, makeAppHandler } from './appProtocol.ts'
import { followChanges, startBackend } from './backendOfShell.ts'
import { makeCrashCount } from './crashes.ts'
import { makeDialogs } from './dialogs.ts'
import { guardAllContents, guardSession, hostsOf, outsideOfHost } from './guards.ts'
import { makeHostOfShell, type HostOfShell } from './hostOfShell.ts'
import { listenToWindow } from './ipc.ts'
import { openKeptFile } from './keptFile.ts'
import { openMainWindow } from './mainWindow.ts'
import { menuTemplate, trayTemplate, type MenuActs } from './menu.ts'
import { atLocalDesk } from '../backend/domain/account.ts'
import { watchReminders, type Reminder, type Reminders } from './reminders.ts'
import { makeSecrets } from './secrets.ts'
import { makeShellSettings } from './shellSettings.ts'
import { makeStartAtLogin, wasStartedAtLogin } from './startAtLogin.ts'
import { fileAmong } from './startWords.ts'
import { makeUpdates, type Updater } from './updates.ts'
import { isLanguage, languageOfSystem, wordsIn } from './words.ts'
import { makeWindowPorts } from './windowPorts.ts'

export interface ShellPlaces { main: string, preload: string, hostPreload: string, renderer: string, icons: string }

const timers = { set: (work: () => void, ms: number): unknown => setTimeout(work, ms), clear: (handle: unknown): void => clearTimeout(handle as NodeJS.Timeout) }

/** The desktop around the window. Called before the app is ready: schemes, the lock and files to open can't wait. */
export const startDesktop = (places: ShellPlaces, words: readonly string[]): void => {
  const folder = ensureDataFolder(dataFolder())
  // Chromium's own files apart from the teams'; the lock below is one a data folder, as the web host's.
  app.setPath('userData', ensureDataFolder(join(folder, 'window')))
  // As in electron-builder.yml: without it Windows shows no notification.
  if (process.platform === 'win32') app.setAppUserModelId('app.pult.desk')
  const asked = fileAmong(words, process.env.INIT_CWD ?? process.cwd())
  if (!app.requestSingleInstanceLock({ open: asked })) return app.quit()

  protocol.registerSchemesAsPrivileged([appScheme])
  const own = ownAddress(app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL)
  // Files that come before there is a window to open them in.
  const early: string[] = asked === null ? [] : [asked]
  let openFile = (path: string): void => { early.push(path) }
  let show = (): void => {}
  let crmHosts = (): Promise<Set<string>> => Promise.resolve(new Set())

  app.on('open-file', (event, path) => {
    event.preventDefault()
    openFile(path)
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { open } = (data ?? {}) as { open?: unknown }
    if (typeof open === 'string') openFile(open)
    else show()
  })
  let host: HostOfShell | null = null
  const openExternal = (address: string): Promise<void> => shell.openExternal(address)
  guardAllContents(app, contents => {
    const ofHost = host?.ownOf(contents)
    return ofHost ? { own: ofHost, outside: outsideOfHost(openExternal) } : { own, outside: { hosts: () => crmHosts(), open: openExternal } }
  })

  const begin = (): void => {
    guardSession(session.defaultSession, own)
    session.defaultSession.setSpellCheckerEnabled(false)

    const kept = openKeptFile(join(folder, 'desktop.json'))
    const keptLanguage = kept.get('language')
    let said = wordsIn(isLanguage(keptLanguage) ? keptLanguage : languageOfSystem(app.getPreferredSystemLanguages()))
    let window: BrowserWindow | null = null
    let quitting = false
    let stopped = false
    let known: Reminders | null = null
    /** Token of who is signed in at the window. */
    let person: string | null = null

    const { supervisor, connect } = startBackend(join(places.main, 'backend.js'), folder)
    if (!own.origin.startsWith('http')) protocol.handle(scheme, makeAppHandler(places.renderer, locateBy(supervisor.call)))
    crmHosts = async () => {
      if (supervisor.workspace() === null) return new Set()
      const { recordAddress, clientAddress } = (await supervisor.client.settings.rules()).rules
      return hostsOf([...Object.values(recordAddress), ...Object.values(clientAddress)])
    }
    const ports = makeWindowPorts({ status: supervisor.status, onStatus: supervisor.onStatus, connect, makeChannel: () => new MessageChannelMain(), timers })
    const dialogs = makeDialogs(() => said, () => window)
    const updates = makeUpdates({
      isOffered: app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml')),
      load: () => Promise.resolve((createRequire(import.meta.url)('electron-updater') as { autoUpdater: Updater }).autoUpdater),
      ask: dialogs.askUpdate,
      leaving: () => { quitting = true },
    })
    const startAtLogin = makeStartAtLogin({ app, platform: process.platform, environment: process.env, home: homedir(), execPath: process.execPath })
    const settings = makeShellSettings(kept, startAtLogin, updates.isOffered, () => void reminders.look())

    const present = (path = '/'): BrowserWindow => {
      if (!window || window.isDestroyed()) {
        window = openMainWindow(path, {
          own, preload: places.preload, icons: places.icons, kept,
          staysInTray: () => !quitting && settings.get().stayInTray,
          mayLeave: ({ webContents }) => {
            const leaves = dialogs.mayLeave(webContents)
            // Whoever stays has also called off the quitting that wanted to close the window.
            if (!leaves) quitting = false
            return leaves
          },
          onClosed: pageId => {
            ports.forget(pageId)
            window = null
          },
          onSessionEnd: () => void supervisor.stop(),
        })
      }
      return window
    }
    /** The desktop's own window waits behind a host's. */
    let hiddenBehind = false
    const showOwn = (): void => {
      hiddenBehind = false
      const before = window
      const shown = present()
      if (!before) return
      if (shown.isMinimized()) shown.restore()
      shown.show()
      shown.focus()
    }
    const choose = (away: boolean): void => {
      showOwn()
      ports.tell(present().webContents, { kind: 'go', path: away ? '/connect?away=1' : '/connect' })
    }
    const team = makeHostOfShell({
      ipc: ipcMain, kept, secrets: makeSecrets(safeStorage, process.platform, openKeptFile(join(folder, 'secrets.json'))),
      fetch: (address, init) => net.fetch(address, init),
      sessionOf: partition => session.fromPartition(partition),
      openWindow: (address, of, onFailed, onClosed) => openMainWindow('/', {
        own: address, preload: places.hostPreload, icons: places.icons, kept, session: of, onFailed,
        staysInTray: () => !quitting && settings.get().stayInTray,
        mayLeave: ({ webContents }) => dialogs.mayLeave(webContents),
        onSessionEnd: () => void supervisor.stop(),
        onClosed: () => {
          onClosed()
          // Hidden behind it: nobody could close it any more.
          if (hiddenBehind && !quitting && window && !window.isDestroyed()) window.close()
        },
      }),
      choose,
    })
    host = team
    show = () => { if (!team.show()) showOwn() }
    openFile = path => {
      showOwn()
      ports.tell(present().webContents, { kind: 'open', path })
    }
    const go = (path: string): void => {
      const shown = team.show() ? team.window() : null
      if (shown) {
        shown.loadURL(ownAddress(team.state().current!).at(path)).catch(() => { /* onFailed says it. */ })
        return
      }
      showOwn()
      ports.tell(present().webContents, { kind: 'go', path })
    }
    const acts: MenuActs = {
      go, connect: () => choose(false), show: () => show(), quit: () => app.quit(),
      openFile: () => void dialogs.chooseWorkspace().then(path => { if (path !== null) openFile(path) }),
    }

    const tray = new Tray(join(places.icons, process.platform === 'darwin' ? 'trayTemplate.png' : process.platform === 'win32' ? 'icon.ico' : '32x32.png'))
    tray.setToolTip('Pult')
    // Linux opens the menu by itself and tells nothing.
    tray.on('click', () => { if (process.platform === 'win32') show() })
    const speak = (): void => {
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(said, { platform: process.platform, isPackaged: app.isPackaged }, acts)))
      tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(said, known, acts)))
    }

    // Held until they are gone: a collected notification hears no click.
    const shown = new Set<Notification>()
    const showReminder = (reminder: Reminder): void => {
      if (!Notification.isSupported()) return
      const { remind } = said.desktop
      const notification = new Notification(reminder.kind === 'control' ? { title: remind.control, body: said.fill(remind.controlText, { time: known?.controlTime ?? '' }) }
        : reminder.kind === 'late' ? { title: said.counted(remind.late, reminder.count), body: remind.lateText }
          : { title: said.counted(remind.waiting, reminder.count), body: remind.waitingText })
      shown.add(notification)
      notification.on('click', () => go(reminder.path))
      notification.on('close', () => shown.delete(notification))
      notification.show()
    }
    const reminders = watchReminders({
      workspace: supervisor.workspace,
      // A workspace with passwords answers to persons alone.
      ask: async () => await supervisor.call(['day', 'reminders'], undefined, { caller: { ...atLocalDesk, token: person } }) as Reminders,
      told: { get: () => kept.get('reminded'), set: told => kept.set('reminded', told) },
      silent: () => !settings.get().remind || (window?.isFocused() ?? false),
      show: showReminder,
      onState: now => {
        if (JSON.stringify(now) === JSON.stringify(known)) return
        known = now
        speak()
      },
      timers,
    })
    followChanges(supervisor, () => void reminders.look())
    powerMonitor.on('resume', () => void reminders.look())
    powerMonitor.on('shutdown', () => app.quit())

    listenToWindow(ipcMain, own, {
      hello: ports.hello, acknowledge: ports.acknowledge,
      person: token => {
        person = typeof token === 'string' && token.length <= 200 ? token : null
        void reminders.look()
      },
      speak: language => {
        if (!isLanguage(language) || language === said.language) return
        said = wordsIn(language)
        kept.set('language', language)
        speak()
      },
      chooseWorkspace: dialogs.chooseWorkspace,
      placeWorkspace: name => dialogs.placeWorkspace(folder, name),
      chooseFolder: dialogs.chooseFolder, chooseFiles: dialogs.chooseFiles, savePdf: dialogs.savePdf,
      settings: settings.change, checkForUpdates: updates.check,
      hosts: team.state,
      connectHost: async address => {
        const answer = await team.connect(address)
        // One window at a time: the files of this computer wait behind.
        if (answer === 'connected') {
          hiddenBehind = true
          window?.hide()
        }
        return answer
      },
      leaveHost: forget => {
        if (typeof forget === 'string') team.forget(forget)
        else team.leave()
        return team.state()
      },
    })

    const crashed = makeCrashCount(Date.now)
    app.on('render-process-gone', (_event: unknown, contents: WebContents, { reason }) => {
      if (reason === 'clean-exit' || quitting) return
      console.error(`The window's process ended (${reason}).`)
      if (crashed() === 'reload') contents.reload()
      else void dialogs.sayCrashed().then(() => app.quit())
    })
    // The backend's own end is the supervisor's; this says which other process it was.
    app.on('child-process-gone', (_event, { type, reason, name }) => { if (reason !== 'clean-exit') console.error(`${name ?? type} ended (${reason}).`) })
    app.on('activate', () => show())
    app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit() })
    app.on('before-quit', () => { quitting = true })
    app.on('will-quit', event => {
      if (stopped) return
      // The backend finishes its decision and closes the file; then we come back here.
      event.preventDefault()
      reminders.stop()
      void supervisor.stop().finally(() => {
        stopped = true
        app.quit()
      })
    })

    speak()
    const inTray = wasStartedAtLogin(app, process.platform, words) && early.length === 0
    if (!inTray) show()
    for (const path of early.splice(0)) openFile(path)
    void reminders.look()
    if (settings.get().checkUpdates) void updates.check()
  }
  app.whenReady().then(begin).catch((error: unknown) => {
    console.error(error)
    app.exit(1)
  })
}
