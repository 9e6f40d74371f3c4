import type Database from 'better-sqlite3'
import { redacted } from '../../domain/erasure.ts'
import { contactAtSql } from '../../store/writes/derive.ts'
import { makeBulkInsert } from '../../store/writes/bulkInsert.ts'
import { beginBulkLoad } from '../../store/writes/loadInBulk.ts'
import type { ActivityRow, AdCostRow, NoteRow, StagedFile } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import { auditChange, readOwn, type ApplyContext } from './context.ts'
import type { Fields, Value } from './merge.ts'
import { makePresent } from './records.ts'

/** Brings a row without a base up to what the file says, comparing with the present values. Returns them before the change, or null when nothing differs. */
const makeUpdater = (context: ApplyContext, table: 'activity' | 'note', columns: readonly string[]) => {
  const { sqlite } = context.db
  const read = sqlite.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`)
  const statements = new Map<string, Database.Statement>()
  return (id: number, theirs: Fields): Fields | null => {
    const ours = read.get(id) as Fields
    const values: Fields = {}
    for (const field of Object.keys(theirs)) if (theirs[field] !== ours[field]) values[field] = theirs[field]!
    const names = Object.keys(values)
    if (names.length === 0) return null
    const key = names.join()
    const statement = statements.get(key) ?? sqlite.prepare(`UPDATE ${table} SET ${names.map(name => `${name} = ?`).join(', ')}, version = version + 1 WHERE id = ?`)
    statements.set(key, statement)
    statement.run(...Object.values(values), id)
    auditChange(context, table, id, ours, values)
    return ours
  }
}

/** What a contact or a note counts for: its deal, or the deals of its client. */
const touch = (context: ApplyContext, dealId: Value | undefined, clientId: Value | undefined): void => {
  if (typeof dealId === 'number') context.touched.deals.add(dealId)
  else if (typeof clientId === 'number') context.touched.clients.add(clientId)
}

const activityColumns = ['deal_id', 'client_id', 'manager_id', 'kind', 'state', 'direction', 'created_at', 'occurred_at', 'duration_s', 'talk_s', 'recording', 'subject']

export function* applyActivities(context: ApplyContext, file: StagedFile<ActivityRow>): Steps {
  const own = readOwn(context, 'activity', file.expected)
  const update = makeUpdater(context, 'activity', activityColumns)
  const present = makePresent(activityColumns, file.columns)
  const made = makeBulkInsert(context.db, {
    table: 'activity', columns: ['source', 'external_id', ...activityColumns], computed: { contact_at: of => contactAtSql(column => column === 'judged_fake' ? '0' : of(column)) },
  })
  const indexAnew = beginBulkLoad(context.db, 'activity', file.expected, ['activity_key_point'])
  const take = (row: ActivityRow): void => {
    const dealId = context.deals.resolve(row.deal)
    const clientId = context.clients.resolve(row.client)
    const managerId = context.people.resolve(row.manager)
    if (context.erased.has(clientId, dealId)) Object.assign(row, { recording: null, subject: null })
    const id = own.get(row.key)
    if (id === undefined) {
      made.add([context.source, row.key, dealId, clientId, managerId, row.kind, row.state, row.direction, row.createdAt, row.occurredAt, row.durationS, row.talkS, row.recording, row.subject])
      touch(context, dealId, clientId)
      context.created.activities++
      return
    }
    const theirs = present({
      deal_id: dealId, client_id: clientId, manager_id: managerId, kind: row.kind, state: row.state, direction: row.direction,
      created_at: row.createdAt, occurred_at: row.occurredAt, duration_s: row.durationS, talk_s: row.talkS, recording: row.recording, subject: row.subject,
    })
    const ours = update(id, theirs)
    if (ours) {
      touch(context, ours.deal_id, ours.client_id)
      touch(context, theirs.deal_id ?? ours.deal_id, theirs.client_id ?? ours.client_id)
      context.touched.activities.add(id)
    }
    context[ours ? 'updated' : 'unchanged'].activities++
  }
  yield* eachRow(file.slices, take)
  made.flush()
  indexAnew()
}

const noteColumns = ['deal_id', 'client_id', 'author_id', 'created_at', 'text', 'pinned']

export function* applyNotes(context: ApplyContext, file: StagedFile<NoteRow>): Steps {
  const own = readOwn(context, 'note', file.expected)
  const update = makeUpdater(context, 'note', noteColumns)
  const present = makePresent(noteColumns, file.columns)
  const made = makeBulkInsert(context.db, { table: 'note', columns: ['source', 'external_id', ...noteColumns] })
  const indexAnew = beginBulkLoad(context.db, 'note', file.expected)
  const take = (row: NoteRow): void => {
    const dealId = context.deals.resolve(row.deal)
    const clientId = context.clients.resolve(row.client)
    const authorId = context.people.resolve(row.author)
    if (context.erased.has(clientId, dealId)) row.text = redacted(row.text)
    const id = own.get(row.key)
    if (id === undefined) {
      made.add([context.source, row.key, dealId, clientId, authorId, row.createdAt, row.text, row.pinned ?? 0])
      touch(context, dealId, null)
      context.created.notes++
      return
    }
    const theirs = present({ deal_id: dealId, client_id: clientId, author_id: authorId, created_at: row.createdAt, text: row.text, pinned: row.pinned ?? 0 })
    const ours = update(id, theirs)
    if (ours) {
      touch(context, ours.deal_id, null)
      touch(context, theirs.deal_id, null)
    }
    context[ours ? 'updated' : 'unchanged'].notes++
  }
  yield* eachRow(file.slices, take)
  made.flush()
  indexAnew()
}

export function* applyAdCosts(context: ApplyContext, file: StagedFile<AdCostRow>): Steps {
  const { sqlite } = context.db
  const find = sqlite.prepare('SELECT amount, currency FROM ad_cost WHERE source = ? AND channel = ? AND day = ?')
  const insert = sqlite.prepare('INSERT INTO ad_cost (source, channel, day, amount, currency) VALUES (?, ?, ?, ?, ?)')
  const update = sqlite.prepare('UPDATE ad_cost SET amount = ?, currency = ? WHERE source = ? AND channel = ? AND day = ?')
  const take = (row: AdCostRow): void => {
    const known = find.get(context.source, row.channel, row.day) as { amount: number, currency: string } | undefined
    if (!known) {
      insert.run(context.source, row.channel, row.day, row.amount, row.currency)
      context.created.adCosts++
    } else if (known.amount === row.amount && known.currency === row.currency) {
      context.unchanged.adCosts++
    } else {
      update.run(row.amount, row.currency, context.source, row.channel, row.day)
      auditChange(context, 'ad_cost', null, { ...known }, { channel: row.channel, day: row.day, amount: row.amount, currency: row.currency })
      context.updated.adCosts++
    }
  }
  yield* eachRow(file.slices, take)
}
