// People, stages, clients, deals and their moves as the first export has them.

import type { Row } from './csv.ts'
import { instantDaysBefore, makeId, makePhone, writeInstant, type StageSetting, type Team } from './team.ts'
import { hour, minute } from './time.ts'

const thinkingNames = ['Думают', 'Thinking']

export function makePeople(team: Team, managers: number): void {
  for (let index = 0; index < managers + 6; index += 1) {
    const role = index < managers ? 'manager' : ['head', 'supervisor', 'qa', 'operator', 'manager', 'manager'][index - managers] ?? 'manager'
    // The last two managers are inactive; one of them still has numbers.
    const active = index < managers + 4
    const id = makeId(team)
    team.tables.people.push({
      id, name: `Человек ${index}`, role, team: `Команда ${index % 3}`, email: `person${index}@example.com`, phone: '', active: active ? '1' : '0',
    })
    team.people.push(id)
    if (role === 'manager') team.managers.push(id)
  }
}

export function makeStages(team: Team): void {
  const { random } = team
  for (const pipeline of ['Продажи', '9', '10', '😀 Export', '\uFF21 Опт']) {
    const names = ['Новая', 'Квалификация', 'КП', 'Думают', 'Договор', ...(random.chance(0.5) ? ['Thinking'] : [])]
    let order = random.pick([0, 1, 10])
    // A pipeline may keep its lost stage in front: then no open stage is the first.
    if (random.chance(0.2)) {
      addStage(team, pipeline, 'Отказ', 'lost', order)
      order += random.between(1, 5)
    }
    for (const name of random.shuffled(names)) {
      addStage(team, pipeline, name, thinkingNames.includes(name) ? 'thinking' : 'open', order)
      order += random.pick([1, 1, 10, 37])
    }
    addStage(team, pipeline, 'Успех', 'won', order + 100)
    if (!team.stages.some((stage) => stage.pipeline === pipeline && stage.kind === 'lost')) addStage(team, pipeline, 'Отказ', 'lost', order + 200)
    if (random.chance(0.5)) addStage(team, pipeline, 'Пустой', 'open', order + 50)
  }
}

function addStage(team: Team, pipeline: string, stage: string, kind: string, order: number): void {
  const { random } = team
  const limit = kind === 'won' || kind === 'lost' ? random.pick([null, 3]) : random.pick([null, 0, 1, 3, 5, 7, 7, 14, 30])
  team.stages.push({ pipeline, stage, kind, order, limit })
  team.tables.stages.push({
    pipeline, stage, order: String(order), kind, dwell_limit_days: limit === null ? '' : String(limit),
    probability: kind === 'open' ? '0.3' : '',
  })
}

export function makeClient(team: Team, createdAt: number, index: number): Row {
  const { random } = team
  const way = random.weighted({ both: 3, phone: 3, email: 3, none: 1 })
  const row: Row = {
    id: makeId(team), name: random.chance(0.95) ? `ООО "Клиент ${index}"` : '', kind: random.pick(['company', 'person']),
    phone: way === 'both' || way === 'phone' ? makePhone(random, index) : '',
    email: way === 'both' || way === 'email' ? `Client${index}@Example.com` : '',
    owner_id: random.pick(team.managers), created_at: writeInstant(team, createdAt),
    created_by: random.chance(0.9) ? random.pick(team.people) : '', channel: random.pick(['', 'site', 'звонок']),
  }
  team.tables.clients.push(row)
  return row
}

/** Money as the export writes it: of any currency, with as many decimals as it may have, or none at all. */
export function fillAmount(team: Team, row: Row): void {
  const { random } = team
  const currency = random.weighted({ workspace: 7, RUB: 1, EUR: 1, JPY: 1, KWD: 1, USD: 1 })
  const code = currency === 'workspace' ? team.currency : currency
  row['currency'] = currency === 'workspace' && random.chance(0.7) ? '' : code
  if (random.chance(0.08)) {
    row['amount'] = code === team.currency || random.chance(0.5) ? random.pick(['', code === team.currency ? '0' : '']) : ''
    return
  }
  const digits = code === 'JPY' ? 0 : code === 'KWD' ? 3 : 2
  const whole = random.pick([random.between(1, 999), random.between(1000, 999_999), random.between(1_000_000, 90_000_000)])
  const decimals = random.between(0, digits)
  row['amount'] = decimals === 0 ? `${whole}` : `${whole}.${String(random.between(0, 10 ** decimals - 1)).padStart(decimals, '0')}`
}

export function stagesOf(team: Team, pipeline: string, kinds: readonly string[]): StageSetting[] {
  return team.stages.filter((stage) => stage.pipeline === pipeline && kinds.includes(stage.kind) && stage.stage !== 'Пустой')
}

function agesOfInterest(limit: number | null): number[] {
  return [0, 7, 8, 30, 31, 90, 91, ...(limit === null ? [] : [limit, limit, limit + 1, limit + 1])]
}

