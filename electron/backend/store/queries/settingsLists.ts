import type { RefusalClass, Role, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

export interface SettingRow { key: string, value: string, at: number, byId: number | null }
export const readSettingRows = (db: ReadDb): SettingRow[] => all<SettingRow>(db, 'SELECT key, value, changed_at AS at, changed_by AS byId FROM setting ORDER BY key')

export interface PersonRow {
  id: number, version: number, name: string, role: Role | null, roleConfirmed: number, team: string | null, email: string | null, phone: string | null
  active: number, source: string, externalId: string, openDeals: number
}
const personColumns = `person.id, person.version, person.name, person.role, person.role_confirmed AS roleConfirmed, person.team, person.email, person.phone, person.active, person.source, person.external_id AS externalId`
export const listPersonRows = (db: ReadDb): PersonRow[] => all<PersonRow>(db, `
  SELECT ${personColumns}, coalesce(owned.count, 0) AS openDeals FROM person
    LEFT JOIN (SELECT owner_id, count(*) AS count FROM deal WHERE status = 'open' GROUP BY owner_id) AS owned ON owned.owner_id = person.id
  ORDER BY person.active DESC, person.name, person.id`)
export const readPerson = (db: ReadDb, id: number): PersonRow | undefined => one<PersonRow>(db, `SELECT ${personColumns}, 0 AS openDeals FROM person WHERE id = ?`, id)

/** Other people who are the workspace's head: confirmed and active. */
export const countOtherHeads = (db: ReadDb, personId: number): number =>
  one<{ count: number }>(db, "SELECT count(*) AS count FROM person WHERE role = 'head' AND role_confirmed = 1 AND active = 1 AND id <> ?", personId)!.count

export interface AbsenceRow { id: number, personId: number, fromDay: string, toDay: string, reason: string | null }
export const listAbsences = (db: ReadDb): AbsenceRow[] => all<AbsenceRow>(db, 'SELECT id, person_id AS personId, from_day AS fromDay, to_day AS toDay, reason FROM absence ORDER BY from_day, id')
export const readAbsence = (db: ReadDb, id: number): AbsenceRow | undefined => one<AbsenceRow>(db, 'SELECT id, person_id AS personId, from_day AS fromDay, to_day AS toDay, reason FROM absence WHERE id = ?', id)

export interface StageRow {
  id: number, version: number, pipelineId: number, pipeline: string, source: string, name: string, position: number, kind: StageKind, dwellLimitDays: number | null, probability: number | null, deals: number
}
const stageSelect = `SELECT stage.id, stage.version, stage.pipeline_id AS pipelineId, pipeline.name AS pipeline, pipeline.source, stage.name, stage.position, stage.kind,
  stage.dwell_limit_days AS dwellLimitDays, stage.probability, (SELECT count(*) FROM deal WHERE deal.stage_id = stage.id) AS deals
  FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id`
/** `deals` is counted by one pass, because no index begins with the stage. */
export const listStageRows = (db: ReadDb): StageRow[] => all<StageRow>(db, `
  SELECT stage.id, stage.version, stage.pipeline_id AS pipelineId, pipeline.name AS pipeline, pipeline.source, stage.name, stage.position, stage.kind,
    stage.dwell_limit_days AS dwellLimitDays, stage.probability, coalesce(counted.deals, 0) AS deals
  FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id
    LEFT JOIN (SELECT stage_id, count(*) AS deals FROM deal GROUP BY stage_id) AS counted ON counted.stage_id = stage.id
  ORDER BY pipeline.name, pipeline.id, stage.position, stage.id`)
export const readStage = (db: ReadDb, id: number): StageRow | undefined => one<StageRow>(db, `${stageSelect} WHERE stage.id = ?`, id)
export const stagesOfPipeline = (db: ReadDb, pipelineId: number): { id: number, name: string, kind: StageKind }[] => all(db, 'SELECT id, name, kind FROM stage WHERE pipeline_id = ?', pipelineId)
export const countDealsByStatus = (db: ReadDb, stageId: number): { status: string, count: number }[] => all(db, 'SELECT status, count(*) AS count FROM deal WHERE stage_id = ? GROUP BY status', stageId)
export const findPipeline = (db: ReadDb, by: { id: number } | { name: string }): { id: number, source: string } | undefined => 'id' in by
  ? one(db, 'SELECT id, source FROM pipeline WHERE id = ?', by.id)
  : one(db, "SELECT id, source FROM pipeline WHERE name = ? ORDER BY source <> 'pult' LIMIT 1", by.name)

export interface ReasonRow { id: number, version: number, key: string | null, name: string | null, class: RefusalClass, active: number, position: number, used: number }
export const listReasonRows = (db: ReadDb): ReasonRow[] => all<ReasonRow>(db, `
  SELECT reason.id, reason.version, reason.key, reason.name, reason.class, reason.active, reason.position,
    (SELECT count(*) FROM refusal WHERE refusal.reason_id = reason.id OR refusal.decided_reason_id = reason.id) AS used
  FROM refusal_reason AS reason ORDER BY reason.position, reason.id`)

export const calendarOfYear = (db: ReadDb, year: number): { day: string, kind: 'holiday' | 'workday' | 'short', name: string | null, origin: string }[] => {
  const text = String(year).padStart(4, '0')
  return all(db, 'SELECT day, kind, name, origin FROM calendar_day WHERE day BETWEEN ? AND ? ORDER BY day', `${text}-01-01`, `${text}-12-31`)
}
export const readCalendarDay = (db: ReadDb, day: string): { kind: string, name: string | null, origin: string } | undefined => one(db, 'SELECT kind, name, origin FROM calendar_day WHERE day = ?', day)

/** Currencies of the deals and of the kept rates, the most used first. */
export const listRates = (db: ReadDb): { currency: string, rate: string | null, deals: number }[] => all(db, `
  SELECT used.currency, rate.rate, sum(used.deals) AS deals FROM (
    SELECT currency, count(*) AS deals FROM deal GROUP BY currency UNION ALL SELECT currency, 0 FROM rate
  ) AS used LEFT JOIN rate ON rate.currency = used.currency GROUP BY used.currency ORDER BY deals DESC, used.currency`)
export const dealsOfCurrency = (db: ReadDb, currency: string): { id: number, amount: number | null }[] => all(db, 'SELECT id, amount FROM deal WHERE currency = ?', currency)
