import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A small JSON document of the shell's own. A broken or missing file is an empty one; a full disk costs a convenience, never the start. */
export interface KeptFile {
  readonly get: (name: string) => unknown
  readonly set: (name: string, value: unknown) => void
}

export const openKeptFile = (file: string): KeptFile => {
  const read = (): Record<string, unknown> => {
    try {
      const found: unknown = JSON.parse(readFileSync(file, 'utf8'))
      return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {}
    } catch {
      return {}
    }
  }
  const kept = read()
  return {
    get: name => kept[name],
    set: (name, value) => {
      if (JSON.stringify(kept[name]) === JSON.stringify(value)) return
      kept[name] = value
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        writeFileSync(`${file}-part`, JSON.stringify(kept, null, 2), { mode: 0o600 })
        renameSync(`${file}-part`, file)
      } catch (error) {
        console.error(error)
      }
    },
  }
}
