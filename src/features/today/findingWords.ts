import type { FindingRow } from '../../shared/contract/day.ts'
import type { text } from '../../i18n/index.ts'
import type { Format } from '../../ui/format.ts'

/** What is wrong, in short words. `late` is said in red as well as in words. */
export interface Wrong { text: string, late: boolean }

type Say = typeof text

const task = (row: FindingRow, t: Say, format: Format): Wrong[] => {
  const words: Wrong[] = []
  if (row.kind === 'overdue') {
    words.push(row.overdueDays && row.overdueDays > 0
      ? { text: t('today.wrong.overdueDays', { days: format.days(row.overdueDays) }), late: true }
      : { text: t('today.wrong.overdueToday'), late: true })
  }
  if (row.moves > 0) words.push({ text: t('today.wrong.moved', {}, row.moves), late: false })
  return words
}

const silent = (row: FindingRow, t: Say, format: Format): Wrong[] =>
  row.stuck.includes('silent') && row.lastContactDays !== null ? [{ text: t('today.wrong.silent', { days: format.days(row.lastContactDays) }), late: false }] : []

/** Beyond the stage's limit: ahead, or on a day that is over already. */
const farTask = (row: FindingRow, t: Say, format: Format): Wrong => {
  if (row.nextDueAt === null) return { text: t('today.wrong.far_task'), late: false }
  const day = format.dayOf(row.nextDueAt)
  return day < format.context.today ? { text: t('today.wrong.far_task_past', { day: format.day(day) }), late: true } : { text: t('today.wrong.far_task_day', { day: format.day(day) }), late: false }
}

/** What was agreed on the phone, and what the CRM has instead. */
const asAgreed = (row: FindingRow, t: Say, format: Format): Wrong => {
  const agreed = row.agreedDay === null ? '' : format.day(row.agreedDay)
  const late = row.agreedDay !== null && row.agreedDay < format.context.today
  return row.nextDueAt === null ? { text: t('today.wrong.agreedNoTask', { agreed }), late } : { text: t('today.wrong.agreedTaskOff', { agreed, task: format.day(format.dayOf(row.nextDueAt)) }), late }
}

/** A finding that was put off and is open again says what it waited for. */
const again = (row: FindingRow, t: Say, format: Format): Wrong[] => {
  if (row.decision === null || row.decision.untilDay === null || !['question', 'task', 'park', 'skip'].includes(row.decision.kind)) return []
  return [{ text: t(`today.wrong.again.${row.decision.kind as 'question'}`, { day: format.day(row.decision.untilDay) }), late: false }]
}

/** The finding first, then what makes it worse. */
export const wrongOf = (row: FindingRow, t: Say, format: Format): Wrong[] => [...findingOf(row, t, format), ...again(row, t, format)]

const findingOf = (row: FindingRow, t: Say, format: Format): Wrong[] => {
  switch (row.kind) {
    case 'no_task': return [{ text: t('today.wrong.no_task'), late: false }, ...silent(row, t, format)]
    case 'far_task': return [farTask(row, t, format), ...silent(row, t, format)]
    case 'unparked': return [{ text: t('today.wrong.unparked'), late: false }, ...silent(row, t, format)]
    case 'not_in_crm': return [{ text: t('today.wrong.not_in_crm'), late: false }]
    case 'not_as_agreed': return [asAgreed(row, t, format), ...silent(row, t, format)]
    case 'overdue': return [...task(row, t, format), ...silent(row, t, format)]
    case 'contact_without_note': return [{ text: t(`today.wrong.withoutNote.${row.activityKind ?? 'call'}`), late: false }]
    case 'no_pinned_note': return [{ text: t('today.wrong.no_pinned_note'), late: false }, ...silent(row, t, format)]
    case 'poor_result': return [{
      text: row.result?.trim() ? t('today.wrong.shortResult', { result: row.result.trim() }) : t('today.wrong.emptyResult'), late: false,
    }]
    case 'refusal': return [row.late ? { text: t('today.wrong.refusalLate'), late: true } : { text: t('today.wrong.refusal'), late: false }]
  }
}

/** What the list's last column says: days in the stage, or for notes and refusals the day since when; null = nothing to say. */
export const ageOf = (row: FindingRow, format: Format): { text: string, late: boolean } | null => {
  if (saysSince(row.kind)) {
    const day = row.kind === 'contact_without_note' && row.contactAt !== null ? format.dayOf(row.contactAt) : row.sinceDay
    return day === null ? null : { text: format.day(day), late: row.late }
  }
  return row.age === null ? null : { text: format.days(row.age.days, row.age.exact), late: isOverLimit(row) }
}

/** Its last column is a day, not days in the stage. */
export const saysSince = (kind: FindingRow['kind']): boolean => kind === 'contact_without_note' || kind === 'no_pinned_note' || kind === 'refusal'

/** Under a deal's title its stage, and the client unless the title says it; under a task or a contact the client first. */
export const placeOf = (row: FindingRow): string => {
  if (row.taskId !== null || row.activityId !== null) return [row.clientName === row.title ? null : row.clientName, row.stage].filter(Boolean).join(' · ')
  const [surname = ''] = (row.clientName ?? '').replace(/[«»"]/g, ' ').split(/\s+/).filter(word => word.length > 3)
  const named = surname !== '' && row.title.includes(surname)
  return [row.stage, named ? null : row.clientName].filter(Boolean).join(' · ')
}

/** Longer in the stage than its limit. */
export const isOverLimit = (row: FindingRow): boolean =>
  row.age !== null && row.dwellLimitDays !== null && row.age.days > row.dwellLimitDays
