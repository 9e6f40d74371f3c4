import { PultError } from '../../../src/shared/errors.ts'
import { trimmedLength } from '../domain/text.ts'
import { parseDay } from '../domain/time/days.ts'
import { personNames, readControlDay } from '../store/queries/controlDays.ts'
import { all, one } from '../store/queries/rows.ts'
import { dayAsked } from './controlDay.ts'
import type { Session } from './desk.ts'

export interface ReadingInput { day?: string, what: 'results' | 'notes', cursor?: string, limit: number }
export interface ReadingRow { id: number, manager: { id: number, name: string } | null, dealId: number | null, title: string, text: string, at: number, short: boolean }
export interface ReadingPage { rows: ReadingRow[], next: string | null, total: number }

type Found = Omit<ReadingRow, 'manager' | 'short'> & { managerId: number | null }

/** What the head reads: results of tasks closed since the last signed control (E), or the notes drawn for the day (C). Oldest first. */
export const dayReading = ({ desk }: Session, input: ReadingInput): ReadingPage => {
  const now = desk.clock()
  const { day } = dayAsked(desk, now, input.day)
  const { rules, zone } = desk.settings()
  const row = readControlDay(desk.db, day)
  const number = parseDay(day)!
  const asOf = row?.signedAt != null || row?.kept.evening ? row.asOf : Math.min(now, zone.startOfDay(number + 1) - 1)
  const [afterAt, afterId] = readCursor(input.cursor)
  const isNotes = input.what === 'notes'
  const parameters = isNotes
    ? { ids: JSON.stringify((row?.kept.notes ?? []).flatMap(([, ids]) => ids)) }
    : { from: (one<{ asOf: number | null }>(desk.db, 'SELECT max(as_of) AS asOf FROM control_day WHERE signed_at IS NOT NULL AND as_of < ?', asOf)!.asOf ?? zone.startOfDay(number) - 1) + 1, asOf }
  const source = isNotes ? notesSql : resultsSql
  const total = one<{ count: number }>(desk.db, `SELECT count(*) AS count FROM (${source})`, parameters)!.count
  const found = all<Found>(desk.db, `SELECT * FROM (${source}) WHERE (at, id) > ($afterAt, $afterId) ORDER BY at, id LIMIT $limit`, { ...parameters, afterAt, afterId, limit: input.limit + 1 })
  const page = found.slice(0, input.limit)
  const names = personNames(desk.db)
  const shortest = isNotes ? rules.noteLength : rules.taskResultLength
  return {
    rows: page.map(({ managerId, ...read }) => ({ ...read, manager: managerId === null ? null : { id: managerId, name: names.get(managerId) ?? '' }, short: trimmedLength(read.text) < shortest })),
    next: found.length > page.length ? `${page.at(-1)!.at}/${page.at(-1)!.id}` : null,
    total,
  }
}

const resultsSql = `
  SELECT task.id, task.assignee_id AS managerId, task.deal_id AS dealId, coalesce(task.title, deal.title, task.kind, '') AS title, coalesce(task.result, '') AS text, task.done_at AS at
  FROM task LEFT JOIN deal ON deal.id = task.deal_id WHERE task.done_at >= $from AND task.done_at <= $asOf AND task.cancelled_at IS NULL AND task.inferred = 0`

const notesSql = `
  SELECT note.id, note.author_id AS managerId, note.deal_id AS dealId, coalesce(deal.title, client.name, '') AS title, coalesce(note.text, '') AS text, note.created_at AS at
  FROM json_each($ids) AS drawn JOIN note ON note.id = drawn.value LEFT JOIN deal ON deal.id = note.deal_id LEFT JOIN client ON client.id = note.client_id`

const readCursor = (text: string | undefined): [number, number] => {
  if (text === undefined) return [Number.MIN_SAFE_INTEGER, 0]
  const match = /^(-?\d+)\/(\d+)$/.exec(text)
  if (!match) throw new PultError('BAD_INPUT', 'This is not a cursor of this list.', { cursor: text })
  return [Number(match[1]), Number(match[2])]
}
