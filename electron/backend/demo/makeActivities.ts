import type { ActivityKind } from '../../../src/shared/vocabulary.ts'
import type { DemoTexts } from './demoTexts.ts'
import { lastStage } from './makeDeals.ts'
import { personOf } from './makePeople.ts'
import { ownerAt } from './makeTouches.ts'
import { makeRandom, type Random } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoActivity, DemoDeal, DemoPerson, Touch } from './world.ts'

const minute = 60_000

type Draft = Partial<DemoActivity> & Pick<DemoActivity, 'by' | 'kind' | 'createdAt'>

/** Calls, meetings, messages and documents of the deals' touches and moves, the inflated calls, the clients' weekend messages. */
export const makeActivities = (seed: number, deals: readonly DemoDeal[], people: readonly DemoPerson[], texts: DemoTexts, time: WorkTime): DemoActivity[] => {
  const random = makeRandom(seed, 'activities')
  const activities: DemoActivity[] = []
  const add = (deal: DemoDeal, draft: Draft): void => {
    const direction = draft.direction ?? ''
    const subject = draft.kind === 'call' ? texts.subjects[direction === 'in' ? 'callIn' : 'callOut'] : texts.subjects[draft.kind]
    activities.push({ id: '', deal, client: deal.client, occurredAt: draft.createdAt, states: [], duration: null, talk: null, recording: '', subject, ...draft, direction })
  }
  for (const deal of deals) {
    for (const touch of deal.touches) tellTouch(random, deal, touch, time, add)
    tellDocuments(random, deal, add, time)
  }
  inflateCalls(makeRandom(seed, 'inflater'), deals, personOf(people, 'inflater'), time, add)
  tellWeekends(makeRandom(seed, 'weekends'), deals, time, add)
  activities.sort((one, other) => one.createdAt - other.createdAt || one.occurredAt - other.occurredAt)
  activities.forEach((activity, index) => {
    activity.id = String(300_001 + index)
    if (activity.kind === 'call' && (activity.talk ?? 0) > 0) activity.recording = `rec/${activity.id}.mp3`
  })
  return activities
}

const tellTouch = (random: Random, deal: DemoDeal, { at, by }: Touch, time: WorkTime, add: (deal: DemoDeal, draft: Draft) => void): void => {
  const way = random.weighted({ callOut: 57, callIn: 12, message: 15, email: 10, meeting: 6 })
  if (way === 'meeting' && at - deal.createdAt > 3 * 86_400_000) {
    const set = time.moment(time.workDayAt(time.zone.dayOf(at) - random.between(1, 2)), random)
    const createdAt = Math.min(set, at)
    add(deal, { by, kind: 'meeting', createdAt, occurredAt: at, states: [{ at: createdAt, value: 'planned' }, { at: at + 30 * minute, value: 'held' }], duration: 1800 })
  } else if (way === 'message' || way === 'email') {
    add(deal, { by, kind: way, createdAt: at, direction: random.chance(0.4) ? 'in' : 'out' })
  } else {
    if (way !== 'callIn' && random.chance(0.15)) add(deal, { by, kind: 'call', direction: 'out', createdAt: at - random.between(4, 30) * minute, duration: random.between(12, 35), talk: 0 })
    const talk = Math.max(25, Math.round(random.skewed(150, 0.6)))
    add(deal, { by, kind: 'call', direction: way === 'callIn' ? 'in' : 'out', createdAt: at, duration: talk + random.between(5, 25), talk })
  }
  if (time.today - time.zone.dayOf(at) < 40 && random.chance(0.09)) setMeeting(random, deal, at, by, time, add)
}

/** A meeting agreed on at a touch: held, called off, or still to come. */
const setMeeting = (random: Random, deal: DemoDeal, at: number, by: DemoPerson, time: WorkTime, add: (deal: DemoDeal, draft: Draft) => void): void => {
  const createdAt = at + 4 * minute
  const occurredAt = time.moment(time.shift(time.zone.dayOf(at), random.between(1, 4)), random)
  const planned = { at: createdAt, value: 'planned' as const }
  const closed = deal.closedAt !== null && occurredAt > deal.closedAt
  const held = !closed && random.chance(0.72)
  const over = held
    ? { at: occurredAt + 40 * minute, value: 'held' as const }
    : { at: Math.max(createdAt, Math.min(occurredAt, deal.closedAt ?? occurredAt)), value: 'cancelled' as const }
  add(deal, { by, kind: 'meeting', createdAt, occurredAt, states: [planned, over], duration: held ? 2400 : null })
}

/** Documents at the stages that they belong to: proposal, contract, invoice, payment; presentations on the way. */
const tellDocuments = (random: Random, deal: DemoDeal, add: (deal: DemoDeal, draft: Draft) => void, time: WorkTime): void => {
  for (const move of deal.moves) {
    const by = move.by
    const document = (kind: ActivityKind, after: number): void => {
      const at = move.at + after * minute
      if (at <= time.asOf && (deal.closedAt === null || at <= deal.closedAt)) add(deal, { by, kind, createdAt: at, direction: 'out' })
    }
    const fromEnd = move.to.pipeline === 0 ? move.to.order : move.to.order + (move.to.order > 2 ? 2 : 1)
    if (move.to.pipeline === 0 && move.to.order === 3 && random.chance(0.35)) document('presentation', 25)
    if (move.to.kind === 'open' && (move.to.pipeline === 0 ? move.to.order === 4 : move.to.order === 3)) document('proposal', 3)
    if (move.to.kind === 'open' && fromEnd === 6) document('contract', 6)
    if (move.to.kind === 'open' && fromEnd === 7) document('invoice', 5)
    if (move.to.kind === 'won') document('payment', 0)
  }
}

/** The inflater waits for the voicemail's tone: some dozens of calls of 40 to 55 s a day, and nothing follows from them. */
const inflateCalls = (random: Random, deals: readonly DemoDeal[], inflater: DemoPerson, time: WorkTime, add: (deal: DemoDeal, draft: Draft) => void): void => {
  const own = deals.filter(deal => deal.outcome === 'open' && deal.abandoned && ownerAt(deal, time.asOf) === inflater)
  if (own.length === 0) return
  for (let back = 26; back >= 0; back--) {
    const day = time.shift(time.workDayAt(time.today), -back)
    let at = time.at(day, 9, random.between(10, 40))
    const count = Math.min(random.between(28, 40), own.length * 2)
    for (let index = 0; index < count; index++) {
      at += random.between(6 * 60, 15 * 60) * 1000
      const deal = random.pick(own)
      if (at > time.asOf - 2 * minute) return
      if (at < deal.createdAt) continue
      const talk = random.between(40, 55)
      add(deal, { by: inflater, kind: 'call', direction: 'out', createdAt: at, duration: talk + random.between(4, 9), talk })
    }
  }
}

/** Clients write on days off too. */
const tellWeekends = (random: Random, deals: readonly DemoDeal[], time: WorkTime, add: (deal: DemoDeal, draft: Draft) => void): void => {
  const open = deals.filter(deal => deal.outcome === 'open' && !deal.abandoned && lastStage(deal).order > 1)
  if (open.length === 0) return
  for (let day = time.today - 35; day <= time.today; day++) {
    if (time.calendar.isWorkDay(day)) continue
    for (let index = random.between(2, 6); index > 0; index--) {
      const at = time.at(day, random.between(10, 20), random.between(0, 59))
      const deal = random.pick(open)
      if (at <= time.asOf && at >= deal.createdAt) add(deal, { by: ownerAt(deal, at), kind: random.chance(0.7) ? 'message' : 'email', direction: 'in', createdAt: at })
    }
  }
}
