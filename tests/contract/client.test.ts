import { ORPCError } from '@orpc/client'
import { QueryClient } from '@tanstack/vue-query'
import { describe, expect, test, vi } from 'vitest'
import { createClient, type PultClient } from '../../src/api/client.ts'
import { toPultError } from '../../src/api/errors.ts'
import { makeDelegatingLink, type Link } from '../../src/api/link.ts'
import { backendState, followBackend, staleParts } from '../../src/api/live.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { topics, type LiveEvent } from '../../src/shared/contract/live.ts'

const away = (reason = 'restarted'): ORPCError<string, unknown> => new ORPCError('BACKEND_AWAY', { status: 503, message: 'away', data: { reason } })

/** A door that answers with what it is told, call by call. */
const makeDoor = (...answers: (() => unknown)[]): { link: Link, calls: { path: readonly string[], input: unknown }[] } => {
  const calls: { path: readonly string[], input: unknown }[] = []
  return {
    calls,
    link: {
      call: async (path, input) => {
        calls.push({ path, input })
        return answers[Math.min(calls.length, answers.length) - 1]?.()
      },
    },
  }
}
const fail = (error: unknown) => (): never => { throw error }
const never = (): Promise<never> => new Promise(() => {})
const clientOf = (door: { link: Link }, timeout = 60_000): PultClient => createClient({ link: makeDelegatingLink(() => door.link, { repeatAfter: [0, 0], timeout: () => timeout }) })

