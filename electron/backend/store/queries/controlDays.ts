import type { Figures, WalkRow } from '../../domain/control/summary.ts'
import type { DecisionKind, FindingKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../db.ts'
import { all, one, statement } from './rows.ts'

/** What a day keeps besides its figures. Ids only. */
export interface KeptOfDay {
  /** Notes drawn for reading, by manager. */
  notes: [managerId: number, noteIds: number[]][]
  /** Managers (null = nobody's) whose part of the backlog was picked already. */
  picked: (number | null)[]
  /** Of a missed day that is made up for: the figures of its evening, and the findings that held then. */
  evening: { figures: Figures, held: number[] } | null
}

export interface ControlDayRow {
  day: string
  openedAt: number
  asOf: number
  kept: KeptOfDay
  signedAt: number | null
  signedBy: number | null
  reportHash: string | null
  version: number
}

const columns = 'day, opened_at AS openedAt, as_of AS asOf, drawn, signed_at AS signedAt, signed_by AS signedBy, report_hash AS reportHash, version'
const toRow = ({ drawn, ...row }: Omit<ControlDayRow, 'kept'> & { drawn: string }): ControlDayRow =>
  ({ ...row, kept: { notes: [], picked: [], evening: null, ...JSON.parse(drawn) as Partial<KeptOfDay> } })

export const readControlDay = (db: ReadDb, day: string): ControlDayRow | null => {
  const row = one<Omit<ControlDayRow, 'kept'> & { drawn: string }>(db, `SELECT ${columns} FROM control_day WHERE day = ?`, day)
  return row ? toRow(row) : null
}

export const firstControlDay = (db: ReadDb): string | null => one<{ day: string | null }>(db, 'SELECT min(day) AS day FROM control_day')!.day
export const signedDays = (db: ReadDb): Set<string> => new Set(all<{ day: string }>(db, 'SELECT day FROM control_day WHERE signed_at IS NOT NULL').map(row => row.day))
/** The report's JSON of a signed day, or null. */
export const readReport = (db: ReadDb, day: string): { report: string, reportHash: string } | null =>
  one<{ report: string, reportHash: string }>(db, 'SELECT report, report_hash AS reportHash FROM control_day WHERE day = ? AND signed_at IS NOT NULL', day) ?? null
/** The `checks` of the last signed day before `day`, as JSON. */
export const readChecksBefore = (db: ReadDb, day: string): string | null =>
  one<{ checks: string | null }>(db, "SELECT json_extract(report, '$.checks') AS checks FROM control_day WHERE signed_at IS NOT NULL AND day < ? ORDER BY day DESC LIMIT 1", day)?.checks ?? null

type RawRow = [number, FindingKind, number, number | null, number | null, number | null, number, string | null, number, number, number, number, number]

const walkColumns = 'f.id, f.kind, f.record_id, f.deal_id, f.manager_id, f.amount, f.no_rate, f.since_day, f.backlog, coalesce(f.walk_day = $day, 0)'

export interface WalkScope {
  /** Of a past day: only the findings that held on its evening (and what was decided in its control). */
  held: readonly number[] | null
  kinds?: readonly FindingKind[]
  /** Of these findings alone. */
  only?: readonly number[]
  /** Leaves out the backlog that nobody picked or decided. */
  walkOnly?: boolean
}

/** Every finding that the day's walk may show: those that hold, and those decided in its control. */
export const loadWalkRows = (db: ReadDb, day: string, { held, kinds, only: among, walkOnly }: WalkScope): WalkRow[] => {
  const ofKinds = `${kinds ? 'AND f.kind IN (SELECT value FROM json_each($kinds))' : ''} ${among ? 'AND f.id IN (SELECT value FROM json_each($among))' : ''}`
  const rows = statement(db, `
    SELECT ${walkColumns}, (f.decision_id IS NULL OR coalesce(f.decided_until_day <= $day, 0)), coalesce(d.day = $day, 0), 1
    FROM finding AS f LEFT JOIN finding_decision AS d ON d.id = f.decision_id WHERE ${among ? '+' : ''}f.present = 1 ${ofKinds} ${walkOnly ? 'AND (f.backlog = 0 OR f.walk_day = $day OR f.decision_id IS NOT NULL)' : ''}
    UNION ALL
    SELECT ${walkColumns}, 0, 1, 0
    FROM finding_decision AS d JOIN finding AS f ON f.id = d.finding_id AND f.decision_id = d.id WHERE d.day = $day AND ${among ? '+' : ''}f.present = 0 ${ofKinds}`).raw().all({ day, ...kinds && { kinds: JSON.stringify(kinds) }, ...among && { among: JSON.stringify(among) } }) as RawRow[]
  const only = held === null ? null : new Set(held)
  const found: WalkRow[] = []
  for (const row of rows) {
    if (only !== null && row[11] === 0 && !only.has(row[0])) continue
    found.push({
      id: row[0], kind: row[1], recordId: row[2], dealId: row[3], managerId: row[4], amount: row[5], noRate: row[6] === 1, sinceDay: row[7],
      backlog: row[8] === 1, picked: row[9] === 1, open: row[10] === 1, decided: row[11] === 1, present: row[12] === 1,
    })
  }
  return found
}

/** Backlog findings that are open on `day`, with the decision that stood until then. */
export const loadBacklogCandidates = (db: ReadDb, day: string): { id: number, managerId: number | null, amount: number | null, sinceDay: string | null, decision: DecisionKind | null }[] => all(db, `
  SELECT f.id, f.manager_id AS managerId, f.amount, f.since_day AS sinceDay, d.kind AS decision
  FROM finding AS f LEFT JOIN finding_decision AS d ON d.id = f.decision_id
  WHERE f.present = 1 AND f.backlog = 1 AND (f.decision_id IS NULL OR f.decided_until_day <= ?)`, day)

export const countOpenBacklog = (db: ReadDb, day: string): number => one<{ count: number }>(db, `
  SELECT count(*) AS count FROM finding WHERE present = 1 AND backlog = 1 AND (decision_id IS NULL OR decided_until_day <= ?)`, day)!.count

/** People absent on `day`, with the last day of it. */
export const absentOn = (db: ReadDb, day: string): Map<number, string> =>
  new Map(all<{ personId: number, toDay: string }>(db, 'SELECT person_id AS personId, max(to_day) AS toDay FROM absence WHERE from_day <= $day AND to_day >= $day GROUP BY person_id', { day }).map(row => [row.personId, row.toDay]))

export const personNames = (db: ReadDb): Map<number, string> => new Map(all<{ id: number, name: string }>(db, 'SELECT id, name FROM person').map(row => [row.id, row.name]))

/** Notes that may be drawn for reading: written from `from` to `to` by managers, or by people whose role nobody gave. */
export const loadNotePool = (db: ReadDb, from: number, to: number): { id: number, managerId: number }[] => all(db, `
  SELECT note.id, note.author_id AS managerId FROM note JOIN person ON person.id = note.author_id
  WHERE note.created_at >= ? AND note.created_at <= ? AND trim(coalesce(note.text, '')) <> '' AND (person.role = 'manager' OR person.role IS NULL) ORDER BY note.id`, from, to)
