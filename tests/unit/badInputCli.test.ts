import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test, vi } from 'vitest'
import { runCli } from '../../electron/hosts/cli/runCli.ts'
import { buildEntry } from '../contract/buildEntry.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pult-bad-'))
  chmodSync(folder, 0o777)
  return () => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    spawnSync('chmod', ['-R', 'u+rwx', folder])
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Outcome { status: number | null, stdout: string, stderr: string }
const at = (name: string): string => join(folder, name)

/** The command within this process: everything but its start. */
const pult = async (words: readonly string[], now = '2026-11-20T19:00:00+03:00'): Promise<Outcome> => {
  vi.stubEnv('PULT_NOW_FROZEN', now)
  const before = signals.map(signal => process.listeners(signal))
  const said = { stdout: '', stderr: '' }
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.stdout += String(text)
    return true
  })
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.stderr += String(text)
    return true
  })
  try {
    return { status: await runCli(words), ...said }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
    // Each command listens once; the tests' own process stays as it was.
    signals.forEach((signal, index) => process.listeners(signal).filter(listener => !before[index]!.includes(listener)).forEach(listener => process.off(signal, listener)))
  }
}
const initWords = (): string[] => ['init', '--db', at('team.pult'), '--name', 'Отдел', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Анна']
const init = async (): Promise<void> => { expect(await pult(initWords())).toMatchObject({ status: 0, stderr: '' }) }
const importExport = (...more: string[]): string[] => ['import', '--db', at('team.pult'), '--format', 'native', at('export'), '--json', ...more]

/** Nothing on standard output; on standard error one line: a code and one sentence, and no stack. */
const expectRefusal = (outcome: Outcome, status: number, code: string): void => {
  expect({ ...outcome, stderr: outcome.stderr.slice(0, code.length + 1) }).toEqual({ status, stdout: '', stderr: `${code}:` })
  expect(outcome.stderr).toMatch(/^\S+: [^\n]+\.\n$/)
  expect(outcome.stderr).not.toMatch(/\bat .+:\d+:\d+/)
}

const writeExport = (files: Record<string, string | Uint8Array>): void => {
  mkdirSync(at('export'), { recursive: true })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(at('export'), name), content)
}
const stages = 'pipeline,stage,order,kind\nПродажи,Новая,1,open\n'

const unreadable: [string, string, () => void][] = [
  ['0 bytes', 'PULT_IMPORT_EMPTY', () => writeExport({ 'deals.csv': '' })],
  ['a wrong encoding', 'PULT_IMPORT_ENCODING', () => writeExport({ 'deals.csv': new Uint8Array([0x69, 0x64, 0x0a, 0xc8, 0xe2, 0x0a]) })],
  ['zero bytes in it', 'PULT_IMPORT_ENCODING', () => writeExport({ 'deals.csv': 'id,title\n1,\u0000\n' })],
  ['a quote that never closes', 'PULT_IMPORT_QUOTES', () => writeExport({ 'deals.csv': 'id,title\n1,"Сделка\n' })],
  ['semicolons', 'PULT_IMPORT_HEADER', () => writeExport({ 'deals.csv': 'id;title\n1;Сделка\n' })],
  ['a column twice', 'PULT_IMPORT_HEADER', () => writeExport({ 'deals.csv': 'id,title,title\n1,а,б\n' })],
  ['a folder named like it', 'PULT_IMPORT_UNREADABLE', () => mkdirSync(join(at('export'), 'deals.csv'))],
]

test('a file that cannot be read at all: exit 1, its code and one sentence, and the good files beside it change nothing either', async () => {
  await init()
  const before = readFileSync(at('team.pult'))
  for (const [, code, make] of unreadable) {
    writeExport({ 'stages.csv': stages })
    make()
    expectRefusal(await pult(importExport()), 1, code)
    rmSync(at('export'), { recursive: true })
    expect(readFileSync(at('team.pult')).equals(before)).toBe(true)
  }
  writeExport({ 'readme.txt': 'Ничего', 'photo.jpg': 'нет' })
  expectRefusal(await pult(importExport()), 1, 'PULT_IMPORT_NO_FILES')
  expectRefusal(await pult(['import', '--db', at('team.pult'), at('nowhere')]), 1, 'PULT_IMPORT_UNREADABLE')
  expectRefusal(await pult(['import', '--db', at('team.pult'), at('nowhere/deals.csv')]), 1, 'PULT_IMPORT_UNREADABLE')
  expect(readFileSync(at('team.pult')).equals(before)).toBe(true)
  expect(readdirSync(folder).filter(name => !name.endsWith('-lock')).sort()).toEqual(['export', 'team.pult', 'team.pult-backups'])
})

