import { formatDay } from '../domain/time/days.ts'
import { currencyDigits } from '../domain/money.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoDeal, DemoStage, DemoTask, DemoWorld, Due, Since } from './world.ts'

/** One file of the native format (contract.md): the header row and the rows. */
export interface NativeTable { file: string, header: readonly string[], rows: string[][] }

const valueAt = <T>(history: readonly Since<T>[], at: number): T => {
  let value = history[0]!.value
  for (const since of history) if (since.at <= at) value = since.value
  return value
}

const decimal = (amount: number, currency: string): string => {
  if (amount === 0) return ''
  const digits = currencyDigits(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/**
 * What the CRM's export of the moment `at` holds; with `since`, only the rows that have changed after it.
 * Tables without a row are left out.
 */
export const exportAt = (world: DemoWorld, time: WorkTime, at: number, since: number | null = null): NativeTable[] => {
  const { zone } = time
  const write = (instant: number | null): string => instant === null || instant > at ? '' : zone.format(instant)
  const fresh = (changed: number): boolean => changed <= at && (since === null || changed > since)
  const first = since === null
  const pipelineName = (stage: DemoStage): string => world.pipelineNames[stage.pipeline]!

  const people = !first ? [] : world.people.map(person => [person.id, person.name, person.role, person.team, person.email, person.phone, person.active ? '1' : '0'])
  const number = (value: number | null): string => value === null ? '' : String(value)
  const stages = !first ? [] : world.stages.map(stage => [pipelineName(stage), stage.name, number(stage.order), stage.kind, number(stage.limit), number(stage.probability)])
  const clients = world.clients.filter(client => fresh(client.createdAt)).map(client => [
    client.id, client.name, client.kind, client.phone, client.email, client.owner.id, zone.format(client.createdAt), client.createdBy.id, client.channel,
  ])

  const deals: string[][] = []
  const moves: string[][] = []
  for (const deal of world.deals) {
    if (deal.createdAt > at) continue
    const changed = changesOf(deal).filter(change => change <= at)
    if (!changed.some(fresh)) continue
    const done = deal.moves.filter(move => move.at <= at)
    const closed = deal.closedAt !== null && deal.closedAt <= at
    const stage = done.at(-1)?.to ?? deal.firstStage
    deals.push([
      deal.id, deal.title, deal.client.id, valueAt(deal.owners, at).id, pipelineName(stage), stage.name, closed ? deal.outcome : 'open', decimal(deal.amount, deal.currency), deal.currency,
      deal.channel, zone.format(deal.createdAt), zone.format(Math.max(...changed)), deal.historyLost ? '' : zone.format(done.at(-1)?.at ?? deal.createdAt), deal.expectedClose,
      write(closed ? deal.closedAt : null), closed ? deal.refusalReason : '',
    ])
    if (deal.historyLost) continue
    for (const move of done) if (fresh(move.at)) moves.push([deal.id, move.from.name, move.to.name, zone.format(move.at), move.by.id])
  }

  const writeDue = (due: Due): string => due.dayOnly ? formatDay(due.at) : zone.format(due.at)
  const taskChanged = (task: DemoTask): boolean => task.createdAt <= at && (fresh(task.createdAt) || (task.doneAt !== null && fresh(task.doneAt)) || task.dues.some(due => fresh(due.at)))
  const tasks = world.tasks.filter(taskChanged).map(task => {
    const done = task.doneAt !== null && task.doneAt <= at
    return [
      task.id, task.deal.id, task.deal.client.id, task.assignee.id, task.kind, task.title,
      zone.format(task.createdAt), writeDue(valueAt(task.dues, at)), write(task.doneAt), done ? task.result : '',
    ]
  })
  const activities = world.activities.filter(activity => activity.createdAt <= at && (fresh(activity.createdAt) || activity.states.some(state => fresh(state.at)))).map(activity => [
    activity.id, activity.deal?.id ?? '', activity.client.id, activity.by.id, activity.kind, activity.states.length === 0 ? '' : valueAt(activity.states, at), activity.direction,
    zone.format(activity.createdAt), zone.format(activity.occurredAt), number(activity.duration), number(activity.talk), activity.recording, activity.subject,
  ])
  const notes = world.notes.filter(note => fresh(note.createdAt)).map(note => [
    note.id, note.deal.id, note.deal.client.id, note.author.id, zone.format(note.createdAt), note.text, note.pinned ? '1' : '0',
  ])
  const costs = world.costs.filter(cost => fresh(cost.at)).map(cost => [cost.channel, cost.day, decimal(cost.amount, 'RUB'), 'RUB'])

  const tables: NativeTable[] = [
    { file: 'people.csv', header: ['id', 'name', 'role', 'team', 'email', 'phone', 'active'], rows: people },
    { file: 'stages.csv', header: ['pipeline', 'stage', 'order', 'kind', 'dwell_limit_days', 'probability'], rows: stages },
    { file: 'clients.csv', header: ['id', 'name', 'kind', 'phone', 'email', 'owner_id', 'created_at', 'created_by', 'channel'], rows: clients },
    {
      file: 'deals.csv',
      header: [
        'id', 'title', 'client_id', 'owner_id', 'pipeline', 'stage', 'status', 'amount', 'currency', 'channel',
        'created_at', 'updated_at', 'stage_entered_at', 'expected_close', 'closed_at', 'refusal_reason',
      ],
      rows: deals,
    },
    { file: 'stage_moves.csv', header: ['deal_id', 'from_stage', 'to_stage', 'at', 'by'], rows: moves },
    { file: 'tasks.csv', header: ['id', 'deal_id', 'client_id', 'assignee_id', 'kind', 'title', 'created_at', 'due_at', 'done_at', 'result'], rows: tasks },
    {
      file: 'activities.csv',
      header: ['id', 'deal_id', 'client_id', 'manager_id', 'kind', 'state', 'direction', 'created_at', 'occurred_at', 'duration_s', 'talk_s', 'recording', 'subject'],
      rows: activities,
    },
    { file: 'notes.csv', header: ['id', 'deal_id', 'client_id', 'author_id', 'created_at', 'text', 'pinned'], rows: notes },
    { file: 'ad_costs.csv', header: ['channel', 'day', 'amount', 'currency'], rows: costs },
  ]
  return tables.filter(table => table.rows.length > 0)
}

const changesOf = (deal: DemoDeal): number[] => [
  deal.createdAt, ...deal.moves.map(move => move.at), ...deal.owners.slice(1).map(owner => owner.at), ...(deal.closedAt === null ? [] : [deal.closedAt]),
]

const cell = (text: string): string => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** RFC 4180, comma, UTF-8. */
export const writeCsv = (table: NativeTable): string => [table.header, ...table.rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n'
