import type { Supervisor } from '../supervisor.ts'

type Call = Supervisor['call']

/** The backend answers one call after another: one is being answered, one lies ready. More would only stand before the next decision. */
const readingsAtOnce = 2

/** Screens read; everything else (decisions, ways in, imports, what streams) waits for nobody. */
const readingParts: ReadonlySet<string> = new Set(['day', 'deals', 'tasks', 'refusals', 'clients', 'jam', 'funnel', 'past', 'desk', 'records', 'duties', 'review', 'reasons', 'audit', 'views', 'settings'])
const isReading = (path: readonly string[], input: unknown): boolean =>
  readingParts.has(path[0] ?? '') && !(typeof input === 'object' && input !== null && 'commandId' in input)

/**
 * Lets decisions go before readings: a change makes every window ask again at once, and a decision behind all of those would wait for
 * their answers. A reading that nobody waits for any more when its turn comes is not asked.
 */
export const inTurns = (call: Call, atOnce = readingsAtOnce): Call => {
  let running = 0
  const waiting: (() => void)[] = []
  return async (path, input, options) => {
    if (!isReading(path, input)) return call(path, input, options)
    if (running < atOnce) running++
    else await new Promise<void>(resolve => { waiting.push(resolve) })
    try {
      options?.signal?.throwIfAborted()
      return await call(path, input, options)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
