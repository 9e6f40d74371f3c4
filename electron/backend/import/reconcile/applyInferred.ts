import { createHash } from 'node:crypto'
import { redacted } from '../../domain/erasure.ts'
import { isLaterDue } from '../../domain/due.ts'
import type { Fields } from './merge.ts'
import { makeRecords } from './records.ts'
import type { ApplyContext } from './context.ts'

/** What an export says of tasks, contacts and notes in columns of its deals (domain.md, Unknown is not none). */
export interface InferredFacts {
  tasks: Iterable<{ deal: string, title: string | null, dueAt: number | null, dayOnly: 0 | 1, owner: string | null, isOpen: boolean }>
  contacts: Iterable<{ deal: string, at: number }>
  notes: Iterable<{ deal: string, text: string }>
}

/** Whether a source brings these facts themselves: then its columns say nothing new. */
const isFullyKnown = ({ db, source }: ApplyContext, kind: string): boolean =>
  db.sqlite.prepare('SELECT 1 FROM knowledge WHERE source = ? AND kind = ? AND inferred = 0').get(source, kind) !== undefined

export const applyInferred = (context: ApplyContext, inferred: InferredFacts, brings: { tasks: boolean, activities: boolean, notes: boolean }): void => {
  applyNextTasks(context, inferred.tasks, brings.tasks || isFullyKnown(context, 'tasks'))
  if (!brings.activities && !isFullyKnown(context, 'activities')) applyLastContacts(context, inferred.contacts)
  if (!brings.notes && !isFullyKnown(context, 'notes')) applyNoteTexts(context, inferred.notes)
}

const columns = ['deal_id', 'assignee_id', 'title', 'due_at', 'due_day_only', 'done_at']

/**
 * One task a deal. Another date may mean that the old one was done, so only the same words with a later date are a move;
 * a task that is no longer shown has ended at this export, with a result that nobody knows.
 */
const applyNextTasks = (context: ApplyContext, tasks: InferredFacts['tasks'], isKnownOtherwise: boolean): void => {
  const { sqlite } = context.db
  const records = makeRecords(context, 'task', columns)
  const find = sqlite.prepare('SELECT id FROM task WHERE source = ? AND external_id = ?').pluck()
  const move = sqlite.prepare(`INSERT INTO task_move (task_id, from_due_at, from_day_only, to_due_at, to_day_only, at, source, later) VALUES (?, ?, ?, ?, ?, ?, 'import', 1)`)
  for (const task of tasks) {
    const key = `next:${task.deal}`
    const dealId = context.deals.own.get(task.deal)
    if (dealId === undefined) continue
    if (context.erased.has(null, dealId)) task.title = redacted(task.title)
    const id = find.get(context.source, key) as number | undefined
    const isOpen = task.isOpen && !isKnownOtherwise
    if (id === undefined) {
      if (!isOpen) continue
      records.create({ source: context.source, external_id: key, inferred: 1 }, { deal_id: dealId, assignee_id: context.people.resolve(task.owner), title: task.title, due_at: task.dueAt, due_day_only: task.dayOnly, done_at: null })
      context.created.tasks++
      context.touched.deals.add(dealId)
      continue
    }
    const base = records.base(id)
    const theirs: Fields = isOpen
      ? { deal_id: dealId, assignee_id: context.people.resolve(task.owner), title: task.title, due_at: task.dueAt, due_day_only: task.dayOnly, done_at: null }
      : { ...base, done_at: base.done_at ?? context.asOf }
    if (records.isSame(id, theirs)) {
      context.unchanged.tasks++
      continue
    }
    const ours = records.ours(id)
    const merged = records.merge(id, ours, base, theirs)
    const [before, after] = [base, theirs].map(({ due_at, due_day_only }) => ({ at: due_at as number | null ?? null, dayOnly: due_day_only === 1 })) as [DueOf, DueOf]
    const isSameTask = base.done_at === null && theirs.done_at === null && theirs.title !== null && theirs.title === base.title
    if (isSameTask && merged.values.due_at !== undefined && isLaterDue(before, after, context.zone.dayOf)) {
      move.run(id, before.at, before.dayOnly ? 1 : 0, after.at, after.dayOnly ? 1 : 0, context.asOf)
      context.found.taskMoves++
    }
    const changed = records.finish(id, { ours, base, theirs, merged })
    context.touched.deals.add(dealId)
    context.touched.tasks.add(id)
    context[changed ? 'updated' : 'unchanged'].tasks++
  }
  records.flush()
}
interface DueOf { at: number | null, dayOnly: boolean }

/** Every last activity that an export ever showed stays: a contact of which only the time is known. */
const applyLastContacts = (context: ApplyContext, contacts: InferredFacts['contacts']): void => {
  const insert = context.db.sqlite.prepare(`INSERT INTO activity (source, external_id, deal_id, kind, occurred_at, inferred, contact_at) VALUES (?, ?, ?, 'message', ?, 1, ?) ON CONFLICT (source, external_id) DO NOTHING`)
  for (const { deal, at } of contacts) {
    const dealId = context.deals.own.get(deal)
    if (dealId === undefined) continue
    const isNew = insert.run(context.source, `last:${deal}:${at}`, dealId, at, at).changes > 0
    context[isNew ? 'created' : 'unchanged'].activities++
    if (isNew) context.touched.deals.add(dealId)
  }
}

/** Notes that stand in columns of a deal: without a time and an author. */
const applyNoteTexts = (context: ApplyContext, notes: InferredFacts['notes']): void => {
  const insert = context.db.sqlite.prepare('INSERT INTO note (source, external_id, deal_id, text) VALUES (?, ?, ?, ?) ON CONFLICT (source, external_id) DO NOTHING')
  for (const { deal, text } of notes) {
    const dealId = context.deals.own.get(deal)
    if (dealId === undefined || context.erased.has(null, dealId)) continue
    const isNew = insert.run(context.source, `text:${deal}:${createHash('sha256').update(text).digest('hex').slice(0, 24)}`, dealId, text).changes > 0
    context[isNew ? 'created' : 'unchanged'].notes++
  }
}
