import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../api/index.ts'
import { textIfAny, useText } from '../../i18n/index.ts'
import type { ReasonView } from '../../shared/contract/settings.ts'
import { refusalClasses } from '../../shared/vocabulary.ts'

/** The dictionary of reasons, in the person's language, by class. */
export const useReasons = () => {
  const { t } = useText()
  const answer = useQuery(orpc.settings.reasons.queryOptions({ staleTime: 300_000 }))
  const nameOf = (reason: Pick<ReasonView, 'key' | 'name'>): string => reason.name ?? (reason.key ? textIfAny(`refusals.reasons.${reason.key}`) ?? reason.key : '')
  const byId = computed(() => new Map((answer.data.value ?? []).map(reason => [reason.id, reason])))
  const name = (id: number | null): string | null => {
    const reason = id === null ? undefined : byId.value.get(id)
    return reason ? nameOf(reason) : null
  }
  const choices = computed(() => refusalClasses.flatMap(each => (answer.data.value ?? [])
    .filter(reason => reason.active && reason.class === each)
    .map(reason => ({ value: reason.id, label: nameOf(reason), detail: t(`refusals.classes.${each}`) }))))
  return { name, nameOf, choices }
}
