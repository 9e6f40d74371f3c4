import { keyPoints } from '../../../../src/shared/vocabulary.ts'
import type { EvidenceFacts } from '../../domain/refusal.ts'
import type { ReadDb } from '../db.ts'
import { loadKnowledge } from './knowledge.ts'
import { all, one } from './rows.ts'

/** The facts beside the refusals of these deals, as they are at `now` (domain.md, Refusals). */
export const loadEvidence = (db: ReadDb, deals: readonly { id: number, source: string }[], now: number): Map<number, EvidenceFacts> => {
  const { knowsAll: knows } = loadKnowledge(db)
  const parameters = { ids: JSON.stringify(deals.map(deal => deal.id)), now }
  const contacts = new Map<number, number[]>()
  const rows = all<{ dealId: number, at: number }>(db, `
    SELECT activity.deal_id AS dealId, activity.contact_at AS at FROM activity
    WHERE activity.deal_id IN (SELECT value FROM json_each($ids)) AND activity.contact_at <= $now
    UNION ALL
    SELECT deal.id, activity.contact_at FROM deal JOIN activity ON activity.client_id = deal.client_id AND activity.deal_id IS NULL
    WHERE deal.id IN (SELECT value FROM json_each($ids)) AND activity.contact_at <= $now`, parameters)
  for (const { dealId, at } of rows) {
    const list = contacts.get(dealId)
    if (list) list.push(at)
    else contacts.set(dealId, [at])
  }
  const points = new Map<number, string[]>()
  for (const { dealId, kind } of all<{ dealId: number, kind: string }>(db, `
    SELECT DISTINCT deal_id AS dealId, kind FROM activity
    WHERE deal_id IN (SELECT value FROM json_each($ids)) AND kind IN (${keyPoints.map(point => `'${point}'`).join(', ')}) AND coalesce(occurred_at, created_at, 0) <= $now`, parameters)) {
    points.set(dealId, [...points.get(dealId) ?? [], kind])
  }
  // Missed: done after the due date, or overdue now. Moved: later without approval.
  const tasks = new Map(all<{ dealId: number, missed: number, moved: number }>(db, `
    SELECT deal_id AS dealId, coalesce(sum(cancelled_at IS NULL AND due_at < coalesce(done_at, $now)), 0) AS missed, coalesce(sum(unapproved_moves), 0) AS moved
    FROM task WHERE deal_id IN (SELECT value FROM json_each($ids)) GROUP BY deal_id`, parameters).map(({ dealId, ...row }) => [dealId, row]))
  const notes = new Map(all<{ dealId: number, count: number }>(db, `
    SELECT deal_id AS dealId, count(*) AS count FROM note
    WHERE deal_id IN (SELECT value FROM json_each($ids)) AND coalesce(created_at, 0) <= $now GROUP BY deal_id`, parameters).map(row => [row.dealId, row.count]))
  const listens = one<{ any: 0 | 1 }>(db, 'SELECT EXISTS (SELECT 1 FROM call_listening) OR EXISTS (SELECT 1 FROM call_check) AS "any"')!.any === 1
  const calls = new Map(!listens ? [] : all<{ dealId: number, listened: number, scored: number, score: number | null, openAgreement: 0 | 1 }>(db, `
    SELECT deal.id AS dealId, coalesce(sum(call.judged_fake = 1 OR EXISTS (SELECT 1 FROM call_listening WHERE call_listening.activity_id = call.id AND listened_at <= $now)), 0) AS listened,
      count(given.id) AS scored, avg(given.total) AS score, deal.promised_at IS NOT NULL AS openAgreement
    FROM deal LEFT JOIN activity AS call ON call.deal_id = deal.id AND call.kind = 'call' LEFT JOIN call_check AS given ON given.activity_id = call.id AND given.state = 'done' AND given.blind = 0 AND given.done_at <= $now
    WHERE deal.id IN (SELECT value FROM json_each($ids)) GROUP BY deal.id`, parameters).map(({ dealId, openAgreement, ...row }) => [dealId, { ...row, openAgreement: openAgreement === 1 }]))
  return new Map(deals.map(({ id, source }) => [id, {
    contacts: knows(source, 'activities') ? contacts.get(id) ?? [] : null,
    keyPoints: knows(source, 'activities') ? points.get(id) ?? [] : null,
    tasks: knows(source, 'tasks') ? tasks.get(id) ?? { missed: 0, moved: 0 } : null,
    notes: knows(source, 'notes') ? notes.get(id) ?? 0 : null,
    calls: calls.get(id) ?? null,
  }]))
}
