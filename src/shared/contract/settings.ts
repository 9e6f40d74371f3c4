import { oc } from '@orpc/contract'
import { z } from 'zod'
import { dayMetrics, keyPoints, refusalClasses, roles, stageKinds } from '../vocabulary.ts'
import { commandId, day, id, instant, nullablePerson, version } from './common.ts'

/** Every number of the rule book that the head can change; defaults in electron/backend/domain/rules.ts. */
export const rulesShape = z.object({
  silentDays: z.int().min(1).max(365),
  draggedMoves: z.int().min(1).max(50),
  taskResultLength: z.int().min(1).max(500),
  noteLength: z.int().min(1).max(500),
  noteWithinHours: z.int().min(1).max(240),
  contactsShownDays: z.int().min(0).max(90),
  notesDrawn: z.int().min(0).max(20),
  newLeadsOverdueLimit: z.int().min(0).max(1000),
  newLeadsStuckLimit: z.int().min(0).max(1000),
  recycledDays: z.int().min(0).max(30),
  proposalDwellDays: z.int().min(1).max(365),
  thinkingDwellDays: z.int().min(1).max(365),
  backlogPerManager: z.int().min(1).max(200),
  refusalCommentLength: z.int().min(0).max(500),
  evidenceContacts: z.int().min(0).max(50),
  evidenceContactDays: z.int().min(0).max(50),
  evidenceLastContactDays: z.int().min(0).max(365),
  refusalLateWorkDays: z.int().min(1).max(30),
  /** What was decided here is to be in the CRM by then. */
  outboxWorkDays: z.int().min(1).max(30),
  /** Deadlines of the key points in working days: the first after creation, each other after the one before it. */
  presentationWorkDays: z.int().min(1).max(365),
  proposalWorkDays: z.int().min(1).max(365),
  contractWorkDays: z.int().min(1).max(365),
  invoiceWorkDays: z.int().min(1).max(365),
  paymentWorkDays: z.int().min(1).max(365),
  courtesyCallDays: z.int().min(0).max(365),
  /** Call quality: share of the eligible calls that are listened to, from how many seconds of talk, and on top at most so many a deal. */
  callQuotaPercent: z.int().min(1).max(100),
  callTalkS: z.int().min(1).max(3600),
  callsPerDeal: z.int().min(0).max(50),
  /** The band just above the paid threshold, over how many days a manager's share of it is looked at, and how unlikely it must be by chance, in percent. */
  callBandFromS: z.int().min(1).max(3600),
  callBandToS: z.int().min(1).max(3600),
  callBandDays: z.int().min(1).max(365),
  callBandChancePercent: z.int().min(1).max(20),
  /** How far the next task may lie from the day agreed on the phone. */
  agreedDaysOff: z.int().min(0).max(30),
  controlTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  /** Region of phone numbers written without a country code, ISO 3166-1. */
  phoneRegion: z.string().regex(/^[A-Z]{2}$/),
  /** Days of the week that are worked, 1 = Monday. */
  workWeek: z.array(z.int().min(1).max(7)).max(7),
  /** Plan of the day a manager; 0 = no plan. */
  dayPlan: z.record(z.enum(dayMetrics), z.int().min(0).max(10_000)),
  /** Same, for one manager by person id, over the team's. */
  dayPlanOf: z.record(z.string(), z.record(z.enum(dayMetrics), z.int().min(0).max(10_000))),
  transferReasons: z.array(z.string().trim().min(1).max(200)).max(50),
  /** Address of a deal, and of a client, in the team's CRM, with {id}; by source. */
  recordAddress: z.record(z.string(), z.string()),
  clientAddress: z.record(z.string(), z.string()),
})
export type Rules = z.infer<typeof rulesShape>

