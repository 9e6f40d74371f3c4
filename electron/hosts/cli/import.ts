import { resolve } from 'node:path'
import { startReading } from '../../backend/import/beside/stageBeside.ts'
import { findExportFiles } from '../../backend/import/native/files.ts'
import type { Invocation } from './command.ts'
import { pathOf } from './values.ts'

export const runImportCommand = async (invocation: Invocation): Promise<number> => {
  const { values, positionals, readingThread } = invocation
  const files = findExportFiles(positionals.map(path => resolve(path)))
  // Before everything else, even what the import itself is made of: the thread takes its time to begin.
  const reader = readingThread && values.mapping === undefined ? startReading(readingThread, { path: pathOf(invocation, 'db'), files }) : null
  try {
    const { importFiles } = await import('./importFiles.ts')
    return await importFiles(invocation, { files, reader })
  } finally {
    reader?.close()
  }
}
