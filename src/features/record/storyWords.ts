import type { StoryEvent } from '../../shared/contract/records.ts'
import { textIfAny, type text } from '../../i18n/index.ts'
import type { Format } from '../../ui/format.ts'
import { fieldName, fieldValue, silentFields } from './fieldWords.ts'

export interface Told {
  icon: string
  /** One line: what happened. */
  title: string
  /** What was said with it, as the people wrote it. */
  body: string | null
  /** Small words beside the title: inferred, without a note, by whom. */
  asides: { text: string, tone: 'muted' | 'late' | 'warn' | 'good' }[]
}

type Say = typeof text
type Aside = Told['asides'][number]

const muted = (text: string): Aside => ({ text, tone: 'muted' })
const byWhom = (person: { name: string } | null): Aside[] => person === null ? [] : [muted(person.name)]

/** A word of the program in the person's language; the word itself where a newer backend says one we don't know. */
const wordOf = (prefix: string, word: string): string => textIfAny(`${prefix}.${word}`) ?? word

const sameWords = (left: string | null, right: string): boolean => left?.trim().toLowerCase() === right.toLowerCase()

const contact = (event: Extract<StoryEvent, { type: 'contact' }>, t: Say, format: Format): Told => {
  const icons: Record<string, string> = {
    call: event.direction === 'in' ? 'i-lucide-phone-incoming' : 'i-lucide-phone-outgoing', meeting: 'i-lucide-users', email: 'i-lucide-mail', message: 'i-lucide-message-square',
  }
  const title = event.inferred ? t('record.lastActivity') : event.direction === null || !['call', 'email', 'message'].includes(event.kind) ? t(`record.contact.${event.kind}`) : t(`record.contact.${event.kind as 'call'}_${event.direction}`)
  const talk = event.talkS ?? event.durationS
  return {
    icon: event.inferred ? 'i-lucide-activity' : icons[event.kind] ?? 'i-lucide-file-text',
    title,
    body: sameWords(event.subject, title) ? null : event.subject,
    asides: [
      ...(event.inferred ? [muted(t('record.inferred'))] : []),
      ...(event.kind === 'meeting' ? [muted(t(`record.meeting.${event.state ?? 'planned'}`))] : []),
      ...(event.outcome && event.outcome !== 'talked' ? [muted(t(`record.outcome.${event.outcome}`))] : event.kind === 'call' ? [talk === 0 ? muted(t('record.noTalk')) : talk === null ? muted(t('record.talkUnknown')) : muted(t('record.talk', { time: format.duration(talk) }))] : []),
      ...(event.noteMissing ? [{ text: t('record.noteMissing'), tone: 'warn' as const }] : []),
      ...(event.viaClient ? [muted(t('record.viaClient'))] : []),
      ...byWhom(event.by),
    ],
  }
}

const task = (event: Extract<StoryEvent, { type: 'task' }>, t: Say, format: Format): Told => {
  const { task: it } = event
  const state: Aside = it.cancelledAt !== null ? muted(t('record.task.cancelled'))
    : it.doneAt !== null ? { text: t('record.task.done', { when: format.instant(it.doneAt) }), tone: 'good' }
      : it.overdue ? { text: it.overdueDays > 0 ? t('record.task.overdueDays', { days: format.days(it.overdueDays) }) : t('record.task.overdue'), tone: 'late' }
        : it.dueAt === null ? muted(t('record.task.noDue')) : muted(t('record.task.due', { when: it.dueDayOnly ? format.day(format.dayOf(it.dueAt)) : format.instant(it.dueAt) }))
  return { icon: it.doneAt !== null ? 'i-lucide-circle-check' : 'i-lucide-circle', title: it.title ?? t('record.task.untitled'), body: it.result, asides: [state, ...(it.inferred ? [muted(t('record.inferred'))] : []), ...byWhom(it.assignee)] }
}

