import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { PultClient } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientFilter, ClientKindChoice } from '../../shared/contract/clients.ts'
import { useFormat } from '../../ui/format.ts'
import type { FilterChip } from '../record/filter/filterTypes.ts'

export type ClientFacets = Awaited<ReturnType<PultClient['clients']['facets']>>

/** The filters of clients as lists with counts; who works here no more stands last among the owners. */
export const useClientChips = (facets: MaybeRefOrGetter<ClientFacets | null>, filter: MaybeRefOrGetter<ClientFilter>, narrow: (change: ClientFilter) => void) => {
  const { t } = useText()
  const format = useFormat()
  return computed<FilterChip[]>(() => {
    const known = toValue(facets)
    const has = toValue(filter)
    const count = (value: number): string => format.value.count(value)
    const chips: FilterChip[] = [
      {
        name: 'manager', label: t('deals.filter.manager'), chosen: (has.managerIds ?? []).map(String), set: values => narrow({ managerIds: values.map(Number) }),
        items: (known?.managers ?? []).map(each => ({
          value: String(each.manager?.id ?? 0), label: each.manager?.name ?? t('common.nobody'), detail: [each.left ? t('clients.left') : each.absent ? t('today.load.absent') : null, count(each.count)].filter(Boolean).join(' · '),
        })),
      },
      {
        name: 'team', label: t('deals.filter.team'), chosen: has.teams ?? [], set: values => narrow({ teams: [...values] }),
        items: (known?.teams ?? []).map(each => ({ value: each.team, label: each.team, detail: count(each.count) })),
      },
      {
        name: 'kind', label: t('clients.filter.kind'), chosen: has.kinds ?? [], set: values => narrow({ kinds: [...values] as ClientKindChoice[] }),
        items: (known?.kinds ?? []).filter(each => each.count > 0 || has.kinds?.includes(each.kind)).map(each => ({ value: each.kind, label: t(`clients.kinds.${each.kind}`), detail: count(each.count) })),
      },
      {
        name: 'channel', label: t('deals.filter.channel'), chosen: has.channels ?? [], set: values => narrow({ channels: [...values] }),
        items: (known?.channels ?? []).map(each => ({ value: each.channel ?? '', label: each.channel ?? t('deals.noChannel'), detail: count(each.count) })),
      },
    ]
    // A list that tells nothing apart has no place in the bar, unless it narrows.
    return chips.filter(chip => chip.chosen.length > 0 || known === null || chip.items.length > 1)
  })
}
