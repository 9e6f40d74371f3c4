import { makeKnowledge, type KnowledgeRow, type SourceKnowledge } from '../../domain/knowledge.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

/** What the imports have ever brought (domain.md, Unknown is not none). A handful of rows, read anew by whoever asks. */
export const loadKnowledge = (db: ReadDb): SourceKnowledge => {
  const rows = all<KnowledgeRow>(db, 'SELECT source, kind, inferred, since FROM knowledge')
  return makeKnowledge(rows, rows.length === 0 && one(db, 'SELECT 1 FROM deal LIMIT 1') !== undefined, one(db, "SELECT 1 FROM call_check WHERE state = 'done' LIMIT 1") !== undefined)
}
