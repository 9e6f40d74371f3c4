import { PultError } from '../../../../src/shared/errors.ts'
import type { ActivityKind, DealStatus, MeetingState, Role } from '../../../../src/shared/vocabulary.ts'
import type { Rules } from '../../../../src/shared/contract/settings.ts'
import type {
  ClosedTaskFact, ContactFact, DayActivityFact, NoteFact, OutboxFact, PersonFact, RefusalFact, StageFact, TaskFact, TeamFacts,
} from '../../domain/review/facts.ts'
import type { Knowledge } from '../../domain/knowledge.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import { loadKnowledge } from './knowledge.ts'
import { loadDealFacts } from './loadDealFacts.ts'
import { holderSql } from './outbox.ts'
import { all } from './rows.ts'

/** Narrows the facts to some deals (and the deals of some tasks); check D's numbers are then left out. */
export interface FactScope { dealIds?: readonly number[], taskIds?: readonly number[] }

/** Deals that a scope names, as a JSON list for `json_each`; null = all. */
const scopedDeals = (db: ReadDb, scope: FactScope | undefined): string | null => {
  if (!scope) return null
  const ofTasks = scope.taskIds?.length
    ? all<{ dealId: number }>(db, 'SELECT DISTINCT deal_id AS dealId FROM task WHERE deal_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))', JSON.stringify(scope.taskIds))
    : []
  return JSON.stringify([...new Set([...(scope.dealIds ?? []), ...ofTasks.map(row => row.dealId)])])
}

/** Reads the facts of a review as of instant `asOf` (domain.md, Time, money, knowledge). Whether that past can be known: `refuseUnknowablePast`. */
export const loadTeamFacts = (db: ReadDb, settings: { rules: Rules, zone: Zone }, asOf: number, scope?: FactScope): TeamFacts => {
  const { rules, zone } = settings
  const knowledge = loadKnowledge(db)
  const today = zone.dayOf(asOf)
  const startOfToday = zone.startOfDay(today)
  const dealIds = scopedDeals(db, scope)
  const taskIds = scope ? JSON.stringify(scope.taskIds ?? []) : null

  return {
    ...loadStateFacts(db, asOf, knowledge, dealIds, taskIds),
    people: loadPeople(db),
    closedTasks: loadClosedTasks(db, asOf, startOfToday, dealIds, taskIds),
    contacts: loadContacts(db, zone.startOfDay(today - rules.contactsShownDays), asOf - rules.noteWithinHours * 3_600_000, asOf, dealIds),
    notes: loadNotes(db, zone.startOfDay(today - rules.contactsShownDays), asOf, dealIds),
    dayActivities: scope ? [] : loadDayActivities(db, startOfToday, asOf),
    dayTasksDone: scope ? [] : loadDayTasksDone(db, startOfToday, asOf),
    firstContacts: scope ? [] : loadFirstContacts(db, startOfToday, asOf),
    refusals: loadPendingRefusals(db, asOf, dealIds),
    outbox: loadOutbox(db, asOf, dealIds),
  }
}

const loadDayTasksDone = (db: ReadDb, start: number, asOf: number, personId: number | null = null): { assigneeId: number | null }[] => all(db, `
  SELECT assignee_id AS assigneeId FROM task WHERE done_at >= $start AND done_at <= $asOf AND cancelled_at IS NULL AND inferred = 0 AND (created_at IS NULL OR created_at <= $asOf)${personId === null ? '' : ' AND assignee_id = $personId'}`,
{ start, asOf, ...personId !== null && { personId } })

export type DayFacts = Pick<TeamFacts, 'people' | 'dayActivities' | 'dayTasksDone' | 'firstContacts'>

/** What check D counts of one person between two instants of a day. */
export const loadOwnDay = (db: ReadDb, personId: number, start: number, asOf: number): DayFacts => ({
  people: new Map(), dayActivities: loadDayActivities(db, start, asOf, personId), dayTasksDone: loadDayTasksDone(db, start, asOf, personId), firstContacts: loadFirstContacts(db, start, asOf, personId),
})

export type StateFacts = Pick<TeamFacts, 'asOf' | 'stages' | 'deals' | 'openTasks' | 'knowledge'>

/** What the deals' own states need, and no more: a past day's figures are asked for while somebody waits. */
export const loadStateFacts = (db: ReadDb, asOf: number, knowledge: Knowledge = loadKnowledge(db), dealIds: string | null = null, taskIds: string | null = null): StateFacts => {
  const stages = loadStages(db)
  const deals = loadDealFacts(db, asOf, dealIds, stages)
  const statusOf = new Map<number, DealStatus>(deals.map(deal => [deal.id, deal.status]))
  return { asOf, stages, deals, openTasks: loadOpenTasks(db, asOf, dealIds, taskIds, statusOf), knowledge }
}

/** The earliest instant of which anything is known: the first import where no stage history was ever brought, else null. */
export const knownSince = (db: ReadDb): number | null => {
  const first = (db.sqlite.prepare('SELECT min(as_of) AS asOf FROM import_batch').get() as { asOf: number | null }).asOf
  return first === null || loadKnowledge(db).any('stageMoves') ? null : first
}

