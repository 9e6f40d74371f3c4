import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export interface RecentFile { path: string, name: string, openedAt: number, exists: boolean, bytes: number | null }

/** Files opened before, and workspaces lying in the data folder; newest first. */
export interface RecentFiles {
  readonly list: () => RecentFile[]
  readonly remember: (file: { path: string, name: string, openedAt: number }) => void
  readonly forget: (path: string) => void
}

interface Kept { path: string, name: string, openedAt: number, forgotten?: boolean }

const most = 20

export const makeRecentFiles = (file: string, folder: string): RecentFiles => {
  const read = (): Kept[] => {
    try {
      const list: unknown = JSON.parse(readFileSync(file, 'utf8'))
      return Array.isArray(list) ? list.filter(isKept) : []
    } catch {
      return []
    }
  }
  const write = (list: Kept[]): void => {
    // A list of conveniences: failing to keep it must not fail the opening.
    try {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}-part`, JSON.stringify(list, null, 2))
      renameSync(`${file}-part`, file)
    } catch {
      // Read-only folder or full disk.
    }
  }
  const others = (path: string): Kept[] => read().filter(kept => kept.path !== path)
  return {
    list: () => {
      const kept = read()
      const known = new Set(kept.map(({ path }) => path))
      const found = workspacesIn(folder).filter(path => !known.has(path)).map(path => ({ path, name: basename(path, '.pult'), openedAt: modifiedAt(path) }))
      return [...kept.filter(({ forgotten }) => !forgotten), ...found]
        .sort((a, b) => b.openedAt - a.openedAt)
        .map(({ path, name, openedAt }) => ({ path, name, openedAt, exists: existsSync(path), bytes: sizeOf(path) }))
    },
    remember: kept => write([kept, ...others(kept.path)].slice(0, most)),
    forget: path => {
      // A file in the data folder would be found again, so it stays in the list as forgotten.
      const inFolder = dirname(path) === folder && existsSync(path)
      write(inFolder ? [...others(path), { path, name: '', openedAt: 0, forgotten: true }] : others(path))
    },
  }
}

const isKept = (value: unknown): value is Kept => {
  const { path, name, openedAt } = (value ?? {}) as Partial<Kept>
  return typeof path === 'string' && typeof name === 'string' && typeof openedAt === 'number'
}

const workspacesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(name => name.endsWith('.pult')).map(name => join(folder, name))
  } catch {
    return []
  }
}

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null
const modifiedAt = (path: string): number => Math.trunc(statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0)
