import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'

/** Said to a start that the system made: the window stays away, the tray is there. */
export const atLoginWord = '--at-login'

export interface StartAtLogin {
  /** null: not offered. */
  readonly get: () => boolean | null
  readonly set: (on: boolean) => void
}

export interface StartAtLoginOptions {
  app: Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  platform: string
  environment: Record<string, string | undefined>
  home: string
  execPath: string
}

/** Freedesktop's escaping: the characters that a command line in quotes would read as its own. */
const quoted = (path: string): string => `"${path.replaceAll(/(["`$\\])/g, '\\$1')}"`

/** Windows and macOS keep it themselves; Electron has nothing for Linux, where it is a file of the session's autostart folder. */
export const makeStartAtLogin = ({ app, platform, environment, home, execPath }: StartAtLoginOptions): StartAtLogin => {
  if (!app.isPackaged) return { get: () => null, set: () => {} }
  if (platform === 'linux') {
    const file = join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'autostart', 'pult.desktop')
    // An AppImage runs from a folder that is gone at the next login; the file itself is named here.
    const program = environment.APPIMAGE || execPath
    return {
      get: () => {
        try {
          return !/^Hidden=true$/m.test(readFileSync(file, 'utf8'))
        } catch {
          return false
        }
      },
      set: on => {
        if (!on) return rmSync(file, { force: true })
        mkdirSync(join(file, '..'), { recursive: true })
        writeFileSync(file, ['[Desktop Entry]', 'Type=Application', 'Name=Pult', `Exec=${quoted(program)} ${atLoginWord}`, 'Terminal=false', ''].join('\n'))
      },
    }
  }
  // Windows compares the arguments as well, so both calls name them; macOS tells by itself (wasOpenedAtLogin).
  const named = platform === 'win32' ? { args: [atLoginWord] } : {}
  return {
    get: () => app.getLoginItemSettings(named).openAtLogin,
    set: on => app.setLoginItemSettings({ openAtLogin: on, ...named }),
  }
}

export const wasStartedAtLogin = (app: Pick<App, 'getLoginItemSettings'>, platform: string, words: readonly string[]): boolean =>
  words.includes(atLoginWord) || (platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
