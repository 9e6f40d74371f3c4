import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandWords, fileAmong, wordsOf } from '../../electron/main/startWords.ts'
import { fetchRuntime, findRuntime, whyNoWindow } from '../../scripts/desktopRuntime.mjs'
import { makeTestFolder } from '../store/helpers.ts'

const commands = ['init', 'import', 'review']

test('the installed app is the command too: by --cli, or by a command\'s name', () => {
  expect(commandWords(['--ozone-platform=headless', '--cli', 'review', '--db', 'a.pult'], commands)).toEqual(['review', '--db', 'a.pult'])
  expect(commandWords(['import', '--db', 'a.pult', 'export'], commands)).toEqual(['import', '--db', 'a.pult', 'export'])
  expect(commandWords(['--no-sandbox', 'init'], commands)).toEqual(['init'])
  expect(commandWords(['--cli'], commands)).toEqual([])
  for (const words of [[], ['/home/anna/review.pult'], ['--db', 'review'], ['--at-login']]) expect(commandWords(words, commands), words.join(' ')).toBeNull()
})

test('in a checkout the app\'s folder comes before the words', () => {
  expect(wordsOf(['/electron', '/checkout', 'a.pult'], true)).toEqual(['a.pult'])
  expect(wordsOf(['/Pult', 'a.pult'], false)).toEqual(['a.pult'])
})

test('a file to open is found among the words of the system, relative to where the person stands', () => {
  expect(fileAmong(['--allow-file-access-from-files', '/home/anna/Отдел продаж.pult'], '/')).toBe('/home/anna/Отдел продаж.pult')
  expect(fileAmong(['team.PULT'], '/home/anna')).toBe('/home/anna/team.PULT')
  expect(fileAmong(['--db', 'team'], '/home/anna')).toBe('/home/anna/team')
  expect(fileAmong(['--original-process-start-time=13', '--x.pult', 'notes.txt'], '/')).toBeNull()
})

const makeRuntime = (root: string, version = '45.4.1'): void => {
  const place = join(root, 'node_modules', 'electron')
  mkdirSync(join(place, 'dist'), { recursive: true })
  writeFileSync(join(place, 'package.json'), '{"version":"45.4.1"}')
  writeFileSync(join(place, 'install.js'), '')
  writeFileSync(join(place, 'dist', 'version'), `v${version}`)
  writeFileSync(join(place, 'dist', 'electron'), '')
  writeFileSync(join(place, 'path.txt'), 'electron')
}

test('npm start finds the runtime of this version only', () => {
  const { folder, cleanup } = makeTestFolder()
  expect(findRuntime(folder)).toBeNull()
  makeRuntime(folder, '44.0.0')
  expect(findRuntime(folder)).toBeNull()
  makeRuntime(folder)
  expect(findRuntime(folder)).toBe(join(folder, 'node_modules', 'electron', 'dist', 'electron'))
  cleanup()
})

test('a fetch is tried once a day, so that an offline start is slow once', () => {
  const { folder, cleanup } = makeTestFolder()
  mkdirSync(join(folder, 'node_modules', 'electron'), { recursive: true })
  writeFileSync(join(folder, 'node_modules', 'electron', 'install.js'), '')
  let tries = 0
  const attempt = (now: number, install = (): boolean => false): string | null => fetchRuntime(folder, { now, say: () => {}, install: () => { tries++; return install() } })
  const morning = Date.parse('2026-11-20T09:00:00Z')
  expect(attempt(morning)).toBe('The desktop runtime could not be fetched')
  expect(attempt(morning + 3_600_000)).toContain('today')
  expect(tries).toBe(1)
  expect(attempt(morning + 25 * 3_600_000, () => { makeRuntime(folder); return true })).toBeNull()
  expect(tries).toBe(2)
  cleanup()
})

test('where no window can be shown, one sentence says why', () => {
  expect(whyNoWindow('linux', {}, 1000)).toMatch(/display/)
  expect(whyNoWindow('linux', { DISPLAY: ':0' }, 0)).toMatch(/root/)
  expect(whyNoWindow('linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000)).toBeNull()
  expect(whyNoWindow('darwin', {}, 501)).toBeNull()
})
