import type { OutboxKind } from '../../../../src/shared/vocabulary.ts'
import { wantedOfClient, wantedOfDeal, wantedOfTask, type Decided, type OutboxSeed, type OutboxValue } from '../../domain/outbox.ts'
import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'
import { sourceFieldSql, sourceFieldsSql } from './sourceFields.ts'

/** Narrows to some deals, tasks and clients. */
export interface OutboxScope { dealIds?: readonly number[], taskIds?: readonly number[], clientIds?: readonly number[] }

const stillHere = (personId: string, otherwise: string): string => `coalesce((SELECT person.id FROM person WHERE person.id = ${personId} AND person.active = 1), ${otherwise})`

/** Who has the deal in the CRM, if they still work here; else its owner here. Beside a table `deal`. */
export const holderSql = `${stillHere(sourceFieldSql('deal', 'owner_id'), 'deal.owner_id')}`

type Fields = Record<string, OutboxValue>
interface Decisions { decided: string, base: string | null }

const fieldsOf = (json: string | null): Fields => json === null ? {} : JSON.parse(json) as Fields
const decisionsSql = (type: OutboxSeed['recordType']): string => `(SELECT json_group_array(json_object('field', field, 'at', decided_at, 'by', decided_by)) FROM field_decision WHERE record_type = '${type}' AND record_id = ${type}.id) AS decided,
      ${sourceFieldsSql(type)} AS base`

/** Everything that the CRM is to show and doesn't (domain/outbox.ts); of a scope's records alone, when one is given. */
export const readWanted = (db: ReadDb, dayOf: (instant: number) => number, scope?: OutboxScope): OutboxSeed[] => {
  const lists = { deals: JSON.stringify(scope?.dealIds ?? []), tasks: JSON.stringify(scope?.taskIds ?? []), clients: JSON.stringify(scope?.clientIds ?? []) }
  const parameters = scope ? [lists] : []
  const dealScope = scope ? 'AND deal.id IN (SELECT value FROM json_each($deals))' : ''
  const taskScope = scope ? 'AND (task.deal_id IN (SELECT value FROM json_each($deals)) OR task.id IN (SELECT value FROM json_each($tasks)))' : ''
  const seeds: OutboxSeed[] = []
  const deals = all<Fields & Decisions & { id: number }>(db, `
    SELECT deal.id, owner_id, status, stage_id, ${decisionsSql('deal')}
    FROM deal WHERE source <> 'pult' AND id IN (SELECT record_id FROM field_decision WHERE record_type = 'deal') ${dealScope}`, ...parameters)
  for (const { id, decided, base, ...ours } of deals) seeds.push(...wantedOfDeal(id, ours, fieldsOf(base), JSON.parse(decided) as Decided[]))
  const clients = all<Fields & Decisions & { id: number }>(db, `
    SELECT client.id, owner_id, ${decisionsSql('client')}
    FROM client WHERE source <> 'pult' AND id IN (SELECT record_id FROM field_decision WHERE record_type = 'client') ${scope ? 'AND client.id IN (SELECT value FROM json_each($clients))' : ''}`, ...parameters)
  for (const { id, decided, base, ...ours } of clients) seeds.push(...wantedOfClient(id, ours, fieldsOf(base), JSON.parse(decided) as Decided[]))
  const tasks = all<Fields & Decisions & { id: number, deal_id: number | null }>(db, `
    SELECT task.id, task.deal_id, task.assignee_id, task.due_at, task.due_day_only, task.done_at, task.cancelled_at, ${decisionsSql('task')}
    FROM task LEFT JOIN deal ON deal.id = task.deal_id
    WHERE task.source <> 'pult' AND (deal.status IS NULL OR deal.status NOT IN ('won', 'lost')) ${taskScope} AND task.id IN (
      SELECT record_id FROM field_decision WHERE record_type = 'task'
      UNION ALL SELECT id FROM task INDEXED BY task_cancelled WHERE cancelled_at IS NOT NULL AND done_at IS NULL)`, ...parameters)
  for (const { id, deal_id, decided, base, ...ours } of tasks) seeds.push(...wantedOfTask(id, deal_id, ours, fieldsOf(base), JSON.parse(decided) as Decided[], dayOf))
  seeds.push(...all<OutboxSeed>(db, `
    SELECT 'task_new' AS kind, 'task' AS recordType, task.id AS recordId, task.deal_id AS dealId, task.due_at AS value, coalesce(task.created_at, 0) AS decidedAt, NULL AS decidedBy
    FROM task LEFT JOIN deal ON deal.id = task.deal_id LEFT JOIN client ON client.id = task.client_id
    WHERE task.source = 'pult' AND task.done_at IS NULL AND task.cancelled_at IS NULL AND coalesce(deal.source, client.source, 'pult') <> 'pult' ${taskScope}`, ...parameters))
  return seeds
}

