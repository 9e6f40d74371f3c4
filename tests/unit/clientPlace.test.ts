import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { clientPlaceFromQuery, clientPlaceToQuery, clientsAddress, onlyGiven, type ClientPlace } from '../../src/features/clients/clientPlace.ts'
import { clientKindChoices, clientSorts } from '../../src/shared/contract/clients.ts'

const some = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 })
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map(text => text.trim()).filter(text => text !== '')
const places: fc.Arbitrary<ClientPlace> = fc.record({
  filter: fc.record({
    text: words, managerIds: fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 20 }), teams: fc.uniqueArray(fc.oneof(fc.constant('Север, юг'), words), { minLength: 1, maxLength: 4 }), channels: fc.uniqueArray(fc.oneof(fc.constant(''), fc.constant('Авито, Москва'), words), { minLength: 1, maxLength: 5 }),
    kinds: some(clientKindChoices), withOpenDeals: fc.boolean(), createdFrom: fc.constantFrom('2026-01-01', '2026-11-20'), createdTo: fc.constantFrom('2026-01-01', '2026-11-20'), ids: fc.uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }),
  }, { requiredKeys: [] }),
  sort: fc.record({ by: fc.constantFrom(...clientSorts), descending: fc.boolean() }),
})

test('any filter and order of clients survive the way through a real address', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/clients', component: {} }] })
  await fc.assert(fc.asyncProperty(places, async place => {
    expect(clientPlaceFromQuery(router.resolve(router.resolve(clientsAddress(place)).fullPath).query)).toEqual(place)
  }), { numRuns: 300 })
})

test('a value that nobody knows is passed over, and what narrows nothing has no place in the address', () => {
  expect(clientPlaceFromQuery({ kind: 'company,robot', manager: '3', open: 'yes', sort: '-weight' })).toEqual({ filter: { managerIds: [3] }, sort: { by: 'name', descending: false } })
  expect(clientPlaceToQuery({ filter: onlyGiven({ text: '', managerIds: [], kinds: undefined }), sort: { by: 'name', descending: false } })).toEqual({})
})
