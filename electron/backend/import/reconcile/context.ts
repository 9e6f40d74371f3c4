import type { FactKind } from '../../../../src/shared/vocabulary.ts'
import { factKinds } from '../../../../src/shared/vocabulary.ts'
import type { Zone } from '../../domain/time/zone.ts'
import { readErased, type Erased } from '../../store/queries/erased.ts'
import type { ReadDb, WriteDb } from '../../store/db.ts'
import type { AuditInput } from '../../store/writes/appendAudit.ts'
import type { Fields } from './merge.ts'

export type Counts = Record<FactKind, number>
export type BasedType = 'deal' | 'task' | 'client' | 'person' | 'stage'

/** What the steps of one import share. */
export interface ApplyContext {
  db: WriteDb
  zone: Zone
  source: string
  /** The moment of the export. */
  asOf: number
  batchId: number
  audit: (entry: Omit<AuditInput, 'at' | 'actorId'>) => void
  created: Counts
  updated: Counts
  unchanged: Counts
  found: { taskMoves: number, stageMoves: number, ownerChanges: number, closedOutside: number, divergences: number }
  warnings: Map<string, { count: number, example: string }>
  /** Whose derived columns are to be brought up to date. */
  touched: { deals: Set<number>, clients: Set<number>, tasks: Set<number>, activities: Set<number> }
  /** Deals from this id on came with this import. */
  firstNewDeal: number
  people: Ids
  clients: Ids
  deals: Ids
  stages: Map<string, StageId>
  erased: Erased
}

export interface StageId { id: number, pipelineId: number, kind: string }

/** Internal ids of one table by the id of the source file. */
export interface Ids {
  /** Only this source's records: those that its files can change. */
  own: Map<string, number>
  /** Any record that a row may refer to. */
  resolve: (externalId: string | null) => number | null
}

export const emptyCounts = (): Counts => Object.fromEntries(factKinds.map(kind => [kind, 0])) as Counts

/** What rows of a source may refer to: read once for the checks and the comparison. */
export interface RecordIds { people: Ids, clients: Ids, deals: Ids, /** Whom no row may bring back. */ erased: Erased }
export const readRecordIds = (db: ReadDb, source: string): RecordIds => {
  const erased = readErased(db)
  const clients = readIds(db, 'client', source)
  // An erased client is known by what its id was made to; rows that name it still mean it.
  const resolve = (externalId: string | null): number | null => clients.resolve(externalId) ?? (externalId === null ? null : erased.clientOf(source, externalId))
  return { people: readIds(db, 'person', source), clients: { ...clients, resolve }, deals: readIds(db, 'deal', source), erased }
}

const readIds = (db: ReadDb, table: 'person' | 'client' | 'deal', source: string): Ids => {
  const own = new Map<string, number>()
  const others = new Map<string, number>()
  for (const row of db.sqlite.prepare(`SELECT id, source, external_id AS externalId FROM ${table}`).iterate()) {
    const { id, source: from, externalId } = row as { id: number, source: string, externalId: string }
    const target = from === source ? own : others
    target.set(externalId, id)
  }
  return { own, resolve: externalId => externalId === null ? null : own.get(externalId) ?? others.get(externalId) ?? null }
}

/** Internal ids of this source's tasks, activities or notes: read at once for a large file, one by one for a small one. */
export const readOwn = ({ db, source }: ApplyContext, table: 'task' | 'activity' | 'note', rows: number): { get(externalId: string): number | undefined } => {
  const count = db.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
  if (rows * 8 < count) {
    const find = db.sqlite.prepare(`SELECT id FROM ${table} WHERE source = ? AND external_id = ?`).pluck()
    return { get: externalId => find.get(source, externalId) as number | undefined }
  }
  return new Map(db.sqlite.prepare(`SELECT external_id, id FROM ${table} WHERE source = ?`).raw().iterate(source) as Iterable<[string, number]>)
}

export const warn = (context: ApplyContext, code: string, example: string): void => {
  const known = context.warnings.get(code)
  if (known) known.count++
  else context.warnings.set(code, { count: 1, example })
}

/** One entry for a changed record: what was before (null: it was made) and after, field by field. */
export const auditChange = (context: ApplyContext, recordType: string, recordId: number | null, ours: Fields | null, values: Fields): void => {
  const before: Fields | null = ours && {}
  if (before && ours) for (const field of Object.keys(values)) before[field] = ours[field] ?? null
  context.audit({ action: 'importChange', recordType, recordId, batchId: context.batchId, payload: { before, after: values } })
}
