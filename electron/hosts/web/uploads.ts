import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PultError } from '../../../src/shared/errors.ts'

export interface UploadLimits { fileBytes: number, filesPerUpload: number, keptForMs: number }
export const uploadLimits: UploadLimits = { fileBytes: 2 * 1024 ** 3, filesPerUpload: 50, keptForMs: 24 * 3_600_000 }

/** Windows' device names, also with an extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Is it one plain file name: no folder, nothing hidden, nothing that another system reads differently? */
export const isSafeFileName = (name: string): boolean =>
  Buffer.byteLength(name) <= 200 && /^[^\p{Cc}/\\:*?"<>|]+$/u.test(name) && !name.startsWith('.') && !/[. ]$/.test(name) && !reserved.test(name)

export const isSafeUploadId = (id: string): boolean => /^[A-Za-z0-9-]{8,64}$/.test(id)

const tooLarge = (limit: number): PultError => new PultError('TOO_LARGE', `The file is larger than ${Math.floor(limit / 1024 ** 2)} MB.`, { limit })

const counting = (limit: number, count: (bytes: number) => void): Transform => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      count(bytes)
      done(bytes > limit ? tooLarge(limit) : null, chunk)
    },
  })
}

/** Streams one file into `<folder>/uploads/<uploadId>/`; a broken or oversized one leaves nothing. Throws BAD_INPUT, TOO_LARGE. */
export const storeUpload = async (folder: string, uploadId: string, name: string, body: Readable, limits = uploadLimits): Promise<{ bytes: number }> => {
  if (!isSafeUploadId(uploadId) || !isSafeFileName(name)) throw new PultError('BAD_INPUT', 'This file name is not accepted; rename the file.')
  const place = join(folder, 'uploads', uploadId)
  await mkdir(place, { recursive: true, mode: 0o700 })
  if ((await readdir(place)).length >= limits.filesPerUpload) throw new PultError('TOO_MANY', `More than ${limits.filesPerUpload} files at once are not accepted.`)
  const partial = join(place, `.${process.hrtime.bigint()}.partial`)
  let bytes = 0
  try {
    await pipeline(body, counting(limits.fileBytes, total => { bytes = total }), createWriteStream(partial, { mode: 0o600, flags: 'wx' }))
    await rename(partial, join(place, name))
  } catch (error) {
    await rm(partial, { force: true })
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new PultError('PULT_DISK_FULL', 'The disk is full.') : error
  }
  return { bytes }
}

/** Removes uploads that nobody imported. */
export const sweepUploads = async (folder: string, now: number, limits = uploadLimits): Promise<void> => {
  const place = join(folder, 'uploads')
  for (const name of await readdir(place).catch(() => [])) {
    const info = await stat(join(place, name)).catch(() => null)
    if (info && now - info.mtimeMs > limits.keptForMs) await rm(join(place, name), { recursive: true, force: true })
  }
}
