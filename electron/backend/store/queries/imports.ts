import { desc, getTableColumns } from 'drizzle-orm'
import { importReport, type ImportReport } from '../../../../src/shared/contract/importing.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { importBatch } from '../schema/index.ts'

export interface ImportedBatch { batch: string, asOf: number, appliedAt: number, source: string, report: ImportReport }

const historyShown = 50

/** The last imports, newest first; `asOf` and `appliedAt` in ms. */
export const readImportHistory = (db: ReadDb): ImportedBatch[] => {
  const { uid: batch, asOf, appliedAt, source, report } = getTableColumns(importBatch)
  const rows = ormOf(db).select({ batch, asOf, appliedAt, source, report }).from(importBatch).orderBy(desc(importBatch.id)).limit(historyShown).all()
  return rows.map(row => ({ ...row, report: importReport.parse(JSON.parse(row.report)) }))
}

export interface OpenDivergence {
  id: number, recordType: string, recordId: number, title: string, dealId: number | null, taskId: number | null, field: string, ours: string | null, theirs: string | null, seenAt: number
  /** When it was decided here, and by whom; null when that decision is over. */
  decidedAt: number | null, decidedBy: { id: number, name: string } | null, source: string, externalId: string
}

/** Where a decision made in Pult and the source differ, newest first; people, stages and moments are written out. */
export const readDivergences = (db: ReadDb, zone: Zone): OpenDivergence[] => {
  const rows = db.sqlite.prepare(`
    SELECT divergence.id AS id, divergence.record_type AS recordType, divergence.record_id AS recordId, divergence.field AS field,
      divergence.ours AS ours, divergence.theirs AS theirs, divergence.seen_at AS seenAt, decision.decided_at AS decidedAt, decision.decided_by AS decidedById, decider.name AS decidedByName,
      coalesce(deal.source, ofTask.source, task.source, client.source, person.source, '') AS source, coalesce(deal.external_id, ofTask.external_id, task.external_id, client.external_id, person.external_id, '') AS externalId,
      coalesce(deal.title, task.title, client.name, person.name, stage.name, deal.external_id, task.external_id, client.external_id, '') AS title,
      CASE divergence.record_type WHEN 'deal' THEN divergence.record_id WHEN 'task' THEN task.deal_id END AS dealId, CASE divergence.record_type WHEN 'task' THEN divergence.record_id END AS taskId
    FROM divergence
      LEFT JOIN deal ON divergence.record_type = 'deal' AND deal.id = divergence.record_id
      LEFT JOIN task ON divergence.record_type = 'task' AND task.id = divergence.record_id
      LEFT JOIN deal AS ofTask ON ofTask.id = task.deal_id
      LEFT JOIN field_decision AS decision ON decision.record_type = divergence.record_type AND decision.record_id = divergence.record_id AND decision.field = divergence.field
      LEFT JOIN person AS decider ON decider.id = decision.decided_by
      LEFT JOIN client ON divergence.record_type = 'client' AND client.id = divergence.record_id
      LEFT JOIN person ON divergence.record_type = 'person' AND person.id = divergence.record_id
      LEFT JOIN stage ON divergence.record_type = 'stage' AND stage.id = divergence.record_id
    WHERE divergence.resolved_at IS NULL ORDER BY divergence.seen_at DESC, divergence.id DESC`).all() as (Omit<OpenDivergence, 'decidedBy'> & { decidedById: number | null, decidedByName: string | null })[]
  const write = makeWriter(db, zone)
  return rows.map(({ decidedById, decidedByName, ...row }) => ({ ...row, decidedBy: decidedById === null ? null : { id: decidedById, name: decidedByName ?? '' }, ours: write(row.field, row.ours), theirs: write(row.field, row.theirs) }))
}

/** A kept value as a person reads it: names for ids, local time for instants. */
const makeWriter = (db: ReadDb, zone: Zone) => {
  const nameOf = db.sqlite.prepare('SELECT name FROM person WHERE id = ?').pluck()
  const stageOf = db.sqlite.prepare('SELECT name FROM stage WHERE id = ?').pluck()
  return (field: string, json: string | null): string | null => {
    const value = json === null ? null : JSON.parse(json) as string | number | null
    if (value === null || typeof value === 'string') return value
    if (/^(owner|assignee|createdBy|created_by)/.test(field)) return nameOf.get(value) as string | undefined ?? null
    if (/^stage(_id|Id)$/.test(field)) return stageOf.get(value) as string | undefined ?? null
    if (/(_at|At)$/.test(field)) return zone.format(value)
    return String(value)
  }
}
