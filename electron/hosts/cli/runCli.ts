import { parseArgs } from 'node:util'
import { errorCodes, PultError } from '../../../src/shared/errors.ts'
import { asPultError } from '../../backend/store/fileProblems.ts'
import { clockFrom } from '../clock.ts'
import type { CommandSpec, Invocation } from './command.ts'
import { commands, helpText } from './commands.ts'
import { makeOutput } from './output.ts'
import { usageError } from './values.ts'

/** Runs one command; resolves with the exit code: 0 done, 1 refused or failed, 2 called wrongly (contract.md, Commands). */
export const runCli = async (words: readonly string[], { readingThread }: Pick<Invocation, 'readingThread'> = {}): Promise<number> => {
  const [name = '', ...rest] = words
  const output = makeOutput(rest.includes('--json'))
  if (name === '--help' || name === '-h' || name === 'help' || rest.includes('--help')) {
    output.result(null, helpText)
    return 0
  }
  const interrupt = new AbortController()
  // The first one lets the command clean up, a second one ends it as ever.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupt.abort())
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) throw usageError(`${name === '' ? 'No command was given' : `There is no command «${name}»`}; there are: ${Object.keys(commands).join(', ')}. See pult --help.`)
    const { values, positionals } = readArguments(command, rest)
    const run = await command.load()
    const invocation: Invocation = { values, positionals, output, clock: clockFrom(process.env), signal: interrupt.signal, readingThread }
    return await run(invocation)
  } catch (error) {
    const said = asPultError(error) ?? unforeseen(error)
    output.error(said.code, said.message)
    // A bad call is status 400 of every door.
    return errorCodes[said.code] === 400 ? 2 : 1
  }
}

const readArguments = (command: CommandSpec, words: readonly string[]): Pick<Invocation, 'values' | 'positionals'> => {
  const { values, positionals } = parse(command, words)
  const missing = command.required.filter(option => (values[option] ?? '') === '')
  if (missing.length > 0) throw usageError(`${missing.map(option => `--${option}`).join(', ')} must be given: pult ${command.usage}`)
  if (positionals.length < command.positionals.least) throw usageError(`Something is missing at the end: pult ${command.usage}`)
  if (positionals.length > command.positionals.most) throw usageError(`«${positionals[command.positionals.most]}» is too much: pult ${command.usage}`)
  return { values, positionals }
}

const parse = (command: CommandSpec, words: readonly string[]): Pick<Invocation, 'values' | 'positionals'> => {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: command.options, allowPositionals: true, strict: true })
    return { values: values as Invocation['values'], positionals }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // Node's own sentence up to its advice about `--`.
    throw usageError(`${error.message.split(/\.\s/)[0]!.replace(/\.$/, '')}: pult ${command.usage}`)
  }
}

/** What nobody foresaw: its kind and place, no message that could carry somebody's data. */
const unforeseen = (error: unknown): PultError => {
  const { name = 'unknown', stack = '' } = error instanceof Error ? error : {}
  const place = /\(?([^\s(]+:\d+:\d+)\)?/.exec(stack.split('\n').find(line => /^\s+at /.test(line)) ?? '')?.[1] ?? 'nowhere'
  if (process.env.PULT_DEBUG) console.error(error)
  return new PultError('INTERNAL', `Something unexpected happened (${name} at ${place}); with PULT_DEBUG=1 it says more.`)
}
