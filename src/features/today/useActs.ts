import { computed, toValue, type MaybeRefOrGetter, type Ref } from 'vue'
import { useText } from '../../i18n/index.ts'
import type { FindingRow } from '../../shared/contract/day.ts'
import type { Act } from '../record/decide/acts.ts'

export interface ActsOptions {
  /** What every target allows, as the backend says it. */
  actions: Ref<ReadonlySet<string>>
  active: Ref<FindingRow | null>
  spreadable: MaybeRefOrGetter<boolean>
  typed: (kind: 'question' | 'task' | 'park' | 'skip') => void
  allow: () => void
  reassign: () => void
  spread: () => void
  openRefusal: () => void
  copy: () => void
}

/** The decisions of the moment with their keys, in the order in which they are taken most. */
export const useActs = (options: ActsOptions) => {
  const { t } = useText()
  const all = (): Act[] => [
    { action: 'decide_refusal', label: t('today.act.decide_refusal'), code: 'Enter', run: options.openRefusal },
    { action: 'question', label: t('today.act.question'), code: 'KeyQ', run: () => options.typed('question') },
    { action: 'allow', label: t('today.act.allow'), code: 'KeyA', run: options.allow },
    { action: 'reassign', label: t('today.act.reassign'), code: 'KeyR', run: options.reassign },
    { action: 'task', label: t('today.act.task'), code: 'KeyT', run: () => options.typed('task') },
    { action: 'park', label: t('today.act.park'), code: 'KeyP', run: () => options.typed('park') },
    { action: 'skip', label: t('today.act.skip'), code: 'KeyS', run: () => options.typed('skip') },
    ...(toValue(options.spreadable) ? [{ action: 'spread', label: t('today.act.spread'), code: 'KeyR', shift: true, run: options.spread }] : []),
  ]
  const acts = computed(() => all().filter(act => options.actions.value.has(act.action)))
  const extras = computed<Act[]>(() => options.active.value?.manager ? [{ action: 'copy', label: t('today.act.copy'), code: 'KeyC', run: options.copy }] : [])
  return { acts, extras }
}
