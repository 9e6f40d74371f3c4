import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type Session } from 'electron'
import type { OwnAddress } from './addresses.ts'
import type { KeptFile } from './keptFile.ts'
import { placeWindow, smallest, type WindowPlace } from './windowPlace.ts'

export interface MainWindowOptions {
  own: OwnAddress
  preload: string
  icons: string
  kept: KeptFile
  /** Closing hides: the tray goes on. */
  staysInTray: () => boolean
  /** The page wants to be asked before it is left; true: it may be left all the same. */
  mayLeave: (window: BrowserWindow) => boolean
  onClosed: (pageId: number) => void
  /** Windows ends the session: there is no before-quit. */
  onSessionEnd: () => void
  /** Where the page's storage and cookies are, if not with the others. */
  session?: Session
  /** The page can't be had: its host is away. */
  onFailed?: () => void
}

/** The one window: sandboxed, isolated, without Node, at the place where it was left. */
export const openMainWindow = (path: string, options: MainWindowOptions): BrowserWindow => {
  const { kept, own } = options
  const main = screen.getPrimaryDisplay()
  const areas = [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)].map(({ workArea }) => workArea)
  const { maximised, ...place } = placeWindow(kept.get('window'), areas)
  const window = new BrowserWindow({
    ...place, minWidth: Math.min(smallest.width, place.width), minHeight: Math.min(smallest.height, place.height),
    show: false, title: 'Pult', autoHideMenuBar: true, backgroundColor: nativeTheme.shouldUseDarkColors ? '#141417' : '#ffffff',
    // Elsewhere the program's own file carries the icon.
    ...process.platform === 'linux' && { icon: join(options.icons, '256x256.png') },
    webPreferences: {
      preload: options.preload, ...options.session && { session: options.session },
      sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webSecurity: true, allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, navigateOnDragDrop: false,
      // Its dictionaries would come from the network.
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  const { webContents } = window
  const pageId = webContents.id
  const remember = (): void => {
    if (!window.isDestroyed()) kept.set('window', { ...window.getNormalBounds(), maximised: window.isMaximized() } satisfies WindowPlace)
  }
  window.once('ready-to-show', () => {
    if (maximised) window.maximize()
    window.show()
  })
  window.on('close', event => {
    remember()
    if (!options.staysInTray()) return
    event.preventDefault()
    window.hide()
  })
  window.on('closed', () => options.onClosed(pageId))
  window.on('session-end', () => {
    remember()
    options.onSessionEnd()
  })
  // Without this a page with unsaved edits could be neither closed nor left: Electron asks nothing by itself.
  webContents.on('will-prevent-unload', event => { if (options.mayLeave(window)) event.preventDefault() })
  // -3 (aborted) is a page that another one took the place of.
  webContents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => { if (isMainFrame && code !== -3) options.onFailed?.() })
  window.loadURL(own.at(path)).catch((error: unknown) => { if (!options.onFailed) console.error(error) })
  return window
}
