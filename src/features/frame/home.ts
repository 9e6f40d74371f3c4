/** The first screen of whoever may do these things (domain/policy.ts): the head's control, a supervisor's queue, a manager's day, an operator's new client; QA begins at the
 * calls of the day. Others at their tasks. */
export const homeOf = (rights: readonly string[]): string => {
  if (rights.includes('control_day')) return '/today'
  if (rights.includes('see_queue')) return '/queue'
  if (rights.includes('see_my_day')) return '/my-day'
  if (rights.includes('see_deals')) return rights.includes('score_calls') ? '/calls' : '/tasks'
  return rights.includes('enter_clients') ? '/clients/new' : '/settings'
}
