import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { defineComponent, h, type Component } from 'vue'
import { render } from 'vitest-browser-vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useDoor, type Link } from '../../src/api/index.ts'
import { i18n } from '../../src/i18n/index.ts'
import type { DealFilter, DealRow, TransferPreview } from '../../src/shared/contract/deals.ts'
import { PultError } from '../../src/shared/errors.ts'
import { ageBuckets, dealStatuses, stuckReasons } from '../../src/shared/vocabulary.ts'
import { provideFormat } from '../../src/ui/format.ts'
import Toasts from '../../src/ui/Toasts.vue'
import '../../src/style.css'

export const evening = Date.parse('2026-11-20T16:00:00Z')

export const makeDeal = (id: number, over: Partial<DealRow> = {}): DealRow => ({
  id, version: 1, externalId: String(id), source: 'crm', title: `Сделка ${id}`, status: 'open', client: null, manager: { id: 7, name: 'Ковалёв' }, managerAbsent: false, pipeline: 'Продажи',
  stage: { id: 3, name: 'КП', kind: 'open', dwellLimitDays: 5 }, amount: 100_000, currency: 'RUB', amountReporting: 100_000, channel: null, createdAt: evening, updatedAt: null, closedAt: null, expectedCloseDay: null,
  age: { days: 3, exact: true }, bucket: '0-7', lastContactDays: 2, openTasks: 0, nextDueAt: null, overdue: false, moves: 0, stuck: [], parkedUntil: null, latePoint: null,
  allowedActions: ['question', 'task', 'park', 'move', 'request_refusal', 'reassign', 'spread'], ...over,
})

type Input = Record<string, unknown>
export interface DealsFake {
  rows: DealRow[]
  calls: { path: string, input: Input }[]
  /** Instead of the answer; throws or waits. */
  instead: Partial<Record<string, (input: Input) => unknown>>
}

const zero = { count: 0, money: { amount: 0, noRate: 0 } }
const sumOf = (rows: readonly DealRow[]) => ({ amount: rows.reduce((sum, row) => sum + (row.amountReporting ?? 0), 0), noRate: rows.filter(row => row.amountReporting === null).length })
const facetsOf = (rows: readonly DealRow[]) => ({
  all: { count: rows.length, money: sumOf(rows) }, status: dealStatuses.map(status => ({ status, ...zero })), reasons: stuckReasons.map(reason => ({ reason, known: true, ...zero })), buckets: ageBuckets.map(bucket => ({ bucket, ...zero })), managers: [],
  stages: [[11, 'Лид', 1, 'Опт'], [12, 'КП', 1, 'Опт'], [21, 'Заявка', 2, 'Розница']].map(([stageId, stage, pipelineId, pipeline]) => ({ stageId, stage, pipelineId, pipeline, kind: 'open', count: 5, money: { amount: 0, noRate: 0 } })),
  channels: [], teams: [], stuck: zero, parked: zero,
})
export const previewOf = (over: Partial<TransferPreview> = {}): TransferPreview => ({
  deals: 1, money: { amount: 100_000, noRate: 0 }, tasks: 0, refused: [], takers: [{ person: { id: 8, name: 'Лебедева' }, takes: 1, tasks: 0, openDeals: 12, overdueTasks: 1, stuckDeals: 2, absent: false, closedForNewLeads: false }], ...over,
})

/** Deals in memory behind the window's own link: a filter knows ids and words, a decision raises the version. */
export const makeDealsFake = (rows: DealRow[]): DealsFake & { link: Link } => {
  const fake: DealsFake = { rows, calls: [], instead: {} }
  const found = (filter: DealFilter): DealRow[] => fake.rows.filter(row => (!filter.ids || filter.ids.includes(row.id)) && (!filter.text || row.title.includes(filter.text)))
  const common = (some: readonly DealRow[]): string[] => (some[0]?.allowedActions ?? []).filter(action => some.every(row => row.allowedActions.includes(action)))
  const apply = (items: { dealId: number, expectedVersion: number }[]) => {
    const results = items.map(({ dealId, expectedVersion }) => {
      const row = fake.rows.find(each => each.id === dealId)
      if (row?.version === expectedVersion) return { dealId, version: expectedVersion + 1, ok: true, code: null, message: null, details: null }
      return { dealId, version: null, ok: false, code: 'CONFLICT', message: 'changed', details: { reason: 'version', at: evening, by: { id: 9, name: 'Серова' } } }
    })
    const done = new Set(results.filter(result => result.ok).map(result => result.dealId))
    fake.rows = fake.rows.map(row => done.has(row.id) ? { ...row, version: row.version + 1 } : row)
    return { results, applied: done.size }
  }
  const answers: Record<string, (input: Input) => unknown> = {
    'deals.range': ({ filter, offset, limit }) => {
      const all = found(filter as DealFilter)
      return { rows: all.slice(Number(offset), Number(offset) + Number(limit)), total: all.length, money: sumOf(all) }
    },
    'deals.list': ({ filter }) => ({ rows: found(filter as DealFilter), next: null, total: 0, money: zero.money }),
    'deals.ids': ({ filter }) => {
      const all = found(filter as DealFilter)
      return { items: all.map(({ id, version }) => ({ id, version })), total: all.length, money: sumOf(all), allowedActions: common(all) }
    },
    'deals.facets': ({ filter }) => facetsOf(found(filter as DealFilter)),
    'deals.decide': ({ items }) => apply(items as never),
    'deals.preview': () => previewOf(),
    'refusals.requestMany': ({ items }) => ({ ...apply(items as never), closed: 0 }),
    'day.loads': () => [{ person: { id: 8, name: 'Лебедева' }, team: null, openDeals: 12, overdueTasks: 1, stuckDeals: 2, absent: false, closedForNewLeads: false }],
    'settings.reasons': () => [{ id: 5, version: 1, key: 'budget', name: 'Нет бюджета', class: 'lost_by_client', active: true, uses: 0 }],
    'settings.calendar': ({ year }) => ({ year, known: true, days: [] }),
    'views.list': () => [],
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      const given = structuredClone(input ?? {}) as Input
      fake.calls.push({ path: name, input: given })
      const say = fake.instead[name] ?? answers[name]
      if (!say) throw new PultError('NOT_FOUND', `No answer for ${name}`)
      return say(given)
    },
  }
  return Object.assign(fake, { link })
}

/** A screen of deals at an address, with notices; `refresh` is what a live event does. */
export const mountDeals = async (screen: Component, fake: { link: Link }, address: string, name: string) => {
  i18n.global.locale.value = 'ru'
  useDoor(fake.link)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: address.split('?')[0]!, name, component: screen, props: true }, { path: '/:rest(.*)*', component: { render: () => null } }] })
  await router.push(address)
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } })
  const Window = defineComponent({
    setup() {
      provideFormat({ locale: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB', today: '2026-11-20' })
      return () => h('div', { style: 'height: 640px; width: 1200px; display: flex; isolation: isolate' }, [h(RouterView), h(Toasts)])
    },
  })
  const view = await render(Window, { global: { plugins: [createPinia(), i18n, router, [VueQueryPlugin, { queryClient }]] } })
  return { ...view, router, refresh: () => queryClient.invalidateQueries() }
}
