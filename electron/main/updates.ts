import type { UpdateState } from '../../src/shared/desktop.ts'

/** What this file needs of electron-updater. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  checkForUpdates: () => Promise<{ isUpdateAvailable: boolean, updateInfo: { version: string } } | null>
  downloadUpdate: () => Promise<unknown>
  quitAndInstall: () => void
}

export interface UpdatesOptions {
  /** Loaded at the first question only: without one, nothing of it ever runs. */
  load: () => Promise<Updater>
  /** Was this app built with an update address (electron-builder writes app-update.yml then)? Without one no question ever leaves. */
  isOffered: boolean
  ask: (question: 'download' | 'restart', version: string) => Promise<boolean>
  /** The app is about to end for good: macOS closes the windows before it says so by `before-quit`. */
  leaving: () => void
}

/** Asked on request (or at each start, when the person switched it on), downloaded and installed when they say so. */
export const makeUpdates = ({ load, isOffered, ask, leaving }: UpdatesOptions): { isOffered: boolean, check: () => Promise<UpdateState> } => {
  let running: Promise<UpdateState> | null = null

  const fetchAndInstall = async (updater: Updater, version: string): Promise<void> => {
    if (!await ask('download', version)) return
    await updater.downloadUpdate()
    if (!await ask('restart', version)) return
    leaving()
    updater.quitAndInstall()
  }
  const check = async (): Promise<UpdateState> => {
    if (!isOffered) return 'off'
    try {
      const updater = await load()
      updater.autoDownload = false
      // Read during the download: what was downloaded, on request, is installed when Pult is closed.
      updater.autoInstallOnAppQuit = true
      const found = await updater.checkForUpdates()
      if (!found?.isUpdateAvailable) return 'current'
      void fetchAndInstall(updater, found.updateInfo.version).catch((error: unknown) => console.error(error))
      return 'available'
    } catch (error) {
      console.error(error)
      return 'failed'
    }
  }
  return { isOffered, check: () => running ??= check().finally(() => { running = null }) }
}
