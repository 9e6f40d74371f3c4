import type { FindingRecordType } from '../../domain/control/findings.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

const queries: Record<FindingRecordType, string> = {
  deal: 'SELECT id, title AS own, NULL AS deal, external_id AS fallback FROM deal WHERE id IN (SELECT value FROM json_each(?))',
  task: 'SELECT task.id, task.title AS own, deal.title AS deal, coalesce(task.kind, task.external_id) AS fallback FROM task LEFT JOIN deal ON deal.id = task.deal_id WHERE task.id IN (SELECT value FROM json_each(?))',
  activity: `SELECT activity.id, activity.subject AS own, coalesce(deal.title, client.name) AS deal, activity.kind AS fallback FROM activity
    LEFT JOIN deal ON deal.id = activity.deal_id LEFT JOIN client ON client.id = activity.client_id WHERE activity.id IN (SELECT value FROM json_each(?))`,
  refusal: 'SELECT refusal.id, deal.title AS own, NULL AS deal, deal.external_id AS fallback FROM refusal JOIN deal ON deal.id = refusal.deal_id WHERE refusal.id IN (SELECT value FROM json_each(?))',
}

/** What a record is called now, by `type/id`; its deal's title, or the outside id, where it has no title of its own. */
export const titlesOf = (db: ReadDb, records: readonly { recordType: FindingRecordType, recordId: number }[]): Map<string, string> => {
  const titles = new Map<string, string>()
  for (const type of Object.keys(queries) as FindingRecordType[]) {
    const ids = records.filter(record => record.recordType === type).map(record => record.recordId)
    if (ids.length === 0) continue
    for (const row of all<{ id: number, own: string | null, deal: string | null, fallback: string }>(db, queries[type], JSON.stringify(ids))) {
      titles.set(`${type}/${row.id}`, row.own?.trim() || row.deal?.trim() || row.fallback)
    }
  }
  return titles
}
