import { test } from './desk.ts'
import { walkDay } from './walkDay.ts'

test('a day from welcome to the next evening with keys alone, in English', async ({ host, openWindow, watch }) => {
  await walkDay({ language: 'en', layout: 'us' }, { host, openWindow, watch })
})
