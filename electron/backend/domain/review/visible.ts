import type { TeamFacts } from './facts.ts'

/**
 * The facts of some people's work: their deals with everything on them, and their own tasks, contacts and numbers. The rules then
 * say of that part what they say of the whole (domain.md, Who may do what).
 */
export const factsOfPeople = (facts: TeamFacts, sees: (personId: number | null) => boolean): TeamFacts => {
  const deals = facts.deals.filter(deal => sees(deal.ownerId))
  const seen = new Set(deals.map(({ id }) => id))
  const shows = (dealId: number | null, personId: number | null): boolean => sees(personId) || (dealId !== null && seen.has(dealId))
  const openTasks = facts.openTasks.filter(task => shows(task.dealId, task.assigneeId))
  // Somebody else's task on an own deal names its assignee.
  const named = new Set(openTasks.map(({ assigneeId }) => assigneeId))
  return {
    ...facts, deals, openTasks,
    people: new Map([...facts.people].filter(([id]) => sees(id) || named.has(id))),
    closedTasks: facts.closedTasks.filter(task => shows(task.dealId, task.assigneeId)),
    contacts: facts.contacts.filter(contact => shows(contact.dealId, contact.managerId)),
    dayActivities: facts.dayActivities.filter(({ managerId }) => sees(managerId)),
    dayTasksDone: facts.dayTasksDone.filter(({ assigneeId }) => sees(assigneeId)),
    firstContacts: facts.firstContacts.filter(({ createdBy }) => sees(createdBy)),
    refusals: facts.refusals.filter(({ dealId }) => seen.has(dealId)),
    outbox: facts.outbox.filter(({ dealId }) => seen.has(dealId)),
  }
}
