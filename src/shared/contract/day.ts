import { oc } from '@orpc/contract'
import { z } from 'zod'
import { activityKinds, checks, dayMetrics, decisionKinds, findingKinds, stuckReasons } from '../vocabulary.ts'
import { commandId, cursor, day, id, instant, minorUnits, money, nullablePerson, personRef, version } from './common.ts'

/** One check in the walk's left column. `open` = present and not decided for this day. */
const checkSummary = z.object({
  check: z.enum(checks),
  known: z.boolean(),
  /** What the rule finds at `asOf`, decided or not, backlog included: equals `review`. */
  count: z.int(),
  money: money.nullable(),
  /** New findings to walk; backlog picked for the day; decided today. */
  fresh: z.object({ total: z.int(), open: z.int() }),
  backlog: z.object({ picked: z.int(), open: z.int(), carried: z.int() }),
  /** Of A: next task beyond the limit; of F: late. */
  apart: z.int(),
  /** Difference to the last signed day's count; null = none. */
  change: z.int().nullable(),
  done: z.boolean(),
})
export type CheckSummary = z.infer<typeof checkSummary>

export const dayOverview = z.object({
  day, asOf: instant, openedAt: instant, version,
  state: z.enum(['open', 'signed']),
  signedAt: instant.nullable(), signedBy: nullablePerson,
  isWorkDay: z.boolean(),
  /** Local time of the control, «19:00». */
  controlTime: z.string(),
  checks: z.array(checkSummary),
  progress: z.object({ done: z.int(), left: z.int(), moneyLeft: money, minutes: z.int() }),
  /** Work days since the first control on which nobody signed, newest first. */
  missedDays: z.array(day),
  /** The last one that should have been signed already (a start after 19:00 offers it). */
  offersMissed: day.nullable(),
  absent: z.array(z.object({ person: personRef, until: day.nullable(), findings: z.int() })),
  controlTasks: z.int(),
  /** Late key points and courtesy calls to make, without what was late before Pult saw it. */
  duties: z.int(),
  questionsDue: z.int(),
  /** The day is signed as soon as no fresh finding is open; the rest needs `leaveOpen`. */
  canSign: z.boolean(),
})
export type DayOverview = z.infer<typeof dayOverview>

export const findingRow = z.object({
  id, version, kind: z.enum(findingKinds),
  manager: nullablePerson, managerAbsent: z.boolean(),
  dealId: id.nullable(), taskId: id.nullable(), activityId: id.nullable(), refusalId: id.nullable(),
  title: z.string(), clientName: z.string().nullable(), stage: z.string().nullable(),
  amount: minorUnits.nullable(), currency: z.string().nullable(), amountReporting: minorUnits.nullable(),
  age: z.object({ days: z.int(), exact: z.boolean() }).nullable(), dwellLimitDays: z.int().nullable(),
  lastContactDays: z.int().nullable(), nextDueAt: instant.nullable(), /** Agreed on the phone, of a finding about that. */ agreedDay: day.nullable(), dueAt: instant.nullable(), dueDayOnly: z.boolean(), overdueDays: z.int().nullable(),
  /** Of the task: later moves without approval. */
  moves: z.int(),
  activityKind: z.enum(activityKinds).nullable(), contactAt: instant.nullable(), result: z.string().nullable(),
  stuck: z.array(z.enum(stuckReasons)),
  sinceDay: day.nullable(), firstSeenDay: day, backlog: z.boolean(),
  late: z.boolean(),
  decision: z.object({ id, kind: z.enum(decisionKinds), reason: z.string().nullable(), untilDay: day.nullable(), at: instant, by: nullablePerson, canUndo: z.boolean() }).nullable(),
  allowedActions: z.array(z.string()),
})
export type FindingRow = z.infer<typeof findingRow>

const dayRow = z.object({ manager: personRef, absent: z.boolean(), values: z.record(z.enum(dayMetrics), z.int()), plan: z.record(z.enum(dayMetrics), z.int()), callsOut: z.int(), callsIn: z.int() })
export type DayKpiRow = z.infer<typeof dayRow>