export interface OpenItem { id: number, kind: OutboxKind, recordType: OutboxSeed['recordType'], recordId: number, dealId: number | null, value: string, decidedAt: number, decidedBy: number | null }

export const readOpenItems = (db: ReadDb, scope?: OutboxScope): OpenItem[] => {
  const columns = 'SELECT id, kind, record_type AS recordType, record_id AS recordId, deal_id AS dealId, value, decided_at AS decidedAt, decided_by AS decidedBy FROM outbox_item'
  if (!scope) return all(db, `${columns} WHERE state = 'open'`)
  return all(db, `${columns} WHERE state = 'open' AND (deal_id IN (SELECT value FROM json_each($deals)) OR (record_type = 'task' AND record_id IN (SELECT value FROM json_each($tasks))) OR (record_type = 'client' AND record_id IN (SELECT value FROM json_each($clients))))`,
    { deals: JSON.stringify(scope.dealIds ?? []), tasks: JSON.stringify(scope.taskIds ?? []), clients: JSON.stringify(scope.clientIds ?? []) })
}

export interface OutboxItemRow extends OpenItem {
  /** As-of of the last export of its CRM. */
  seenAt: number | null
  settledAt: number | null, batchUid: string | null, batchAsOf: number | null
  title: string, amountReporting: number | null, source: string, externalId: string, stageId: number | null, reason: string | null
  taskTitle: string | null, assigneeId: number | null, dueDayOnly: number, result: string | null
  /** Who is to enter it. */
  managerId: number | null
}

/** Open items, or those that imports confirmed since an instant, the newest first. */
export const readOutbox = (db: ReadDb, state: 'open' | 'done', since: number): OutboxItemRow[] => all(db, `
  SELECT item.id, item.kind, item.record_type AS recordType, item.record_id AS recordId, item.deal_id AS dealId, item.value, item.decided_at AS decidedAt, item.decided_by AS decidedBy,
    (SELECT max(as_of) FROM import_batch AS last WHERE last.source = coalesce(deal.source, client.source, task.source)) AS seenAt, item.settled_at AS settledAt, batch.uid AS batchUid, batch.as_of AS batchAsOf,
    coalesce(nullif(trim(deal.title), ''), client.name, deal.external_id, task.title, '') AS title, deal.amount_reporting AS amountReporting,
    coalesce(deal.source, client.source, task.source) AS source, coalesce(deal.external_id, client.external_id, task.external_id) AS externalId, deal.stage_id AS stageId,
    (SELECT coalesce(reason.name, reason.key) FROM refusal JOIN refusal_reason AS reason ON reason.id = coalesce(refusal.decided_reason_id, refusal.reason_id) WHERE refusal.deal_id = deal.id ORDER BY refusal.round DESC LIMIT 1) AS reason,
    task.title AS taskTitle, task.assignee_id AS assigneeId, coalesce(task.due_day_only, 0) AS dueDayOnly, task.result,
    CASE WHEN item.record_type = 'deal' THEN ${holderSql} WHEN item.record_type = 'client' THEN ${stillHere(sourceFieldSql('client', 'owner_id'), 'client.owner_id')} WHEN task.source = 'pult' THEN task.assignee_id ELSE ${stillHere(sourceFieldSql('task', 'assignee_id'), 'task.assignee_id')} END AS managerId
  FROM outbox_item AS item
    LEFT JOIN task ON item.record_type = 'task' AND task.id = item.record_id LEFT JOIN deal ON deal.id = item.deal_id
    LEFT JOIN client ON client.id = CASE item.record_type WHEN 'client' THEN item.record_id ELSE coalesce(deal.client_id, task.client_id) END LEFT JOIN import_batch AS batch ON batch.id = item.batch_id
  WHERE ${state === 'open' ? "item.state = 'open'" : "item.state = 'confirmed' AND item.settled_at >= $since"}
  ORDER BY item.settled_at DESC, item.id DESC`, { since })

export const stageNames = (db: ReadDb): Map<number, string> => new Map(all<{ id: number, name: string }>(db, 'SELECT id, name FROM stage').map(row => [row.id, row.name]))
