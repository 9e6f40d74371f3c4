import type { QueryClient } from '@tanstack/vue-query'
import { readonly, shallowReactive, watch } from 'vue'
import type { LiveEvent, Topic } from '../shared/contract/live.ts'
import type { PultClient } from './client.ts'
import { hasCode } from './errors.ts'

/** Parts of the contract whose answers a topic makes stale; `review` is computed from every fact. */
const partsOf = {
  workspace: ['account', 'backups', 'reasons', 'mappings', 'workspace', 'settings', 'day', 'records', 'refusals', 'importing', 'review', 'deals', 'clients', 'views', 'tasks', 'duties', 'desk'],
  day: ['day', 'duties', 'desk'],
  deals: ['importing', 'day', 'records', 'refusals', 'review', 'workspace', 'deals', 'clients', 'tasks', 'duties', 'desk', 'callDesk'],
  tasks: ['importing', 'day', 'records', 'review', 'deals', 'tasks', 'desk', 'callDesk'],
  refusals: ['reasons', 'importing', 'day', 'records', 'refusals', 'review', 'deals', 'clients', 'tasks', 'duties', 'desk'],
  settings: ['reasons', 'settings', 'day', 'records', 'refusals', 'review', 'workspace', 'deals', 'clients', 'views', 'tasks', 'duties', 'desk', 'callDesk', 'callBoards'],
  people: ['account', 'signIns', 'settings', 'day', 'records', 'refusals', 'review', 'workspace', 'deals', 'clients', 'tasks', 'duties', 'desk', 'callDesk', 'callAppeals', 'callBoards'],
  imports: ['reasons', 'mappings', 'importing', 'workspace', 'settings', 'day', 'records', 'refusals', 'review', 'deals', 'clients', 'tasks', 'duties', 'desk', 'callDesk', 'callAppeals', 'callBoards'],
  views: ['views'],
  backups: ['backups'],
  calls: ['recordings', 'desk', 'callDesk', 'callAppeals', 'callBoards'],
  locks: ['callDesk'],
} as const satisfies Record<Topic, readonly string[]>

/** Counted over all the deals: whatever changes a deal, a task or a rule changes them. */
const counted = ['jam', 'funnel', 'past'] as const
const uncounted: ReadonlySet<Topic> = new Set<Topic>(['day', 'backups', 'calls', 'locks'])
/** Every change leaves an entry. */
const always = ['audit'] as const

export const staleParts = (topics: readonly Topic[]): Set<string> => new Set([...always, ...topics.flatMap(topic => uncounted.has(topic) ? partsOf[topic] : [...partsOf[topic], ...counted])])

const state = shallowReactive<{ backend: 'starting' | 'ready' | 'away', generation: number | null }>({ backend: 'starting', generation: null })

/** What the window knows of its backend; reactive. `away`: nothing is lost, it comes back by itself. */
export const backendState = readonly(state)

const backoff = [250, 500, 1000, 2000, 5000] as const

/** Others' changes are shown within a second (all of it, with the answer): so far windows of a host may part their asking. */
export const spreadMs = 400

export interface LiveOptions {
  client: PultClient
  queryClient: QueryClient
  signal: AbortSignal
  /** Where the events come from; the contract's own stream unless said. */
  events?: (signal: AbortSignal) => AsyncIterable<LiveEvent> | Promise<AsyncIterable<LiveEvent>>
  /** The host doesn't know the person. */
  onSignIn?: () => void
  /** Does the window still hold a bearer; without one there is nothing to try. Reactive: it goes on as soon as there is one. */
  mayTry?: () => boolean
  wait?: (ms: number) => Promise<void>
  /** How many ms a change is waited with, another number each time: fifty windows of one host would all ask in the same moment. Without it they ask at once. */
  spread?: () => number
  /** A monotonic clock, ms. */
  now?: () => number
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const untilTrue = (condition: () => boolean): Promise<void> => new Promise(resolve => {
  const stop = watch(condition, now => {
    if (!now) return
    stop()
    resolve()
  }, { flush: 'sync' })
})

/** Follows the backend until `signal` aborts: invalidates what changed, everything after a gap or a restart. */
export const followBackend = async ({ client, queryClient, signal, events = stop => client.live.events(undefined, { signal: stop }), onSignIn = () => {}, mayTry = () => true, wait = sleep, spread, now = () => performance.now() }: LiveOptions): Promise<void> => {
  const began = now()
  let stale = new Set<string>()
  let scheduled = false
  const flush = (): void => {
    scheduled = false
    const parts = stale
    stale = new Set()
    void queryClient.invalidateQueries({ predicate: query => parts.has(partOf(query.queryKey)) })
  }
  const refresh = (topics: readonly Topic[]): void => {
    for (const part of staleParts(topics)) stale.add(part)
    // One command announces several topics in a row: one round of fetching for all of them.
    if (scheduled) return
    scheduled = true
    if (spread) void wait(spread()).then(flush)
    else queueMicrotask(flush)
  }
  const refreshAll = (): void => { void queryClient.invalidateQueries() }

  const handle = (event: LiveEvent, isFirstEver: boolean): void => {
    if (event.type === 'changed') return refresh(event.topics)
    const restarted = state.generation !== null && state.generation !== event.generation
    const wasAway = state.backend === 'away'
    state.backend = event.backend
    state.generation = event.generation
    // Changed after this window had begun to ask and before it could hear: its answers may be of before.
    const missed = isFirstEver && event.type === 'hello' && event.quietMs !== undefined && event.quietMs <= now() - began
    if (missed) return refreshAll()
    if (event.backend === 'ready' && !isFirstEver && (restarted || wasAway || event.type === 'hello')) refreshAll()
  }

  let connectedBefore = false
  for (let attempt = 0; !signal.aborted; attempt++) {
    if (!mayTry()) {
      await untilTrue(mayTry)
      attempt = 0
    }
    try {
      for await (const event of await events(signal)) {
        attempt = 0
        handle(event, !connectedBefore)
        connectedBefore = true
      }
    } catch (error) {
      // The rest is said by the state below; the calls that fail meanwhile say it with their own errors.
      if (hasCode(error, 'SIGN_IN')) onSignIn()
    }
    if (signal.aborted) return
    state.backend = 'away'
    await wait(backoff[Math.min(attempt, backoff.length - 1)] ?? 5000)
  }
}

const partOf = (queryKey: readonly unknown[]): string => {
  const path = queryKey[0]
  return Array.isArray(path) && typeof path[0] === 'string' ? path[0] : ''
}
