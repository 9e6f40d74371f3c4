import { PultError } from '../../../../src/shared/errors.ts'
import type { DayNumber } from '../../domain/time/days.ts'
import type { Span } from '../../store/queries/callBoards.ts'
import type { Desk } from '../desk.ts'
import { periodOf } from '../getFunnel.ts'

const mostDays = 366

/** The period's days and instants. BAD_INPUT for one that can't be, or is longer than a year. */
export const spanOf = (desk: Desk, asked: { from: string, to: string }): Span & { days: { from: DayNumber, to: DayNumber } } => {
  const days = periodOf(asked)
  if (days.to - days.from >= mostDays) throw new PultError('BAD_INPUT', 'A period of the boards is at most a year.', { field: 'period' })
  const { zone } = desk.settings()
  return { days, from: zone.startOfDay(days.from), to: zone.startOfDay(days.to + 1), now: desk.clock() }
}
