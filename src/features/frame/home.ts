/** The first screen of whoever may do these things (domain/policy.ts): the head's control, a supervisor's queue, a manager's day. */
export const homeOf = (rights: readonly string[]): string => {
  if (rights.includes('control_day')) return '/today'
  if (rights.includes('see_queue')) return '/queue'
  if (rights.includes('see_my_day')) return '/my-day'
  return '/tasks'
}
