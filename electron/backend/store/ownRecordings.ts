import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ownRecordings } from './recordingFiles.ts'

/** Copies a file into the workspace's own folder under the name of its content; returns that name. Two calls with one recording share it. */
export const keepOwnRecording = async (workspacePath: string, from: string): Promise<string> => {
  const folder = ownRecordings(workspacePath)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `.${randomUUID()}-part`)
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(from), async function* (bytes: AsyncIterable<Buffer>) {
      for await (const each of bytes) {
        hash.update(each)
        yield each
      }
    }, createWriteStream(part, { flags: 'wx', mode: 0o600 }))
    const name = `${hash.digest('hex')}${/^\.[a-z0-9]{1,5}$/i.exec(extname(from))?.[0].toLowerCase() ?? ''}`
    await rename(part, join(folder, name))
    return name
  } finally {
    await rm(part, { force: true })
  }
}

export const removeOwnRecordings = (workspacePath: string, names: readonly string[]): void => {
  for (const name of names) rmSync(join(ownRecordings(workspacePath), name), { force: true })
}

/** A workspace that was built under another name gets its recordings too; those of the file whose place it takes go. */
export const moveOwnRecordings = (from: string, to: string): void => {
  rmSync(ownRecordings(to), { recursive: true, force: true })
  if (existsSync(ownRecordings(from))) renameSync(ownRecordings(from), ownRecordings(to))
}

export const dropOwnRecordings = (workspacePath: string): void => rmSync(ownRecordings(workspacePath), { recursive: true, force: true })
