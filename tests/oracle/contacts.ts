// Contacts, and the notes that are due after them.

import { existsAt } from './deals.ts'
import type { Activity, Note } from './records.ts'
import { groupBy, trimmedLength } from './text.ts'
import { daysBetween, hour, localDay } from './time.ts'
import type { Workspace } from './workspace.ts'

export const shortestText = 10
const hoursForNote = 24
const daysBackShown = 7

/** When it happened; an empty time is the time of entry. */
export function happenedAt(activity: Activity): number | null {
  return activity.occurredAt ?? activity.createdAt
}

export function hasTalk(activity: Activity): boolean {
  return activity.kind === 'call' && (activity.talkSeconds ?? activity.durationSeconds ?? 0) > 0
}

function isContactKind(activity: Activity): boolean {
  switch (activity.kind) {
    case 'call': return hasTalk(activity)
    case 'meeting': return activity.state === 'held'
    case 'message': case 'email': return true
    default: return false
  }
}

export interface Contact { activityId: string; at: number; dealId: string | null; clientId: string | null }

/** Every contact that has been made by the instant and names a deal or a client; the deal decides. */
export function contactsAt(workspace: Workspace, asOf: number): Contact[] {
  const contacts: Contact[] = []
  for (const activity of workspace.activities.values()) {
    const at = happenedAt(activity)
    if (!existsAt(activity, asOf) || at === null || at > asOf || !isContactKind(activity)) continue
    if (activity.dealId !== null) contacts.push({ activityId: activity.id, at, dealId: activity.dealId, clientId: null })
    else if (activity.clientId !== null) contacts.push({ activityId: activity.id, at, dealId: null, clientId: activity.clientId })
  }
  return contacts
}

/** The last contact of a deal: its own ones and those of its client that name no deal. */
export function lastContactFinder(contacts: readonly Contact[]): (dealId: string, clientId: string | null) => number | null {
  const lastOf = (groups: Map<string, Contact[]>, key: string | null): number =>
    Math.max(-Infinity, ...(key === null ? [] : groups.get(key) ?? []).map((contact) => contact.at))
  const ofDeal = groupBy(contacts, (contact) => contact.dealId)
  const ofClient = groupBy(contacts, (contact) => contact.clientId)
  return (dealId, clientId) => {
    const last = Math.max(lastOf(ofDeal, dealId), lastOf(ofClient, clientId))
    return last === -Infinity ? null : last
  }
}

/** Contacts of the last days whose 24 hours are over and that no note followed in time. */
export function contactsWithoutNote(workspace: Workspace, contacts: readonly Contact[], asOf: number): Contact[] {
  const { timezone } = workspace.settings
  const today = localDay(asOf, timezone)
  const notes = [...workspace.notes.values()].filter((note) => trimmedLength(note.text) >= shortestText)
  const notesOfDeal = groupBy(notes, (note) => note.dealId)
  const notesOfClient = groupBy(notes, (note) => note.clientId)
  return contacts.filter((contact) => {
    const last = contact.at + hoursForNote * hour
    if (asOf <= last || daysBetween(localDay(contact.at, timezone), today) > daysBackShown) return false
    const candidates: Note[] = contact.dealId === null
      ? notesOfClient.get(contact.clientId ?? '') ?? []
      : notesOfDeal.get(contact.dealId) ?? []
    return !candidates.some((note) => note.createdAt !== null && note.createdAt >= contact.at && note.createdAt <= last)
  })
}

/** Deals that have a pinned note of any length. */
export function dealsWithPinnedNote(workspace: Workspace, asOf: number): Set<string> {
  const deals = new Set<string>()
  for (const note of workspace.notes.values()) {
    if (note.pinned && note.dealId !== null && existsAt(note, asOf)) deals.add(note.dealId)
  }
  return deals
}
