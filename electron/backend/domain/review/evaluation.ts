import type { DayMetric } from '../../../../src/shared/vocabulary.ts'
import type { Rules } from '../../../../src/shared/contract/settings.ts'
import { trimmedLength } from '../text.ts'
import type { WorkCalendar } from '../time/calendar.ts'
import type { DayNumber } from '../time/days.ts'
import type { Zone } from '../time/zone.ts'
import { isOverdue, stateOfDeal, type DealState, type Moment } from './dealState.ts'
import type { ClosedTaskFact, ContactFact, NoteFact, OutboxFact, RefusalFact, TaskFact, TeamFacts } from './facts.ts'

/** What the rules say of a team at one instant: everything that a review, the findings and the desk read. */
export interface TeamEvaluation {
  asOf: number
  today: DayNumber
  /** Every deal, whatever its status. */
  deals: DealState[]
  /** Check B: overdue tasks, those of won and lost deals left out. */
  overdue: { task: TaskFact, days: number }[]
  contactsWithoutNote: ContactFact[]
  poorResults: ClosedTaskFact[]
  refusals: { refusal: RefusalFact, late: boolean }[]
  /** Decided here and not done in the CRM in time. */
  notInCrm: OutboxFact[]
  kpis: Map<number, KpiRow>
  facts: TeamFacts
}

export type KpiRow = Record<DayMetric, number> & { callsOut: number, callsIn: number }

export interface EvaluationSettings { rules: Rules, zone: Zone, calendar: WorkCalendar }

export const emptyKpis = (): KpiRow => ({
  meetingsSet: 0, meetingsHeld: 0, proposals: 0, presentations: 0, callsWithTalk: 0, invoices: 0, payments: 0, tasksDone: 0, firstContacts: 0, callsOut: 0, callsIn: 0,
})

/** Applies the rule book to the facts of one instant (domain.md, Daily control). */
export const evaluateTeam = (facts: TeamFacts, settings: EvaluationSettings): TeamEvaluation => {
  const { rules, zone, calendar } = settings
  const today = zone.dayOf(facts.asOf)
  const deals = statesOfDeals(facts, settings)

  const overdue = facts.openTasks
    .filter(task => isOverdue(task, facts.asOf) && task.dealStatus !== 'won' && task.dealStatus !== 'lost')
    .map(task => ({ task, days: today - zone.dayOf(task.dueAt!) }))

  return {
    asOf: facts.asOf,
    today,
    deals,
    overdue,
    contactsWithoutNote: contactsWithoutNote(facts.contacts, facts.notes, rules, facts),
    poorResults: facts.closedTasks.filter(task => facts.knowledge.knowsAll(task.source, 'tasks') && trimmedLength(task.result) < rules.taskResultLength),
    refusals: facts.refusals.map(refusal => ({ refusal, late: facts.asOf >= lateFromOf(refusal.requestedAt, zone, calendar, rules.refusalLateWorkDays) })),
    // Only an export can say that it isn't there.
    notInCrm: facts.outbox.filter(item => item.seenAt !== null && item.seenAt >= lateFromOf(item.at, zone, calendar, rules.outboxWorkDays)),
    kpis: kpisOf(facts),
    facts,
  }
}

/** Every deal's own state at one instant: stage, age, reasons (domain.md, Deals). */
export const statesOfDeals = (facts: Pick<TeamFacts, 'asOf' | 'stages' | 'deals' | 'openTasks' | 'knowledge'>, { rules, zone }: Pick<EvaluationSettings, 'rules' | 'zone'>): DealState[] => {
  const moment: Moment = { asOf: facts.asOf, today: zone.dayOf(facts.asOf), zone, rules }
  const tasksOf = new Map<number, TaskFact[]>()
  for (const task of facts.openTasks) {
    if (task.dealId === null) continue
    const known = tasksOf.get(task.dealId)
    if (known) known.push(task)
    else tasksOf.set(task.dealId, [task])
  }
  const none: TaskFact[] = []
  return facts.deals.map(deal => stateOfDeal(deal, facts.stages.get(deal.stageId)!, tasksOf.get(deal.id) ?? none, facts.knowledge, moment))
}

/** A refusal is late from the start of the n-th working day after the local day of the asking (domain.md, Refusals). */
export const lateFromOf = (requestedAt: number, zone: Zone, calendar: WorkCalendar, workDays: number): number =>
  zone.startOfDay(calendar.workDayAfter(zone.dayOf(requestedAt), workDays))

/** Contacts whose note did not come in time, on the deal, or on the client when the contact names no deal (domain.md, Contacts and notes). */
const contactsWithoutNote = (contacts: readonly ContactFact[], notes: readonly NoteFact[], rules: Rules, facts: TeamFacts): ContactFact[] => {
  const within = rules.noteWithinHours * 3_600_000
  const byDeal = new Map<number, number[]>()
  const byClient = new Map<number, number[]>()
  const add = (map: Map<number, number[]>, key: number | null, at: number) => {
    if (key === null) return
    const known = map.get(key)
    if (known) known.push(at)
    else map.set(key, [at])
  }
  for (const note of notes) {
    if (trimmedLength(note.text) < rules.noteLength) continue
    add(byDeal, note.dealId, note.at)
    add(byClient, note.clientId, note.at)
  }
  return contacts.filter((contact) => {
    if (!facts.knowledge.knowsAll(contact.source, 'notes')) return false
    const times = contact.dealId !== null ? byDeal.get(contact.dealId) : byClient.get(contact.clientId!)
    return !times?.some(at => at >= contact.at && at <= contact.at + within)
  })
}

/** Check D: the day's numbers by manager: each active manager, and anyone else with a number. */
export const kpisOf = (facts: Pick<TeamFacts, 'people' | 'dayActivities' | 'dayTasksDone' | 'firstContacts'>): Map<number, KpiRow> => {
  const rows = new Map<number, KpiRow>()
  for (const person of facts.people.values()) if (person.role === 'manager' && person.active) rows.set(person.id, emptyKpis())
  const add = (personId: number | null, metric: keyof KpiRow) => {
    if (personId === null) return
    let row = rows.get(personId)
    if (!row) rows.set(personId, row = emptyKpis())
    row[metric]++
  }
  for (const activity of facts.dayActivities) {
    if (activity.kind === 'meeting') {
      if (activity.entered) add(activity.managerId, 'meetingsSet')
      if (activity.happened && activity.state === 'held') add(activity.managerId, 'meetingsHeld')
    } else if (activity.happened) {
      if (activity.kind === 'call' && activity.isContact) {
        add(activity.managerId, 'callsWithTalk')
        if (activity.direction === 'out') add(activity.managerId, 'callsOut')
        if (activity.direction === 'in') add(activity.managerId, 'callsIn')
      }
      if (activity.kind === 'proposal') add(activity.managerId, 'proposals')
      if (activity.kind === 'presentation') add(activity.managerId, 'presentations')
      if (activity.kind === 'invoice') add(activity.managerId, 'invoices')
      if (activity.kind === 'payment') add(activity.managerId, 'payments')
    }
  }
  for (const task of facts.dayTasksDone) add(task.assigneeId, 'tasksDone')
  for (const client of facts.firstContacts) add(client.createdBy, 'firstContacts')
  return rows
}