/** The deals of a new export; `importAt` is its moment. */
export function makeDeal(team: Team, importAt: number, youngest: number | null): Row {
  const { random } = team
  const pipeline = random.pick([...new Set(team.stages.map((stage) => stage.pipeline))])
  const status = random.weighted({ open: 64, won: 17, lost: 19 })
  const contradicts = random.chance(0.04)
  const kinds = status === 'open' ? (contradicts ? ['won', 'lost'] : ['open', 'thinking', 'thinking']) : contradicts ? ['open', 'thinking'] : [status]
  const stage = random.pick(stagesOf(team, pipeline, kinds))
  const anchor = random.pick(team.schedule.anchors)
  const age = random.chance(0.6) ? random.pick(agesOfInterest(stage.limit)) : random.between(0, 150)
  let entered = instantDaysBefore(team, anchor, age)
  if (entered > importAt) entered = importAt - random.between(0, 3 * 24) * hour
  const silentEdge = random.chance(0.3) ? instantDaysBefore(team, anchor, random.pick([14, 15])) : entered
  let created = Math.min(entered - random.pick([0, 0, random.between(1, 80 * 24 * 60)]) * minute, silentEdge)
  if (youngest !== null) {
    // Made since the last export, sometimes only after this one was taken.
    created = youngest + Math.floor((importAt - youngest) * random.next())
    if (random.chance(0.15)) created = importAt + random.between(1, 30 * 60) * minute
    entered = created
  }
  const isLate = created > importAt
  const updated = random.chance(0.15) ? null : isLate ? created : entered + Math.floor((importAt - entered) * random.next())
  const row: Row = {
    id: makeId(team), title: `Сделка, "${random.between(1, 999)}"`, client_id: random.chance(0.94) ? pickClient(team) : '',
    owner_id: random.chance(0.96) ? random.pick(team.managers) : '', pipeline, stage: stage.stage, status, channel: '',
    created_at: writeInstant(team, created), updated_at: updated === null ? '' : writeInstant(team, updated),
    stage_entered_at: '', expected_close: random.pick(['', '2026-12-31']), closed_at: '', refusal_reason: '',
  }
  fillAmount(team, row)
  team.tables.deals.push(row)
  const closedLater = status !== 'open' && youngest === null && random.chance(0.05)
  if (status !== 'open') {
    row['closed_at'] = closedLater ? writeInstant(team, importAt + random.between(1, 30 * 60) * minute) : random.chance(0.8) ? writeInstant(team, entered) : ''
    if (status === 'lost') row['refusal_reason'] = random.pick(['', 'Дорого', ' дорого '])
  }
  team.entered.set(row['id'] ?? '', entered)
  makeEntry(team, row, { created, entered, importAt, closedLater })
  return row
}

function pickClient(team: Team): string {
  return team.random.pick(team.tables.clients)['id'] ?? ''
}

interface EntryTimes { created: number; entered: number; importAt: number; closedLater: boolean }

/** How the export tells of the entry into the stage: by moves, by contradicting moves, by a date, or not at all. */
function makeEntry(team: Team, row: Row, times: EntryTimes): void {
  const { random } = team
  const { created, entered } = times
  const way = random.weighted({ moves: 45, contradicting: 8, date: 25, neither: 22 })
  const others = stagesOf(team, row['pipeline'] ?? '', ['open', 'thinking', 'won', 'lost']).filter((stage) => stage.stage !== row['stage'])
  if (way === 'date' || random.chance(0.2)) {
    const given = way === 'date' ? entered : entered - random.between(-5, 20) * 24 * hour
    row['stage_entered_at'] = writeInstant(team, team.contested ? given : Math.min(given, Math.max(times.importAt, entered)))
  }
  if (way === 'date' || way === 'neither') return
  let from = ''
  const hops = random.between(0, 3)
  const moments = new Set<number>()
  for (let index = 0; index < hops; index += 1) moments.add(created + Math.floor((entered - created) * random.next()))
  moments.delete(entered)
  for (const at of [...moments].sort((left, right) => left - right)) {
    // A deal may have been in its present stage before: only the latest move into it counts.
    const stage = random.chance(0.2) ? row['stage'] ?? '' : random.pick(others).stage
    addMove(team, row, from, stage, at)
    from = stage
  }
  const last = way === 'moves' ? row['stage'] ?? '' : random.pick(others).stage
  if (times.closedLater) {
    const open = random.pick(stagesOf(team, row['pipeline'] ?? '', ['open', 'thinking'])).stage
    addMove(team, row, from, open, entered)
    if (random.chance(0.7)) addMove(team, row, open, row['stage'] ?? '', times.importAt + random.between(60, 40 * 60) * minute)
    return
  }
  addMove(team, row, random.chance(0.9) ? from : '', last, entered)
}

export function addMove(team: Team, deal: Row, from: string, to: string, at: number): void {
  team.tables.stage_moves.push({
    deal_id: deal['id'] ?? '', from_stage: from, to_stage: to, at: writeInstant(team, at), by: team.random.chance(0.5) ? team.random.pick(team.people) : '',
  })
}
