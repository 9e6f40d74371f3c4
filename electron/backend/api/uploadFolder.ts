import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Where a host keeps what was uploaded under this id; null when there is none. The id becomes a part of a path: a plain token, never a way out of the folder. */
export const uploadFolder = (dataFolder: string, uploadId: string): string | null => {
  const folder = join(dataFolder, 'uploads', uploadId)
  return /^[A-Za-z0-9_-]{1,64}$/.test(uploadId) && existsSync(folder) ? folder : null
}
