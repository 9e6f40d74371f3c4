// Tasks, activities and notes of a deal or a client.

import type { Row } from './csv.ts'
import type { Random } from './random.ts'
import { instantDaysBefore, makeId, makeResult, makeText, writeInstant, type Team } from './team.ts'
import { addDays, hour, localDay, minute } from './time.ts'

/** What a fact is hung on; '' is none. */
export interface Owner { dealId: string; clientId: string; managerId: string }

export function ownerOfDeal(deal: Row): Owner {
  return { dealId: deal['id'] ?? '', clientId: deal['client_id'] ?? '', managerId: deal['owner_id'] ?? '' }
}

/** Somebody else's client: a row whose deal and client contradict each other. */
function someClient(team: Team): string {
  return team.random.pick(team.tables.clients)['id'] ?? ''
}

function someManager(team: Team, usual: string): string {
  const { random } = team
  switch (random.weighted({ usual: 80, manager: 12, anyone: 5, nobody: 3 })) {
    case 'usual': return usual
    case 'manager': return random.pick(team.managers)
    case 'anyone': return random.pick(team.people)
    case 'nobody': return ''
  }
}

/** A due date: an instant, a day or nothing, around the moments of the reviews and the stage's limit. */
export function makeDue(team: Team, dealId: string): string {
  const { random, schedule } = team
  const anchor = random.pick(schedule.anchors)
  const timezone = schedule.timezone
  switch (random.weighted({ none: 8, exact: 6, second: 4, day: 25, limit: 12, instant: 35 })) {
    case 'none': return ''
    case 'exact': return writeInstant(team, anchor)
    case 'second': return writeInstant(team, anchor + random.pick([-1000, 1000]))
    case 'day': return addDays(localDay(anchor, timezone), random.pick([-30, -2, -1, 0, 0, 1, 2, 14]))
    case 'limit': {
      const entered = team.entered.get(dealId)
      const limit = random.pick([0, 1, 3, 5, 7, 14, 30])
      if (entered === undefined) return ''
      return random.chance(0.5)
        ? addDays(localDay(entered, timezone), limit + random.between(0, 1))
        : writeInstant(team, instantDaysBefore(team, entered, -(limit + random.between(0, 1))))
    }
    case 'instant': return writeInstant(team, anchor + random.between(-20 * 24 * 60, 10 * 24 * 60) * minute)
  }
}

export function makeTask(team: Team, owner: Owner, importAt: number, since: number): Row {
  const { random, schedule } = team
  const created = random.chance(0.02) ? importAt + random.between(1, 40 * 60) * minute : since + Math.floor((importAt - since) * random.next())
  const row: Row = {
    id: makeId(team), deal_id: owner.dealId, client_id: random.chance(0.5) ? owner.clientId : '',
    assignee_id: someManager(team, owner.managerId), kind: random.pick(['call', 'meeting', 'todo']), title: 'Позвонить',
    created_at: random.chance(0.05) ? '' : writeInstant(team, created), due_at: makeDue(team, owner.dealId), done_at: '', result: '',
  }
  if (random.chance(0.45)) {
    const anchor = random.pick(schedule.anchors)
    const done = random.weighted({ today: 4, yesterday: 1, tomorrow: 1, earlier: 4 })
    const at = done === 'earlier' ? created + Math.floor((importAt - created) * random.next())
      : instantDaysBefore(team, anchor, done === 'today' ? 0 : done === 'yesterday' ? 1 : -1)
    row['done_at'] = writeInstant(team, at)
    row['result'] = makeResult(random)
  }
  team.tables.tasks.push(row)
  return row
}

function fillCall(random: Random, row: Row): void {
  row['direction'] = random.pick(['in', 'out'])
  switch (random.weighted({ talk: 4, noTalk: 2, durationOnly: 2, noDuration: 1, zeroDuration: 1, neither: 1 })) {
    case 'talk': row['talk_s'] = String(random.pick([1, 39, 40, 55, 600])); row['duration_s'] = random.pick(['', '700']); break
    case 'noTalk': row['talk_s'] = '0'; row['duration_s'] = random.pick(['35', '0', '']); break
    case 'durationOnly': row['duration_s'] = String(random.between(1, 900)); break
    case 'noDuration': row['talk_s'] = '12'; row['duration_s'] = '0'; break
    case 'zeroDuration': row['duration_s'] = '0'; break
    case 'neither': break
  }
}

