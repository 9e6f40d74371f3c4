import { PultError } from '../../src/shared/errors.ts'

const instantOf = (name: string, text: string): number => {
  const at = Date.parse(text)
  if (!Number.isFinite(at) || !/(Z|[+-]\d{2}:?\d{2})$/.test(text)) {
    throw new PultError('PULT_BAD_TIME', `${name} must be ISO 8601 with an offset, like 2026-03-02T19:00:00+03:00.`)
  }
  return at
}

/**
 * The process's clock in ms: the machine's. For demonstrations and tests `PULT_NOW` starts it elsewhere and lets it run,
 * `PULT_NOW_FROZEN` stops it there.
 */
export const clockFrom = (environment: Record<string, string | undefined>, machine: () => number = Date.now): () => number => {
  const frozen = environment.PULT_NOW_FROZEN
  if (frozen) {
    const at = instantOf('PULT_NOW_FROZEN', frozen)
    return () => at
  }
  const start = environment.PULT_NOW
  if (!start) return machine
  const shift = instantOf('PULT_NOW', start) - machine()
  return () => machine() + shift
}
