import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where new workspaces, the list of recent ones and uploads live: `PULT_FOLDER`, or the system's own place. */
export const dataFolder = (environment: Record<string, string | undefined> = process.env, platform: string = process.platform): string => {
  if (environment.PULT_FOLDER) return resolve(environment.PULT_FOLDER)
  if (platform === 'win32') return join(environment.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Pult')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Pult')
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'pult')
}

/** The folder, made when it is missing, readable by its owner alone. */
export const ensureDataFolder = (folder: string = dataFolder()): string => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}
