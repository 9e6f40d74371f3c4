import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { toPultError } from './errors.ts'
import { PultError } from '../shared/errors.ts'
import { personHeaders } from './person.ts'
import { currentBearer, dropBearer, isWindowRefused } from './session.ts'

export type Link = ClientLink<ClientContext>

/** Over HTTP to the local host; the bearer is read for every call. */
export const makeHttpLink = (origin: string): Link => new FetchLink({
  url: `${origin}/rpc`,
  headers: () => {
    const bearer = currentBearer()
    return { ...personHeaders(), ...bearer && { authorization: `Bearer ${bearer}` } }
  },
  fetch: async (request, init) => {
    const response = await fetch(request, { ...init, cache: 'no-store', credentials: 'omit' })
    if (isWindowRefused(response.status, response.headers.get('www-authenticate'))) dropBearer()
    return response
  },
})

/** Over a message port handed over by the shell. The caller swaps the link when the backend restarts. */
export const makePortLink = (port: MessagePort): Link => {
  const link = new PortLink({ port, headers: personHeaders })
  port.start()
  return link
}

/** Readings answer within seconds; opening may migrate a file first, and a copy is of the whole file. Streams are timed until they begin only. */
export const timeoutOf = (path: readonly string[], input: unknown): number => {
  if (path[0] === 'workspace' || path[0] === 'backups') return 120_000
  return isCommand(input) ? 60_000 : 30_000
}

const isCommand = (input: unknown): boolean => typeof input === 'object' && input !== null && 'commandId' in input

/** A call that breaks may be repeated: a reading changes nothing, a command is recognised by its id. Streams are not. */
const mayRepeat = (path: readonly string[]): boolean =>
  !['live.events', 'importing.run', 'workspace.openDemo', 'backups.make', 'backups.restore'].includes(path.join('.'))

export interface DelegatingOptions {
  /** Waits before each repetition after BACKEND_AWAY, in ms. */
  repeatAfter?: readonly number[]
  timeout?: (path: readonly string[], input: unknown) => number
  /** A person has to sign in before this call can be answered. */
  onSignIn?: () => void
}

/** The window's one link: the door behind it can be swapped; every call has a timeout and fails with a PultError. */
export const makeDelegatingLink = (door: () => Link, options: DelegatingOptions = {}): Link => {
  const repeatAfter = options.repeatAfter ?? [300, 1500, 4000]
  const timeout = options.timeout ?? timeoutOf

  const once = async (path: readonly string[], input: unknown, callOptions: Parameters<Link['call']>[2]): Promise<unknown> => {
    const timer = new AbortController()
    const timeoutMs = timeout(path, input)
    const handle = setTimeout(() => timer.abort(), timeoutMs)
    const signals = callOptions.signal ? [callOptions.signal, timer.signal] : [timer.signal]
    try {
      return await door().call([...path], input, { ...callOptions, signal: AbortSignal.any(signals) })
    } catch (error) {
      if (timer.signal.aborted && !callOptions.signal?.aborted) {
        throw new PultError('BACKEND_AWAY', `Pult did not answer within ${timeoutMs / 1000} seconds.`, { reason: 'timeout' })
      }
      const said = toPultError(error)
      // `none` and `over` are of the person's place; a wrong password is its form's own matter.
      if (said.code === 'SIGN_IN' && (said.details.reason === 'none' || said.details.reason === 'over')) options.onSignIn?.()
      throw said
    } finally {
      clearTimeout(handle)
    }
  }

  return {
    call: async (path, input, callOptions) => {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(path, input, callOptions)
        } catch (error) {
          const wait = repeatAfter[attempt]
          const away = error instanceof PultError && error.code === 'BACKEND_AWAY' && error.details.reason !== 'timeout'
          if (wait === undefined || !away || !mayRepeat(path) || callOptions.signal?.aborted) throw error
          await new Promise(resolve => setTimeout(resolve, wait))
        }
      }
    },
  }
}
