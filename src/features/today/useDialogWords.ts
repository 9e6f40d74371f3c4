import { computed, reactive, toValue, type MaybeRefOrGetter } from 'vue'
import { useText } from '../../i18n/index.ts'
import type { FindingRow } from '../../shared/contract/day.ts'

/** What the dialogs say of the findings that they decide on. */
export const useDialogWords = (rows: MaybeRefOrGetter<readonly FindingRow[]>) => {
  const { t } = useText()
  const present = computed(() => toValue(rows))
  const kind = computed(() => {
    const kinds = new Set(present.value.map(row => row.kind))
    return kinds.size === 1 ? present.value[0]?.kind ?? 'no_task' : 'no_task'
  })
  return reactive({
    subject: computed(() => present.value.map(row => row.id).join()),
    about: computed(() => {
      const [first] = present.value
      if (present.value.length !== 1 || !first) return undefined
      return first.manager === null ? first.title : t('today.dialog.about', { title: first.title, manager: first.manager.name })
    }),
    questions: computed(() => (['first', 'second', 'third'] as const).map(which => t(`today.suggest.question.${kind.value}.${which}`))),
    ownerIds: computed(() => present.value.map(row => row.manager?.id)),
    absentName: computed(() => present.value.find(row => row.managerAbsent)?.manager?.name ?? null),
  })
}
