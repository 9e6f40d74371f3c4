import { test } from './desk.ts'
import { walkDay } from './walkDay.ts'

// In English: walk.long.test.ts.
test('a day from welcome to the next evening with keys alone, on a Russian layout', async ({ host, openWindow, watch }) => {
  await walkDay({ language: 'ru', layout: 'ru' }, { host, openWindow, watch })
})
