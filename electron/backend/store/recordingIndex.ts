import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { baseOf, idsIn, phonesIn } from '../domain/quality/recordingName.ts'

/** Names of a folder's files by what they may be found by. */
export interface RecordingIndex { readonly byBase: ReadonlyMap<string, readonly string[]>, readonly byId: ReadonlyMap<string, readonly string[]>, readonly byPhone: ReadonlyMap<string, readonly string[]> }

const most = 500_000
/** A folder into which calls are recorded grows; for so long its listing is believed. */
const freshMs = 60_000

const kept = new Map<string, { at: number, index: Promise<RecordingIndex> }>()

/** Read at most once a minute; `now` is any clock of this process. Links are not followed. */
export const recordingIndex = (folder: string, now = performance.now()): Promise<RecordingIndex> => {
  const known = kept.get(folder)
  if (known && now - known.at < freshMs) return known.index
  const index = readIndex(folder)
  kept.clear()
  kept.set(folder, { at: now, index })
  return index
}

const readIndex = async (folder: string): Promise<RecordingIndex> => {
  const [byBase, byId, byPhone] = [new Map<string, string[]>(), new Map<string, string[]>(), new Map<string, string[]>()]
  const put = (map: Map<string, string[]>, key: string, name: string): void => {
    const names = map.get(key)
    if (names) names.push(name)
    else map.set(key, [name])
  }
  const waiting = ['']
  for (let count = 0; waiting.length > 0 && count < most;) {
    const within = waiting.shift()!
    for (const entry of await readdir(join(folder, within), { withFileTypes: true }).catch(() => [])) {
      if (entry.name.startsWith('.')) continue
      const name = within === '' ? entry.name : `${within}/${entry.name}`
      if (entry.isDirectory()) waiting.push(name)
      if (!entry.isFile()) continue
      count++
      put(byBase, baseOf(name).toLowerCase(), name)
      for (const id of idsIn(name)) put(byId, id, name)
      for (const phone of phonesIn(name)) put(byPhone, phone, name)
    }
  }
  return { byBase, byId, byPhone }
}
