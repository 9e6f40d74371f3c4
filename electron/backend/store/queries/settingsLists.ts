import { and, asc, between, count, desc, eq, getTableColumns, ne, or, sql } from 'drizzle-orm'
import type { ReadDb } from '../db.ts'
import { ormOf } from '../orm.ts'
import { absence, calendarDay, deal, person, pipeline, rate, refusal, refusalReason, setting, stage } from '../schema/index.ts'

export const readSettingRows = (db: ReadDb) =>
  ormOf(db).select({ key: setting.key, value: setting.value, at: setting.changedAt, byId: setting.changedBy }).from(setting).orderBy(setting.key).all()

const { createdAt: _createdAt, ...personColumns } = getTableColumns(person)

export type PersonRow = NonNullable<ReturnType<typeof readPerson>>
export const readPerson = (db: ReadDb, id: number) => ormOf(db).select(personColumns).from(person).where(eq(person.id, id)).get()

/** Everybody, who works here first; with the count of their open deals. */
export const listPersonRows = (db: ReadDb) => {
  const owned = ormOf(db).select({ ownerId: deal.ownerId, count: count().as('count') }).from(deal).where(eq(deal.status, 'open')).groupBy(deal.ownerId).as('owned')
  return ormOf(db).select({ ...personColumns, openDeals: sql<number>`coalesce(${owned.count}, 0)` }).from(person).leftJoin(owned, eq(owned.ownerId, person.id))
    .orderBy(desc(person.active), asc(person.name), asc(person.id)).all()
}

/** Other people who are the workspace's head: confirmed and active. */
export const countOtherHeads = (db: ReadDb, personId: number): number =>
  ormOf(db).select({ count: count() }).from(person).where(and(eq(person.role, 'head'), eq(person.roleConfirmed, 1), eq(person.active, 1), ne(person.id, personId))).get()!.count

export const listAbsences = (db: ReadDb) => ormOf(db).select().from(absence).orderBy(absence.fromDay, absence.id).all()
export const readAbsence = (db: ReadDb, id: number) => ormOf(db).select().from(absence).where(eq(absence.id, id)).get()

const stageColumns = {
  id: stage.id, version: stage.version, pipelineId: stage.pipelineId, pipeline: pipeline.name, source: pipeline.source, name: stage.name, position: stage.position, kind: stage.kind,
  dwellLimitDays: stage.dwellLimitDays, probability: stage.probability, keyPoint: stage.keyPoint,
}
export type StageRow = NonNullable<ReturnType<typeof readStage>>
export const readStage = (db: ReadDb, id: number) =>
  ormOf(db).select(stageColumns).from(stage).innerJoin(pipeline, eq(pipeline.id, stage.pipelineId)).where(eq(stage.id, id)).get()

/** Every stage by pipeline and order. `deals` is counted by one pass, because no index begins with the stage. */
export const listStageRows = (db: ReadDb) => {
  const counted = ormOf(db).select({ stageId: deal.stageId, deals: count().as('deals') }).from(deal).groupBy(deal.stageId).as('counted')
  return ormOf(db).select({ ...stageColumns, deals: sql<number>`coalesce(${counted.deals}, 0)` }).from(stage)
    .innerJoin(pipeline, eq(pipeline.id, stage.pipelineId)).leftJoin(counted, eq(counted.stageId, stage.id))
    .orderBy(pipeline.name, pipeline.id, stage.position, stage.id).all()
}
export const stagesOfPipeline = (db: ReadDb, pipelineId: number) =>
  ormOf(db).select({ id: stage.id, name: stage.name, kind: stage.kind }).from(stage).where(eq(stage.pipelineId, pipelineId)).all()
export const countDealsByStatus = (db: ReadDb, stageId: number) =>
  ormOf(db).select({ status: deal.status, count: count() }).from(deal).where(eq(deal.stageId, stageId)).groupBy(deal.status).all()

/** Of two pipelines with one name the one made here. */
export const findPipeline = (db: ReadDb, by: { id: number } | { name: string }) =>
  ormOf(db).select({ id: pipeline.id, source: pipeline.source }).from(pipeline).where('id' in by ? eq(pipeline.id, by.id) : eq(pipeline.name, by.name))
    .orderBy(sql`${pipeline.source} <> 'pult'`).limit(1).get()

/** The dictionary in its order; `used` counts the refusals that name a reason, asked or decided. */
export const listReasonRows = (db: ReadDb) => ormOf(db).select({ ...getTableColumns(refusalReason), used: count(refusal.id) }).from(refusalReason)
  .leftJoin(refusal, or(eq(refusal.reasonId, refusalReason.id), eq(refusal.decidedReasonId, refusalReason.id)))
  .groupBy(refusalReason.id).orderBy(refusalReason.position, refusalReason.id).all()

/** Days of a year that differ from the week. */
export const calendarOfYear = (db: ReadDb, year: number) => {
  const text = String(year).padStart(4, '0')
  return ormOf(db).select().from(calendarDay).where(between(calendarDay.day, `${text}-01-01`, `${text}-12-31`)).orderBy(calendarDay.day).all()
}
export const readCalendarDay = (db: ReadDb, day: string) => ormOf(db).select().from(calendarDay).where(eq(calendarDay.day, day)).get()

/** Currencies of the deals and of the kept rates, the most used first. */
export const listRates = (db: ReadDb) => {
  const used = ormOf(db).select({ currency: deal.currency, deals: count().as('deals') }).from(deal).groupBy(deal.currency)
    .unionAll(ormOf(db).select({ currency: rate.currency, deals: sql<number>`0`.as('deals') }).from(rate)).as('used')
  const deals = sql<number>`sum(${used.deals})`
  return ormOf(db).select({ currency: used.currency, rate: rate.rate, deals }).from(used).leftJoin(rate, eq(rate.currency, used.currency))
    .groupBy(used.currency).orderBy(desc(deals), used.currency).all()
}
export const readRate = (db: ReadDb, currency: string): string | null => ormOf(db).select({ rate: rate.rate }).from(rate).where(eq(rate.currency, currency)).get()?.rate ?? null
export const dealsOfCurrency = (db: ReadDb, currency: string) => ormOf(db).select({ id: deal.id, amount: deal.amount }).from(deal).where(eq(deal.currency, currency)).all()