/** PULT_AS_OF when `asOf` lies before the first import and no stage history was ever brought. The present is always known, also on a clock that is slow. */
export const refuseUnknowablePast = (db: ReadDb, asOf: number): void => {
  const first = knownSince(db)
  if (first !== null && asOf < first) {
    throw new PultError('PULT_AS_OF', 'That moment lies before the first import, and no stage history was ever imported, so nobody knows how it was then.', { firstImport: first })
  }
}

const loadPeople = (db: ReadDb): Map<number, PersonFact> => {
  const rows = all<{ id: number, externalId: string, role: Role | null, active: number }>(db, 'SELECT id, external_id AS externalId, role, active FROM person')
  return new Map(rows.map(row => [row.id, { ...row, active: row.active === 1 }]))
}

const loadStages = (db: ReadDb): Map<number, StageFact> => {
  const rows = all<Omit<StageFact, 'first'> & { lowest: number }>(db, `
    SELECT stage.id, stage.pipeline_id AS pipelineId, pipeline.name AS pipeline, stage.name, stage.position, stage.kind, stage.dwell_limit_days AS dwellLimitDays,
      min(stage.position) OVER (PARTITION BY stage.pipeline_id) AS lowest
    FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id`)
  return new Map(rows.map(({ lowest, ...row }) => [row.id, { ...row, first: row.position === lowest }]))
}

const loadOpenTasks = (db: ReadDb, asOf: number, dealIds: string | null, taskIds: string | null, statusOf: ReadonlyMap<number, DealStatus>): TaskFact[] => {
  const rows = all<Omit<TaskFact, 'dealStatus' | 'dragged'>>(db, `
    SELECT id, external_id AS externalId, source, deal_id AS dealId, assignee_id AS assigneeId, due_at AS dueAt
    FROM task
    WHERE (done_at IS NULL OR done_at > $asOf) AND (cancelled_at IS NULL OR cancelled_at > $asOf) AND (created_at IS NULL OR created_at <= $asOf)
      ${dealIds === null ? '' : 'AND (deal_id IN (SELECT value FROM json_each($dealIds)) OR id IN (SELECT value FROM json_each($taskIds)))'}`,
  dealIds === null ? { asOf } : { asOf, dealIds, taskIds })
  const ofTasks = dealIds === null ? '' : 'AND task_id IN (SELECT value FROM json_each($found))'
  const parameters = dealIds === null ? { asOf } : { asOf, found: JSON.stringify(rows.map(row => row.id)) }
  const dragged = new Map(all<{ taskId: number, count: number }>(db, `
    SELECT task_id AS taskId, count(*) AS count FROM task_move
    WHERE later = 1 AND at <= $asOf AND (approved_at IS NULL OR approved_at > $asOf) ${ofTasks} GROUP BY task_id`, parameters).map(row => [row.taskId, row.count]))
  // A date that was changed after T stands as it was.
  const dueThen = new Map(all<{ taskId: number, dueAt: number | null }>(db, `
    SELECT task_id AS taskId, from_due_at AS dueAt FROM task_move WHERE at > $asOf ${ofTasks} ORDER BY at DESC, id DESC`, parameters).map(row => [row.taskId, row.dueAt]))
  return rows.map(row => ({
    ...row,
    dueAt: dueThen.has(row.id) ? dueThen.get(row.id)! : row.dueAt,
    dealStatus: row.dealId === null ? null : statusOf.get(row.dealId) ?? null,
    dragged: dragged.get(row.id) ?? 0,
  }))
}

const loadClosedTasks = (db: ReadDb, asOf: number, startOfToday: number, dealIds: string | null, taskIds: string | null): ClosedTaskFact[] => {
  const signed = (db.sqlite.prepare('SELECT max(as_of) AS asOf FROM control_day WHERE signed_at IS NOT NULL AND signed_at <= ?').get(asOf) as { asOf: number | null }).asOf
  return all(db, `
    SELECT id, external_id AS externalId, source, deal_id AS dealId, assignee_id AS assigneeId, done_at AS doneAt, result FROM task
    WHERE done_at >= $from AND done_at <= $asOf AND cancelled_at IS NULL AND inferred = 0 AND (created_at IS NULL OR created_at <= $asOf)
      ${dealIds === null ? '' : 'AND (deal_id IN (SELECT value FROM json_each($dealIds)) OR id IN (SELECT value FROM json_each($taskIds)))'}`,
  { from: signed === null ? startOfToday : signed + 1, asOf, ...(dealIds === null ? {} : { dealIds, taskIds }) })
}