const personView = z.object({
  id, version, name: z.string(), role: z.enum(roles).nullable(), roleConfirmed: z.boolean(), team: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable(),
  active: z.boolean(), source: z.string(), externalId: z.string(), openDeals: z.int(),
  /** `deputyId`: who decides for an absent supervisor in those days. */
  absences: z.array(z.object({ id, fromDay: day, toDay: day, reason: z.string().nullable(), deputyId: id.nullable() })),
})
export type PersonView = z.infer<typeof personView>

const stageView = z.object({ id, version, pipelineId: id, pipeline: z.string(), name: z.string(), position: z.int(), kind: z.enum(stageKinds), dwellLimitDays: z.int().nullable(), probability: z.number().nullable(), keyPoint: z.enum(keyPoints).nullable(), deals: z.int() })
const reasonView = z.object({ id, version, key: z.string().nullable(), name: z.string().nullable(), class: z.enum(refusalClasses), active: z.boolean(), used: z.int() })
export type ReasonView = z.infer<typeof reasonView>
export type StageView = z.infer<typeof stageView>

export const settingsContract = {
  rules: oc.output(z.object({ rules: rulesShape, defaults: rulesShape, changed: z.array(z.object({ key: z.string(), at: instant, by: nullablePerson })) })),
  setRules: oc.input(z.object({ commandId, rules: rulesShape.partial() })).output(z.object({})),
  people: oc.output(z.array(personView)),
  savePerson: oc.input(z.object({ commandId, id: id.optional(), expectedVersion: version.optional(), name: z.string().trim().min(1).max(200), role: z.enum(roles).nullable(), team: z.string().trim().max(120).nullable(), email: z.string().trim().max(200).nullable(), phone: z.string().trim().max(60).nullable(), active: z.boolean() })).output(z.object({ id })),
  addAbsence: oc.input(z.object({ commandId, personId: id, fromDay: day, toDay: day, reason: z.string().trim().max(200).nullable(), /** Of a supervisor: another one, or a head. */ deputyId: id.nullable().optional() })).output(z.object({ id })),
  removeAbsence: oc.input(z.object({ commandId, absenceId: id })).output(z.object({})),
  stages: oc.output(z.array(stageView)),
  saveStage: oc.input(z.object({ commandId, id: id.optional(), expectedVersion: version.optional(), pipelineId: id.optional(), pipeline: z.string().trim().min(1).max(120).optional(), name: z.string().trim().min(1).max(120), position: z.int(), kind: z.enum(stageKinds), dwellLimitDays: z.int().min(0).max(3650).nullable(), probability: z.number().min(0).max(1).nullable(), keyPoint: z.enum(keyPoints).nullable().optional() })).output(z.object({ id })),
  reasons: oc.output(z.array(reasonView)),
  saveReason: oc.input(z.object({ commandId, id: id.optional(), expectedVersion: version.optional(), name: z.string().trim().min(1).max(200), class: z.enum(refusalClasses), active: z.boolean() })).output(z.object({ id })),
  calendar: oc.input(z.object({ year: z.int().min(1990).max(2100) })).output(z.object({ year: z.int(), known: z.boolean(), days: z.array(z.object({ day, kind: z.enum(['holiday', 'workday', 'short']), name: z.string().nullable(), origin: z.string() })) })),
  setCalendarDay: oc.input(z.object({ commandId, day, kind: z.enum(['holiday', 'workday', 'short', 'ordinary']), name: z.string().trim().max(120).nullable() })).output(z.object({})),
  /** CSV text `day,kind[,name]`, or the name of a shipped calendar. */
  importCalendar: oc.input(z.object({ commandId, shipped: z.enum(['ru']).optional(), csv: z.string().max(1_000_000).optional() })).output(z.object({ days: z.int() })),
  rates: oc.output(z.object({ currency: z.string(), used: z.array(z.object({ currency: z.string(), rate: z.string().nullable(), deals: z.int() })) })),
  setRate: oc.input(z.object({ commandId, currency: z.string().regex(/^[A-Z]{3}$/), rate: z.string().regex(/^\d{1,9}(\.\d{1,9})?$/).nullable() })).output(z.object({})),
}
