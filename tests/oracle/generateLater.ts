// What happens between two exports.

import type { Row } from './csv.ts'
import { addMove, fillAmount, makeClient, makeDeal, stagesOf } from './generateBase.ts'
import { makeActivity, makeFactsOfDeal, makePinnedNote, makeTask, ownerOfDeal } from './generateFacts.ts'
import { instantDaysBefore, makeResult, writeInstant, writePhone, type Team } from './team.ts'
import { addDays, hour, isRealDay, localDay, minute, parseInstant } from './time.ts'

export interface Interval { from: number; to: number }

function within(team: Team, { from, to }: Interval): number {
  return from + 1000 + Math.floor((to - from - 2000) * team.random.next() / 1000) * 1000
}

function otherStage(team: Team, deal: Row, kinds: readonly string[]): string {
  const stages = stagesOf(team, deal['pipeline'] ?? '', kinds).filter((stage) => stage.stage !== deal['stage'])
  return stages.length === 0 ? deal['stage'] ?? '' : team.random.pick(stages).stage
}

function moveStage(team: Team, deal: Row, interval: Interval, toStage: string, told: boolean): void {
  const at = within(team, interval)
  const from = deal['stage'] ?? ''
  if (told) addMove(team, deal, from, toStage, at)
  deal['stage'] = toStage
  team.entered.set(deal['id'] ?? '', at)
  const date = team.random.weighted({ set: 1, cleared: 1, kept: 1 })
  if (date === 'set') deal['stage_entered_at'] = writeInstant(team, at)
  if (date === 'cleared') deal['stage_entered_at'] = ''
}

/** Where the deal is closed, the stage may follow or not, and the move may be told or not. */
function close(team: Team, deal: Row, interval: Interval, status: 'won' | 'lost'): void {
  const { random } = team
  if (team.contested && random.chance(0.3)) moveStage(team, deal, interval, otherStage(team, deal, ['open', 'thinking']), random.chance(0.5))
  if (random.chance(0.7)) moveStage(team, deal, interval, otherStage(team, deal, [status]), random.chance(0.5))
  deal['status'] = status
  deal['closed_at'] = random.chance(0.8) ? writeInstant(team, within(team, interval)) : ''
  if (status === 'lost') deal['refusal_reason'] = random.pick(['', 'Выбрали конкурента', 'Дорого'])
}

function changeDeal(team: Team, deal: Row, interval: Interval): void {
  const { random } = team
  const isOpen = deal['status'] === 'open'
  const change = isOpen
    ? random.weighted({ toldMove: 5, silentMove: 4, owner: 2, lost: 6, won: 3, amount: 2, noClient: 1, untouched: 1 })
    : random.weighted({ reopened: 3, reopenedHere: 2, otherEnd: 2, owner: 1, amount: 1, untouched: 1 })
  switch (change) {
    case 'toldMove':
      for (let left = random.between(1, 2); left > 0; left -= 1) moveStage(team, deal, { from: left === 2 ? interval.from : (interval.from + interval.to) / 2, to: left === 2 ? (interval.from + interval.to) / 2 : interval.to }, otherStage(team, deal, ['open', 'thinking']), true)
      break
    case 'silentMove': moveStage(team, deal, interval, otherStage(team, deal, ['open', 'thinking']), false); break
    case 'owner': deal['owner_id'] = random.pick(team.managers); break
    case 'lost': case 'won': close(team, deal, interval, change); break
    case 'amount': fillAmount(team, deal); break
    case 'noClient': deal['client_id'] = random.pick(['', team.tables.clients[0]?.['id'] ?? '']); break
    case 'untouched': break
    case 'reopened': case 'reopenedHere':
      deal['status'] = 'open'
      deal['closed_at'] = ''
      deal['refusal_reason'] = ''
      if (change === 'reopened') moveStage(team, deal, interval, otherStage(team, deal, ['open', 'thinking']), random.chance(0.6))
      break
    case 'otherEnd':
      deal['status'] = deal['status'] === 'won' ? 'lost' : 'won'
      deal['stage'] = otherStage(team, deal, [deal['status']])
      deal['closed_at'] = writeInstant(team, within(team, interval))
      break
  }
  if (random.chance(0.7)) deal['updated_at'] = random.chance(0.9) ? writeInstant(team, within(team, interval)) : ''
}

/** A due date on another day than it was: later or earlier, as a day or as an instant. */
function shiftDue(team: Team, task: Row, days: number): void {
  const { random, schedule } = team
  const due = task['due_at'] ?? ''
  const instant = parseInstant(due)
  if (isRealDay(due)) {
    const day = addDays(due, days)
    const noon = Date.parse(`${day}T12:00:00Z`)
    task['due_at'] = random.chance(0.8) ? day : writeInstant(team, noon - 3 * hour)
  } else if (instant !== null) {
    task['due_at'] = random.chance(0.8) ? writeInstant(team, instant + days * 24 * hour) : addDays(localDay(instant, schedule.timezone), days)
  }
}

