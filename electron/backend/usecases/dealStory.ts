import type { StoryEvent } from '../../../src/shared/contract/records.ts'
import { may } from '../domain/policy.ts'
import { trimmedLength } from '../domain/text.ts'
import { personNames } from '../store/queries/controlDays.ts'
import {
  activitiesOf, auditOf, findingDecisionsOf, notesOf, parkingsOf, questionsOf, refusalsOf, stageMovesOf, stageNames, transfersOf, type ActivityRow, type AuditRow, type NoteRow,
} from '../store/queries/dealRecord.ts'
import { loadKnowledge } from '../store/queries/knowledge.ts'
import { movesOfTasks, tasksOfDeal } from '../store/queries/taskViews.ts'
import { requireDeal, valueText } from './dealView.ts'
import type { Session } from './desk.ts'
import { personOf, recycledOfDeal, viewOfTask } from './taskView.ts'

export interface StoryInput { dealId: number, audit?: boolean, limit?: number }

/** Everything that happened to the deal, newest first; contacts and notes that name only the client are marked. */
export const dealStory = (session: Session, { dealId, audit = false, limit = 200 }: StoryInput): { events: StoryEvent[], more: boolean } => {
  const { desk } = session
  const { deal, actor } = requireDeal(session, dealId)
  const { db } = desk
  const now = desk.clock()
  const { zone, rules } = desk.settings()
  const names = personNames(db)
  const stages = stageNames(db)
  const by = (id: number | null) => personOf(names, id)
  const some = limit + 1
  const events: StoryEvent[] = []
  if (deal.createdAt !== null) events.push({ type: 'created', at: deal.createdAt, by: null })
  for (const move of stageMovesOf(db, dealId, some)) {
    events.push({ type: 'stage', at: move.at, from: move.fromStageId === null ? null : stages.get(move.fromStageId) ?? null, to: stages.get(move.toStageId) ?? '', by: by(move.byId), inferred: move.inferred === 1 })
  }
  const recycled = recycledOfDeal(desk, deal)
  const tasks = tasksOfDeal(db, dealId, some)
  const moves = movesOfTasks(db, tasks.map(task => task.id))
  for (const task of tasks) {
    events.push({ type: 'task', at: task.doneAt ?? task.cancelledAt ?? task.createdAt ?? task.dueAt ?? deal.firstSeenAt, task: viewOfTask(task, moves.get(task.id) ?? [], { now, zone, names, recycled }) })
  }
  const notes = notesOf(db, dealId, deal.clientId)
  const { knowsAll: knows } = loadKnowledge(db)
  const hasNote = noteFinder(notes, dealId, rules.noteLength, rules.noteWithinHours * 3_600_000)
  for (const activity of activitiesOf(db, dealId, deal.clientId, some)) events.push(contactEvent(activity, by(activity.managerId), deal.firstSeenAt, {
    isDue: now > (activity.contactAt ?? now) + rules.noteWithinHours * 3_600_000 && knows(activity.source, 'notes'), hasNote,
  }))
  for (const note of notes) {
    if (note.dealId !== null && note.dealId !== dealId) continue
    events.push({ type: 'note', at: note.at ?? deal.firstSeenAt, id: note.id, text: note.text ?? '', author: by(note.authorId), pinned: note.pinned === 1, viaClient: note.dealId === null })
  }
  for (const refusal of refusalsOf(db, dealId)) {
    const { requestedBy, requestedAt, decidedBy, ...rest } = refusal
    events.push({ type: 'refusal', at: requestedAt, ...rest, requestedBy: by(requestedBy), decidedBy: by(decidedBy) })
  }
  for (const row of transfersOf(db, dealId)) events.push({ type: 'transfer', at: row.at, from: by(row.fromId), to: by(row.toId), reason: row.reason, outside: row.outside === 1, by: by(row.byId) })
  for (const { byId, ...row } of parkingsOf(db, dealId)) events.push({ type: 'parking', ...row, by: by(byId) })
  for (const { toId, ...row } of questionsOf(db, dealId)) events.push({ type: 'question', ...row, to: by(toId) })
  for (const { byId, undoneAt, ...row } of findingDecisionsOf(db, dealId)) events.push({ type: 'decision', ...row, by: by(byId), undone: undoneAt !== null })
  if (audit && may(actor, 'see_audit')) for (const row of auditOf(db, dealId, some)) events.push(auditEvent(row, by(row.actorId), (field, value) => valueText(field, value, names, stages)))
  // Sorting is stable: of one instant, what was pushed first stays first.
  events.sort((a, b) => b.at - a.at)
  return { events: events.slice(0, limit), more: events.length > limit }
}

const contactEvent = (activity: ActivityRow, by: { id: number, name: string } | null, fallback: number, note: { isDue: boolean, hasNote: (activity: ActivityRow) => boolean }): StoryEvent => ({
  type: 'contact', at: activity.at ?? fallback, id: activity.id, kind: activity.kind, state: activity.state, direction: activity.direction,
  durationS: activity.durationS, talkS: activity.talkS, subject: activity.subject, by, ...(activity.outcome === null ? {} : { outcome: activity.outcome }),
  isContact: activity.contactAt !== null, noteMissing: activity.contactAt !== null && activity.inferred === 0 && note.isDue && !note.hasNote(activity), viaClient: activity.dealId === null, ...(activity.inferred === 1 ? { inferred: true } : {}),
})

/** Is there a note in time: on the deal, or on the client when the contact names no deal (domain.md, Contacts and notes)? */
const noteFinder = (notes: readonly NoteRow[], dealId: number, length: number, within: number): (activity: ActivityRow) => boolean => {
  const long = notes.filter(note => note.at !== null && trimmedLength(note.text) >= length)
  const ofDeal = long.filter(note => note.dealId === dealId).map(note => note.at!)
  const ofClient = long.filter(note => note.clientId !== null).map(note => note.at!)
  return ({ dealId: named, contactAt }) => (named === null ? ofClient : ofDeal).some(at => at >= contactAt! && at <= contactAt! + within)
}

const auditEvent = ({ id, at, action, payload }: AuditRow, by: { id: number, name: string } | null, text: (field: string, value: unknown) => string | null): StoryEvent => {
  const { before, after } = (payload === null ? {} : JSON.parse(payload) ?? {}) as { before?: Record<string, unknown> | null, after?: Record<string, unknown> | null }
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return {
    type: 'audit', at, id, action, by,
    changes: fields.map(field => ({ field, before: text(field, before?.[field]), after: text(field, after?.[field]) })).filter(change => change.before !== change.after),
  }
}
