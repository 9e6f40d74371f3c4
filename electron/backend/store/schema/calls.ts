import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { activity } from './activities.ts'
import { day, flag, instant } from './columns.ts'
import { person } from './people.ts'

/** What calls are scored by. Its criteria stand in its versions: a check keeps the one it was scored with. */
export const scorecard = sqliteTable('scorecard', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** A message key for the shipped one, so that it follows the language; null for the team's own. */
  key: text('key'),
  name: text('name'),
  active: flag('active').notNull().default(1),
  version: integer('version').notNull().default(1),
})

export const scorecardVersion = sqliteTable('scorecard_version', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  scorecardId: integer('scorecard_id').notNull().references(() => scorecard.id),
  number: integer('number').notNull(),
  createdAt: instant('created_at').notNull(),
  createdBy: integer('created_by').references(() => person.id),
  /** JSON: sections with their criteria, weights, kinds, phrases. Written once, never changed. */
  sections: text('sections').notNull(),
}, table => [uniqueIndex('scorecard_version_number').on(table.scorecardId, table.number)])

/** One person's check of one call; a draft until it is done. A second person's is a row of its own. */
export const callCheck = sqliteTable('call_check', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  activityId: integer('activity_id').notNull().references(() => activity.id),
  checkerId: integer('checker_id').notNull().references(() => person.id),
  scorecardVersionId: integer('scorecard_version_id').notNull().references(() => scorecardVersion.id),
  state: text('state', { enum: ['draft', 'done'] }).notNull(),
  /** 1 = scored apart from an earlier check of the same call; the call's verdict and score stay the first one's. */
  blind: flag('blind').notNull().default(0),
  verdict: text('verdict', { enum: ['conversation', 'voicemail', 'wrong_number', 'no_talk'] }),
  /** JSON: score (or «not applicable») and comment by criterion. */
  scores: text('scores').notNull(),
  /** JSON: comments at a second of the recording. */
  comments: text('comments').notNull(),
  comment: text('comment'),
  /** Percent; null when nothing was applicable. */
  total: real('total'),
  nextStep: text('next_step'),
  agreedDay: day('agreed_day'),
  /** Derived: the start of the agreed day where the workspace is. */
  agreedAt: instant('agreed_at'),
  startedAt: instant('started_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  doneAt: instant('done_at'),
  version: integer('version').notNull().default(1),
}, table => [
  uniqueIndex('call_check_person').on(table.activityId, table.checkerId),
  index('call_check_done').on(table.doneAt).where(sql`state = 'done'`),
  index('call_check_agreed').on(table.agreedAt, table.activityId).where(sql`agreed_at IS NOT NULL`),
])

/** A call belongs to one listener while it is scored. */
export const callLock = sqliteTable('call_lock', {
  activityId: integer('activity_id').primaryKey().references(() => activity.id),
  personId: integer('person_id').notNull().references(() => person.id),
  takenAt: instant('taken_at').notNull(),
  /** The last key pressed: a lock left alone goes to whoever asks next. */
  seenAt: instant('seen_at').notNull(),
}, table => [index('call_lock_person').on(table.personId)])

/** A manager appeals once a check; the head decides. */
export const callAppeal = sqliteTable('call_appeal', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  checkId: integer('check_id').notNull().references(() => callCheck.id),
  managerId: integer('manager_id').notNull().references(() => person.id),
  raisedAt: instant('raised_at').notNull(),
  text: text('text').notNull(),
  state: text('state', { enum: ['pending', 'upheld', 'changed'] }).notNull(),
  decidedBy: integer('decided_by').references(() => person.id),
  decidedAt: instant('decided_at'),
  decisionComment: text('decision_comment'),
  /** JSON of the check as the manager appealed against it: an accepted appeal changes the check itself. */
  before: text('before'),
  version: integer('version').notNull().default(1),
}, table => [uniqueIndex('call_appeal_check').on(table.checkId), index('call_appeal_state').on(table.state, table.raisedAt)])

/** How much of a call's recording a person has played, over all their listenings. */
export const callListening = sqliteTable('call_listening', {
  activityId: integer('activity_id').notNull().references(() => activity.id),
  personId: integer('person_id').notNull().references(() => person.id),
  firstAt: instant('first_at').notNull(),
  lastAt: instant('last_at').notNull(),
  times: integer('times').notNull().default(1),
  lengthS: real('length_s').notNull(),
  /** JSON: [from, to] in seconds, in order, without overlaps; skipped silence is within them. */
  ranges: text('ranges').notNull(),
  coveredS: real('covered_s').notNull(),
  /** When 80 % were played, or the verdict said that there is nothing to hear. */
  listenedAt: instant('listened_at'),
}, table => [
  primaryKey({ columns: [table.activityId, table.personId] }),
  index('call_listening_listened').on(table.listenedAt).where(sql`listened_at IS NOT NULL`),
])

/** The day's list, kept as it was drawn; the seed makes it again. */
export const callDraw = sqliteTable('call_draw', {
  day: day('day').notNull(),
  activityId: integer('activity_id').notNull().references(() => activity.id),
  managerId: integer('manager_id').notNull().references(() => person.id),
  reason: text('reason', { enum: ['suspicious', 'refusal', 'no_note', 'random', 'picked'] }).notNull(),
  position: integer('position').notNull(),
  seed: integer('seed').notNull(),
  drawnAt: instant('drawn_at').notNull(),
}, table => [primaryKey({ columns: [table.day, table.activityId] }), index('call_draw_manager').on(table.day, table.managerId, table.position), index('call_draw_activity').on(table.activityId)])