function changeTask(team: Team, task: Row, interval: Interval, dragged: Set<string>): void {
  const { random } = team
  const id = task['id'] ?? ''
  const wasDragged = dragged.has(id)
  const change = random.weighted({
    later: wasDragged ? 60 : 12, earlier: 4, minuteLater: wasDragged ? 15 : 4, rewritten: 3, done: 8, reopened: 2, cleared: 2, given: 2, assignee: 2, renamed: 3,
  })
  const instant = parseInstant(task['due_at'] ?? '')
  switch (change) {
    case 'later': shiftDue(team, task, random.between(1, 9)); dragged.add(id); break
    case 'earlier': shiftDue(team, task, -random.between(1, 5)); break
    case 'minuteLater':
      if (instant === null) break
      task['due_at'] = writeInstant(team, instant + minute)
      dragged.add(id)
      break
    // The same instant written in another offset is no move.
    case 'rewritten': if (instant !== null) task['due_at'] = writeInstant(team, instant); break
    case 'done':
      task['done_at'] = writeInstant(team, random.chance(0.5) ? within(team, interval) : instantDaysBefore(team, interval.to, random.pick([0, 0, 0, 1, -1])))
      task['result'] = makeResult(random)
      break
    case 'reopened': task['done_at'] = ''; break
    case 'cleared': task['due_at'] = ''; break
    case 'given': if (task['due_at'] === '') task['due_at'] = addDays(localDay(interval.to, team.schedule.timezone), random.between(-3, 9)); break
    case 'assignee': task['assignee_id'] = random.pick([...team.managers, '']); break
    case 'renamed': task['title'] = `Другое имя ${random.between(1, 99)}`; break
  }
  if (team.contested && random.chance(0.05) && instant !== null) task['due_at'] = localDay(instant, team.schedule.timezone)
}

/** Clients entered on the day of a review: new ones, known ones written differently, unreachable ones. */
export function makeTodaysClients(team: Team, importAt: number, count: number): void {
  const { random, tables } = team
  const reachable = tables.clients.filter((client) => client['phone'] !== '' || client['email'] !== '')
  for (let index = 0; index < count; index += 1) {
    const at = importAt + random.between(-6 * 60, 4 * 60) * minute - random.between(0, 59) * 1000
    const client = makeClient(team, at, 500_000 + tables.clients.length)
    if (!random.chance(0.4) || reachable.length === 0) continue
    const known = random.pick(reachable)
    const phone = (known['phone'] ?? '').replace(/\D/g, '').slice(1)
    client['phone'] = phone === '' ? '' : writePhone(random, phone)
    client['email'] = (known['email'] ?? '').toUpperCase()
    // One way known and the other new is left to the contested corners.
    if (team.contested && random.chance(0.5)) client['email'] = `new${index}@example.com`
  }
}

export function changeTeam(team: Team, interval: Interval, dragged: Set<string>): void {
  const { random, tables } = team
  const oldDeals = [...tables.deals]
  const oldTasks = [...tables.tasks]
  for (const task of oldTasks) if (random.chance(dragged.has(task['id'] ?? '') ? 0.7 : 0.25)) changeTask(team, task, interval, dragged)
  for (const deal of oldDeals) if (random.chance(0.14)) changeDeal(team, deal, interval)
  makeTodaysClients(team, interval.to, Math.ceil(oldDeals.length / 60))
  for (let left = Math.ceil(oldDeals.length / 40); left > 0; left -= 1) {
    makeFactsOfDeal(team, makeDeal(team, interval.to, interval.from), interval.to, interval.from)
  }
  for (let left = Math.ceil(oldDeals.length / 4); left > 0; left -= 1) makeActivity(team, ownerOfDeal(random.pick(oldDeals)), interval.to, interval.from)
  for (let left = Math.ceil(oldDeals.length / 8); left > 0; left -= 1) makeTask(team, ownerOfDeal(random.pick(oldDeals)), interval.to, interval.from)
  for (let left = Math.ceil(oldDeals.length / 30); left > 0; left -= 1) makePinnedNote(team, ownerOfDeal(random.pick(oldDeals)), within(team, interval))
  for (const note of tables.notes) if (random.chance(0.02)) note['pinned'] = note['pinned'] === '1' ? '0' : '1'
  // A planned meeting is held or called off after all.
  for (const activity of tables.activities) {
    if (activity['kind'] === 'meeting' && activity['state'] === 'planned' && random.chance(0.4)) activity['state'] = random.pick(['held', 'cancelled'])
  }
}
