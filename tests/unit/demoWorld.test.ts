import { describe, expect, test } from 'vitest'
import { demoTexts, type DemoLanguage } from '../../electron/backend/demo/demoTexts.ts'
import { exportAt, writeCsv, type NativeTable } from '../../electron/backend/demo/exportAt.ts'
import { lastStage, thinkingJam } from '../../electron/backend/demo/makeDeals.ts'
import { makeWorld } from '../../electron/backend/demo/makeWorld.ts'
import { makeWorkTime, trackedEvenings } from '../../electron/backend/demo/workTime.ts'
import type { DemoWorld } from '../../electron/backend/demo/world.ts'
import { makeWorkCalendar, type CalendarDayKind } from '../../electron/backend/domain/time/calendar.ts'
import { formatDay, parseDay } from '../../electron/backend/domain/time/days.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { nativeFiles, nativeKindOf } from '../../electron/backend/import/native/files.ts'
import ru from '../../resources/calendars/ru.json' with { type: 'json' }

const sunday = '2026-11-22T12:00:00+03:00'
const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map(ru.days.map(({ day, kind }) => [parseDay(day)!, kind as CalendarDayKind])))
const timeAt = (asOf: string, deals: number) => makeWorkTime({ zone: makeZone('Europe/Moscow'), calendar, asOf: Date.parse(asOf), evenings: trackedEvenings(deals) })
const worldAt = (asOf: string, deals: number, seed = 7, language: DemoLanguage = 'ru') => {
  const time = timeAt(asOf, deals)
  return { time, world: makeWorld({ seed, deals, texts: demoTexts(language), time }) }
}

const jamOf = (world: DemoWorld) => world.deals.filter(deal => deal.outcome === 'open' && lastStage(deal).kind === 'thinking')
const textOf = (tables: readonly NativeTable[]) => tables.map(table => `${table.file}\n${writeCsv(table)}`).join('\n')

describe.each([1500, 2500, 4000])('%i deals', count => {
  test('are exactly so many, with 600 in thinking for exactly 100 000 000 ₽ (a rounded sum would betray the seed)', () => {
    const { world } = worldAt(sunday, count)
    const jam = jamOf(world)
    expect(world.deals).toHaveLength(count)
    expect(jam).toHaveLength(600)
    expect(jam.reduce((sum, deal) => sum + deal.amount, 0)).toBe(100_000_000_00)
    expect(jam.every(deal => deal.currency === 'RUB' && deal.amount > 0)).toBe(true)
  })
})

test('a small demo has its share of the jam', () => {
  const { world } = worldAt(sunday, 300)
  expect(jamOf(world)).toHaveLength(120)
  expect(jamOf(world).reduce((sum, deal) => sum + deal.amount, 0)).toBe(thinkingJam(300).amount)
  expect(thinkingJam(300).amount).toBe(20_000_000_00)
})

test('the same seed and as-of give the same export, another seed another', () => {
  const exported = (seed: number) => {
    const { world, time } = worldAt(sunday, 400, seed)
    return textOf(exportAt(world, time, time.asOf))
  }
  expect(exported(7)).toBe(exported(7))
  expect(exported(7)).not.toBe(exported(8))
})

test.each([sunday, '2026-11-23T07:30:00+03:00', '2026-11-20T16:10:00+03:00', '2026-01-05T12:00:00+03:00', '2024-04-27T18:00:00+03:00'])('nothing has happened after the as-of %s, and the signed day is the last working day before', asOf => {
  const { world, time } = worldAt(asOf, 600)
  const late = (moments: (number | null)[]) => moments.filter(at => at !== null && at > time.asOf)
  expect(calendar.isWorkDay(time.lastWorkDay)).toBe(true)
  expect(time.lastWorkDay).toBe(calendar.workDayBefore(time.today))
  const exported = exportAt(world, time, time.asOf)
  for (const [file, columns] of Object.entries({
    'deals.csv': ['created_at', 'updated_at', 'stage_entered_at', 'closed_at'], 'stage_moves.csv': ['at'], 'tasks.csv': ['created_at', 'done_at'],
    'activities.csv': ['created_at'], 'notes.csv': ['created_at'], 'clients.csv': ['created_at'],
  })) {
    const table = exported.find(one => one.file === file)!
    for (const column of columns) {
      const place = table.header.indexOf(column)
      expect(late(table.rows.map(row => row[place] === '' ? null : Date.parse(row[place]!)))).toEqual([])
    }
  }
  expect(exported.find(table => table.file === 'deals.csv')!.rows).toHaveLength(600)
})