describe('the link', () => {
  test('repeats a decision that a restart broke under the same commandId', async () => {
    const door = makeDoor(fail(away()), fail(new TypeError('Failed to fetch')), () => ({}))
    const input = { commandId: 'command-1', rules: { silentDays: 3 } }
    expect(await clientOf(door).settings.setRules(input)).toEqual({})
    expect(door.calls.map(call => call.input)).toEqual([input, input, input])
  })

  test('gives up after its repetitions, and at once where a repetition can\'t help', async () => {
    const dead = makeDoor(fail(away()))
    await expect(clientOf(dead).settings.people()).rejects.toMatchObject({ name: 'PultError', code: 'BACKEND_AWAY' })
    expect(dead.calls).toHaveLength(3)
    const conflict = makeDoor(fail(new ORPCError('CONFLICT', { status: 409, message: 'Changed meanwhile.', data: { who: 'Анна' } })))
    await expect(clientOf(conflict).settings.people()).rejects.toMatchObject({ code: 'CONFLICT', message: 'Changed meanwhile.', details: { who: 'Анна' } })
    expect(conflict.calls).toHaveLength(1)
  })

  test('never starts an import a second time by itself', async () => {
    const door = makeDoor(fail(away()))
    await expect(clientOf(door).importing.run({ commandId: 'import-01', source: { uploadId: 'u' } })).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
    expect(door.calls).toHaveLength(1)
  })

  test('does not hang on a door that died without a word', async () => {
    await expect(clientOf({ link: { call: (_path, _input, { signal }) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => reject(signal.reason as Error)) }) } }, 5).settings.people())
      .rejects.toMatchObject({ code: 'BACKEND_AWAY', details: { reason: 'timeout' } })
  })

  test('says a cancelled call CANCELLED, not away', async () => {
    const stop = new AbortController()
    const call = clientOf({ link: { call: (_path, _input, { signal }) => new Promise((_resolve, reject) => { signal?.addEventListener('abort', () => reject(signal.reason as Error)) }) } }).settings.people(undefined, { signal: stop.signal })
    stop.abort()
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

test('every error becomes a known code', () => {
  expect(toPultError(new ORPCError('BAD_REQUEST', { message: 'x' })).code).toBe('BAD_INPUT')
  expect(toPultError(new ORPCError('UNAUTHORIZED')).code).toBe('SIGN_IN')
  expect(toPultError(new ORPCError('PAYLOAD_TOO_LARGE')).code).toBe('TOO_LARGE')
  expect(toPultError(new ORPCError('SOMETHING_NEW')).code).toBe('INTERNAL')
  expect(toPultError(new TypeError('NetworkError when attempting to fetch resource.')).code).toBe('BACKEND_AWAY')
  expect(toPultError('odd').code).toBe('INTERNAL')
})

const nextTurn = (): Promise<void> => new Promise(resolve => { setImmediate(resolve) })

describe('following the backend', () => {
  const follow = async (rounds: LiveEvent[][], keys: string[][], now?: () => number, spread?: () => number) => {
    const queryClient = new QueryClient()
    for (const path of keys) queryClient.setQueryData([path, {}], 'old')
    const stop = new AbortController()
    let round = 0
    const client = createClient({
      link: {
        call: async () => {
          const events = rounds[round++]
          if (!events) return never()
          return (async function* () { yield* events })()
        },
      },
    })
    const waited: number[] = []
    const following = followBackend({
      client, queryClient, signal: stop.signal, now, spread,
      wait: async ms => {
        waited.push(ms)
        if (ms === spread?.()) return nextTurn()
        if (round >= rounds.length) stop.abort()
      },
    })
    await following
    await nextTurn()
    const stale = keys.filter(path => queryClient.getQueryState([path, {}])?.isInvalidated).map(path => path.join('.'))
    return { stale, waited }
  }
  const hello = (generation: number): LiveEvent => ({ type: 'hello', backend: 'ready', generation })
  const keys = [['day', 'overview'], ['records', 'deal'], ['settings', 'rules'], ['workspace', 'current']]

  test('what a change names is asked again, the rest is left', async () => {
    const { stale } = await follow([[hello(1), { type: 'changed', topics: ['day'], commandId: null }]], keys)
    expect(stale).toEqual(['day.overview'])
  })

  test('a window of a host waits a moment of its own with what several events name, and asks for all of it once', async () => {
    const { stale, waited } = await follow([[hello(1), { type: 'changed', topics: ['day'], commandId: null }, { type: 'changed', topics: ['settings'], commandId: null }]], keys, undefined, () => 120)
    expect(waited).toEqual([120, 250])
    expect(stale).toEqual(['day.overview', 'records.deal', 'settings.rules', 'workspace.current'])
  })

  test('after a restart everything is asked again', async () => {
    const { stale } = await follow([[hello(1), { type: 'backend', backend: 'away', generation: 1 }, { type: 'backend', backend: 'ready', generation: 2 }]], keys)
    expect(stale).toEqual(keys.map(path => path.join('.')))
  })

  test('after a gap in the stream everything is asked again, and the waits grow', async () => {
    const { stale, waited } = await follow([[hello(5)], [], [], [hello(5)]], keys)
    expect(stale).toEqual(keys.map(path => path.join('.')))
    expect(waited).toEqual([250, 500, 1000, 250])
    expect(backendState.backend).toBe('away')
  })

  test('the first greeting asks nothing twice', async () => {
    expect((await follow([[hello(1)]], keys)).stale).toEqual([])
  })

  test('what changed between the first question and the first greeting is asked again; what changed earlier isn’t', async () => {
    const afterASecond = (): (() => number) => { let calls = 0; return () => calls++ === 0 ? 5000 : 6000 }
    expect((await follow([[{ type: 'hello', backend: 'ready', generation: 1, quietMs: 400 }]], keys, afterASecond())).stale).toEqual(keys.map(path => path.join('.')))
    expect((await follow([[{ type: 'hello', backend: 'ready', generation: 1, quietMs: 1001 }]], keys, afterASecond())).stale).toEqual([])
  })

  test('every topic makes only parts of the contract stale', () => {
    expect([...staleParts(topics)].filter(part => !Object.hasOwn(contract, part))).toEqual([])
  })
})

test('a command id is new each time and long enough for the contract', async () => {
  const { newCommandId } = await import('../../src/api/client.ts')
  vi.stubGlobal('location', { origin: 'http://127.0.0.1:1' })
  expect(new Set(Array.from({ length: 100 }, newCommandId)).size).toBe(100)
  expect(newCommandId().length).toBeGreaterThanOrEqual(8)
  vi.unstubAllGlobals()
})
