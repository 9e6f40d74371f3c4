import { computed, nextTick, ref, type ComputedRef, type ShallowRef } from 'vue'
import { useText } from '../../../i18n/index.ts'
import type { CheckWords, Criterion } from '../../../shared/contract/callDesk.ts'
import { fullMark } from '../../../shared/scorecard.ts'
import { callVerdicts, type CallVerdict } from '../../../shared/vocabulary.ts'
import type { KeyBinding } from '../../../ui/keys.ts'

export const verdictKeys: Record<CallVerdict, string> = { conversation: 'KeyC', voicemail: 'KeyV', wrong_number: 'KeyW', no_talk: 'KeyX' }

interface Marking {
  /** Reactive: what is written into. */
  words: Pick<CheckWords, 'verdict' | 'marks'>
  criteria: ComputedRef<readonly Criterion[]>
  closed: ComputedRef<boolean>
  rows: Readonly<ShallowRef<readonly { focusComment: () => void }[] | null>>
  changed: () => void
}

/** Marks and a verdict by keys: wherever a call is scored, by its listener or by the head who decides on an appeal. */
export const useMarking = ({ words, criteria, closed, rows, changed }: Marking) => {
  const { t } = useText()
  const scores = computed(() => words.verdict === null || words.verdict === 'conversation')
  const at = ref(0)
  const active = computed(() => criteria.value[at.value] ?? null)
  const step = (by: number): void => { at.value = Math.min(Math.max(0, at.value + by), Math.max(0, criteria.value.length - 1)) }
  const focusComment = (place: number): void => { void nextTick(() => rows.value?.[place]?.focusComment()) }
  const judge = (verdict: CallVerdict): void => {
    if (closed.value) return
    words.verdict = words.verdict === verdict ? null : verdict
    changed()
  }
  const mark = (criterion: Criterion, score: number | null): void => {
    if (closed.value) return
    words.marks = { ...words.marks, [criterion.id]: { score, comment: words.marks[criterion.id]?.comment ?? '' } }
    words.verdict ??= 'conversation'
    changed()
    // Under the full mark a word is wanted before the next one.
    if (score !== null && score < fullMark[criterion.kind]) focusComment(criteria.value.indexOf(criterion))
    else step(1)
  }
  const explain = (criterion: Criterion, text: string): void => {
    words.marks = { ...words.marks, [criterion.id]: { score: words.marks[criterion.id]?.score ?? null, comment: text } }
    changed()
  }
  /** Of what the backend missed: what this criterion lacks. */
  const missingOf = (missing: readonly string[], id: string): 'mark' | 'comment' | null => missing.includes(`mark:${id}`) ? 'mark' : missing.includes(`comment:${id}`) ? 'comment' : null
  /** Goes to the first criterion that lacks something; false when none does. */
  const toFirstMissing = (missing: readonly string[]): boolean => {
    const first = criteria.value.findIndex(({ id }) => missingOf(missing, id) !== null)
    if (first < 0) return false
    at.value = first
    if (missingOf(missing, criteria.value[first]!.id) === 'comment') focusComment(first)
    return true
  }
  const open = (): boolean => !closed.value
  const keys = (): KeyBinding[] => [
    ...callVerdicts.map(verdict => ({ code: verdictKeys[verdict], label: t(`calls.verdicts.${verdict}`), group: 'decide' as const, when: open, run: () => judge(verdict) })),
    ...[0, 1, 2, 3, 4, 5].map(score => ({
      code: `Digit${score}`, ...score === 1 && { label: t('calls.keys.mark') }, group: 'decide' as const, noPalette: true, when: () => open() && scores.value && active.value !== null && score <= fullMark[active.value.kind], run: () => mark(active.value!, score),
    })),
    { code: 'KeyN', label: t('calls.notApplicable'), group: 'decide', when: () => open() && scores.value && active.value !== null, run: () => mark(active.value!, null) },
    { code: 'KeyJ', label: t('calls.keys.next'), group: 'list', noPalette: true, run: () => step(1) },
    { code: 'KeyK', label: t('calls.keys.before'), group: 'list', noPalette: true, run: () => step(-1) },
    { code: 'KeyE', label: t('calls.keys.comment'), group: 'decide', when: open, run: () => { rows.value?.[at.value]?.focusComment() } },
    // Out of a field, back to the keys.
    { code: 'Escape', inInputs: true, when: () => document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement, run: () => { (document.activeElement as HTMLElement).blur() } },
  ]
  return { at, active, scores, judge, mark, explain, missingOf, toFirstMissing, keys }
}
