import { readEmail } from '../normalise.ts'
import type { PersonRow, StagedFile } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import type { ApplyContext } from './context.ts'
import type { Fields } from './merge.ts'
import { makeRecords, makePresent } from './records.ts'

const columns = ['name', 'role', 'team', 'email', 'phone', 'active']

/** People of the files. A role that an import brings is a proposal; one that the head confirmed counts as decided. */
export function* applyPeople(context: ApplyContext, file: StagedFile<PersonRow>, readPhone: (text: string | null) => string | null): Steps {
  const records = makeRecords(context, 'person', columns, ['role_confirmed'])
  const present = makePresent(columns, file.columns)
  const take = (row: PersonRow): void => {
    const all: Fields = {
      name: row.name ?? row.key, role: row.role, team: row.team, email: readEmail(row.email) ?? row.email, phone: readPhone(row.phone) ?? row.phone, active: row.active ?? 1,
    }
    const id = context.people.own.get(row.key)
    if (id === undefined) {
      context.people.own.set(row.key, records.create({ source: context.source, external_id: row.key }, all, { created_at: context.asOf }))
      context.created.people++
      return
    }
    const theirs = present(all)
    if (records.isSame(id, theirs)) {
      context.unchanged.people++
      return
    }
    const ours = records.ours(id)
    const base = records.base(id)
    const decided = ours.role_confirmed === 1 ? new Set([...records.decided(id), 'role']) : records.decided(id)
    const merged = records.merge(id, ours, base, theirs, decided)
    const changed = records.finish(id, { ours, base, theirs, merged })
    context[changed ? 'updated' : 'unchanged'].people++
  }
  yield* eachRow(file.slices, take)
  records.flush()
}
