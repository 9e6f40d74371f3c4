import type { DesktopSettings } from '../../src/shared/desktop.ts'
import type { KeptFile } from './keptFile.ts'
import type { StartAtLogin } from './startAtLogin.ts'

export interface ShellSettings {
  readonly get: () => DesktopSettings
  /** Takes what it knows of an unchecked object, and gives what holds afterwards. */
  readonly change: (change: unknown) => DesktopSettings
}

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

/** What Settings shows on the desktop alone. Nothing goes into the network unless somebody switched it on. */
export const makeShellSettings = (kept: KeptFile, startAtLogin: StartAtLogin, hasFeed: boolean, onChange: (now: DesktopSettings) => void): ShellSettings => {
  const flag = (name: string, initial: boolean): boolean => {
    const value = kept.get(name)
    return isFlag(value) ? value : initial
  }
  const get = (): DesktopSettings => ({
    startAtLogin: startAtLogin.get(),
    stayInTray: flag('stayInTray', false), remind: flag('remind', true),
    checkUpdates: hasFeed ? flag('checkUpdates', false) : null,
  })
  return {
    get,
    change: change => {
      if (typeof change !== 'object' || change === null) return get()
      const wanted = change as Partial<Record<keyof DesktopSettings, unknown>>
      for (const name of ['stayInTray', 'remind', 'checkUpdates'] as const) {
        if (isFlag(wanted[name])) kept.set(name, wanted[name])
      }
      if (isFlag(wanted.startAtLogin)) startAtLogin.set(wanted.startAtLogin)
      const now = get()
      onChange(now)
      return now
    },
  }
}
