import type { HostAnswer, HostsState } from '../../src/shared/desktop.ts'
import { readHostAddress } from './hostAddress.ts'
import type { KeptFile } from './keptFile.ts'
import type { Secrets } from './secrets.ts'

export interface HostConnectionOptions {
  kept: KeptFile
  secrets: Pick<Secrets, 'forget'>
  /** net.fetch: the system's certificates, the system's proxy. */
  fetch: (address: string, init: { signal: AbortSignal, cache: 'no-store' }) => Promise<{ ok: boolean, json: () => Promise<unknown> }>
  /** Shows the host's window, or lets go of it. */
  open: (origin: string) => void
  close: () => void
}

export interface HostConnection {
  readonly state: () => HostsState
  /** Asks the address whether it is a host of Pult, and opens its window. It is remembered, and opened again at the next start. */
  readonly connect: (address: unknown) => Promise<HostAnswer>
  /** Back to the files of this computer; the address stays among the remembered ones. */
  readonly leave: () => void
  /** The address goes, and with it its secret. */
  readonly forget: (origin: unknown) => void
}

const mostRemembered = 8
const answerWithinMs = 8000

export const secretOf = (origin: string): string => `host ${origin}`

/** Which host of a team this desktop works on. */
export const makeHostConnection = ({ kept, secrets, fetch, open, close }: HostConnectionOptions): HostConnection => {
  const remembered = (): string[] => {
    const list = kept.get('hosts')
    return Array.isArray(list) ? list.filter((origin): origin is string => typeof origin === 'string' && readHostAddress(origin).ok) : []
  }
  const current = (): string | null => {
    const origin = kept.get('host')
    return typeof origin === 'string' && readHostAddress(origin).ok ? origin : null
  }
  const probe = async (origin: string): Promise<HostAnswer> => {
    try {
      const answer = await fetch(`${origin}/api/openapi.json`, { signal: AbortSignal.timeout(answerWithinMs), cache: 'no-store' })
      const { info } = (answer.ok ? await answer.json() : {}) as { info?: { title?: unknown } }
      return info?.title === 'Pult' ? 'connected' : 'not_pult'
    } catch (error) {
      const { message = '' } = error instanceof Error ? error : {}
      return /ERR_(CERT|SSL)/.test(message) ? 'certificate' : error instanceof SyntaxError ? 'not_pult' : 'away'
    }
  }
  return {
    state: () => ({ remembered: remembered(), current: current() }),
    connect: async address => {
      const read = readHostAddress(typeof address === 'string' ? address.slice(0, 300) : '')
      if (!read.ok) return read.why
      const answer = await probe(read.origin)
      if (answer !== 'connected') return answer
      kept.set('hosts', [read.origin, ...remembered().filter(origin => origin !== read.origin)].slice(0, mostRemembered))
      kept.set('host', read.origin)
      open(read.origin)
      return answer
    },
    leave: () => {
      kept.set('host', undefined)
      close()
    },
    forget: origin => {
      if (typeof origin !== 'string') return
      kept.set('hosts', remembered().filter(one => one !== origin))
      secrets.forget(secretOf(origin))
      if (current() !== origin) return
      kept.set('host', undefined)
      close()
    },
  }
}
