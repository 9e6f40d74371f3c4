import type { text } from '../../i18n/index.ts'
import type { TaskHistory } from '../../shared/contract/tasks.ts'
import type { Format } from '../../ui/format.ts'
import { kindOf } from './moves.ts'

/** A line of a task's life: what happened, how and by whom beside it, what was said beneath. */
export interface HistoryLine { key: string, at: number, icon: string, text: string, late: boolean, notes: readonly string[], quotes: readonly string[] }

const known = (texts: readonly (string | null | undefined)[]): string[] => texts.filter(each => each !== null && each !== undefined && each !== '') as string[]

/** The moves, the wishes and the tasks that were opened again, newest first. */
export const historyLines = ({ task, requests, chain }: TaskHistory, t: typeof text, format: Format): HistoryLine[] => {
  const day = (at: number | null): string => at === null ? t('record.line.noDate') : format.day(format.dayOf(at))
  const quoted = (said: string | null | undefined): string | null => said?.trim() ? t('record.line.quoted', { said: said.trim() }) : null
  const moves = task.moves.map((move, index): HistoryLine => {
    const kind = kindOf(move)
    // A wish that was allowed says why.
    const request = requests.find(each => each.state === 'allowed' && each.decidedAt === move.at)
    return {
      key: `move${index}`, at: move.at, icon: kind === 'earlier' ? 'i-lucide-arrow-left' : 'i-lucide-arrow-right', late: kind === 'late',
      text: t('record.line.move', { from: day(move.fromDueAt), to: day(move.toDueAt) }),
      notes: known([kind === 'allowed' ? t('record.line.allowed') : kind === 'late' ? t('record.line.unapproved') : null, move.by?.name ?? (move.source === 'import' ? t('record.line.inCrm') : null), format.instant(move.at)]),
      quotes: known([quoted(request?.reason)]),
    }
  })
  const wishes = requests.filter(request => request.state !== 'allowed').map((request): HistoryLine => ({
    key: `request${request.id}`, at: request.askedAt, icon: request.state === 'pending' ? 'i-lucide-hand' : 'i-lucide-x', late: false,
    text: t(`record.line.request.${request.state}` as 'record.line.request.pending', { who: request.askedBy?.name ?? t('common.nobody'), to: day(request.to.dueAt) }),
    notes: known([request.enteredBy ? t('refusals.enteredBy', { who: request.enteredBy.name }) : null, request.decidedBy ? t('refusals.decidedBy', { who: request.decidedBy.name, when: format.instant(request.decidedAt ?? request.askedAt) }) : format.instant(request.askedAt)]),
    quotes: known([quoted(request.reason), request.comment?.trim() ? t('record.line.answered', { said: request.comment.trim() }) : null]),
  }))
  const reopened = chain.slice(1).map((next, index): HistoryLine => {
    const closed = chain[index]!
    return {
      key: `chain${next.id}`, at: next.createdAt ?? 0, icon: 'i-lucide-refresh-cw', late: true,
      text: day(closed.doneAt) === day(next.createdAt) ? t('record.line.sameDay', { day: day(next.createdAt) }) : t('record.line.notSameDay', { closed: day(closed.doneAt), opened: day(next.createdAt) }),
      notes: [t('record.line.silent')], quotes: known([quoted(closed.result)]),
    }
  })
  return [...moves, ...wishes, ...reopened].sort((a, b) => b.at - a.at)
}
