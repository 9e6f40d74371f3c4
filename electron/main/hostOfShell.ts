import { createHash } from 'node:crypto'
import type { BrowserWindow, IpcMain, Session, WebContents } from 'electron'
import { ownAddress, type OwnAddress } from './addresses.ts'
import { guardSession } from './guards.ts'
import { makeHostConnection, secretOf, type HostConnection, type HostConnectionOptions } from './hostConnection.ts'
import { listenToHost } from './ipc.ts'
import type { Secrets } from './secrets.ts'

export interface HostOfShellOptions extends Omit<HostConnectionOptions, 'open' | 'close' | 'secrets'> {
  ipc: Pick<IpcMain, 'on' | 'handle'>
  secrets: Secrets
  sessionOf: (partition: string) => Session
  /** Opens a window on the host; `onFailed`: its page can't be had. */
  openWindow: (own: OwnAddress, session: Session, onFailed: () => void, onClosed: () => void) => BrowserWindow
  /** The desktop's own window at the place where a host is chosen; `away`: the one that was open can't be had. */
  choose: (away: boolean) => void
}

export interface HostOfShell extends HostConnection {
  /** The address of a page of the host's window; null for any other page. */
  readonly ownOf: (contents: Pick<WebContents, 'session'>) => OwnAddress | null
  readonly window: () => BrowserWindow | null
  /** Shows the host that this desktop works on; false when it works on its own files. */
  readonly show: () => boolean
}

/**
 * The team's host in a window of the desktop: the very window that the host gives to browsers, so that both are always of one version, in a session of its
 * own that may speak with nobody but the host. It gets no port to the backend here and no file; its person's token is kept by the system's keyring.
 */
export const makeHostOfShell = (options: HostOfShellOptions): HostOfShell => {
  const { secrets } = options
  let window: BrowserWindow | null = null
  let own: OwnAddress | null = null
  let session: Session | null = null

  const close = (): void => {
    const open = window
    window = null
    if (open && !open.isDestroyed()) open.destroy()
  }
  const open = (origin: string): void => {
    if (window && own?.origin === origin) return
    close()
    own = ownAddress(origin)
    // The name says nothing of the address to who looks at the folder.
    session = options.sessionOf(`persist:host-${createHash('sha256').update(origin).digest('hex').slice(0, 16)}`)
    guardSession(session, own)
    const opened: BrowserWindow = options.openWindow(own, session, () => {
      if (window !== opened) return
      // First the other window: with the last one the desktop would end.
      options.choose(true)
      close()
    }, () => { if (window === opened) window = null })
    window = opened
  }
  const connection = makeHostConnection({ kept: options.kept, secrets, fetch: options.fetch, open, close })
  listenToHost(options.ipc, () => window ? own : null, {
    token: origin => secrets.read(secretOf(origin)),
    keep: async (origin, token) => {
      if (typeof token === 'string' && token.length <= 500) return secrets.keep(secretOf(origin), token)
      secrets.forget(secretOf(origin))
      return true
    },
    choose: () => options.choose(false),
  })
  return {
    ...connection,
    ownOf: contents => session !== null && contents.session === session ? own : null,
    window: () => window,
    show: () => {
      const { current } = connection.state()
      if (current === null) return false
      open(current)
      const shown = window!
      if (shown.isMinimized()) shown.restore()
      shown.show()
      shown.focus()
      return true
    },
  }
}
