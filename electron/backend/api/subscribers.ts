import { topics, type LiveEvent } from '../../../src/shared/contract/live.ts'

export interface Subscribers {
  readonly emit: (event: LiveEvent) => void
  readonly subscribe: (first: LiveEvent, signal: AbortSignal) => AsyncIterable<LiveEvent>
}

/** A window that reads slowly loses single events, never the knowledge that something changed. */
const mostWaiting = 256
const everythingChanged: LiveEvent = { type: 'changed', topics: [...topics], commandId: null }

interface Subscriber { queue: LiveEvent[], wake: () => void }

export const makeSubscribers = (): Subscribers => {
  const all = new Set<Subscriber>()

  const emit = (event: LiveEvent): void => {
    for (const subscriber of all) {
      subscriber.queue.push(event)
      if (subscriber.queue.length > mostWaiting) {
        const states = subscriber.queue.filter(({ type }) => type !== 'changed')
        subscriber.queue = [...states.slice(-1), everythingChanged]
      }
      subscriber.wake()
    }
  }

  const subscribe = (first: LiveEvent, signal: AbortSignal): AsyncIterable<LiveEvent> => {
    // Registered at once, not at the first read: nothing that happens in between may be missed.
    const subscriber: Subscriber = { queue: [first], wake: () => {} }
    all.add(subscriber)
    const stop = (): void => {
      all.delete(subscriber)
      subscriber.wake()
    }
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    return readEvents(subscriber, signal, () => {
      signal.removeEventListener('abort', stop)
      all.delete(subscriber)
    })
  }

  return { emit, subscribe }
}

async function* readEvents(subscriber: Subscriber, signal: AbortSignal, done: () => void): AsyncGenerator<LiveEvent> {
  try {
    while (!signal.aborted) {
      const event = subscriber.queue.shift()
      if (event) yield event
      else await new Promise<void>(resolve => { subscriber.wake = resolve })
    }
  } finally {
    done()
  }
}
