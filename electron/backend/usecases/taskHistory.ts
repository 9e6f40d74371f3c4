import type { TaskHistory } from '../../../src/shared/contract/tasks.ts'
import type { ActivityKind } from '../../../src/shared/vocabulary.ts'
import { chainTo } from '../domain/recycled.ts'
import { may } from '../domain/policy.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { requestsOfTask } from '../store/queries/moveRequests.ts'
import { all, one } from '../store/queries/rows.ts'
import { policyActorOf, subjectOfDeal } from './access.ts'
import type { Session } from './desk.ts'
import { viewOfRequest } from './listTasks.ts'
import { recycledOfDeal, taskView } from './taskView.ts'

const mostEvents = 300

type EventRow = { at: number } & ({ type: 'contact', kind: ActivityKind, direction: 'in' | 'out' | null } | { type: 'note', text: string | null })

/** A task on its line of time: moves, wishes, the tasks that were recycled into it, contacts and notes of its deal for who may see that. NOT_FOUND, FORBIDDEN. */
export const taskHistory = (session: Session, { taskId }: { taskId: number }): TaskHistory => {
  const task = taskView(session, { taskId })
  const { desk } = session
  const { db } = desk
  const deal = task.dealId === null ? undefined : one<{ id: number, source: string, clientId: number | null, title: string }>(db,
    "SELECT id, source, client_id AS clientId, coalesce(nullif(trim(title), ''), external_id) AS title FROM deal WHERE id = ?", task.dealId)
  // Who only has a task on somebody's deal sees the task, not what else happens there.
  const sees = deal !== undefined && may(policyActorOf(session), 'see_deals', subjectOfDeal(db, deal.id))
  const recycled = sees ? recycledOfDeal(desk, deal) : null
  const ids = recycled ? chainTo(taskId, recycled) : []
  const chain = ids.length < 2 ? [] : all<TaskHistory['chain'][number]>(db, `
    SELECT task.id, task.title, task.created_at AS createdAt, task.done_at AS doneAt, task.result FROM json_each(?) AS link JOIN task ON task.id = link.value ORDER BY link.key`, JSON.stringify(ids))
  const from = chain[0]?.createdAt ?? task.createdAt ?? Math.min(...task.moves.map(move => move.at), task.dueAt ?? Number.MAX_SAFE_INTEGER)
  const names = personNames(db)
  return {
    task: { ...task, dealTitle: deal?.title ?? null },
    requests: requestsOfTask(db, taskId).map(row => viewOfRequest(row, names)),
    chain,
    events: sees ? eventsOf(session, deal, from, task.doneAt ?? desk.clock()) : [],
    contactsKnown: deal === undefined || sees && loadKnowledge(db).knowsAll(deal.source, 'activities'),
  }
}

const eventsOf = ({ desk }: Session, deal: { id: number, clientId: number | null }, from: number, to: number): TaskHistory['events'] => all<EventRow & { kind: ActivityKind, direction: 'in' | 'out' | null, text: string | null }>(desk.db, `
  SELECT * FROM (
    SELECT 'contact' AS type, contact_at AS at, kind, direction, NULL AS text FROM activity WHERE deal_id = $deal AND contact_at BETWEEN $from AND $to
    UNION ALL SELECT 'contact', contact_at, kind, direction, NULL FROM activity WHERE client_id = $client AND deal_id IS NULL AND contact_at BETWEEN $from AND $to
    UNION ALL SELECT 'note', created_at, NULL, NULL, text FROM note WHERE deal_id = $deal AND created_at BETWEEN $from AND $to
    ORDER BY at DESC LIMIT ${mostEvents}) ORDER BY at`, { deal: deal.id, client: deal.clientId, from, to })
  .map(row => row.type === 'contact' ? { type: 'contact', at: row.at, kind: row.kind, direction: row.direction } : { type: 'note', at: row.at, text: (row.text ?? '').slice(0, 500) })
