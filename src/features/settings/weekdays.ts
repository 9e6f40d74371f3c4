/** «пн»; 1 = Monday. 2024-01-01 was one. */
export const weekdayName = (weekday: number, locale: string, width: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday))

export const monthName = (month: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month - 1, 1))
