import { expect, test } from 'vitest'
import { makeOwnVersions } from '../../src/api/ownVersions.ts'

test('between a decision and the fresh rows the person has seen what they decided; then the rows say it', async () => {
  const versions = makeOwnVersions()
  expect(versions.seen(1, 4)).toBe(4)
  let done = (): void => {}
  const refreshed = versions.during([{ id: 1, version: 5 }, { id: 2, version: null }], () => new Promise<void>(resolve => { done = resolve }))
  expect([versions.seen(1, 4), versions.seen(1, 6), versions.seen(2, 1), versions.seen(3, 1)]).toEqual([5, 6, 1, 1])
  done()
  await refreshed
  // Another workspace may have a record of that number.
  expect(versions.seen(1, 4)).toBe(4)
})

test('the second of two decisions is kept while the first one’s rows arrive, also when fetching fails', async () => {
  const versions = makeOwnVersions()
  let fail = (_error: Error): void => {}
  const first = versions.during([{ id: 1, version: 5 }], () => new Promise<void>((_, reject) => { fail = reject }))
  let done = (): void => {}
  const second = versions.during([{ id: 1, version: 6 }], () => new Promise<void>(resolve => { done = resolve }))
  fail(new Error('away'))
  await expect(first).rejects.toThrow('away')
  expect(versions.seen(1, 4)).toBe(6)
  done()
  await second
  expect(versions.seen(1, 4)).toBe(4)
})
