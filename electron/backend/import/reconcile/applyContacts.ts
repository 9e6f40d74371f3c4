import type Database from 'better-sqlite3'
import { contactAtSql } from '../../store/writes/derive.ts'
import type { ActivityRow, AdCostRow, NoteRow, StagedFile } from '../native/rows.ts'
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

export const applyActivities = (context: ApplyContext, file: StagedFile<ActivityRow>): void => {
  const own = readOwn(context, 'activity', file.rows.length)
  const update = makeUpdater(context, 'activity', activityColumns)
  const present = makePresent(activityColumns, file.columns)
  const names = ['source', 'external_id', ...activityColumns]
  const contactAt = contactAtSql(column => column === 'judged_fake' ? '0' : `@${column}`)
  const insert = context.db.sqlite.prepare(`INSERT INTO activity (${names.join(', ')}, contact_at) VALUES (${names.map(name => `@${name}`).join(', ')}, ${contactAt})`)
  for (const row of file.rows) {
    const all: Fields = {
      deal_id: context.deals.resolve(row.deal), client_id: context.clients.resolve(row.client), manager_id: context.people.resolve(row.manager), kind: row.kind, state: row.state,
      direction: row.direction, created_at: row.createdAt, occurred_at: row.occurredAt, duration_s: row.durationS, talk_s: row.talkS, recording: row.recording, subject: row.subject,
    }
    const id = own.get(row.key)
    if (id === undefined) {
      all.source = context.source
      all.external_id = row.key
      insert.run(all)
      touch(context, all.deal_id, all.client_id)
      context.created.activities++
      continue
    }
    const theirs = present(all)
    const ours = update(id, theirs)
    if (ours) {
      touch(context, ours.deal_id, ours.client_id)
      touch(context, theirs.deal_id ?? ours.deal_id, theirs.client_id ?? ours.client_id)
      context.touched.activities.add(id)
    }
    context[ours ? 'updated' : 'unchanged'].activities++
  }
}

const noteColumns = ['deal_id', 'client_id', 'author_id', 'created_at', 'text', 'pinned']

export const applyNotes = (context: ApplyContext, file: StagedFile<NoteRow>): void => {
  const own = readOwn(context, 'note', file.rows.length)
  const update = makeUpdater(context, 'note', noteColumns)
  const present = makePresent(noteColumns, file.columns)
  const insert = context.db.sqlite.prepare(`INSERT INTO note (source, external_id, ${noteColumns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
  for (const row of file.rows) {
    const dealId = context.deals.resolve(row.deal)
    const clientId = context.clients.resolve(row.client)
    const authorId = context.people.resolve(row.author)
    const id = own.get(row.key)
    if (id === undefined) {
      insert.run(context.source, row.key, dealId, clientId, authorId, row.createdAt, row.text, row.pinned ?? 0)
      touch(context, dealId, null)
      context.created.notes++
      continue
    }
    const theirs = present({ deal_id: dealId, client_id: clientId, author_id: authorId, created_at: row.createdAt, text: row.text, pinned: row.pinned ?? 0 })
    const ours = update(id, theirs)
    if (ours) {
      touch(context, ours.deal_id, null)
      touch(context, theirs.deal_id, null)
    }
    context[ours ? 'updated' : 'unchanged'].notes++
  }
}

export const applyAdCosts = (context: ApplyContext, file: StagedFile<AdCostRow>): void => {
  const { sqlite } = context.db
  const find = sqlite.prepare('SELECT amount, currency FROM ad_cost WHERE source = ? AND channel = ? AND day = ?')
  const insert = sqlite.prepare('INSERT INTO ad_cost (source, channel, day, amount, currency) VALUES (?, ?, ?, ?, ?)')
  const update = sqlite.prepare('UPDATE ad_cost SET amount = ?, currency = ? WHERE source = ? AND channel = ? AND day = ?')
  for (const row of file.rows) {
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
}
