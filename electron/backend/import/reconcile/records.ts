import type Database from 'better-sqlite3'
import { isLazy } from '../../store/queries/sourceFields.ts'
import { makeBulkInsert, type BulkInsert } from '../../store/writes/bulkInsert.ts'
import { auditChange, type ApplyContext, type BasedType } from './context.ts'
import { mergeFields, type Fields, type Merged, type Value } from './merge.ts'

export interface Records {
  /** Takes a new record, which is written no later than by `flush`; returns its id. `theirs` becomes the base of the next comparison. */
  create(key: Fields, theirs: Fields, more?: Fields): number
  flush(): void
  /** True when the source says what it said last and nothing of the record was decided here. */
  isSame(id: number, theirs: Fields): boolean
  ours(id: number): Fields
  base(id: number): Fields
  decided(id: number): ReadonlySet<string>
  merge(id: number, ours: Fields, base: Fields, theirs: Fields, decided?: ReadonlySet<string>): Merged
  /** Writes the changed columns, the audit entry and the settled and open divergences, and keeps `theirs` as the new base. True when the record changed. */
  finish(id: number, change: Change): boolean
}

export interface Change { ours: Fields, base: Fields, theirs: Fields, merged: Merged, /** Columns that change along and aren't the source's. */ more?: Fields }

const nothing: ReadonlySet<string> = new Set()
const pick = (fields: Fields, columns: readonly string[]): Fields => Object.fromEntries(columns.map(column => [column, fields[column]!]))
const snake = (field: string): string => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/**
 * Records of a table that have a base (`source_value`) and fields that can be decided in Pult (`field_decision`).
 * `columns` are all the columns that the source can fill; `theirs` names them in the same order, in which the base keeps them.
 * Deals, tasks and clients have a base of their own only once something differs from it (store/queries/sourceFields.ts).
 */
export const makeRecords = (context: ApplyContext, type: BasedType, columns: readonly string[], alsoRead: readonly string[] = []): Records => {
  const { sqlite } = context.db
  const decisions = readDecisions(context, type)
  const readBase = sqlite.prepare('SELECT fields FROM source_value WHERE record_type = ? AND record_id = ?').pluck()
  const saveBase = sqlite.prepare(`INSERT INTO source_value (record_type, record_id, fields) VALUES (?, ?, ?)
    ON CONFLICT (record_type, record_id) DO UPDATE SET fields = excluded.fields`)
  const readOurs = sqlite.prepare(`SELECT ${[...columns, ...alsoRead].join(', ')} FROM ${type} WHERE id = ?`)
  const lazy = isLazy(type)
  // Rows of one file have one shape.
  let insert: BulkInsert & { width: number } | null = null
  const bases = makeBulkInsert(context.db, { table: 'source_value', columns: ['record_type', 'record_id', 'fields'], numbered: false })
  const updates = new Map<string, Database.Statement>()
  const divergences = makeDivergences(context, type)

  const updateOf = (names: readonly string[]): Database.Statement => {
    const key = names.join()
    const statement = updates.get(key) ?? sqlite.prepare(`UPDATE ${type} SET ${names.map(name => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ?`)
    updates.set(key, statement)
    return statement
  }
  const baseText = (theirs: Fields, before: Fields): string => {
    if (Object.keys(theirs).length === columns.length) return JSON.stringify(theirs)
    const full: Fields = {}
    for (const column of columns) full[column] = theirs[column] !== undefined ? theirs[column] : before[column] ?? null
    return JSON.stringify(full)
  }

  const ourValues = sqlite.prepare(`SELECT ${columns.join(', ')} FROM ${type} WHERE id = ?`).raw()
  const standsHere = (id: number, theirs: Fields): boolean => {
    const ours = ourValues.get(id) as Value[]
    for (let at = 0; at < columns.length; at++) {
      const value = theirs[columns[at]!]
      if (value !== undefined && value !== ours[at]) return false
    }
    return true
  }

  return {
    create: (key, theirs, more = {}) => {
      const values = [...Object.values(key), ...Object.values(theirs), ...Object.values(more)]
      if (insert?.width !== values.length) {
        insert?.flush()
        const names = [key, theirs, more].flatMap(fields => Object.keys(fields))
        insert = { ...makeBulkInsert(context.db, { table: type, columns: names }), width: names.length }
      }
      const id = insert.add(values)
      if (!lazy) bases.add([type, id, baseText(theirs, {})])
      return id
    },
    flush: () => {
      insert?.flush()
      bases.flush()
    },
    isSame: (id, theirs) => {
      if (decisions.has(id)) return false
      const before = readBase.get(type, id) as string | undefined
      if (before === undefined) return lazy && standsHere(id, theirs)
      // A file with all columns is compared as text, without taking the base apart.
      return baseText(theirs, Object.keys(theirs).length === columns.length ? {} : JSON.parse(before) as Fields) === before
    },
    ours: id => readOurs.get(id) as Fields,
    base: id => {
      const before = readBase.get(type, id) as string | undefined
      if (before !== undefined) return JSON.parse(before) as Fields
      return lazy ? pick(readOurs.get(id) as Fields, columns) : {}
    },
    decided: id => decisions.get(id) ?? nothing,
    merge: (id, ours, base, theirs, decided) => mergeFields(ours, base, theirs, decided ?? decisions.get(id) ?? nothing),
    finish: (id, { ours, base, theirs, merged, more = {} }) => {
      divergences.settle(id, merged.confirmed)
      for (const field of merged.diverging) divergences.note(id, field, ours[field] ?? null, theirs[field] ?? null)
      saveBase.run(type, id, baseText(theirs, base))
      const values = { ...merged.values, ...more }
      const names = Object.keys(values)
      if (names.length === 0) return false
      updateOf(names).run(...Object.values(values), id)
      auditChange(context, type, id, ours, values)
      return true
    },
  }
}

