import { shallowRef } from 'vue'
import { desktop } from '../../api/index.ts'
import { isTableName } from '../../shared/tableFiles.ts'

/** Files that a person dropped or picked and that wait for a team, or are in the wizard. */
export const incoming = shallowRef<readonly File[]>([])
/** The same on the desktop, where nothing is uploaded: where it lies. */
export type Place = { folder: string } | { paths: string[] }
export const incomingPlace = shallowRef<Place | null>(null)
export type Brought = { files: readonly File[] } | { place: Place }

/** Asked before other files take the place of those at hand; the wizard's, while something would be lost. */
export const mayReplace = shallowRef<(() => Promise<boolean>) | null>(null)

/** False: those at hand stay. */
export const bring = async (brought: Brought): Promise<boolean> => {
  if (mayReplace.value && !await mayReplace.value()) return false
  incomingPlace.value = 'place' in brought ? brought.place : null
  incoming.value = 'files' in brought ? brought.files : []
  return true
}
export const putAside = (): void => {
  incoming.value = []
  incomingPlace.value = null
}
export const isAnyIncoming = (): boolean => incoming.value.length > 0 || incomingPlace.value !== null

/** What a drop brings: files of any kind of table, of folders those at their top. Null when there is none among it. */
export const broughtBy = async (transfer: DataTransfer): Promise<Brought | null> => {
  // Entries are gone once the event is over: they are asked for before anything is waited for.
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.() ?? null)
  const files = [...transfer.files]
  const folders = new Set(entries.flatMap(entry => entry?.isDirectory ? [entry.name] : []))
  const shell = desktop()
  if (shell) {
    const paths = files.filter(file => folders.has(file.name) || isTableName(file.name)).map(file => shell.pathOf(file)).filter(path => path !== '')
    return paths.length > 0 ? { place: { paths } } : null
  }
  if (folders.size === 0) return broughtFiles(files)
  return broughtFiles((await Promise.all(entries.map(entry => entry ? filesOfEntry(entry) : []))).flat())
}

export const broughtFiles = (files: readonly File[]): Brought | null => {
  const tables = withOwnNames(files.filter(file => isTableName(file.name)))
  return tables.length > 0 ? { files: tables } : null
}

/** A folder that was picked comes with all that lies beneath it; only its top is the export. */
export const topOf = (files: readonly File[]): File[] => files.filter(file => file.webkitRelativePath.split('/').length <= 2)

/** Two files of one name, from two folders, are two files. */
const withOwnNames = (files: readonly File[]): File[] => {
  const names = new Set<string>()
  return files.map(file => {
    let name = file.name
    for (let count = 2; names.has(name.toLowerCase()); count++) name = file.name.replace(/(\.[^.]+)?$/, ` (${count})$1`)
    names.add(name.toLowerCase())
    return name === file.name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified })
  })
}

const filesOfEntry = async (entry: FileSystemEntry): Promise<File[]> => {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const inside: FileSystemEntry[] = []
  // A browser hands out a folder in portions of 100.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (!portion.length) break
    inside.push(...portion)
  }
  return (await Promise.all(inside.filter(each => each.isFile).map(filesOfEntry))).flat()
}
