import type { OutboxKind } from '../../../src/shared/vocabulary.ts'
import { isSameDue } from './due.ts'
import { stemsOf } from './reasons/stems.ts'

export type OutboxValue = string | number | null
type Fields = Readonly<Record<string, OutboxValue | undefined>>

/** What was decided here and is to be entered in the CRM: the record, the value that is to stand there, who said so and when. */
export interface OutboxSeed {
  kind: OutboxKind
  recordType: 'deal' | 'task' | 'client'
  recordId: number
  dealId: number | null
  value: OutboxValue
  decidedAt: number
  decidedBy: number | null
}

export interface Decided { field: string, at: number, by: number | null }
type DayOf = (instant: number) => number

const dueIn = (fields: Fields) => ({ at: fields.due_at as number | null ?? null, dayOnly: fields.due_day_only === 1 })

/** A deal of the CRM. `ours` is what stands here, `base` what the CRM said last, `decided` the fields that imports may not change. */
export const wantedOfDeal = (id: number, ours: Fields, base: Fields, decided: readonly Decided[]): OutboxSeed[] => {
  const seeds: OutboxSeed[] = []
  const add = (kind: OutboxKind, value: OutboxValue, { at, by }: Decided): void => { seeds.push({ kind, recordType: 'deal', recordId: id, dealId: id, value, decidedAt: at, decidedBy: by }) }
  const of = (field: string): Decided | undefined => decided.find(each => each.field === field)
  const owner = of('owner_id')
  if (owner && ours.owner_id !== base.owner_id) add('owner', ours.owner_id ?? null, owner)
  const status = of('status')
  // While a refusal waits nothing is decided yet. The stage goes along with a status: one line, not two.
  if (ours.status === 'lost' && status && base.status !== 'lost') add('lose', 'lost', status)
  if (ours.status !== 'open') return seeds
  const stage = of('stage_id')
  if (status && base.status !== 'open') add('reopen', 'open', status)
  else if (stage && ours.stage_id !== base.stage_id) add('stage', ours.stage_id ?? null, stage)
  return seeds
}

/** A client of the CRM: whose it is. */
export const wantedOfClient = (id: number, ours: Fields, base: Fields, decided: readonly Decided[]): OutboxSeed[] => {
  const owner = decided.find(each => each.field === 'owner_id')
  if (!owner || ours.owner_id === base.owner_id) return []
  return [{ kind: 'client_owner', recordType: 'client', recordId: id, dealId: null, value: ours.owner_id ?? null, decidedAt: owner.at, decidedBy: owner.by }]
}

/** A task of the CRM. A closed one needs no other date or person there. */
export const wantedOfTask = (id: number, dealId: number | null, ours: Fields, base: Fields, decided: readonly Decided[], dayOf: DayOf): OutboxSeed[] => {
  const seeds: OutboxSeed[] = []
  const add = (kind: OutboxKind, value: OutboxValue, { at, by }: Omit<Decided, 'field'>): void => { seeds.push({ kind, recordType: 'task', recordId: id, dealId, value, decidedAt: at, decidedBy: by }) }
  const of = (field: string): Decided | undefined => decided.find(each => each.field === field)
  const doneThere = (base.done_at ?? null) !== null
  if ((ours.done_at ?? null) !== null) {
    const done = of('done_at')
    if (done && !doneThere) add('task_done', ours.done_at!, done)
    return seeds
  }
  if ((ours.cancelled_at ?? null) !== null) {
    if (!doneThere) add('task_cancel', ours.cancelled_at!, { at: ours.cancelled_at as number, by: null })
    return seeds
  }
  const due = of('due_at')
  if (due && !isSameDue(dueIn(ours), dueIn(base), dayOf)) add('task_due', ours.due_at ?? null, due)
  const assignee = of('assignee_id')
  if (assignee && ours.assignee_id !== base.assignee_id) add('task_assignee', ours.assignee_id ?? null, assignee)
  return seeds
}

/** Whether the CRM shows by now what an item asked for; what is settled without that was taken back here. */
export const isShown = (item: Pick<OutboxSeed, 'kind' | 'value'>, base: Fields, dayOf: DayOf): boolean => {
  switch (item.kind) {
    case 'owner':
    case 'client_owner': return base.owner_id === item.value
    case 'reopen': return base.status === 'open'
    case 'lose': return base.status === 'lost'
    case 'stage': return base.stage_id === item.value
    case 'task_assignee': return base.assignee_id === item.value
    // The item keeps no time of day: a date that was entered with one is the same date.
    case 'task_due': return isSameDue({ at: item.value as number | null, dayOnly: true }, dueIn(base), dayOf)
    case 'task_done':
    case 'task_cancel': return (base.done_at ?? null) !== null
    case 'task_new': return false
  }
}

export interface TaskLike { title: string | null, assigneeId: number | null, dueAt: number | null }

/** Is the CRM's new task the one that was raised here? By its words; without words by day and person. */
export const isSameTask = (raised: TaskLike, entered: TaskLike, dayOf: DayOf): boolean => {
  const [wanted, found] = [new Set(stemsOf(raised.title ?? '')), new Set(stemsOf(entered.title ?? ''))]
  if (wanted.size === 0 || found.size === 0) {
    return raised.assigneeId === entered.assigneeId && raised.dueAt !== null && entered.dueAt !== null && dayOf(raised.dueAt) === dayOf(entered.dueAt)
  }
  return [...wanted].filter(stem => found.has(stem)).length / wanted.size >= sameTaskShare
}
/** So many of the raised task's words stand in the entered one's title. */
const sameTaskShare = 0.6
