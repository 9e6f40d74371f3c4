import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../api/index.ts'
import type { Queue } from '../../shared/contract/desk.ts'
import type { RefusalRow } from '../../shared/contract/refusals.ts'
import type { TaskListRow } from '../../shared/contract/tasks.ts'
import { useMoveDecisions } from './useMoveDecisions.ts'
import { useRefusalDecisions } from './useRefusalDecisions.ts'

export const queueParts = ['all', 'refusals', 'moves', 'reopened'] as const
export type QueuePart = (typeof queueParts)[number]

type Reopened = Queue['reopened'][number]
/** A line of the queue, of whichever kind. */
export interface QueueRow {
  key: string, kind: 'refusal' | 'move' | 'reopened', title: string, manager: string | null, at: number, late: boolean, amount: number | null, currency: string | null, dealId: number | null
  refusal: RefusalRow | null, move: TaskListRow | null, reopened: Reopened | null
}

/** What waits for a supervisor as one list: the late ones first, then by the asking. */
export const useQueue = (untitled: () => string) => {
  const query = useQuery(orpc.desk.queue.queryOptions())
  const refusals = useRefusalDecisions()
  const moves = useMoveDecisions()
  const none = { refusal: null, move: null, reopened: null }
  const all = computed<QueueRow[]>(() => {
    const answer = query.data.value
    if (!answer) return []
    return [
      ...answer.refusals.rows.filter(row => !refusals.leaving.value.has(row.id)).map((row): QueueRow => ({ ...none, key: `refusal-${row.id}`, kind: 'refusal', title: row.title, manager: row.manager?.name ?? null, at: row.requestedAt, late: row.late, amount: row.amount, currency: row.currency, dealId: row.dealId, refusal: row })),
      ...answer.moves.rows.filter(row => !moves.leaving.value.has(row.id)).map((row): QueueRow => ({ ...none, key: `move-${row.id}`, kind: 'move', title: row.title ?? untitled(), manager: row.manager?.name ?? null, at: row.request?.askedAt ?? 0, late: false, amount: row.amount, currency: row.currency, dealId: row.deal?.id ?? null, move: row })),
    ].sort((a, b) => Number(b.late) - Number(a.late) || a.at - b.at || (a.key < b.key ? -1 : 1))
  })
  const reopened = computed<QueueRow[]>(() => (query.data.value?.reopened ?? []).map((row): QueueRow => ({ ...none, key: `reopened-${row.id}`, kind: 'reopened', title: row.title, manager: row.manager?.name ?? null, at: row.at, late: false, amount: null, currency: null, dealId: row.dealId, reopened: row })))
  const rowsOf = (part: QueuePart): QueueRow[] => part === 'reopened' ? reopened.value : part === 'all' ? all.value : all.value.filter(row => row.kind === (part === 'refusals' ? 'refusal' : 'move'))
  const totals = computed<Record<QueuePart, number> | null>(() => {
    const answer = query.data.value
    return answer ? { all: answer.refusals.total + answer.moves.total, refusals: answer.refusals.total, moves: answer.moves.total, reopened: answer.reopened.length } : null
  })
  return { query, rowsOf, totals, refusals, moves }
}
