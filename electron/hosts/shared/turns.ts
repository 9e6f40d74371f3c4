import { realTimers, type Supervisor, type Timers } from '../supervisor.ts'

/** The backend answers one call after another: more than the one that is being answered would only stand before the next decision. */
const readingsAtOnce = 1
/** ms after which a reading gives its turn on: the backend does such work in parts, with room for others between them. */
const slowAfter = 60

/** Screens read; everything else (decisions, ways in, imports, what streams) waits for nobody. */
const readingParts: ReadonlySet<string> = new Set(['day', 'deals', 'tasks', 'refusals', 'clients', 'jam', 'funnel', 'past', 'desk', 'records', 'duties', 'review', 'reasons', 'audit', 'views', 'settings'])
const isReading = (path: readonly string[], input: unknown): boolean =>
  readingParts.has(path[0] ?? '') && !(typeof input === 'object' && input !== null && 'commandId' in input)

/**
 * Lets decisions go before readings: a change makes every window ask again at once, and a decision behind all of those would wait for
 * their answers. A reading that nobody waits for any more when its turn comes is not asked.
 */
export const inTurns = (supervisor: Pick<Supervisor, 'call' | 'carry'>, { atOnce = readingsAtOnce, timers = realTimers }: { atOnce?: number, timers?: Timers } = {}): Pick<Supervisor, 'call' | 'carry'> => {
  let running = 0
  const waiting: (() => void)[] = []
  const turn = async <Value>(isReader: boolean, signal: AbortSignal | undefined, work: () => Promise<Value>): Promise<Value> => {
    if (!isReader) return work()
    if (running < atOnce) running++
    else await new Promise<void>(resolve => { waiting.push(resolve) })
    let holds = true
    const giveOn = (): void => {
      if (!holds) return
      holds = false
      const next = waiting.shift()
      if (next) next()
      else running--
    }
    const slow = timers.set(giveOn, slowAfter)
    try {
      signal?.throwIfAborted()
      return await work()
    } finally {
      timers.clear(slow)
      giveOn()
    }
  }
  return {
    call: (path, input, options) => turn(isReading(path, input), options?.signal, () => supervisor.call(path, input, options)),
    carry: (path, body, options) => turn(isReading(path, body.json), options?.signal, () => supervisor.carry(path, body, options)),
  }
}
