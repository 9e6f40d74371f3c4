import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { PultClient } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { DealFilter } from '../../shared/contract/deals.ts'
import type { AgeBucket, DealStatus, KeyPoint, StuckReason } from '../../shared/vocabulary.ts'
import { useFormat } from '../../ui/format.ts'
import type { FilterChip } from '../record/filter/filterTypes.ts'

export type Facets = Awaited<ReturnType<PultClient['deals']['facets']>>
type FacetName = 'status' | 'stage' | 'manager' | 'stuck' | 'age' | 'channel' | 'team' | 'parked' | 'latePoint'
type FacetChip = Omit<FilterChip, 'name' | 'label'> & { name: FacetName }

/** The filters of deals as lists with counts. */
export const useFacetItems = (facets: MaybeRefOrGetter<Facets | null>, filter: MaybeRefOrGetter<DealFilter>, narrow: (change: DealFilter) => void) => {
  const { t } = useText()
  const format = useFormat()
  const numbers = (values: readonly string[]): number[] => values.map(Number)
  const anyStuck = 'any'

  return computed<FilterChip[]>(() => {
    const known = toValue(facets)
    const has = toValue(filter)
    const count = (value: number): string => format.value.count(value)
    const chips: FacetChip[] = []
    chips.push({
      name: 'status', chosen: has.status ?? [], set: values => narrow({ status: [...values] as DealStatus[] }),
      items: (known?.status ?? []).map(each => ({ value: each.status, label: t(`record.status.${each.status}`), detail: count(each.count) })),
    })
    const stages = (known?.stages ?? []).filter(stage => stage.count > 0 || has.stageIds?.includes(stage.stageId))
    const stageChosen = [...(has.pipelineIds ?? []).map(id => `p${id}`), ...(has.stageIds ?? []).map(String)]
    const pipelines = [...new Map((known?.stages ?? []).map(stage => [stage.pipelineId, stage.pipeline]))]
    chips.push({
      name: 'stage', chosen: stageChosen,
      // A pipeline is all of its stages: naming one of them narrows it, naming the pipeline again widens it. Others stay as they are.
      set: values => {
        const pipelineOf = (value: string): number => value.startsWith('p') ? Number(value.slice(1)) : known?.stages.find(stage => String(stage.stageId) === value)?.pipelineId ?? 0
        const added = values.find(value => !stageChosen.includes(value))
        const kept = added === undefined ? values : values.filter(value => value === added || value.startsWith('p') === added.startsWith('p') || pipelineOf(value) !== pipelineOf(added))
        narrow({ pipelineIds: kept.filter(value => value.startsWith('p')).map(pipelineOf), stageIds: numbers(kept.filter(value => !value.startsWith('p'))) })
      },
      items: pipelines.flatMap(([pipelineId, pipeline]) => {
        const own = stages.filter(stage => stage.pipelineId === pipelineId)
        const head = pipelines.length > 1 || has.pipelineIds ? [{ value: `p${pipelineId}`, label: pipeline, detail: count(own.reduce((sum, stage) => sum + stage.count, 0)), heading: true }] : []
        return [...head, ...own.map(stage => ({ value: String(stage.stageId), label: stage.stage, detail: count(stage.count), also: pipeline }))]
      }),
    })
    chips.push({
      name: 'manager', chosen: (has.managerIds ?? []).map(String), set: values => narrow({ managerIds: numbers(values) }),
      items: (known?.managers ?? []).map(each => ({ value: String(each.manager?.id ?? 0), label: each.manager ? each.manager.name : t('common.nobody'), detail: [each.absent ? t('today.load.absent') : null, count(each.count)].filter(Boolean).join(' · ') })),
    })
    chips.push({
      name: 'stuck', chosen: [...(has.stuck ? [anyStuck] : []), ...(has.reasons ?? [])],
      // «Any» and one of them contradict each other: the last one said holds.
      set: values => {
        const any = values.includes(anyStuck) && !(has.stuck && values.length > 1)
        narrow({ stuck: any ? true : undefined, reasons: any ? [] : values.filter(value => value !== anyStuck) as StuckReason[] })
      },
      items: known === null ? [] : [{ value: anyStuck, label: t('deals.anyStuck'), detail: count(known.stuck.count), heading: true }, ...known.reasons.map(each => ({ value: each.reason, label: t(`common.stuck.${each.reason}`), detail: each.known ? count(each.count) : t('common.unknown') }))],
    })
    chips.push({
      name: 'age', chosen: has.buckets ?? [], set: values => narrow({ buckets: [...values] as AgeBucket[] }),
      items: (known?.buckets ?? []).map(each => ({ value: each.bucket, label: t('deals.bucket', { days: each.bucket.replace('-', '–').replace('>', '> ') }), detail: count(each.count) })),
    })
    chips.push({
      name: 'channel', chosen: has.channels ?? [], set: values => narrow({ channels: [...values] }),
      items: (known?.channels ?? []).map(each => ({ value: each.channel ?? '', label: each.channel ?? t('deals.noChannel'), detail: count(each.count) })),
    })
    chips.push({
      name: 'team', chosen: has.teams ?? [], set: values => narrow({ teams: [...values] }), items: (known?.teams ?? []).map(team => ({ value: team, label: team })),
    })
    chips.push({
      name: 'parked', chosen: has.parked === undefined ? [] : [has.parked ? 'yes' : 'no'],
      set: values => {
        const last = values.findLast(value => value !== (has.parked === undefined ? '' : has.parked ? 'yes' : 'no'))
        narrow({ parked: last === undefined ? undefined : last === 'yes' })
      },
      items: [{ value: 'yes', label: t('deals.parkedOnly'), ...(known ? { detail: count(known.parked.count) } : {}) }, { value: 'no', label: t('deals.notParked') }],
    })
    chips.push({
      name: 'latePoint', chosen: has.latePoints ?? [], set: values => narrow({ latePoints: [...values] as KeyPoint[] }),
      items: (known?.latePoints ?? []).map(each => ({ value: each.point, label: t(`record.point.name.${each.point}`), detail: each.known ? count(each.count) : t('common.unknown') })),
    })
    // A facet that tells nothing apart has no place in the bar, unless it narrows.
    return chips.filter(chip => chip.chosen.length > 0 || known === null || chip.items.length > (chip.name === 'channel' || chip.name === 'team' ? 1 : 0)).map(chip => ({ ...chip, label: t(`deals.filter.${chip.name}`) }))
  })
}
