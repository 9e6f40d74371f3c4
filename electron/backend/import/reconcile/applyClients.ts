import { sourceColumns } from '../../store/queries/sourceFields.ts'
import { beginBulkLoad } from '../../store/writes/loadInBulk.ts'
import type { ClientRow, StagedFile } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import { warn, type ApplyContext } from './context.ts'
import type { Fields, Value } from './merge.ts'
import { makeRecords, makePresent } from './records.ts'

const columns = sourceColumns.client
const columnOf = { phone_e164: 'phone', email_key: 'email' }

/** Clients of the files; a changed owner is a transfer from outside. */
export function* applyClients(context: ApplyContext, file: StagedFile<ClientRow>): Steps {
  const records = makeRecords(context, 'client', columns)
  const transfer = makeTransfers(context, 'client')
  const present = makePresent(columns, file.columns, columnOf)
  const indexAnew = beginBulkLoad(context.db, 'client', file.expected)
  const take = (row: ClientRow): void => {
    const all: Fields = {
      name: row.name, kind: row.kind, phone: row.phone, phone_e164: row.phoneE164, email: row.email, email_key: row.emailKey,
      owner_id: context.people.resolve(row.owner), created_at: row.createdAt, created_by: context.people.resolve(row.createdBy), channel: row.channel,
    }
    const theirs = present(all)
    if (context.erased.clientOf(context.source, row.key) !== null) {
      warn(context, 'ERASED', '')
      context.unchanged.clients++
      return
    }
    const id = context.clients.own.get(row.key)
    if (id === undefined) {
      context.clients.own.set(row.key, records.create({ source: context.source, external_id: row.key }, theirs))
      context.created.clients++
      return
    }
    if (records.isSame(id, theirs)) {
      context.unchanged.clients++
      return
    }
    const ours = records.ours(id)
    const base = records.base(id)
    const merged = records.merge(id, ours, base, theirs)
    if (merged.values.owner_id !== undefined) transfer(id, ours.owner_id ?? null, merged.values.owner_id)
    const changed = records.finish(id, { ours, base, theirs, merged })
    context[changed ? 'updated' : 'unchanged'].clients++
  }
  yield* eachRow(file.slices, take)
  records.flush()
  indexAnew()
}

/** Transfers «outside»: a change of owner noticed by an import (domain.md, Transfers). */
export const makeTransfers = (context: ApplyContext, recordType: 'deal' | 'client') => {
  const insert = context.db.sqlite.prepare('INSERT INTO transfer (record_type, record_id, from_id, to_id, reason, outside, at) VALUES (?, ?, ?, ?, \'outside\', 1, ?)')
  return (recordId: number, from: Value, to: Value): void => {
    insert.run(recordType, recordId, from, to, context.asOf)
    context.found.ownerChanges++
  }
}
