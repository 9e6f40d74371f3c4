import { afterEach, expect, test, vi } from 'vitest'
import { runCommand } from '../../electron/main/command.ts'
import { fake, resetFake } from './fakeElectron.ts'

afterEach(() => vi.restoreAllMocks())

const run = async (words: string[]): Promise<{ code: number | null, said: string, wrong: string }> => {
  resetFake()
  let [said, wrong] = ['', '']
  const into = (add: (text: string) => void) => ((text: string, done?: unknown) => {
    add(String(text))
    if (typeof done === 'function') (done as () => void)()
    return true
  }) as typeof process.stdout.write
  vi.spyOn(process.stdout, 'write').mockImplementation(into(text => { said += text }))
  vi.spyOn(process.stderr, 'write').mockImplementation(into(text => { wrong += text }))
  await runCommand(words)
  return { code: fake.exitCode, said, wrong }
}

test('the app as a command leaves with the command\'s code, after what it said is out, and opens nothing', async () => {
  const help = await run(['--help'])
  expect([help.code, help.said]).toEqual([0, expect.stringContaining('init --db FILE')])
  expect(await run(['review'])).toMatchObject({ code: 2, wrong: expect.stringContaining('PULT_USAGE') })
  expect(await run(['review', '--db', '/nowhere/x.pult'])).toMatchObject({ code: 1, wrong: expect.stringMatching(/^PULT_/) })
  expect([fake.windows, fake.children]).toEqual([[], []])
})
