import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { dealFilterFromQuery, dealFilterToQuery, dealsAddress, dealSortFromQuery, usualSort } from '../../src/features/record/dealFilter.ts'
import { dealSorts, type DealFilter, type DealSort } from '../../src/shared/contract/deals.ts'
import { ageBuckets, dealStatuses, stageKinds, stuckReasons } from '../../src/shared/vocabulary.ts'

const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(text => text.trim()).filter(text => text !== '')
const day = fc.constantFrom('2026-01-01', '2026-11-20', '2025-02-28')
const filters: fc.Arbitrary<DealFilter> = fc.record({
  status: some(dealStatuses), pipelineIds: ids, stageIds: ids, kinds: some(stageKinds), managerIds: fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 }), teams: fc.uniqueArray(fc.oneof(fc.constant('Север, юг'), words), { minLength: 1, maxLength: 4 }),
  channels: fc.uniqueArray(fc.oneof(fc.constant(''), fc.constant('Авито, Москва'), words), { minLength: 1, maxLength: 5 }), reasons: some(stuckReasons), stuck: fc.boolean(), buckets: some(ageBuckets), parked: fc.boolean(),
  text: words, clientId: fc.integer({ min: 1, max: 9_000_000 }), ids, createdFrom: day, createdTo: day, closedFrom: day, closedTo: day,
}, { requiredKeys: [] })
const sorts: fc.Arbitrary<DealSort> = fc.record({ by: fc.constantFrom(...dealSorts), descending: fc.boolean() })

// A field forgotten in the address would open all the rows behind a figure that counted some of them.
test('any filter and order survive the way through a real address', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/deals', component: {} }] })
  await fc.assert(fc.asyncProperty(filters, sorts, async (filter, sort) => {
    const address = router.resolve(dealsAddress(filter, sort)).fullPath
    const { query } = router.resolve(address)
    expect(dealFilterFromQuery(query)).toEqual(filter)
    expect(dealSortFromQuery(query)).toEqual(sort)
  }), { numRuns: 300 })
})

test('a value that no filter knows is passed over, the rest of the address stands', () => {
  expect(dealFilterFromQuery({ status: 'open,gone', manager: '3', age: '8-30', stage: 'x', createdFrom: 'вчера', stuck: 'yes' })).toEqual({ managerIds: [3], buckets: ['8-30'] })
  expect(dealSortFromQuery({ sort: '-weight' })).toEqual(usualSort)
})

test('what narrows nothing has no place in the address', () => {
  expect(dealFilterToQuery({ status: [], text: '', reasons: undefined })).toEqual({})
  expect(dealsAddress({}, usualSort)).toEqual({ path: '/deals', query: {} })
})
