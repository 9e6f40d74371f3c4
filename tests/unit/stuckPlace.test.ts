import { expect, test } from 'vitest'
import { jamScopes } from '../../src/shared/contract/jam.ts'
import { jamColumns } from '../../src/features/stuck/jamColumns.ts'
import { onlyGiven, stuckPlaceFromQuery, stuckPlaceToQuery, type StuckPlace } from '../../src/features/stuck/stuckPlace.ts'

const usual = { by: 'amount', descending: true } as const

test('the address says the list, the choice and the order, and gives them back', () => {
  const place: StuckPlace = { scope: 'parked', filter: { managerIds: [0, 7], reasons: ['no_task', 'silent'], buckets: ['>90'], channels: ['Авито, Москва', ''] }, sort: { by: 'age', descending: true } }
  expect(stuckPlaceFromQuery(stuckPlaceToQuery(place) as never)).toEqual(place)
  expect(stuckPlaceToQuery({ scope: 'thinking', filter: {}, sort: usual })).toEqual({})
})

test('what nobody knows is passed over, and so is what belongs to other screens: the scope alone says which deals these are', () => {
  expect(stuckPlaceFromQuery({ view: 'all', status: 'won', text: 'ворота', stuck: '0', reason: 'nonsense', sort: '-phone' })).toEqual({ scope: 'thinking', filter: {}, sort: usual })
})

test('a choice that was taken back narrows no more: the same choice is the same text', () => {
  expect(onlyGiven({ reasons: [], managerIds: undefined, buckets: ['0-7'] })).toEqual({ buckets: ['0-7'] })
})

test('each list has the columns that it is read for, together no wider than a window of 1024 px; on a phone three', () => {
  for (const scope of jamScopes) {
    const shown = jamColumns(scope, false).filter(column => !column.hidden)
    expect(shown[0]?.key).toBe('title')
    for (const key of ['stuck', 'amount', 'age', 'manager']) expect(shown.map(column => column.key)).toContain(key)
    // Sidebar, checkbox and edge.
    expect(shown.reduce((sum, column) => sum + column.width, 0) + 48 + 32 + 12, scope).toBeLessThanOrEqual(1024)
    const onPhone = jamColumns(scope, true).filter(column => !column.hidden)
    expect(onPhone.reduce((sum, column) => sum + column.width, 0) + 44, scope).toBeLessThanOrEqual(390)
  }
  expect(jamColumns('parked', false).find(column => !column.hidden && column.key === 'parkedUntil')).toBeDefined()
})
