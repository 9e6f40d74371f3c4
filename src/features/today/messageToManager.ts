import type { FindingRow } from '../../shared/contract/day.ts'
import type { text } from '../../i18n/index.ts'
import type { Format } from '../../ui/format.ts'
import { wrongOf } from './findingWords.ts'

export interface MessageInput {
  name: string
  day: string
  /** Open findings of the walk, by check, in its order. */
  checks: readonly { check: 'A' | 'B' | 'C' | 'E', rows: readonly FindingRow[] }[]
  questions: readonly { title: string, text: string, answerDay: string }[]
}

/** Longer lists are not read in a messenger. */
const linesPerCheck = 20

/** The list for one manager as plain text for a messenger: facts, questions with their dates, no reproaches. */
export const messageToManager = (input: MessageInput, t: typeof text, format: Format): string => {
  const titleOf = (row: FindingRow): string => row.clientName && !row.title.includes(row.clientName) && (row.taskId !== null || row.activityId !== null)
    ? t('today.message.titleClient', { title: row.title, client: row.clientName }) : row.title
  const line = (row: FindingRow, index: number): string => {
    const said = { number: index + 1, title: titleOf(row), wrong: wrongOf(row, t, format).map(wrong => wrong.text).join(', ') }
    return row.amount ? t('today.message.line', { ...said, amount: format.money(row.amount, row.currency ?? undefined) }) : t('today.message.lineNoAmount', said)
  }
  if (input.questions.length === 0 && input.checks.every(({ rows }) => rows.length === 0)) return t('today.message.nothing')
  const parts = [t('today.message.hello', { name: input.name, day: format.dayLong(input.day) })]
  if (input.questions.length > 0) {
    const days = [...new Set(input.questions.map(question => question.answerDay))].sort()
    for (const day of days) {
      const asked = input.questions.filter(question => question.answerDay === day)
      const list = asked.slice(0, linesPerCheck).map((question, index) => t('today.message.question', { number: index + 1, title: question.title, text: question.text }))
      parts.push([t('today.message.questions', { day: format.dayLong(day) }), ...list, ...(asked.length > linesPerCheck ? [t('today.message.more', {}, asked.length - linesPerCheck)] : [])].join('\n'))
    }
  }
  for (const { check, rows } of input.checks) {
    if (rows.length === 0) continue
    const more = rows.length - linesPerCheck
    parts.push([
      t(`today.message.checks.${check}`, {}, rows.length),
      ...rows.slice(0, linesPerCheck).map(line),
      ...(more > 0 ? [t('today.message.more', {}, more)] : []),
    ].join('\n'))
  }
  parts.push(t('today.message.thanks'))
  return parts.join('\n\n')
}