const refusal = (event: Extract<StoryEvent, { type: 'refusal' }>, t: Say, format: Format): Told => ({
  icon: 'i-lucide-undo-2',
  title: event.reason === null ? t('record.refusal.asked', { round: event.round }) : t('record.refusal.askedFor', { round: event.round, reason: wordOf('refusals.reasons', event.reason) }),
  body: [event.comment, event.decisionComment, event.instruction === null ? null : t('record.refusal.instruction', { text: event.instruction })].filter(Boolean).join('\n') || null,
  asides: [
    muted(wordOf('record.refusal.state', event.state)),
    ...(event.decidedBy !== null && event.decidedAt !== null ? [muted(t('record.refusal.decided', { who: event.decidedBy.name, when: format.instant(event.decidedAt) }))] : byWhom(event.requestedBy)),
  ],
})

/** What a decision made (a question, a parking, a transfer) tells itself: the decision beside it would say it twice. */
export const withoutEchoes = (events: readonly StoryEvent[]): StoryEvent[] => {
  const made = new Set(events.filter(event => ['question', 'parking', 'transfer', 'task'].includes(event.type)).map(event => `${event.type}${event.at}`))
  const typeOf: Record<string, string> = { question: 'question', park: 'parking', reassign: 'transfer', spread: 'transfer', task: 'task' }
  return events.filter(event => event.type !== 'decision' || event.undone || !made.has(`${typeOf[event.kind] ?? ''}${event.at}`))
}

/** One event of a deal's story in words. */
export const tell = (event: StoryEvent, t: Say, format: Format): Told => {
  switch (event.type) {
    case 'created': return { icon: 'i-lucide-plus', title: t('record.story.created'), body: null, asides: byWhom(event.by) }
    case 'stage': return {
      icon: 'i-lucide-arrow-right', body: null,
      title: event.from === null ? t('record.story.stageFirst', { to: event.to }) : t('record.story.stage', { from: event.from, to: event.to }),
      asides: [...(event.inferred ? [muted(t('record.inferred'))] : []), ...byWhom(event.by)],
    }
    case 'task': return task(event, t, format)
    case 'contact': return contact(event, t, format)
    case 'note': return {
      icon: event.pinned ? 'i-lucide-pin' : 'i-lucide-sticky-note', title: event.pinned ? t('record.story.notePinned') : t('record.story.note'), body: event.text,
      asides: [...(event.viaClient ? [muted(t('record.viaClient'))] : []), ...byWhom(event.author)],
    }
    case 'refusal': return refusal(event, t, format)
    case 'transfer': return {
      icon: 'i-lucide-arrow-right-left', body: event.reason ? wordOf('record.because', event.reason) : null,
      title: t('record.story.transfer', { from: event.from?.name ?? t('common.nobody'), to: event.to?.name ?? t('common.nobody') }),
      asides: [...(event.outside ? [muted(t('record.outside'))] : []), ...byWhom(event.by)],
    }
    case 'parking': return {
      icon: 'i-lucide-circle-pause', body: event.reason, title: t('record.story.parking', { day: format.day(event.untilDay) }),
      asides: [...(event.endedAt !== null ? [muted(t('record.story.parkingEnded', { when: format.instant(event.endedAt) }))] : []), ...byWhom(event.by)],
    }
    case 'question': return {
      icon: 'i-lucide-circle-help', title: t('record.story.question', { to: event.to?.name ?? t('common.nobody'), day: format.day(event.answerDay) }), body: event.text,
      asides: event.answer === null ? [muted(t('record.story.noAnswer'))] : [{ text: t('record.story.answer', { text: event.answer }), tone: 'good' }],
    }
    case 'decision': return {
      icon: 'i-lucide-gavel', body: event.reason,
      title: t('record.story.decision', { decision: wordOf('today.decided', event.kind), finding: wordOf('today.findings', event.finding) }),
      asides: [...(event.undone ? [muted(t('record.story.undone'))] : []), ...byWhom(event.by)],
    }
    case 'audit': return {
      icon: 'i-lucide-scroll-text', title: wordOf('record.action', event.action), asides: byWhom(event.by),
      body: event.changes.filter(({ field }) => !silentFields.has(field))
        .map(({ field, before, after }) => t('record.change', { field: fieldName(field), before: fieldValue(field, before, format), after: fieldValue(field, after, format) })).join('\n') || null,
    }
  }
}