const params = {
  question: z.object({ kind: z.literal('question'), text: z.string().trim().min(1).max(2000), answerDay: day }),
  allow: z.object({ kind: z.literal('allow'), reason: z.string().trim().max(2000).optional() }),
  reassign: z.object({ kind: z.literal('reassign'), newOwnerId: id, reason: z.string().trim().min(1).max(2000), override: z.string().trim().max(2000).optional() }),
  task: z.object({ kind: z.literal('task'), title: z.string().trim().min(1).max(500), dueDay: day, assigneeId: id.optional() }),
  park: z.object({ kind: z.literal('park'), reason: z.string().trim().min(1).max(2000), untilDay: day }),
  skip: z.object({ kind: z.literal('skip'), reason: z.string().trim().min(1).max(2000) }),
  spread: z.object({ kind: z.literal('spread'), toIds: z.array(id).min(1), reason: z.string().trim().min(1).max(2000) }),
}
export const decisionInput = z.discriminatedUnion('kind', [params.question, params.allow, params.reassign, params.task, params.park, params.skip, params.spread])
export type DecisionInput = z.infer<typeof decisionInput>

const itemResult = z.object({
  findingId: id, ok: z.boolean(), decisionId: id.nullable(), code: z.string().nullable(), message: z.string().nullable(),
  /** What the error names: `rule`, or who decided what and when (`by`, `kind`, `at`). */
  details: z.record(z.string(), z.unknown()).nullable().optional(),
})

/** A signed day, frozen. People and records by id; names are looked up when it is shown. */
export const signedReport = z.object({
  day, asOf: instant, signedAt: instant, signedBy: personRef, hash: z.string(),
  workspace: z.string(), timeZone: z.string(), currency: z.string(),
  /** `apart`: of A the far tasks, of F the late ones; A's are left over beside its count. */
  checks: z.array(z.object({ check: z.enum(checks), known: z.boolean(), count: z.int(), money: money.nullable(), apart: z.int(), before: z.int().nullable(), decided: z.int(), left: z.int() })),
  decisions: z.array(z.object({ findingId: id, check: z.enum(checks), kind: z.enum(findingKinds), decision: z.enum(decisionKinds), reason: z.string().nullable(), manager: nullablePerson, title: z.string(), dealId: id.nullable(), amount: minorUnits.nullable(), by: nullablePerson, at: instant })),
  left: z.array(z.object({ manager: nullablePerson, fresh: z.int(), backlog: z.int(), money })),
  kpis: z.array(dayRow),
  backlog: z.int(), minutes: z.int(), note: z.string().nullable(),
})
export type SignedReport = z.infer<typeof signedReport>

