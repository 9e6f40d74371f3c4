export interface Due { at: number | null, dayOnly: boolean }

/** Whether a due date moved later. A day without a time is compared by day; having none is neither earlier nor later. */
export const isLaterDue = (before: Due, after: Due, dayOf: (instant: number) => number): boolean => {
  if (before.at === null || after.at === null) return false
  return before.dayOnly || after.dayOnly ? dayOf(after.at) > dayOf(before.at) : after.at > before.at
}

/** Whether two due dates are the same, by day when one of them is a day alone. */
export const isSameDue = (one: Due, other: Due, dayOf: (instant: number) => number): boolean => {
  if (one.at === null || other.at === null) return one.at === other.at
  return one.dayOnly || other.dayOnly ? dayOf(one.at) === dayOf(other.at) : one.at === other.at
}