const readDecisions = (context: ApplyContext, type: BasedType): Map<number, Set<string>> => {
  const decisions = new Map<number, Set<string>>()
  const rows = context.db.sqlite.prepare('SELECT record_id AS id, field FROM field_decision WHERE record_type = ?').all(type) as { id: number, field: string }[]
  for (const { id, field } of rows) {
    const fields = decisions.get(id) ?? new Set()
    decisions.set(id, fields.add(snake(field)))
  }
  return decisions
}

/** Field names are read and written as columns (`owner_id`); rows that say `ownerId` mean the same. */
const makeDivergences = (context: ApplyContext, type: BasedType) => {
  const { sqlite } = context.db
  const decisionRows = sqlite.prepare('SELECT field FROM field_decision WHERE record_type = ? AND record_id = ?').pluck()
  const forget = sqlite.prepare('DELETE FROM field_decision WHERE record_type = ? AND record_id = ? AND field = ?')
  const openRows = sqlite.prepare('SELECT id, field, ours, theirs FROM divergence WHERE record_type = ? AND record_id = ? AND resolved_at IS NULL')
  const resolve = sqlite.prepare('UPDATE divergence SET resolved_at = ?, resolution = \'confirmed\' WHERE id = ?')
  const refresh = sqlite.prepare('UPDATE divergence SET ours = ?, theirs = ?, batch_id = ?, seen_at = ? WHERE id = ?')
  const insert = sqlite.prepare('INSERT INTO divergence (record_type, record_id, field, ours, theirs, batch_id, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const kept = sqlite.prepare(`SELECT 1 FROM divergence WHERE id = (SELECT max(id) FROM divergence WHERE record_type = ? AND record_id = ? AND field = ?)
    AND resolution = 'kept_ours' AND ours IS ? AND theirs IS ?`)
  const openOf = (id: number, field: string) =>
    (openRows.all(type, id) as { id: number, field: string, ours: string, theirs: string }[]).filter(row => snake(row.field) === field)
  return {
    settle: (id: number, fields: readonly string[]): void => {
      for (const field of fields) {
        for (const row of decisionRows.all(type, id) as string[]) if (snake(row) === field) forget.run(type, id, row)
        for (const row of openOf(id, field)) resolve.run(context.asOf, row.id)
      }
    },
    note: (id: number, field: string, ours: unknown, theirs: unknown): void => {
      const [oursText, theirsText] = [JSON.stringify(ours), JSON.stringify(theirs)]
      // Somebody chose to keep this very value over that one: it waits in the outbox, not here.
      if (kept.get(type, id, field, oursText, theirsText)) return
      context.found.divergences++
      const known = openOf(id, field)[0]
      if (!known) insert.run(type, id, field, oursText, theirsText, context.batchId, context.asOf)
      else if (known.ours !== oursText || known.theirs !== theirsText) refresh.run(oursText, theirsText, context.batchId, context.asOf, known.id)
    },
  }
}

/**
 * Makes what takes only the fields whose column the file has. `fields` are the columns of the table; `columnOf` names the
 * file's column where it differs.
 */
export const makePresent = (fields: readonly string[], columns: ReadonlySet<string>, columnOf: Readonly<Record<string, string>> = {}): (theirs: Fields) => Fields => {
  const taken = fields.filter(field => columns.has(columnOf[field] ?? field))
  if (taken.length === fields.length) return theirs => theirs
  return theirs => {
    const found: Fields = {}
    for (const field of taken) found[field] = theirs[field]!
    return found
  }
}
