import { mappingDocument, type MappingDocument } from '../../../../src/shared/contract/mapping.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface KeptMapping { id: number, headerHash: string, name: string, source: string, headers: string[], usedAt: number, version: number, mapping: MappingDocument }

/** The remembered mappings, the last used first; one that this version can't read is left out. */
export const readImportMappings = (db: ReadDb): KeptMapping[] => {
  const rows = all<Omit<KeptMapping, 'headers' | 'mapping'> & { headers: string, mapping: string }>(db, `
    SELECT id, header_hash AS headerHash, name, source, headers, mapping, used_at AS usedAt, version FROM import_mapping ORDER BY used_at DESC, id DESC`)
  return rows.flatMap(row => {
    const parsed = mappingDocument.safeParse(JSON.parse(row.mapping))
    return parsed.success ? [{ ...row, headers: JSON.parse(row.headers) as string[], mapping: parsed.data }] : []
  })
}