test('histories hang together: moves go forward in time from the first stage, touches and tasks lie between making and closing', () => {
  const { world, time } = worldAt(sunday, 1500)
  for (const deal of world.deals) {
    let [at, stage] = [deal.createdAt - 1, deal.firstStage]
    for (const move of deal.moves) {
      expect(move.at).toBeGreaterThan(at)
      expect(move.from).toBe(stage)
      ;[at, stage] = [move.at, move.to]
    }
    expect(deal.client.createdAt).toBeLessThanOrEqual(deal.createdAt)
    expect(stage.kind === 'won' || stage.kind === 'lost' ? stage.kind : 'open').toBe(deal.outcome)
    for (const touch of deal.touches) expect(touch.at >= deal.createdAt && touch.at <= (deal.closedAt ?? time.asOf)).toBe(true)
  }
  for (const task of world.tasks) {
    expect(task.createdAt).toBeGreaterThanOrEqual(task.deal.createdAt)
    if (task.doneAt !== null) expect(task.doneAt).toBeGreaterThan(task.createdAt)
    for (let index = 1; index < task.dues.length; index++) expect(task.dues[index]!.at).toBeGreaterThan(task.dues[index - 1]!.at)
  }
  for (const note of world.notes) expect(note.createdAt).toBeGreaterThanOrEqual(note.deal.createdAt)
})

test('people work in working hours on working days; only clients write at weekends', () => {
  const { world, time } = worldAt(sunday, 800)
  const hourOf = (at: number) => Number(time.zone.format(at).slice(11, 13))
  for (const activity of world.activities) {
    const day = time.zone.dayOf(activity.createdAt)
    if (!calendar.isWorkDay(day)) expect(activity.direction, `${formatDay(day)} ${activity.id}`).toBe('in')
    else expect(hourOf(activity.createdAt) >= 8 && hourOf(activity.createdAt) < 20, time.zone.format(activity.createdAt)).toBe(true)
  }
})

test('the characters of the story are there: tasks dragged four times and more, dozens of calls of 40 to 55 s a day, a manager to look up to', () => {
  const { world, time } = worldAt(sunday, 2500)
  const dragged = world.tasks.filter(task => task.doneAt === null && task.dues.length > 4)
  expect(dragged.length).toBeGreaterThan(25)
  expect(new Set(dragged.map(task => task.assignee.key))).toEqual(new Set(['dragger']))
  for (const task of dragged) {
    for (let index = 1; index < task.dues.length; index++) expect(task.dues[index]!.value.at).toBeGreaterThan(task.dues[index - 1]!.value.at)
  }
  const inflated = world.activities.filter(activity => activity.by.key === 'inflater' && activity.talk !== null && activity.talk >= 40 && activity.talk <= 55)
  const onFriday = inflated.filter(activity => time.zone.dayOf(activity.createdAt) === time.lastWorkDay)
  expect(onFriday.length).toBeGreaterThanOrEqual(24)
  const good = world.deals.filter(deal => deal.owners.at(-1)!.value.key === 'good' && deal.outcome === 'open')
  const held = new Set(world.tasks.filter(task => task.doneAt === null).map(task => task.deal))
  expect(good.filter(deal => held.has(deal)).length / good.length).toBeGreaterThan(0.9)
  const overdue = world.tasks.filter(task => task.doneAt === null && task.deal.outcome === 'open' && (task.dues.at(-1)!.value.dayOnly ? task.dues.at(-1)!.value.at < time.today : task.dues.at(-1)!.value.at < time.asOf))
  expect(overdue.length).toBeGreaterThan(300)
})

test('every export keeps the native format: known columns, unique keys, references that stand in the files', () => {
  const { world, time } = worldAt(sunday, 700)
  const seen = new Map<string, Map<string, string[]>>()
  let since: number | null = null
  for (const at of [...time.evenings, time.asOf]) {
    for (const table of exportAt(world, time, at, since)) {
      const kind = nativeKindOf(table.file)!
      expect(table.header.filter(column => !(nativeFiles[kind].columns as readonly string[]).includes(column))).toEqual([])
      const keys = nativeFiles[kind].keys.map(key => table.header.indexOf(key))
      const rows = table.rows.map(row => keys.map(place => row[place]).join('\n'))
      expect(new Set(rows).size).toBe(rows.length)
      const known = seen.get(table.file) ?? new Map<string, string[]>()
      table.rows.forEach((row, index) => known.set(rows[index]!, row))
      seen.set(table.file, known)
      for (const [column, file] of [['deal_id', 'deals.csv'], ['client_id', 'clients.csv'], ['owner_id', 'people.csv'], ['manager_id', 'people.csv'], ['assignee_id', 'people.csv'], ['author_id', 'people.csv']] as const) {
        const place = table.header.indexOf(column)
        if (place >= 0) expect(table.rows.filter(row => row[place] !== '' && !seen.get(file)!.has(row[place]!))).toEqual([])
      }
    }
    since = at
  }
  // Partial exports add up to the whole one, or an import would miss a change.
  for (const table of exportAt(world, time, time.asOf)) {
    if (table.file === 'stages.csv') continue
    const known = [...seen.get(table.file)!.values()].map(row => row.join('\n')).sort()
    expect(known).toEqual(table.rows.map(row => row.join('\n')).sort())
  }
})

test.each(['en', 'es'] as const)('the %s team has no Russian left in it', language => {
  const { world, time } = worldAt(sunday, 200, 7, language)
  expect(textOf(exportAt(world, time, time.asOf))).not.toMatch(/[А-Яа-яЁё]/)
})
