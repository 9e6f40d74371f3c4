import { expect, test } from 'vitest'
import { compareInProcess, type ComparedTeam } from '../oracle/compareInProcess.ts'

test.each<ComparedTeam>([
  { seed: 1, deals: 300, timezone: 'Europe/Berlin', currency: 'EUR' },
  { seed: 2, deals: 300, timezone: 'Europe/Moscow', currency: 'RUB' },
  { seed: 3, deals: 300, timezone: 'America/New_York', currency: 'USD' },
  { seed: 4, deals: 300, timezone: 'Asia/Kolkata', currency: 'INR' },
  { seed: 5, deals: 200, timezone: 'Europe/Berlin', currency: 'EUR', omit: ['tasks'] },
  { seed: 6, deals: 200, timezone: 'Europe/Moscow', currency: 'RUB', omit: ['notes', 'stage_moves'] },
  { seed: 7, deals: 200, timezone: 'Europe/Moscow', currency: 'RUB', omitAtFirst: ['notes', 'tasks'] },
  { seed: 8, deals: 3000, timezone: 'Europe/Moscow', currency: 'RUB' },
])('the review equals the independent computation, id by id: $seed, $deals deals, $timezone', { timeout: 600_000 }, async (team) => {
  expect((await compareInProcess(team)).slice(0, 30)).toEqual([])
})
