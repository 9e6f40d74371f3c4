import type { TaskFilter, TaskListView, TaskSort } from '../../../../src/shared/contract/tasks.ts'
import type { DealStatus } from '../../../../src/shared/vocabulary.ts'
import { reachOf, type PolicyAction, type PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { globOf } from './findRecords.ts'
import { loadKnowledge } from './knowledge.ts'
import { all, statement } from './rows.ts'

/** What the lists of tasks read: from kept columns, in SQL. `overdue` is check B of domain/review/evaluation.ts; a test holds both against each other. */
export interface TaskBoardInput {
  view: TaskListView
  actor: PolicyActor
  filter: TaskFilter
  now: number
  draggedMoves: number
  resultLength: number
  /** Of `closedToday`: the instants between which tasks were closed. */
  closed: { from: number, to: number }
  /** Of `recycled`: the last task of each chain. */
  recycled: readonly number[]
}

/** A condition on `task` and its `deal` for the tasks that a person's right reaches; its one parameter is `$reach`. */
const taskScope = (actor: PolicyActor, action: PolicyAction): { sql: string, reach: string | number | null } => {
  const ofTeams = 'IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($reach)))'
  switch (reachOf(actor, action)) {
    case 'all': return { sql: '$reach IS NULL', reach: null }
    case 'teams': return { sql: `(task.assignee_id ${ofTeams} OR deal.owner_id ${ofTeams})`, reach: JSON.stringify(actor.teams) }
    case 'own': return { sql: '(task.assignee_id = $reach OR deal.owner_id = $reach)', reach: actor.id }
    case 'none': return { sql: '$reach IS NOT NULL', reach: null }
  }
}

// A task belongs only to the deal that it names; one of a won or lost deal is left out (domain.md, B).
const openSql = `(task.done_at IS NULL OR task.done_at > $now) AND (task.cancelled_at IS NULL OR task.cancelled_at > $now) AND (task.created_at IS NULL OR task.created_at <= $now)
  AND coalesce(deal.status NOT IN ('won', 'lost'), 1)`

const viewSql: Record<TaskListView, string> = {
  overdue: `task.due_at < $now AND ${openSql}`,
  dragged: `task.unapproved_moves >= $draggedMoves AND ${openSql}`,
  recycled: 'task.id IN (SELECT value FROM json_each($recycled))',
  closedToday: 'task.done_at >= $closedFrom AND task.done_at <= $closedTo AND task.cancelled_at IS NULL AND (task.created_at IS NULL OR task.created_at <= $now)',
  requests: `request.id IS NOT NULL AND ${openSql}`,
}
/** What «oldest first» goes by. */
const orderSql: Record<TaskListView, string> = {
  overdue: 'task.due_at', dragged: '-task.unapproved_moves, task.due_at', recycled: '-task.created_at', closedToday: 'task.done_at', requests: 'request.asked_at',
}
const oldestSql: Record<TaskListView, string> = {
  overdue: 'min(task.due_at)', dragged: 'min(iif(task.due_at < $now, task.due_at, NULL))', recycled: 'NULL', closedToday: 'NULL', requests: 'min(request.asked_at)',
}
// SQLite trims spaces alone; the rule book counts what JavaScript's trim leaves.
const blanks = `char(9, 10, 11, 12, 13, 32, 160, 5760, ${Array.from({ length: 11 }, (_, index) => 8192 + index).join(', ')}, 8232, 8233, 8239, 8287, 12288, 65279)`
export const resultLengthSql = `length(trim(coalesce(task.result, ''), ${blanks}))`
const tooShort = `${resultLengthSql} < $resultLength`

const boardOf = ({ view, actor, filter, now, draggedMoves, resultLength, closed, recycled }: TaskBoardInput, join = ''): { from: string, parameters: Record<string, unknown> } => {
  const { sql: scope, reach } = taskScope(actor, 'see_deals')
  const parts = [viewSql[view], scope]
  const parameters: Record<string, unknown> = { now, draggedMoves, resultLength, closedFrom: closed.from, closedTo: closed.to, recycled: JSON.stringify(recycled), reach }
  if (filter.managerIds) {
    parts.push('coalesce(task.assignee_id, 0) IN (SELECT value FROM json_each($ofManagers))')
    parameters.ofManagers = JSON.stringify(filter.managerIds)
  }
  if (filter.teams) {
    parts.push('task.assignee_id IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($ofTeams)))')
    parameters.ofTeams = JSON.stringify(filter.teams)
  }
  if (filter.ids) {
    parts.push('task.id IN (SELECT value FROM json_each($ofIds))')
    parameters.ofIds = JSON.stringify(filter.ids)
  }
  if (filter.text) {
    parts.push('(task.title GLOB $inside OR deal.title GLOB $inside OR client.name GLOB $inside)')
    parameters.inside = `*${globOf(filter.text)}*`
  }
  return {
    from: `FROM task LEFT JOIN deal ON deal.id = task.deal_id AND (deal.created_at IS NULL OR deal.created_at <= $now)
      ${filter.text ? 'LEFT JOIN client ON client.id = coalesce(task.client_id, deal.client_id)' : ''}
      LEFT JOIN task_move_request AS request ON request.task_id = task.id AND request.state = 'pending' ${join}
      WHERE ${parts.join(' AND ')}`,
    parameters,
  }
}

export interface TaskGroupRow { managerId: number | null, count: number, oldestAt: number | null, short: number }

/** Over all rows of the view; `short` only of closed tasks, whose results are read. */
export const taskGroups = (db: ReadDb, input: TaskBoardInput): TaskGroupRow[] => {
  const { from, parameters } = boardOf(input)
  return all(db, `SELECT task.assignee_id AS managerId, count(*) AS count, ${oldestSql[input.view]} AS oldestAt, ${input.view === 'closedToday' ? `sum(${tooShort})` : '0'} AS short ${from} GROUP BY task.assignee_id`, parameters)
}

export interface TaskBoardRow {
  id: number, version: number, source: string, externalId: string, title: string | null, kind: string | null, assigneeId: number | null, assigneeTeam: string | null
  dealId: number | null, dealTitle: string | null, dealStatus: DealStatus | null, ownerId: number | null, ownerTeam: string | null, clientId: number | null, clientName: string | null, amount: number | null, currency: string | null
  createdAt: number | null, dueAt: number | null, dueDayOnly: number, doneAt: number | null, cancelledAt: number | null, result: string | null, moves: number, inferred: number, requestId: number | null
}

const textOf = (column: string): string => `fold(nullif(trim(${column}), ''))`
// More days late is the earlier date: hence `flip`.
const sortSql: Record<Exclude<TaskSort['by'], 'usual' | 'recycled'>, { key: string, join?: string, flip?: boolean }> = {
  title: { key: textOf('task.title') },
  deal: { key: "fold(coalesce(nullif(trim(deal.title), ''), deal.external_id))" },
  client: { key: textOf('sorted.name'), join: 'LEFT JOIN client AS sorted ON sorted.id = coalesce(task.client_id, deal.client_id)' },
  manager: { key: textOf('sorted.name'), join: 'LEFT JOIN person AS sorted ON sorted.id = task.assignee_id' },
  kind: { key: 'task.kind' },
  due: { key: 'task.due_at' },
  late: { key: 'iif(task.due_at < $now, task.due_at, NULL)', flip: true },
  moves: { key: 'task.unapproved_moves' },
  opened: { key: 'task.created_at' },
  asked: { key: 'request.asked_at' },
  wish: { key: 'request.to_due_at' },
  result: { key: resultLengthSql },
  done: { key: 'task.done_at' },
}

/** Ids of a view, manager after manager in the given order, as «oldest first» goes. */
export const usualTaskIds = (db: ReadDb, input: TaskBoardInput, managers: readonly (number | null)[]): Uint32Array => {
  const { from, parameters } = boardOf(input, 'LEFT JOIN json_each($managers) AS place ON place.value = coalesce(task.assignee_id, 0)')
  return idsOf(db, `SELECT task.id ${from} ORDER BY place.key, ${orderSql[input.view]}, task.id`, { ...parameters, managers: JSON.stringify(managers.map(id => id ?? 0)) })
}

/** Ids of a view in the order of a column: what has no value comes last in both directions, the id decides between equals. */
export const orderedTaskIds = (db: ReadDb, input: TaskBoardInput, { by, descending }: { by: keyof typeof sortSql, descending: boolean }): Uint32Array => {
  const { key, join = '', flip = false } = sortSql[by]
  const { from, parameters } = boardOf(input, join)
  const direction = descending !== flip ? 'DESC' : 'ASC'
  return idsOf(db, `SELECT task.id ${from} ORDER BY ${key} ${direction} NULLS LAST, task.id ${direction}`, parameters)
}

const idsOf = (db: ReadDb, sql: string, parameters: Record<string, unknown>): Uint32Array => Uint32Array.from(statement(db, sql).pluck().all(parameters) as number[])

/** The rows of these tasks, in the order of `ids`; one that is gone is left out. */
export const taskRows = (db: ReadDb, ids: Iterable<number>): TaskBoardRow[] => {
  const wanted = [...ids]
  const found = new Map(all<TaskBoardRow>(db, `
    SELECT task.id, task.version, task.source, task.external_id AS externalId, task.title, task.kind, task.assignee_id AS assigneeId, assignee.team AS assigneeTeam,
      task.deal_id AS dealId, coalesce(nullif(trim(deal.title), ''), deal.external_id) AS dealTitle, deal.status AS dealStatus, deal.owner_id AS ownerId, owner.team AS ownerTeam, named.id AS clientId, named.name AS clientName,
      deal.amount, deal.currency, task.created_at AS createdAt, task.due_at AS dueAt, task.due_day_only AS dueDayOnly, task.done_at AS doneAt, task.cancelled_at AS cancelledAt, task.result,
      task.unapproved_moves AS moves, task.inferred, request.id AS requestId
    FROM task LEFT JOIN deal ON deal.id = task.deal_id LEFT JOIN client AS named ON named.id = coalesce(task.client_id, deal.client_id)
    LEFT JOIN person AS assignee ON assignee.id = task.assignee_id LEFT JOIN person AS owner ON owner.id = deal.owner_id
    LEFT JOIN task_move_request AS request ON request.task_id = task.id AND request.state = 'pending'
    WHERE task.id IN (SELECT value FROM json_each($ids))`, { ids: JSON.stringify(wanted) }).map(row => [row.id, row]))
  return wanted.flatMap(id => found.get(id) ?? [])
}

/** `deal` of these ids, or of all. */
const amongDeals = (dealIds: readonly number[] | undefined): string => dealIds ? 'json_each($dealIds) AS asked CROSS JOIN deal ON deal.id = asked.value' : 'deal'

/** What the rule of recycled tasks reads of every deal that isn't closed and whose source brings tasks and activities; of these deals, if they are given. */
export const closableTasks = (db: ReadDb, now: number, dealIds?: readonly number[]): { id: number, dealId: number, kind: string, createdAt: number | null, doneAt: number | null }[] => {
  const rows = statement(db, `
    SELECT task.id, task.deal_id, task.kind, task.created_at, iif(task.done_at <= $now, task.done_at, NULL)
    FROM ${amongDeals(dealIds)} JOIN task ON task.deal_id = deal.id
    WHERE deal.status IN ('open', 'refusal_review') AND deal.source IN (SELECT value FROM json_each($sources)) AND task.kind IS NOT NULL AND task.cancelled_at IS NULL AND (task.created_at IS NULL OR task.created_at <= $now)`)
    .raw().all({ now, sources: JSON.stringify(loadKnowledge(db).wholeSources('tasks', 'activities')), ...dealIds && { dealIds: JSON.stringify(dealIds) } }) as [number, number, string, number | null, number | null][]
  return rows.map(([id, dealId, kind, createdAt, doneAt]) => ({ id, dealId, kind, createdAt, doneAt }))
}

/** Deals with a task that is made or done after `now`; among these deals, if they are given. */
export const dealsWithLaterTasks = (db: ReadDb, now: number, dealIds?: readonly number[]): number[] => (dealIds
  ? statement(db, 'SELECT DISTINCT task.deal_id FROM json_each($dealIds) AS asked CROSS JOIN task ON task.deal_id = asked.value WHERE task.created_at > $now OR task.done_at > $now').pluck().all({ now, dealIds: JSON.stringify(dealIds) })
  : statement(db, 'SELECT DISTINCT deal_id FROM task WHERE deal_id IS NOT NULL AND (created_at > $now OR done_at > $now)').pluck().all({ now })) as number[]

export const dealsOfClients = (db: ReadDb, clientIds: readonly number[]): number[] => clientIds.length === 0 ? [] :
  statement(db, 'SELECT id FROM deal WHERE client_id IN (SELECT value FROM json_each(?))').pluck().all(JSON.stringify(clientIds)) as number[]

/** Of these closings, those with a contact on their deal between the instants of their day. */
export const closedWithContact = (db: ReadDb, closings: readonly { id: number, from: number, to: number }[]): Set<number> => new Set(all<{ id: number }>(db, `
  SELECT task.id FROM json_each($closings) AS closing JOIN task ON task.id = closing.value ->> 0 JOIN deal ON deal.id = task.deal_id
  WHERE EXISTS (SELECT 1 FROM activity WHERE activity.deal_id = deal.id AND activity.contact_at >= closing.value ->> 1 AND activity.contact_at < closing.value ->> 2)
    OR EXISTS (SELECT 1 FROM activity WHERE activity.client_id = deal.client_id AND +activity.deal_id IS NULL AND activity.contact_at >= closing.value ->> 1 AND activity.contact_at < closing.value ->> 2)`,
{ closings: JSON.stringify(closings.map(({ id, from, to }) => [id, from, to])) }).map(row => row.id))
