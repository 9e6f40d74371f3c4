import { useQuery } from '@tanstack/vue-query'
import { computed, ref, toValue, type MaybeRefOrGetter } from 'vue'
import { orpc } from '../../api/index.ts'
import { useRecordAddress } from './useRecordAddress.ts'

export interface RecordRef { dealId: number | null, taskId: number | null }

/** A deal with its story, or a task that belongs to no deal. The last record stays on screen while the next one loads. */
export const useRecord = (record: MaybeRefOrGetter<RecordRef>) => {
  const withAudit = ref(false)
  const limit = ref(200)
  const dealId = computed(() => toValue(record).dealId)
  const taskId = computed(() => toValue(record).dealId === null ? toValue(record).taskId : null)

  const deal = useQuery(computed(() => orpc.records.deal.queryOptions({
    input: { dealId: dealId.value ?? 1 }, enabled: dealId.value !== null, placeholderData: before => dealId.value === null ? undefined : before,
  })))
  const story = useQuery(computed(() => orpc.records.story.queryOptions({
    input: { dealId: dealId.value ?? 1, audit: withAudit.value, limit: limit.value }, enabled: dealId.value !== null, placeholderData: before => dealId.value === null ? undefined : before,
  })))
  const task = useQuery(computed(() => orpc.records.task.queryOptions({ input: { taskId: taskId.value ?? 1 }, enabled: taskId.value !== null })))
  const { addressOf } = useRecordAddress()
  /** The record's address in the team's CRM; null when its source has no template. */
  const address = computed(() => deal.isPlaceholderData.value ? null : addressOf(deal.data.value))
  const isStale = computed(() => deal.isPlaceholderData.value || story.isPlaceholderData.value)

  return { deal, story, task, withAudit, limit, address, isStale }
}
