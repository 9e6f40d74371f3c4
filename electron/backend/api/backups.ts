import { basename } from 'node:path'
import { PultError } from '../../../src/shared/errors.ts'
import { backupFolder } from '../store/backupFiles.ts'
import { backupList, lastSoundBackup, makeBackup, rescueWorkspace, restoreBackup } from '../usecases/backups.ts'
import { api, requireLocal, sessionOf } from './context.ts'

export const backupsApi = {
  list: api.backups.list.handler(({ context }) => backupList(sessionOf(context), backupFolder)),
  make: api.backups.make.handler(({ context }) => makeBackup(sessionOf(context))),
  restore: api.backups.restore.handler(({ input, context }) => restoreBackup(context.backend, sessionOf(context), input.name)),
  rescue: api.backups.rescue.handler(({ context }) => {
    requireLocal(context)
    const failed = context.backend.failedOpening()
    return failed && { ...failed, fileName: basename(failed.path), backup: lastSoundBackup(failed.path) }
  }),
  rescueRestore: api.backups.rescueRestore.handler(({ input, context }) => {
    requireLocal(context)
    const { backend, caller } = context
    const failed = backend.failedOpening()
    if (!failed) throw new PultError('NOT_FOUND', 'No file waits to be restored.')
    rescueWorkspace(backend, failed.path, input.name)
    return backend.open(failed.path, caller)
  }),
}
