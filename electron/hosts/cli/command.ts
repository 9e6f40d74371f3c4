import type { ParseArgsOptionsConfig } from 'node:util'
import type { CliOutput } from './output.ts'

export interface Invocation {
  /** Options as they were given; paths are absolute only after `pathOf`. */
  values: Record<string, string | boolean | undefined>
  positionals: string[]
  output: CliOutput
  /** Present moment in ms. */
  clock: () => number
  /** Aborted by Ctrl+C, or when the system asks to end. */
  signal: AbortSignal
  /** The built file of the thread that reads an import's files beside the comparison. */
  readingThread?: URL
}

export interface CommandSpec {
  /** The line of the help. */
  usage: string
  does: string
  options: ParseArgsOptionsConfig
  required: readonly string[]
  positionals: { least: number, most: number }
  /** Loaded only when called, so that every command starts fast. Resolves with the exit code. */
  load: () => Promise<(invocation: Invocation) => Promise<number> | number>
}