// Root reads and writes wherever it likes, so this runs as somebody else (or as ourselves, when we aren't root), in a process.
test('an export that this person may not read is said as such, not as a workspace that cannot be written', async () => {
  const entry = await buildEntry('electron/hosts/cli.ts')
  chmodSync(dirname(entry.file), 0o755)
  const somebody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const pultAs = (words: readonly string[]): Outcome => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry.file, ...words], { encoding: 'utf8', cwd: folder, ...somebody })
    return { status, stdout, stderr }
  }
  try {
    expect(pultAs(initWords()).status).toBe(0)
    writeExport({ 'stages.csv': stages })
    chmodSync(join(at('export'), 'stages.csv'), 0)
    expectRefusal(pultAs(importExport()), 1, 'PULT_IMPORT_UNREADABLE')
    chmodSync(join(at('export'), 'stages.csv'), 0o644)
    // May be listed, but not entered; then not even listed.
    chmodSync(at('export'), 0o444)
    expectRefusal(pultAs(importExport()), 1, 'PULT_IMPORT_UNREADABLE')
    expectRefusal(pultAs(['import', '--db', at('team.pult'), join(at('export'), 'stages.csv')]), 1, 'PULT_IMPORT_UNREADABLE')
    chmodSync(at('export'), 0)
    expectRefusal(pultAs(importExport()), 1, 'PULT_NOT_FOUND')
    chmodSync(at('export'), 0o755)
    expect(pultAs(importExport()).status).toBe(0)
  } finally {
    entry.cleanup()
  }
})

test('an export older than the last one, a moment that is none, a clock that went backwards', async () => {
  await init()
  writeExport({ 'stages.csv': stages })
  expect((await pult(importExport('--as-of', '2026-11-20T18:00'))).status).toBe(0)
  const before = readFileSync(at('team.pult'))
  expectRefusal(await pult(importExport('--as-of', '2026-11-20T17:59')), 1, 'PULT_IMPORT_OLDER')
  expectRefusal(await pult(importExport('--as-of', '2026-11-31T17:59')), 2, 'PULT_BAD_TIME')
  expectRefusal(await pult(importExport(), '2026-11-19T12:00:00+03:00'), 1, 'PULT_IMPORT_OLDER')
  expectRefusal(await pult(['review', '--db', at('team.pult'), '--as-of', '2026-11-20T17:59']), 1, 'PULT_AS_OF')
  expect(readFileSync(at('team.pult')).equals(before)).toBe(true)
})

test('a file that is no workspace is refused by every command and stays as it is, byte by byte', async () => {
  await init()
  writeExport({ 'stages.csv': stages })
  const good = readFileSync(at('team.pult'))
  const bad: [string, string, (path: string) => void][] = [
    ['newer.pult', 'PULT_NEWER_SCHEMA', (path) => {
      const sqlite = new Database(path)
      sqlite.pragma('user_version = 99')
      sqlite.close()
    }],
    ['damaged.pult', 'PULT_DAMAGED', (path) => {
      const file = openSync(path, 'r+')
      for (const page of [3, 9, 15]) writeSync(file, Buffer.alloc(3000, 0xa5), 0, 3000, page * 4096)
      closeSync(file)
    }],
    ['cut.pult', 'PULT_DAMAGED', path => truncateSync(path, 4096 * 5 + 17)],
    ['empty.pult', 'PULT_NOT_A_WORKSPACE', path => truncateSync(path, 0)],
    ['text.pult', 'PULT_NOT_A_DATABASE', path => writeFileSync(path, 'Просто текст.\n'.repeat(500))],
    // A hole of a gigabyte that takes no room: read whole, it would take minutes.
    ['sparse.pult', 'PULT_NOT_A_DATABASE', (path) => {
      writeFileSync(path, 'Просто текст.\n'.repeat(500))
      truncateSync(path, 1024 ** 3)
    }],
  ]
  for (const [name, code, spoil] of bad) {
    const path = join(folder, name)
    writeFileSync(path, good)
    spoil(path)
    const before = name === 'sparse.pult' ? null : readFileSync(path)
    for (const words of [['review', '--json'], ['check', '--json'], ['import', at('export'), '--json'], ['backup', '--to', at('copy.pult'), '--json']]) {
      expectRefusal(await pult([words[0]!, '--db', path, ...words.slice(1)]), 1, code)
    }
    if (before) expect(readFileSync(path).equals(before)).toBe(true)
    rmSync(path)
  }
  expect(readdirSync(folder).filter(name => !name.endsWith('-lock')).sort()).toEqual(['export', 'team.pult'])
})

test('passwords cross no network in the open unless somebody says so in words', async () => {
  await init()
  for (const more of [[], ['--tls-cert', at('only.pem')]]) {
    const outcome = await pult(['serve', '--db', at('team.pult'), '--host', '0.0.0.0', ...more])
    expect(outcome).toMatchObject({ stdout: '' })
    expect(outcome.status).not.toBe(0)
  }
  expectRefusal(await pult(['serve', '--db', at('team.pult'), '--host', '0.0.0.0']), 2, 'PULT_USAGE')
})
