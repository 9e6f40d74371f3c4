// Check D: what each manager did on the day.

import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import { happenedAt, hasTalk } from './contacts.ts'
import { existsAt } from './deals.ts'
import type { ManagerDay } from './document.ts'
import type { Client } from './records.ts'
import { tasksDoneOn } from './tasks.ts'
import { compareCodePoints } from './text.ts'
import { localDay } from './time.ts'
import type { Workspace } from './workspace.ts'

const countryOfZone: Readonly<Record<string, string>> = {
  'Europe/Moscow': 'RU', 'Europe/Berlin': 'DE', 'America/New_York': 'US', 'Asia/Kolkata': 'IN',
}

/** What the client can be reached by, in one form for the same phone or e-mail; nothing for a broken one. */
function reachableBy(client: Client, country: CountryCode): string[] {
  const phone = client.phone === null ? undefined : parsePhoneNumberFromString(client.phone, country)
  const email = client.email?.trim().toLowerCase() ?? ''
  return [
    ...(phone?.isValid() === true ? [`phone ${phone.number}`] : []),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email) ? [`email ${email}`] : []),
  ]
}

/** Who entered a client that day with a name and a phone or e-mail that no earlier client has. */
function firstContactAuthors(workspace: Workspace, asOf: number): string[] {
  const { timezone, country } = workspace.settings
  const today = localDay(asOf, timezone)
  const defaultCountry = (country ?? countryOfZone[timezone] ?? 'RU') as CountryCode
  const clients = [...workspace.clients.values()].filter((client) => existsAt(client, asOf))
  const earliest = new Map<string, number>()
  for (const client of clients) {
    for (const way of reachableBy(client, defaultCountry)) {
      earliest.set(way, Math.min(client.createdAt ?? Infinity, earliest.get(way) ?? Infinity))
    }
  }
  const authors: string[] = []
  for (const client of clients) {
    const { createdAt, createdBy, name } = client
    if (createdAt === null || createdBy === null || localDay(createdAt, timezone) !== today) continue
    const ways = reachableBy(client, defaultCountry)
    const isNew = ways.every((way) => (earliest.get(way) ?? Infinity) >= createdAt)
    if ((name ?? '').trim() !== '' && ways.length > 0 && isNew) authors.push(createdBy)
  }
  return authors
}

type Metric = Exclude<keyof ManagerDay, 'manager'>

const metricOfKind: Readonly<Record<string, Metric>> = {
  proposal: 'proposals', presentation: 'presentations', invoice: 'invoices', payment: 'payments',
}

export function managersDay(workspace: Workspace, asOf: number): ManagerDay[] {
  const { timezone } = workspace.settings
  const today = localDay(asOf, timezone)
  const rows = new Map<string, ManagerDay>()

  function rowOf(manager: string): ManagerDay {
    const row = rows.get(manager) ?? {
      manager, meetingsSet: 0, meetingsHeld: 0, proposals: 0, presentations: 0, callsWithTalk: 0,
      invoices: 0, payments: 0, tasksDone: 0, firstContacts: 0,
    }
    rows.set(manager, row)
    return row
  }
  function add(manager: string | null, metric: Metric): void {
    if (manager !== null) rowOf(manager)[metric] += 1
  }
  const isToday = (at: number | null): boolean => at !== null && at <= asOf && localDay(at, timezone) === today

  for (const person of workspace.people.values()) if (person.role === 'manager' && person.active) rowOf(person.id)
  for (const activity of workspace.activities.values()) {
    if (!existsAt(activity, asOf)) continue
    if (activity.kind === 'meeting' && isToday(activity.createdAt)) add(activity.managerId, 'meetingsSet')
    if (!isToday(happenedAt(activity))) continue
    if (activity.kind === 'meeting' && activity.state === 'held') add(activity.managerId, 'meetingsHeld')
    if (hasTalk(activity)) add(activity.managerId, 'callsWithTalk')
    const metric = metricOfKind[activity.kind]
    if (metric !== undefined) add(activity.managerId, metric)
  }
  for (const task of tasksDoneOn(workspace, today, asOf)) add(task.assigneeId, 'tasksDone')
  for (const author of firstContactAuthors(workspace, asOf)) add(author, 'firstContacts')
  return [...rows.values()].sort((left, right) => compareCodePoints(left.manager, right.manager))
}