export const dayContract = {
  /** Begins the control of the day when nobody has, brings the findings up to date when they are older than `maxAgeS`. */
  open: oc.input(z.object({ day: day.optional(), refresh: z.boolean().default(false) })).output(dayOverview),
  overview: oc.input(z.object({ day: day.optional() })).output(dayOverview),
  /** Findings of one check, by manager (absent ones last), new before backlog, worst sum first; B oldest first. */
  findings: oc.input(z.object({
    day: day.optional(), check: z.enum(checks), scope: z.enum(['walk', 'carried', 'all']).default('walk'), managerId: id.nullable().optional(), team: z.string().optional(), cursor, limit: z.int().min(1).max(1000).default(500),
  })).output(z.object({
    rows: z.array(findingRow), next: z.string().nullable(), total: z.int(),
    /** Sums over all rows of the check and scope, not only the loaded ones. */
    groups: z.array(z.object({ manager: nullablePerson, absent: z.boolean(), count: z.int(), open: z.int(), money })),
  })),
  kpis: oc.input(z.object({ day: day.optional() })).output(z.object({ known: z.boolean(), rows: z.array(dayRow), chain: z.object({ talks: z.int(), meetingsSet: z.int(), meetingsHeld: z.int() }) })),
  /** What the desktop reminds of, asked every minute: cheap. */
  reminders: oc.output(z.object({ day, controlTime: z.string(), controlDue: z.boolean(), lateRefusals: z.int(), /** What waits for a supervisor's decision; null for everybody else. */ waiting: z.object({ count: z.int(), newestAt: instant.nullable() }).nullable() })),
  /** E: results of tasks closed since the last signed control, to read; C: the notes drawn for reading. */
  reading: oc.input(z.object({ day: day.optional(), what: z.enum(['results', 'notes']), cursor, limit: z.int().min(1).max(500).default(100) })).output(z.object({
    rows: z.array(z.object({ id, manager: nullablePerson, dealId: id.nullable(), title: z.string(), text: z.string(), at: instant, short: z.boolean() })), next: z.string().nullable(), total: z.int(),
  })),
  /** `day`: the control that decides, today unless said (a missed day that is made up for). */
  decide: oc.input(z.object({ commandId, day: day.optional(), items: z.array(z.object({ findingId: id, expectedVersion: version })).min(1).max(2000), decision: decisionInput }))
    .output(z.object({ results: z.array(itemResult), applied: z.int() })),
  /** The compensating command for everything that `commandId` decided and that is unchanged since. `back`: the findings that stand again, with the versions to decide them by. */
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ results: z.array(itemResult), applied: z.int(), back: z.array(z.object({ id, version })) })),
  questions: oc.input(z.object({ managerId: id.optional(), state: z.enum(['open', 'answered', 'all']).default('open') })).output(z.array(z.object({
    id, version, to: personRef, dealId: id.nullable(), title: z.string(), text: z.string(), answerDay: day, askedAt: instant, answer: z.string().nullable(), answeredAt: instant.nullable(), overdue: z.boolean(),
  }))),
  answerQuestion: oc.input(z.object({ commandId, questionId: id, expectedVersion: version, answer: z.string().trim().min(1).max(5000) })).output(z.object({})),
  controlTasks: oc.output(z.array(z.object({ id, version, kind: z.string(), dealId: id.nullable(), title: z.string(), stage: z.string().nullable(), manager: nullablePerson, amount: minorUnits.nullable(), ageDays: z.int().nullable(), limitDays: z.int().nullable(), raisedAt: instant, dueDay: day.nullable() }))),
  closeControlTask: oc.input(z.object({ commandId, controlTaskId: id, expectedVersion: version, result: z.string().trim().min(10).max(2000) })).output(z.object({})),
  /** Managers that may take the findings of `managerId`, least loaded first. */
  loads: oc.output(z.array(z.object({ person: personRef, team: z.string().nullable(), openDeals: z.int(), overdueTasks: z.int(), stuckDeals: z.int(), absent: z.boolean(), closedForNewLeads: z.boolean() }))),
  sign: oc.input(z.object({ commandId, day, expectedVersion: version, note: z.string().trim().max(2000).optional(), leaveOpen: z.boolean().default(false) })).output(signedReport),
  report: oc.input(z.object({ day })).output(signedReport.nullable()),
  /** Newest first; `missed` are work days without a signature. */
  history: oc.input(z.object({ cursor, limit: z.int().min(1).max(366).default(60) })).output(z.object({
    rows: z.array(z.object({ day, state: z.enum(['signed', 'missed', 'open']), signedBy: nullablePerson, signedAt: instant.nullable(), counts: z.record(z.enum(checks), z.int()).nullable(), decided: z.int(), left: z.int() })),
    next: z.string().nullable(),
  })),
  /** The backlog's size by day, oldest first. */
  backlog: oc.output(z.array(z.object({ day, count: z.int(), signed: z.boolean() }))),
  /** The signed report as CSV text (formulas made harmless). */
  csv: oc.input(z.object({ day })).output(z.object({ fileName: z.string(), text: z.string() })),
}
