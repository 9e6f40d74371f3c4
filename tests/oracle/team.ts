// The pieces that a team is made of: its tables, its names, its ways of writing the same thing.

import type { Row } from './csv.ts'
import type { NativeFile } from './records.ts'
import type { Random } from './random.ts'
import type { Schedule } from './schedule.ts'
import { addDays, formatInZone, formatWithOffset, hour, instantOfLocal, localDay, minute } from './time.ts'

export type Tables = Record<NativeFile, Row[]>

export const columns: Readonly<Record<NativeFile, readonly string[]>> = {
  people: ['id', 'name', 'role', 'team', 'email', 'phone', 'active'],
  stages: ['pipeline', 'stage', 'order', 'kind', 'dwell_limit_days', 'probability'],
  clients: ['id', 'name', 'kind', 'phone', 'email', 'owner_id', 'created_at', 'created_by', 'channel'],
  deals: ['id', 'title', 'client_id', 'owner_id', 'pipeline', 'stage', 'status', 'amount', 'currency', 'channel', 'created_at',
    'updated_at', 'stage_entered_at', 'expected_close', 'closed_at', 'refusal_reason'],
  stage_moves: ['deal_id', 'from_stage', 'to_stage', 'at', 'by'],
  tasks: ['id', 'deal_id', 'client_id', 'assignee_id', 'kind', 'title', 'created_at', 'due_at', 'done_at', 'result'],
  activities: ['id', 'deal_id', 'client_id', 'manager_id', 'kind', 'state', 'direction', 'created_at', 'occurred_at',
    'duration_s', 'talk_s', 'recording', 'subject'],
  notes: ['id', 'deal_id', 'client_id', 'author_id', 'created_at', 'text', 'pinned'],
}

export interface StageSetting { pipeline: string; stage: string; kind: string; order: number; limit: number | null }

export interface Team {
  random: Random
  schedule: Schedule
  currency: string
  /** Whether to make also what the rule book leaves most open; the README says how the oracle reads it. */
  contested: boolean
  tables: Tables
  stages: StageSetting[]
  people: string[]
  managers: string[]
  /** When each deal came into its stage, by its id. */
  entered: Map<string, number>
  counter: { value: number }
  /** Rows that some export has had: another may leave them out. */
  written: Set<Row>
}

export function emptyTables(): Tables {
  return { people: [], stages: [], clients: [], deals: [], stage_moves: [], tasks: [], activities: [], notes: [] }
}

const strangeIds = ['constructor', '__proto__', 'toString', 'null', 'undefined', 'NaN', '0', '00']

/** Ids of every alphabet: UTF-16 order, locale order and number order all differ from code-point order. */
export function makeId(team: Team): string {
  const { random, counter } = team
  counter.value += 1
  const number = counter.value
  if (number % 60 === 7) {
    const strange = strangeIds[Math.floor(number / 60)]
    if (strange !== undefined) return strange
  }
  switch (random.between(0, 24)) {
    case 0: return `сделка-${number}`
    case 1: return `Ёж-${number}`
    case 2: return `😀${number}`
    case 3: return `𐐷${number}`
    case 4: return `\uFF21${number}`
    case 5: return `say "${number}"`
    case 6: return `a,${number};b`
    case 7: return `#${number}!`
    case 8: return `AB${number}`
    case 9: return `ab${number}`
    case 10: return `000${number}`
    case 11: return `e\u0301-${number}`
    case 12: return `\u00e9-${number}`
    case 13: return `it's ${number}%`
    case 14: return `=${number}+1`
    default: return `${number}`
  }
}

export function writeInstant(team: Team, instant: number): string {
  const { random, schedule } = team
  const zoned = formatInZone(instant, schedule.timezone)
  switch (random.between(0, 9)) {
    case 0: return new Date(instant).toISOString().replace('.000Z', 'Z')
    case 1: return formatWithOffset(instant, -3.5 * hour)
    case 2: return formatWithOffset(instant, 14 * hour)
    case 3: return instant % 1000 === 0 ? `${zoned.slice(0, 19)}.000${zoned.slice(19)}` : zoned
    case 4: return instant % minute === 0 ? `${zoned.slice(0, 16)}${zoned.slice(19)}` : zoned
    default: return zoned
  }
}

/** An instant on the local day that is so many days before the day of some moment, often at an edge of that day. */
export function instantDaysBefore(team: Team, moment: number, days: number): number {
  const { random, schedule } = team
  const day = addDays(localDay(moment, schedule.timezone), -days)
  const time = random.weighted({ '00:00:00': 1, '00:00:01': 1, '23:59:59': 1, '02:30:00': 1, same: 1, within: 5 })
  if (time === 'same') return moment - days * 24 * hour
  if (time !== 'within') return instantOfLocal(day, time, schedule.timezone)
  const clock = [random.between(0, 23), random.between(0, 59), random.between(0, 59)]
  return instantOfLocal(day, clock.map((part) => String(part).padStart(2, '0')).join(':'), schedule.timezone)
}

/** A text of so many code points after trimming. */
export function makeText(random: Random, length: number): string {
  const alphabet = random.pick(['абвгдежзик', 'abcdefghij', '😀😁😂🤣😃😄😅😆😉😊'])
  const characters = Array.from(alphabet)
  const text = Array.from({ length }, (_unused, index) => characters[index % characters.length] ?? 'x').join('')
  const before = random.weighted({ none: 6, spaces: 1, lines: 1 })
  const padding = before === 'none' ? '' : before === 'spaces' ? '     ' : ' \t\u00a0\n '
  return random.chance(0.5) ? `${padding}${text}` : `${text}${padding}`
}

/** Half of the texts are long enough, the rest lie at the edge or are empty. */
export function makeResult(random: Random): string {
  switch (random.weighted({ long: 5, ten: 1, nine: 1, empty: 1, blank: 1, short: 1 })) {
    case 'long': return makeText(random, random.between(11, 60))
    case 'ten': return makeText(random, 10)
    case 'nine': return makeText(random, 9)
    case 'blank': return '            '
    case 'short': return makeText(random, random.between(1, 8))
    case 'empty': return ''
  }
}

export function makePhone(random: Random, number: number): string {
  const digits = `9${String(160_000_000 + number).slice(-9)}`
  return writePhone(random, digits)
}

export function writePhone(random: Random, digits: string): string {
  const [code, first, second, third] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6, 8), digits.slice(8)]
  return random.pick([
    `+7${digits}`, `+7 (${code}) ${first}-${second}-${third}`, `+7 ${code} ${first} ${second} ${third}`, `+7-${code}-${first}-${second}${third}`,
  ])
}
