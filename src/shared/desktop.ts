/** What the window and the desktop shell say to each other. No type of Electron's leaves the shell. */
export interface DesktopSettings {
  /** null: not offered here (a checkout, not an installed app). */
  startAtLogin: boolean | null
  /** Closing the window leaves Pult in the tray, so that it can remind of the control. */
  stayInTray: boolean
  remind: boolean
  /** null: no feed is set up, so nothing is ever asked. */
  checkUpdates: boolean | null
}
/** `insecure`: http to somewhere outside the office. `away`: nothing answers. `certificate`: it can't prove that it is itself. */
export type HostAnswer = 'connected' | 'address' | 'insecure' | 'away' | 'certificate' | 'not_pult'
export interface HostsState { remembered: string[], /** The one that this desktop works on now. */ current: string | null }

/** `window.pultHost` of a host's window in the desktop; a browser has none. */
export interface HostBridge {
  /** The person's token from the system's keyring; null without one. */
  readonly token: () => Promise<string | null>
  /** False: this system has nowhere to keep it. null forgets it. */
  readonly keep: (token: string | null) => Promise<boolean>
  /** To the desktop's own window, where another host or a file is chosen. */
  readonly choose: () => void
}

export type UpdateState = 'off' | 'current' | 'available' | 'failed'

/** `window.pult`, made by the preload; a browser has none. */
export interface DesktopBridge {
  /** Asks for a port to the backend; it comes as a `port` message with the same nonce. */
  readonly hello: (nonce: string) => void
  readonly acknowledge: (nonce: string) => void
  /** Who is signed in, so that the shell reminds of what is theirs while no window is open; null = nobody. Kept in memory alone. */
  readonly person: (token: string | null) => void
  /** Menu, tray and dialogs follow the window's language. */
  readonly speak: (language: string) => void
  /** The system's own dialogs; null or empty when the person thought better of it. */
  readonly chooseWorkspace: () => Promise<string | null>
  readonly placeWorkspace: (name: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<string | null>
  readonly chooseFiles: () => Promise<string[]>
  /** Where a dropped file lies; empty when it isn't one on the disk. */
  readonly pathOf: (file: File) => string
  /** The page as a PDF; its name where it was saved, null when not. */
  readonly savePdf: (fileName: string) => Promise<string | null>
  readonly settings: (change?: Partial<DesktopSettings>) => Promise<DesktopSettings>
  readonly checkForUpdates: () => Promise<UpdateState>
  /** The hosts that this desktop was connected to. */
  readonly hosts: () => Promise<HostsState>
  /** Asks an address and opens its window. */
  readonly connectHost: (address: string) => Promise<HostAnswer>
  /** Back to this computer's files; with an address it is forgotten as well, with its secret. */
  readonly leaveHost: (forget?: string) => Promise<HostsState>
}

/** Told by the shell, through the preload, as `{ pult: message }`; a port comes along with `port`. */
export type ShellMessage =
  | { kind: 'port', nonce: string }
  /** The backend's process is gone: what hangs on its port is answered by nobody. */
  | { kind: 'away' }
  | { kind: 'go', path: string }
  | { kind: 'open', path: string }

/** The channels between preload and main: one name each, in both. */
export const channels = {
  hello: 'pult:hello', acknowledge: 'pult:acknowledge', person: 'pult:person', speak: 'pult:speak', chooseWorkspace: 'pult:choose-workspace', placeWorkspace: 'pult:place-workspace',
  chooseFolder: 'pult:choose-folder', chooseFiles: 'pult:choose-files', savePdf: 'pult:save-pdf', settings: 'pult:settings', checkForUpdates: 'pult:check-for-updates',
  hosts: 'pult:hosts', connectHost: 'pult:connect-host', leaveHost: 'pult:leave-host',
  hostToken: 'pult:host-token', hostKeep: 'pult:host-keep', hostChoose: 'pult:host-choose',
  /** From main to the preload. */
  tell: 'pult:tell',
} as const

declare global {
  interface Window { readonly pult?: DesktopBridge, readonly pultHost?: HostBridge }
}
