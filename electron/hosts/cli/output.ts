import type { Progress } from '../../../src/shared/contract/common.ts'

/** Where a command says things: results on standard output, everything else on standard error. */
export interface CliOutput {
  readonly json: boolean
  /** The one JSON document with `--json`, else the text. */
  readonly result: (document: unknown, text: () => string) => void
  readonly onProgress: (progress: Progress) => void
  readonly error: (code: string, sentence: string) => void
}

export const makeOutput = (json: boolean): CliOutput => {
  let progressShown = false
  const clearProgress = (): void => {
    if (progressShown) process.stderr.write('\r\u001b[K')
    progressShown = false
  }
  return {
    json,
    result: (document, text) => {
      clearProgress()
      process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : `${text()}\n`)
    },
    onProgress: progress => {
      if (!process.stderr.isTTY) return
      progressShown = true
      process.stderr.write(`\r\u001b[K${progressLine(progress)}`)
    },
    error: (code, sentence) => {
      clearProgress()
      // One line, whatever the message holds: scripts read it by line.
      process.stderr.write(`${code.startsWith('PULT_') ? code : `PULT_${code}`}: ${sentence.replace(/\s+/g, ' ').trim()}\n`)
    },
  }
}

const progressLine = ({ step, done, total, rate, left }: Progress): string => [
  step, total === null ? String(done) : `${done} of ${total}`,
  ...rate === null ? [] : [`${Math.round(rate)}/s`], ...left === null ? [] : [`${Math.ceil(left)} s left`],
].join(' · ')
