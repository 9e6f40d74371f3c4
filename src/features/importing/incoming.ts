import { shallowRef } from 'vue'

/** Files that a person dropped or picked and that wait for a team, or for the dry run. */
export const incoming = shallowRef<readonly File[]>([])
/** The same on the desktop, where nothing is uploaded: where it lies. */
export type Place = { folder: string } | { paths: string[] }
export const incomingPlace = shallowRef<Place | null>(null)
const known = /\.csv$/i

/** Files of a drop, folders walked through; only what could be an export. */
export const filesOfDrop = async (transfer: DataTransfer): Promise<File[]> => {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.() ?? null)
  if (entries.some(entry => entry?.isDirectory)) {
    const found = await Promise.all(entries.map(entry => entry ? filesOfEntry(entry) : Promise.resolve([])))
    return onlyKnown(found.flat())
  }
  return onlyKnown([...transfer.files])
}

export const onlyKnown = (files: readonly File[]): File[] => files.filter(file => known.test(file.name))

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
