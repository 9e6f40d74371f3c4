import { expect, test } from 'vitest'
import { clockFrom } from '../../electron/hosts/clock.ts'
import { dataFolder } from '../../electron/hosts/dataFolder.ts'

test('the clock: the machine\'s, one that starts elsewhere and runs, one that stands', () => {
  let machine = 1_000_000
  const tick = (): number => machine
  const [real, shifted, frozen] = [clockFrom({}, tick), clockFrom({ PULT_NOW: '2026-03-02T19:00:00+03:00' }, tick), clockFrom({ PULT_NOW_FROZEN: '2026-03-02T16:00:00Z' }, tick)]
  machine += 5000
  const evening = Date.parse('2026-03-02T16:00:00Z')
  expect([real(), shifted(), frozen()]).toEqual([1_005_000, evening + 5000, evening])
})

test('a moment without an offset is refused: it would mean another one on every machine', () => {
  expect(() => clockFrom({ PULT_NOW: '2026-03-02T19:00:00' })).toThrow(expect.objectContaining({ code: 'PULT_BAD_TIME' }))
  expect(() => clockFrom({ PULT_NOW_FROZEN: 'tomorrow+03:00' })).toThrow(expect.objectContaining({ code: 'PULT_BAD_TIME' }))
})

test('the data folder is the system\'s own place unless said', () => {
  expect(dataFolder({ XDG_DATA_HOME: '/home/anna/.data' }, 'linux')).toBe('/home/anna/.data/pult')
  expect(dataFolder({ PULT_FOLDER: '/srv/pult', XDG_DATA_HOME: '/home/anna/.data' }, 'linux')).toBe('/srv/pult')
})
