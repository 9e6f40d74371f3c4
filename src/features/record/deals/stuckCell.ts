import { text } from '../../../i18n/index.ts'
import type { DealRow } from '../../../shared/contract/deals.ts'
import type { Format } from '../../../ui/format.ts'
import type { TextCell } from '../../../ui/gridTypes.ts'

const order = ['promise_missed', 'overdue_task', 'silent', 'no_task', 'dragged', 'dwell'] as const
const isLate = (reason: string): boolean => reason === 'overdue_task' || reason === 'promise_missed'
const between = ' · '

/** Why a deal is stuck, all reasons that hold: those that somebody is late with first and in red, the age, which has its own column, last. `noParking`: the parking stands elsewhere. */
export const stuckCell = (row: Pick<DealRow, 'stuck' | 'parkedUntil' | 'lastContactDays'>, format: Format, noParking: boolean): TextCell => {
  const held = order.filter(reason => row.stuck.includes(reason))
  const say = (reason: (typeof order)[number]): string => reason === 'silent' && row.lastContactDays !== null ? text('stuck.silentFor', { days: format.days(row.lastContactDays) }) : text(`common.stuck.${reason}`)
  const parked = row.parkedUntil === null || noParking ? [] : [text('deals.parkedUntil', { day: format.day(row.parkedUntil) })]
  const parts = [{ texts: parked, tone: 'text-toned' }, { texts: held.filter(isLate).map(say), tone: 'font-medium text-late' }, { texts: held.filter(reason => !isLate(reason)).map(say), tone: 'text-toned' }].filter(part => part.texts.length > 0)
  const [first, ...more] = parts.map(({ texts, tone }) => ({ text: texts.join(between), tone }))
  return { text: '', ...first, more: more.map(({ text, tone }) => ({ text: `${between}${text}`, tone })), title: parts.flatMap(part => part.texts).join(', ') || undefined }
}
