import { oc } from '@orpc/contract'
import { z } from 'zod'
import { callVerdicts, dealStatuses, stuckReasons } from '../vocabulary.ts'
import { commandId, day, id, instant, nullablePerson, personRef, version } from './common.ts'

/** Why a call stands on the day's list. */
export const drawReasons = ['suspicious', 'refusal', 'no_note', 'random', 'picked'] as const

/** `key`: of the shipped scorecard, said in the reader's language; else `name` is the team's own. */
const named = { key: z.string().nullable(), name: z.string().nullable() }
export const criterion = z.object({ id: z.string().min(1).max(60), ...named, weight: z.int().min(1).max(100), kind: z.enum(['yes_no', 'scale']), critical: z.boolean(), phrases: z.array(z.string().max(500)).max(20) })
export type Criterion = z.infer<typeof criterion>
export const scorecardSections = z.array(z.object({ ...named, criteria: z.array(criterion).min(1).max(40) })).min(1).max(12)
export type ScorecardSections = z.infer<typeof scorecardSections>
const scorecardView = z.object({ id, version, versionId: id, ...named, sections: scorecardSections })
/** `checks`: done ones that were scored by it, and keep it. */
const scorecardVersion = z.object({ versionId: id, number: version, createdAt: instant, createdBy: nullablePerson, sections: scorecardSections, checks: z.int() })
export type ScorecardVersion = z.infer<typeof scorecardVersion>
export type ScorecardView = z.infer<typeof scorecardView>

/** A mark by criterion; null = not applicable, absent = not judged yet. Yes/no is 1 or 0, the scale 0 to 5. */
export const marks = z.record(z.string(), z.object({ score: z.int().min(0).max(5).nullable(), comment: z.string().max(2000) }))
export type Marks = z.infer<typeof marks>
export const secondComment = z.object({ at: z.number().min(0), text: z.string().trim().min(1).max(2000) })
export type SecondComment = z.infer<typeof secondComment>

/** What a listener writes down. */
export const checkWords = z.object({
  verdict: z.enum(callVerdicts).nullable(), marks, comments: z.array(secondComment).max(200), comment: z.string().max(4000),
  /** What was agreed on the phone, and until when. */
  nextStep: z.string().max(500), agreedDay: day.nullable(),
})
export type CheckWords = z.infer<typeof checkWords>

export const checkView = checkWords.extend({ id, version, checker: personRef, doneAt: instant.nullable(), total: z.number().nullable(), scorecard: scorecardView })
export type CheckView = z.infer<typeof checkView>

const callLine = z.object({
  id, manager: personRef, at: instant, talkS: z.int().nullable(), durationS: z.int().nullable(), direction: z.enum(['in', 'out']).nullable(), hasRecording: z.boolean(),
  client: z.string().nullable(), deal: z.object({ id, title: z.string() }).nullable(),
  reason: z.enum(drawReasons), suspicious: z.boolean(), verdict: z.enum(callVerdicts).nullable(), listened: z.boolean(), scored: z.boolean(), total: z.number().nullable(),
  /** Somebody scores it at the moment. */
  lockedBy: nullablePerson, draft: z.boolean(),
})
export type CallLine = z.infer<typeof callLine>

/** Of one manager: `left`, minutes of audio that are still to be heard of the quota. */
const managerQuota = z.object({ manager: personRef, calls: z.int(), withRecording: z.int(), eligible: z.int(), quota: z.int(), listened: z.int(), scored: z.int(), minutesLeft: z.int() })
const callDay = z.object({
  day, /** By the end of this day the quota is to be listened to. */ deadline: day, hoursLeft: z.number(), overdue: z.boolean(),
  managers: z.array(managerQuota), calls: z.array(callLine),
})
export type CallDay = z.infer<typeof callDay>

const callView = z.object({
  call: callLine, phone: z.string().nullable(),
  deal: z.object({
    id, title: z.string(), stage: z.string(), status: z.enum(dealStatuses), amount: z.int().nullable(), currency: z.string(),
    notes: z.array(z.object({ at: instant.nullable(), author: z.string().nullable(), text: z.string(), pinned: z.boolean() })), tasks: z.array(z.object({ title: z.string(), dueAt: instant.nullable(), overdue: z.boolean() })),
  }).nullable(),
  scorecard: scorecardView,
  /** One's own, a draft or done; null before the first key. */
  own: checkView.nullable(),
  /** Of others, done ones. */
  earlier: z.array(checkView),
  allowedActions: z.array(z.string()),
})
export type CallView = z.infer<typeof callView>

const figures = z.object({ callsWithTalk: z.int(), deals: z.array(z.object({ id, lastContactAt: instant.nullable(), stuck: z.array(z.enum(stuckReasons)).readonly() })).readonly() })
const recount = z.object({ managerId: id.nullable(), day: day.nullable(), before: figures, after: figures })

export const callDeskContract = {
  /** The day's list by manager, drawn when it is first asked for and kept. */
  day: oc.input(z.object({ day: day.optional() })).output(callDay),
  open: oc.input(z.object({ callId: id })).output(callView),
  /** Another call of that day on the list. */
  pick: oc.input(z.object({ commandId, callId: id })).output(z.object({})),
  /** Takes the call for oneself, and says that one still sits at it. CONFLICT while somebody else does. */
  lock: oc.input(z.object({ callId: id })).output(z.object({ until: instant })),
  release: oc.input(z.object({ callId: id })).output(z.object({})),
  /** Kept at every key; only by who holds the call. */
  draft: oc.input(checkWords.extend({ callId: id, expectedVersion: version.nullable() })).output(z.object({ version, total: z.number().nullable() })),
  /** The check is done. BAD_INPUT names what is missing. */
  finish: oc.input(checkWords.extend({ commandId, callId: id, expectedVersion: version.nullable() })).output(z.object({ checkId: id, total: z.number().nullable(), recount: recount.nullable(), next: id.nullable() })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ callId: id })),
  scorecard: oc.output(scorecardView),
  /** All versions of the present scorecard, the newest first. */
  scorecardVersions: oc.output(z.array(scorecardVersion)),
  /** A new version; earlier checks keep theirs. CONFLICT when somebody saved one since. */
  saveScorecard: oc.input(z.object({ commandId, expectedVersion: version, name: z.string().trim().max(120).nullable(), sections: scorecardSections })).output(scorecardView),
}
