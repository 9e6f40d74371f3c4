import { sql } from 'drizzle-orm'
import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { recordingProblems, recordingStates } from '../../../../src/shared/recordings.ts'
import { activity } from './activities.ts'
import { instant } from './columns.ts'
import { person } from './people.ts'

/** What is known of a call's recording since it was looked for; what the import said of it stands in `activity.recording`. */
export const recording = sqliteTable('recording', {
  activityId: integer('activity_id').primaryKey().references(() => activity.id),
  state: text('state', { enum: recordingStates }).notNull(),
  problem: text('problem', { enum: recordingProblems }),
  /** `folder` = in the team's folder of recordings, `own` = kept by Pult beside the workspace. */
  place: text('place', { enum: ['folder', 'own'] }),
  /** Path within that place, with slashes. */
  file: text('file'),
  bytes: integer('bytes'),
  /** With `bytes`: the file that was looked at, so that another one of that name is looked at again. */
  modifiedAt: instant('modified_at'),
  mime: text('mime'),
  durationS: real('duration_s'),
  /** The loudest of each tenth of a second, 0 to 255; null until they are computed. */
  peaks: blob('peaks', { mode: 'buffer' }),
  lookedAt: instant('looked_at').notNull(),
  attachedBy: integer('attached_by').references(() => person.id),
  attachedAt: instant('attached_at'),
}, table => [
  // Who else uses a file that is to go; which ones are old.
  index('recording_own').on(table.file).where(sql`place = 'own'`),
])