const loadContacts = (db: ReadDb, from: number, before: number, asOf: number, dealIds: string | null): ContactFact[] => all(db, `
  SELECT id, external_id AS externalId, source, deal_id AS dealId, client_id AS clientId, manager_id AS managerId, contact_at AS at FROM activity
  WHERE contact_at >= $from AND contact_at < $before AND inferred = 0 AND (created_at IS NULL OR created_at <= $asOf) AND (deal_id IS NOT NULL OR client_id IS NOT NULL)
    ${dealIds === null ? '' : 'AND (deal_id IN (SELECT value FROM json_each($dealIds)) OR (deal_id IS NULL AND client_id IN (SELECT client_id FROM deal WHERE id IN (SELECT value FROM json_each($dealIds)))))'}`,
dealIds === null ? { from, before, asOf } : { from, before, asOf, dealIds })

const loadNotes = (db: ReadDb, from: number, asOf: number, dealIds: string | null): NoteFact[] => {
  const columns = 'SELECT deal_id AS dealId, client_id AS clientId, created_at AS at, text FROM note'
  if (dealIds === null) return all(db, `${columns} WHERE created_at >= ? AND created_at <= ?`, from, asOf)
  return all(db, `
    ${columns} WHERE deal_id IN (SELECT value FROM json_each($dealIds)) AND created_at BETWEEN $from AND $asOf
    UNION ALL
    ${columns} WHERE client_id IN (SELECT client_id FROM deal WHERE id IN (SELECT value FROM json_each($dealIds))) AND created_at BETWEEN $from AND $asOf`, { dealIds, from, asOf })
}

const loadDayActivities = (db: ReadDb, startOfToday: number, asOf: number, personId: number | null = null): DayActivityFact[] => {
  const rows = all<{ kind: ActivityKind, state: MeetingState | null, direction: 'in' | 'out' | null, managerId: number | null, createdAt: number | null, happenedAt: number | null, contactAt: number | null }>(db, `
    SELECT kind, state, direction, manager_id AS managerId, created_at AS createdAt, coalesce(occurred_at, created_at) AS happenedAt, contact_at AS contactAt FROM activity
    WHERE (created_at IS NULL OR created_at <= $asOf) AND (created_at >= $start OR coalesce(occurred_at, created_at) BETWEEN $start AND $asOf)${personId === null ? '' : ' AND manager_id = $personId'}`,
  { asOf, start: startOfToday, ...personId !== null && { personId } })
  return rows.map(row => ({
    kind: row.kind,
    state: row.state,
    direction: row.direction,
    managerId: row.managerId,
    entered: row.createdAt !== null && row.createdAt >= startOfToday,
    happened: row.happenedAt !== null && row.happenedAt >= startOfToday && row.happenedAt <= asOf,
    isContact: row.contactAt !== null,
  }))
}

/** Clients entered today with a name and a phone or e-mail that no earlier client has (domain.md, Daily control, D). */
const loadFirstContacts = (db: ReadDb, startOfToday: number, asOf: number, personId: number | null = null): { createdBy: number | null }[] => all(db, `
  SELECT created_by AS createdBy FROM client AS entered
  WHERE created_at >= $start AND created_at <= $asOf AND trim(coalesce(name, '')) <> '' AND (phone_e164 IS NOT NULL OR email_key IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM client AS earlier WHERE earlier.phone_e164 = entered.phone_e164 AND earlier.created_at < entered.created_at)
    AND NOT EXISTS (SELECT 1 FROM client AS earlier WHERE earlier.email_key = entered.email_key AND earlier.created_at < entered.created_at)${personId === null ? '' : ' AND created_by = $personId'}`,
{ start: startOfToday, asOf, ...personId !== null && { personId } })

const loadPendingRefusals = (db: ReadDb, asOf: number, dealIds: string | null): RefusalFact[] => all(db, `
  SELECT refusal.id, refusal.deal_id AS dealId, deal.external_id AS dealExternalId, refusal.requested_by AS requestedBy, refusal.requested_at AS requestedAt
  FROM refusal JOIN deal ON deal.id = refusal.deal_id
  WHERE refusal.requested_at <= $asOf AND (refusal.state = 'pending' OR refusal.decided_at > $asOf)
    ${dealIds === null ? '' : 'AND refusal.deal_id IN (SELECT value FROM json_each($dealIds))'}`,
dealIds === null ? { asOf } : { asOf, dealIds })

/** What the CRM didn't show at T, by deal; whoever has the deal there, if they still work here, is to enter it. */
const loadOutbox = (db: ReadDb, asOf: number, dealIds: string | null): OutboxFact[] => all(db, `
  SELECT deal.id AS dealId, min(item.decided_at) AS at, ${holderSql} AS managerId,
    (SELECT max(as_of) FROM import_batch WHERE source = deal.source AND as_of <= $asOf) AS seenAt
  FROM outbox_item AS item JOIN deal ON deal.id = item.deal_id
  WHERE item.decided_at <= $asOf AND (item.state = 'open' OR (item.state IN ('confirmed', 'withdrawn') AND item.settled_at > $asOf))
    ${dealIds === null ? '' : 'AND item.deal_id IN (SELECT value FROM json_each($dealIds))'} GROUP BY deal.id`, dealIds === null ? { asOf } : { asOf, dealIds })
