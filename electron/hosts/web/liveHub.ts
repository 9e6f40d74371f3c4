import { AsyncIteratorClass } from '@orpc/contract'
import { EventPublisher } from '@orpc/server'
import type { LiveEvent } from '../../../src/shared/contract/live.ts'
import type { Caller } from '../../backend/domain/account.ts'
import type { BackendStatus, Supervisor } from '../supervisor.ts'

/** The events of one window, until its signal. */
export type LiveStreams = (caller: Caller, signal?: AbortSignal) => unknown

export interface LiveHub {
  /** `hello` with the present state, then the backend's changes and its restarts; ends with the signal. */
  readonly subscribe: (signal?: AbortSignal) => AsyncIteratorObject<LiveEvent, unknown, unknown>
  readonly close: () => void
}

/** One subscription at the backend for all windows; the host adds what a dead backend can't say itself. */
export const makeLiveHub = (supervisor: Supervisor): LiveHub => {
  const publisher = new EventPublisher<{ event: LiveEvent }>({ maxBufferedEvents: 1000 })
  const closing = new AbortController()
  // Windows hear `ready` only when the new backend's changes are already followed: none is missed between.
  let told: BackendStatus = { ...supervisor.status(), backend: supervisor.status().backend === 'ready' ? 'starting' : supervisor.status().backend }

  /** By this process's own monotonic clock: only how long ago is told. */
  let changedAt: number | null = null

  const tell = (status: BackendStatus): void => {
    if (told.backend === status.backend && told.generation === status.generation) return
    told = status
    publisher.publish('event', { type: 'backend', backend: status.backend, generation: status.generation })
  }

  const follow = async (generation: number): Promise<void> => {
    const alive = (): boolean => !closing.signal.aborted && supervisor.status().backend === 'ready' && supervisor.status().generation === generation
    while (alive()) {
      try {
        const events = await supervisor.client.live.events(undefined, { signal: closing.signal })
        if (alive()) tell(supervisor.status())
        for await (const event of events) {
          if (event.type !== 'changed') continue
          changedAt = performance.now()
          publisher.publish('event', event)
        }
      } catch (error) {
        if (!alive()) return
        console.error(error)
        tell(supervisor.status())
      }
      // The stream ended although the backend lives: begin it again, but not in a tight circle.
      await new Promise(resolve => setTimeout(resolve, 1000).unref())
    }
  }

  const hear = (status: BackendStatus): void => {
    if (status.backend === 'ready') void follow(status.generation)
    else tell(status)
  }
  const stopHearing = supervisor.onStatus(hear)
  hear(supervisor.status())

  return {
    subscribe: signal => {
      const events = publisher.subscribe('event', { signal })
      let greeted = false
      return new AsyncIteratorClass<LiveEvent, unknown, unknown>(
        async () => {
          if (greeted) return events.next()
          greeted = true
          return { done: false, value: { type: 'hello', backend: told.backend, generation: told.generation, ...changedAt === null ? {} : { quietMs: Math.floor(performance.now() - changedAt) } } }
        },
        async reason => { if (reason !== 'next') await events.return(undefined) },
      )
    },
    close: () => {
      stopHearing()
      closing.abort()
    },
  }
}
