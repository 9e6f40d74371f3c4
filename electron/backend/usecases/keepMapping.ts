import type { MappingDocument } from '../../../src/shared/contract/mapping.ts'
import { headerHashOf } from '../import/recognise/document.ts'
import { nameHeaders } from '../import/values/text.ts'
import { one } from '../store/queries/rows.ts'
import { keepImportMappingTx } from '../store/writes/keepImportMapping.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'

/** Remembers how files with these headers are read: the next one is read so by itself. */
export const saveMapping = (session: Session, input: { commandId: string, headers: string[], mapping: MappingDocument }): { id: number } => {
  requireMay(session, 'import_data')
  return runCommand(session, { procedure: 'mappings.save', input, topics: ['imports'] }, tx => {
    const headers = nameHeaders(input.headers)
    const headerHash = headerHashOf(headers)
    // A new name is no new use.
    const usedAt = one<{ at: number }>(tx.db, 'SELECT used_at AS at FROM import_mapping WHERE header_hash = ?', headerHash)?.at ?? tx.now
    const id = keepImportMappingTx(tx.db, { headerHash, headers, mapping: input.mapping, usedAt })
    tx.audit({ action: 'saveMapping', recordType: 'import_mapping', recordId: id, payload: { name: input.mapping.name, source: input.mapping.source } })
    return { id }
  })
}

export const removeMapping = (session: Session, input: { commandId: string, id: number }): { removed: boolean } => {
  requireMay(session, 'import_data')
  return runCommand(session, { procedure: 'mappings.remove', input, topics: ['imports'] }, tx => {
    const gone = tx.db.sqlite.prepare('DELETE FROM import_mapping WHERE id = ? RETURNING name, source').get(input.id) as { name: string, source: string } | undefined
    if (gone) tx.audit({ action: 'removeMapping', recordType: 'import_mapping', recordId: input.id, payload: gone })
    return { removed: gone !== undefined }
  })
}
