import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildEntry } from '../contract/buildEntry.ts'
import { compareInProcess, type ComparedTeam } from '../oracle/compareInProcess.ts'
import { addedByPult, differences } from '../oracle/differences.ts'
import { generateTeam } from '../oracle/generateTeam.ts'
import { rememberImports, reviewWorkspace } from '../oracle/oracle.ts'
import { makeTestFolder } from '../store/helpers.ts'

// Both halves of the world, half and quarter hours, no daylight saving and half an hour of it; currencies with 0, 2 and 3 decimals.
const places: [string, string][] = [
  ['Europe/Moscow', 'RUB'], ['Europe/Berlin', 'EUR'], ['America/New_York', 'USD'], ['Asia/Kolkata', 'INR'], ['Asia/Tokyo', 'JPY'], ['Australia/Lord_Howe', 'AUD'],
  ['Asia/Kathmandu', 'NPR'], ['Pacific/Auckland', 'NZD'], ['America/Sao_Paulo', 'BRL'], ['Asia/Kuwait', 'KWD'], ['Pacific/Kiritimati', 'AUD'], ['Africa/Casablanca', 'MAD'],
]
const omissions: Partial<ComparedTeam>[] = [
  {}, {}, { omit: ['tasks'] }, { omit: ['activities'] }, { omit: ['notes'] }, { omit: ['stage_moves'] }, { omit: ['tasks', 'activities', 'notes', 'stage_moves'] },
  { omitAtFirst: ['tasks'] }, { omitAtFirst: ['activities', 'notes'] }, { omitAtFirst: ['stage_moves', 'tasks'] },
]
const small = Array.from({ length: 60 }, (_, index): ComparedTeam => {
  const [timezone, currency] = places[index % places.length]!
  return { seed: 1000 + index, deals: 60 + (index * 37) % 240, timezone, currency, ...omissions[index % omissions.length] }
})

test.each(small)('a review differs from the independent computation, or an import leaves the file unsound: seed $seed, $deals deals, $timezone', async (team) => {
  expect((await compareInProcess(team)).slice(0, 30)).toEqual([])
})

test.each<ComparedTeam>([
  { seed: 2001, deals: 3000, timezone: 'Europe/Berlin', currency: 'EUR' },
  { seed: 2002, deals: 3000, timezone: 'America/New_York', currency: 'USD', omitAtFirst: ['tasks', 'activities'] },
  { seed: 2003, deals: 3000, timezone: 'Asia/Tokyo', currency: 'JPY' },
  { seed: 2004, deals: 3000, timezone: 'Europe/Moscow', currency: 'RUB', omit: ['stage_moves'] },
])('on three thousand deals: seed $seed, $timezone', async (team) => {
  expect((await compareInProcess(team)).slice(0, 30)).toEqual([])
})

test.each(Array.from({ length: 16 }, (_, index): ComparedTeam => {
  const [timezone, currency] = places[index % places.length]!
  return { seed: 3000 + index, deals: 250, timezone, currency, contested: true }
}))('what the rule book leaves open is read in another way than written down: seed $seed, $timezone', async (team) => {
  expect((await compareInProcess(team)).slice(0, 30)).toEqual([])
})

test('through the commands: another answer than within the process', async () => {
  const { folder, cleanup } = makeTestFolder()
  const entry = await buildEntry('electron/hosts/cli.ts')
  const settings = { timezone: 'Europe/Berlin', currency: 'EUR' }
  const path = join(folder, 'team.pult')
  const pult = (...words: string[]): unknown => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry.file, ...words, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    return JSON.parse(stdout) as unknown
  }
  try {
    const team = generateTeam({ seed: 4001, deals: 3000, dir: join(folder, 'exports'), ...settings })
    pult('init', '--db', path, '--name', 'Team', '--timezone', settings.timezone, '--currency', settings.currency, '--head', 'Anna')
    const found: string[] = []
    for (const [index, { dir, asOf }] of team.imports.entries()) {
      const memory = rememberImports(team.imports.slice(0, index + 1), settings)
      expect(pult('import', '--db', path, '--format', 'native', dir, '--as-of', asOf)).toMatchObject({ rejectedCount: memory.rejections[index]!.length })
      for (const moment of team.reviews.filter((_, review) => team.importsBefore[review] === index + 1)) {
        found.push(...differences(reviewWorkspace(memory, moment), pult('review', '--db', path, '--as-of', moment, '--ids')).filter(line => !addedByPult.test(line)).map(line => `${moment}: ${line}`))
      }
      expect(pult('check', '--db', path)).toMatchObject({ ok: true })
    }
    expect(found.slice(0, 30)).toEqual([])
  } finally {
    entry.cleanup()
    cleanup()
  }
})
