import { sourceColumns } from '../../store/queries/sourceFields.ts'
import { beginBulkLoad } from '../../store/writes/loadInBulk.ts'
import type { StagedFile, TaskRow } from '../native/rows.ts'
import { eachRow, type Steps } from '../steps.ts'
import { readOwn, type ApplyContext } from './context.ts'
import { redacted } from '../../domain/erasure.ts'
import { isLaterDue, isSameDue, type Due } from '../../domain/due.ts'
import type { Fields, Merged } from './merge.ts'
import { makeRecords, makePresent } from './records.ts'

const columns = sourceColumns.task
const columnOf = { due_day_only: 'due_at' }

const dueOf = (fields: Fields): Due => ({ at: fields.due_at as number | null ?? null, dayOnly: fields.due_day_only === 1 })

/** Tasks of the files. The same task with a later due date is an unapproved move, unless Pult allowed that date (domain.md, Tasks). */
export function* applyTasks(context: ApplyContext, file: StagedFile<TaskRow>): Steps {
  const records = makeRecords(context, 'task', columns)
  const own = readOwn(context, 'task', file.expected)
  const keepMove = makeTaskMoves(context)
  const present = makePresent(columns, file.columns, columnOf)
  const indexAnew = beginBulkLoad(context.db, 'task', file.expected, ['task_cancelled'])
  const take = (row: TaskRow): void => {
    const all: Fields = {
      deal_id: context.deals.resolve(row.deal), client_id: context.clients.resolve(row.client), assignee_id: context.people.resolve(row.assignee), kind: row.kind, title: row.title,
      created_at: row.createdAt, due_at: row.dueAt, due_day_only: row.dueDayOnly, done_at: row.doneAt, result: row.result,
    }
    if (context.erased.has(all.client_id as number | null, all.deal_id as number | null)) Object.assign(all, { title: redacted(row.title), result: redacted(row.result) })
    const theirs = present(all)
    const id = own.get(row.key)
    if (id === undefined) {
      records.create({ source: context.source, external_id: row.key }, theirs)
      if (typeof all.deal_id === 'number') context.touched.deals.add(all.deal_id)
      context.created.tasks++
      return
    }
    if (records.isSame(id, theirs)) {
      context.unchanged.tasks++
      return
    }
    const ours = records.ours(id)
    const base = records.base(id)
    const merged = records.merge(id, ours, base, theirs)
    if (theirs.due_at !== undefined) {
      const isTaken = merged.values.due_at !== undefined || merged.values.due_day_only !== undefined
      // A decided date stays; that somebody moved it further out there is kept all the same.
      const isNews = merged.diverging.includes('due_at') && !isSameDue(dueOf(base), dueOf(theirs), context.zone.dayOf)
      if (isTaken || isNews) keepMove(id, dueOf(ours), dueOf(theirs))
    }
    confirmSame(merged, ours, theirs, context.zone.dayOf)
    const changed = records.finish(id, { ours, base, theirs, merged })
    for (const deal of [ours.deal_id, theirs.deal_id]) if (typeof deal === 'number') context.touched.deals.add(deal)
    context.touched.tasks.add(id)
    context[changed ? 'updated' : 'unchanged'].tasks++
  }
  yield* eachRow(file.slices, take)
  records.flush()
  indexAnew()
}

/** A decided day is entered when the CRM shows that day, at whatever time; a closed task, whenever it was closed there. */
const confirmSame = (merged: Merged, ours: Fields, theirs: Fields, dayOf: (instant: number) => number): void => {
  const isSame = (field: string): boolean => field === 'due_at' ? isSameDue(dueOf(ours), dueOf(theirs), dayOf) : field === 'done_at' && ours.done_at !== null && theirs.done_at !== null
  merged.confirmed.push(...merged.diverging.filter(isSame))
  merged.diverging = merged.diverging.filter(field => !isSame(field))
}

const makeTaskMoves = (context: ApplyContext) => {
  const { sqlite } = context.db
  const allowed = sqlite.prepare('SELECT to_due_at AS at, to_day_only AS dayOnly FROM task_move WHERE task_id = ? AND approved_at IS NOT NULL')
  const insert = sqlite.prepare(`INSERT INTO task_move (task_id, from_due_at, from_day_only, to_due_at, to_day_only, at, source, later) VALUES (?, ?, ?, ?, ?, ?, 'import', ?)`)
  return (taskId: number, from: Due, to: Due): void => {
    const dates = allowed.all(taskId) as { at: number | null, dayOnly: number }[]
    if (dates.some(date => isSameDue({ at: date.at, dayOnly: date.dayOnly === 1 }, to, context.zone.dayOf))) return
    const later = isLaterDue(from, to, context.zone.dayOf)
    insert.run(taskId, from.at, from.dayOnly ? 1 : 0, to.at, to.dayOnly ? 1 : 0, context.asOf, later ? 1 : 0)
    if (later) context.found.taskMoves++
  }
}
