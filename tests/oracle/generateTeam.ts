// A test team: three exports of the same CRM, some days apart, with every corner of the rule book in them.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeBadRows } from './badRows.ts'
import { writeCsv, type Row } from './csv.ts'
import { makeClient, makeDeal, makePeople, makeStages } from './generateBase.ts'
import { makeActivity, makeFactsOfDeal, makeTask } from './generateFacts.ts'
import { changeTeam, makeTodaysClients } from './generateLater.ts'
import { seededRandom } from './random.ts'
import { nativeFiles, type NativeFile } from './records.ts'
import { makeSchedule } from './schedule.ts'
import { columns, emptyTables, type Team } from './team.ts'
import { formatInZone, hour, minute } from './time.ts'

export interface TeamOptions {
  seed: number
  deals: number
  /** Where the three folders are written. */
  dir: string
  timezone: string
  currency: string
  /** Files that no export has: 'tasks', 'notes', 'activities', 'stage_moves'. */
  omit?: readonly string[]
  /** Files that the first export lacks and the later ones bring. */
  omitAtFirst?: readonly string[]
  /** Also what the rule book leaves most open; off by default. */
  contested?: boolean
  /** Off for an export without a single bad row. */
  badRows?: boolean
}

export interface GeneratedTeam {
  imports: { dir: string; asOf: string }[]
  /** Moments to compare at, in order; each is to be asked after the imports that are not later than it. */
  reviews: string[]
  /** For each review, how many imports come before it. */
  importsBefore: number[]
}

function makeBase(team: Team, deals: number, importAt: number): void {
  const { random } = team
  makePeople(team, Math.max(4, Math.ceil(deals / 100)))
  makeStages(team)
  for (let index = 0; index < Math.ceil(deals * 0.7); index += 1) {
    makeClient(team, importAt - random.between(10 * 24 * 60, 300 * 24 * 60) * minute - index * 1000, index)
  }
  makeTodaysClients(team, importAt, Math.ceil(deals / 60))
  for (let index = 0; index < deals; index += 1) {
    const deal = makeDeal(team, importAt, random.chance(0.02) ? importAt - hour : null)
    makeFactsOfDeal(team, deal, importAt, importAt - 60 * 24 * hour)
  }
  for (let left = Math.ceil(deals / 100); left > 0; left -= 1) {
    const owner = { dealId: '', clientId: random.pick(['', random.pick(team.tables.clients)['id'] ?? '']), managerId: random.pick(team.people) }
    makeTask(team, owner, importAt, importAt - 30 * 24 * hour)
    makeActivity(team, owner, importAt, importAt - 30 * 24 * hour)
  }
}

function writeFolder(team: Team, dir: string, importAt: number, left: ReadonlySet<string>, badRows: boolean, isFirst: boolean): void {
  const { random, tables } = team
  mkdirSync(dir, { recursive: true })
  const bad: Partial<Record<NativeFile, Row[]>> = badRows ? makeBadRows(team, tables, importAt) : {}
  for (const file of nativeFiles) {
    if (left.has(file)) continue
    // A later export may be partial: what it does not name stays as it was known.
    const rows = isFirst || random.chance(0.5) ? [...tables[file]] : tables[file].filter(() => random.chance(0.97))
    const kept = new Set(rows)
    const isKnown = (row: Row): boolean => isFirst || kept.has(row) || team.written.has(row)
    if (file === 'deals' || file === 'clients' || file === 'people' || file === 'stages') {
      for (const row of tables[file]) if (!isKnown(row)) rows.push(row)
    }
    const badOfFile = (bad[file] ?? []).filter((row) => !isDuplicateOfMissing(file, row, tables[file], rows))
    const written = [...random.shuffled(rows).map((row) => badRows && !isFirst ? spoiled(team, file, row, badOfFile) : row), ...badOfFile]
    for (const row of rows) team.written.add(row)
    const order = random.shuffled(columns[file])
    writeCsv(join(dir, `${file}.csv`), random.chance(0.3) ? [...order, 'unknown_column'] : order, written, random.chance(0.3))
  }
}

/** Sometimes what is known comes again broken: the row is rejected, and what was known stays. */
function spoiled(team: Team, file: NativeFile, row: Row, bad: readonly Row[]): Row {
  if (!team.written.has(row) || team.random.chance(0.996) || bad.some((other) => other['id'] === row['id'])) return row
  if (file === 'deals') return { ...row, amount: '7.12345' }
  if (file === 'tasks') return { ...row, due_at: '2026-02-29T10:00:00+03:00' }
  return file === 'notes' ? { ...row, text: '', author_id: 'nobody at all' } : row
}

/** A second row of a key is only bad when the first is in the same file. */
function isDuplicateOfMissing(file: NativeFile, row: Row, all: readonly Row[], rows: readonly Row[]): boolean {
  const keys: readonly string[] = file === 'stages' ? ['pipeline', 'stage'] : file === 'stage_moves' ? ['deal_id', 'at'] : ['id']
  const isSame = (other: Row): boolean => keys.every((key) => other[key] === row[key])
  return all.some(isSame) && !rows.some(isSame)
}

export function generateTeam(options: TeamOptions): GeneratedTeam {
  const random = seededRandom(options.seed)
  const schedule = makeSchedule(random, options.timezone)
  const team: Team = {
    random, schedule, currency: options.currency, contested: options.contested ?? false, tables: emptyTables(), stages: [],
    people: [], managers: [], entered: new Map(), counter: { value: 0 }, written: new Set(),
  }
  const dragged = new Set<string>()
  const imports = schedule.imports.map((importAt, index) => {
    const before = schedule.imports[index - 1]
    if (before === undefined) makeBase(team, options.deals, importAt)
    else changeTeam(team, { from: before, to: importAt }, dragged)
    const left = new Set([...(options.omit ?? []), ...(index === 0 ? options.omitAtFirst ?? [] : [])])
    const dir = join(options.dir, `import-${index + 1}`)
    writeFolder(team, dir, importAt, left, options.badRows ?? true, index === 0)
    return { dir, asOf: formatInZone(importAt, options.timezone) }
  })
  return {
    imports,
    reviews: schedule.reviewTexts,
    importsBefore: schedule.reviews.map((moment) => schedule.imports.filter((importAt) => importAt <= moment).length),
  }
}
