import type { MappingDocument } from '../../../../src/shared/contract/mapping.ts'
import type { WriteDb } from '../db.ts'

/** Remembers how files with these headers are read; the last word counts. Returns its id. */
export const keepImportMappingTx = (db: WriteDb, kept: { headerHash: string, headers: readonly string[], mapping: MappingDocument, usedAt: number }): number =>
  db.sqlite.prepare(`INSERT INTO import_mapping (header_hash, name, source, mapping, headers, used_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (header_hash) DO UPDATE SET name = excluded.name, source = excluded.source, used_at = excluded.used_at, version = version + (mapping <> excluded.mapping), mapping = excluded.mapping RETURNING id`)
    .pluck().get(kept.headerHash, kept.mapping.name, kept.mapping.source, JSON.stringify(kept.mapping), JSON.stringify(kept.headers), kept.usedAt) as number