/** An activity, and mostly the note after it. */
export function makeActivity(team: Team, owner: Owner, importAt: number, since: number): Row {
  const { random, schedule } = team
  const kind = random.weighted({ call: 50, meeting: 18, email: 8, message: 8, presentation: 4, proposal: 5, contract: 2, invoice: 3, payment: 2 })
  const anchor = random.pick(schedule.anchors)
  const near = random.weighted({ silent: 12, shown: 12, today: 18, dayAgo: 5, future: 3, any: 50 })
  // Exactly 24 hours before a review its note is not yet missing.
  let at = near === 'dayAgo' ? anchor - 24 * hour : near === 'silent' ? instantDaysBefore(team, anchor, random.pick([14, 15]))
    : near === 'shown' ? instantDaysBefore(team, anchor, random.pick([1, 7, 8]))
      : near === 'today' ? instantDaysBefore(team, anchor, 0)
        : since + Math.floor((importAt - since) * random.next())
  // Only meetings are planned; what is written as done before it happened shows up on its day.
  if (near === 'future') at = importAt + random.between(1, 5 * 24 * 60) * minute
  else if (at > importAt) at = importAt - random.between(0, 30 * 60) * minute
  const naming = random.weighted({ both: 40, deal: 30, client: 17, contradicting: 7, neither: 6 })
  const isDealNamed = naming === 'both' || naming === 'deal' || naming === 'contradicting'
  const entered = random.weighted({ same: 5, before: 2, after: 2, muchLater: 1 })
  const created = at + (entered === 'same' ? 0 : entered === 'before' ? -random.between(1, 9 * 24 * 60) * minute
    : entered === 'after' ? random.between(1, 120) * minute : random.between(1, 3 * 24) * hour)
  const times = random.weighted({ both: 80, onlyCreated: 10, onlyOccurred: kind === 'meeting' && !team.contested ? 0 : 10 })
  const row: Row = {
    id: makeId(team), deal_id: isDealNamed ? owner.dealId : '',
    client_id: naming === 'both' || naming === 'client' ? owner.clientId : naming === 'contradicting' ? someClient(team) : '',
    manager_id: someManager(team, owner.managerId), kind,
    state: kind === 'meeting' ? random.pick(['planned', 'held', 'held', 'cancelled', '']) : random.pick(['', '', '', 'planned', 'cancelled']),
    direction: kind === 'email' || kind === 'message' ? random.pick(['in', 'out']) : '',
    created_at: times === 'onlyOccurred' ? '' : writeInstant(team, times === 'both' ? created : at),
    occurred_at: times === 'onlyCreated' ? '' : writeInstant(team, at),
    duration_s: '', talk_s: '', recording: '', subject: random.pick(['', 'Тема, "важная"\nвторая строка']),
  }
  if (kind === 'call') fillCall(random, row)
  team.tables.activities.push(row)
  if (random.chance(0.75)) makeNoteAfter(team, row, owner, at)
  return row
}

/** A note around a contact: at both ends of its 24 hours, just outside of them, too short, or on something else. */
function makeNoteAfter(team: Team, activity: Row, owner: Owner, at: number): void {
  const { random } = team
  const when = random.weighted({ exactly: 1, end: 1, late: 1, early: 1, within: 4, nextDay: 1 })
  const moment = when === 'exactly' ? at : when === 'end' ? at + 24 * hour : when === 'late' ? at + 24 * hour + 1000
    : when === 'early' ? at - 1000 : when === 'within' ? at + random.between(1, 23 * 60) * minute : at + random.between(25, 90) * hour
  const naming = random.weighted({ same: 70, both: 12, clientOnly: 10, other: 5, neither: 3 })
  makeNote(team, {
    ...owner,
    dealId: naming === 'same' ? activity['deal_id'] ?? '' : naming === 'both' ? owner.dealId : '',
    clientId: naming === 'same' ? activity['client_id'] ?? '' : naming === 'other' ? someClient(team) : naming === 'neither' ? '' : owner.clientId,
  }, moment)
}

export function makeNote(team: Team, owner: Owner, at: number): Row {
  const { random } = team
  const length = random.weighted({ long: 6, ten: 2, nine: 2, empty: 1 })
  const row: Row = {
    id: makeId(team), deal_id: owner.dealId, client_id: owner.clientId, author_id: someManager(team, owner.managerId),
    created_at: writeInstant(team, at),
    text: makeText(random, length === 'long' ? random.between(11, 120) : length === 'ten' ? 10 : length === 'nine' ? 9 : 0),
    pinned: random.pick(['0', '', '0', '0', '1']),
  }
  team.tables.notes.push(row)
  return row
}

export function makePinnedNote(team: Team, owner: Owner, at: number): void {
  const { random } = team
  const naming = random.weighted({ both: 3, deal: 4, client: 1 })
  const row = makeNote(team, {
    ...owner, dealId: naming === 'client' ? '' : owner.dealId, clientId: naming === 'deal' ? '' : owner.clientId,
  }, at)
  row['pinned'] = '1'
}

/** Everything that hangs on a deal, and a little that hangs on nothing. */
export function makeFactsOfDeal(team: Team, deal: Row, importAt: number, since: number): void {
  const { random } = team
  const owner = ownerOfDeal(deal)
  for (let left = random.pick([0, 0, 0, 1, 1, 1, 1, 2, 2, 3]); left > 0; left -= 1) makeTask(team, owner, importAt, since)
  for (let left = random.pick([0, 0, 1, 1, 2, 3, 5]); left > 0; left -= 1) makeActivity(team, owner, importAt, since)
  if (random.chance(0.6)) makePinnedNote(team, owner, random.chance(0.03) ? importAt + 20 * hour : since + Math.floor((importAt - since) * random.next()))
  if (random.chance(0.04)) makeTask(team, { ...owner, dealId: '' }, importAt, since)
}
