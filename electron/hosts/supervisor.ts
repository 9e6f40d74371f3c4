import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client'
import { LinkMessagePortClient } from '@orpc/client/message-port'
import { StandardRPCLink } from '@orpc/client/standard'
import { AsyncIteratorClass, type ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../src/shared/contract/index.ts'
import { atLocalDesk, type Caller } from '../backend/domain/account.ts'
import { backendAway } from './backendAway.ts'
import { carriedHeader, headersOf } from './callHeaders.ts'
import { makeOwnedPort, type FromBackend, type OwnedPort, type ToBackend } from './processPort.ts'

export type BackendState = 'starting' | 'ready' | 'away'
/** `generation` grows with each start of the process; `failure`: why it can't work, or why a ready one could not open the file. */
export interface BackendStatus { backend: BackendState, generation: number, failure: { code: string, message: string } | null }

/** A backend process, whatever started it: child_process.fork now, Electron's utilityProcess on the desktop. */
export interface BackendChild {
  send: (message: ToBackend) => void
  onMessage: (listener: (message: FromBackend) => void) => void
  onExit: (listener: (reason: string) => void) => void
  kill: () => void
}

export interface Timers {
  set: (work: () => void, ms: number) => unknown
  clear: (handle: unknown) => void
}

export interface SupervisorOptions {
  spawn: () => BackendChild
  folder: string
  /** Opened at the first start, and again after every restart until another one is opened. */
  open?: string | null
  timers?: Timers
  log?: (line: string) => void
  limits?: Partial<typeof defaultLimits>
}

/** All in milliseconds, but the count. */
const defaultLimits = {
  firstDelay: 200, longestDelay: 10_000,
  /** A process that lived this long has earned a fresh row of delays. */
  stable: 30_000,
  start: 60_000,
  /** A call waits this long for a backend that is coming back. */
  waitForReady: 8_000,
  /** A call that began is given up after this; streams are timed until they begin. */
  call: 120_000,
  stop: 5_000,
  /** A file at whose opening the process died so often is not opened again by itself. */
  deathsAtOpening: 2,
}

export interface Supervisor {
  readonly status: () => BackendStatus
  /** What the first start could not do, or null when it is ready. */
  readonly firstFailure: () => Promise<BackendStatus['failure']>
  readonly onStatus: (listener: (status: BackendStatus) => void) => () => void
  /** One call of the contract; rejects with BACKEND_AWAY when the process dies under it. */
  readonly call: (path: readonly string[], input: unknown, options?: CallOptions) => Promise<unknown>
  /** One call that is handed on as somebody sent it, its answer as the backend wrote it; not of procedures that stream. Rejects as `call`, but errors of the procedure are an answer. */
  readonly carry: (path: readonly string[], body: Record<string, unknown>, options?: CallOptions) => Promise<Carried>
  readonly client: ContractRouterClient<Contract>
  /** The open workspace's file, as far as the backend told. */
  readonly workspace: () => string | null
  readonly stop: () => Promise<void>
}

/** Who calls; the host itself, at its own machine, unless said. */
export interface CallOptions { signal?: AbortSignal, caller?: Caller }

/** `text`: JSON in oRPC's own form. */
export interface Carried { status: number, text: string }

/** One life of the process, with the calls that hang on it. */
interface LineContext extends ClientContext { caller: Caller }
interface Line {
  readonly child: BackendChild
  readonly port: OwnedPort
  readonly wire: LinkMessagePortClient<LineContext>
  readonly link: ClientLink<LineContext>
  readonly pending: Set<(error: Error) => void>
  dead: boolean
  opening: string | null
}

const wireUrl = 'http://orpc'

export const realTimers: Timers = {
  set: (work, ms) => setTimeout(work, ms),
  clear: handle => clearTimeout(handle as NodeJS.Timeout),
}

const lost = (): Error => backendAway('The backend was restarted during the call. Nothing was lost: a repeated commandId is answered as the first time.', { reason: 'restarted' })

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown, unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

export const makeSupervisor = (options: SupervisorOptions): Supervisor => {
  const timers = options.timers ?? realTimers
  const log = options.log ?? (line => console.error(line))
  const limits = { ...defaultLimits, ...options.limits }
  const statusListeners = new Set<(status: BackendStatus) => void>()
  const waiting = new Set<() => void>()
  let status: BackendStatus = { backend: 'starting', generation: 0, failure: null }
  let workspace = options.open ?? null
  let line: Line | null = null
  let deaths = 0
  let deathsAtOpening = 0
  let stopping: Promise<void> | null = null
  let stopped: (() => void) | null = null
  let timer: unknown = null

  const tell = (next: Partial<BackendStatus>): void => {
    status = { ...status, ...next }
    for (const listener of [...statusListeners]) listener(status)
    if (status.backend === 'ready' || stopping) for (const wake of [...waiting]) wake()
  }
  const schedule = (work: () => void, ms: number): void => {
    timers.clear(timer)
    timer = timers.set(work, ms)
  }

  const start = (): void => {
    const child = options.spawn()
    const port = makeOwnedPort(data => { if (!mine.dead) child.send({ kind: 'rpc', data }) })
    const wire = new LinkMessagePortClient<LineContext>({ port: port.port })
    const mine: Line = { child, port, wire, link: new StandardRPCLink<LineContext>(wire, { url: wireUrl, headers: ({ context }) => headersOf(context.caller) }), pending: new Set(), dead: false, opening: workspace }
    line = mine
    tell({ backend: 'starting', generation: status.generation + 1 })
    child.onMessage(message => { if (line === mine) hear(mine, message) })
    child.onExit(reason => buried(mine, reason))
    child.send({ kind: 'hello', folder: options.folder, open: workspace, starts: status.generation })
    schedule(() => {
      log(`The backend did not start within ${limits.start / 1000} s and is started anew.`)
      child.kill()
    }, limits.start)
  }

  const hear = (mine: Line, message: FromBackend): void => {
    if (message.kind === 'rpc') return mine.port.deliver(message.data)
    if (message.kind === 'workspace') {
      workspace = message.path
      return
    }
    mine.opening = null
    if (message.kind === 'failed') {
      // The process can't work at all; it is ended and tried again, slower each time.
      log(`The backend could not start: ${message.message} (${message.code})`)
      status = { ...status, failure: { code: message.code, message: message.message } }
      return mine.child.kill()
    }
    deathsAtOpening = 0
    workspace = message.workspace
    if (message.openFailure && status.generation > 1) log(`${message.openFailure.message} (${message.openFailure.code})`)
    schedule(() => { deaths = 0 }, limits.stable)
    tell({ backend: 'ready', failure: message.openFailure })
  }

  const buried = (mine: Line, reason: string): void => {
    if (mine.dead) return
    mine.dead = true
    for (const reject of [...mine.pending]) reject(lost())
    mine.pending.clear()
    mine.port.close()
    if (line !== mine) return
    line = null
    timers.clear(timer)
    if (stopping) return stopped?.()
    if (mine.opening !== null && ++deathsAtOpening >= limits.deathsAtOpening) {
      log(`The backend ended twice while it opened ${mine.opening}; it starts without it.`)
      workspace = null
      deathsAtOpening = 0
    }
    const delay = Math.min(limits.firstDelay * 2 ** deaths++, limits.longestDelay)
    log(`The backend ended (${reason}) and is started again in ${delay} ms.`)
    tell({ backend: 'away' })
    schedule(start, delay)
  }

  /** `work`, given up when the process dies or the time is over (`ms` null: no limit). */
  const guarded = <Value>(mine: Line, work: Promise<Value>, ms: number | null): Promise<Value> => new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      mine.pending.delete(die)
      if (handle !== null) timers.clear(handle)
      settle()
    }
    const die = (error: Error): void => finish(() => reject(error))
    const handle = ms === null ? null : timers.set(() => die(backendAway(`The backend did not answer within ${ms / 1000} s.`, { reason: 'timeout' })), ms)
    mine.pending.add(die)
    work.then(value => finish(() => resolve(value)), (error: Error) => finish(() => reject(mine.dead ? lost() : error)))
    if (mine.dead) die(lost())
  })

  const readyLine = (signal: AbortSignal | undefined): Promise<Line> => new Promise((resolve, reject) => {
    const away = (): Error => backendAway('The backend is being started again; nothing was lost.', { reason: 'starting' })
    if (stopping) return reject(away())
    if (line && status.backend === 'ready') return resolve(line)
    const finish = (): void => {
      waiting.delete(wake)
      timers.clear(handle)
      signal?.removeEventListener('abort', wake)
    }
    const wake = (): void => {
      finish()
      if (line && status.backend === 'ready' && !stopping && !signal?.aborted) resolve(line)
      else reject(away())
    }
    const handle = timers.set(wake, limits.waitForReady)
    waiting.add(wake)
    signal?.addEventListener('abort', wake)
  })

  const call = async (path: readonly string[], input: unknown, callOptions: CallOptions = {}): Promise<unknown> => {
    const mine = await readyLine(callOptions.signal)
    const output = await guarded(mine, mine.link.call([...path], input, { context: { caller: callOptions.caller ?? atLocalDesk }, signal: callOptions.signal }), limits.call)
    if (!isAsyncIterator(output)) return output
    return new AsyncIteratorClass(
      () => guarded(mine, output.next(), null),
      async reason => { if (reason !== 'next' && !mine.dead) await output.return?.() },
    )
  }

  const carry = async (path: readonly string[], body: Record<string, unknown>, callOptions: CallOptions = {}): Promise<Carried> => {
    const mine = await readyLine(callOptions.signal)
    const caller = callOptions.caller ?? atLocalDesk
    const request = { url: new URL(`${wireUrl}/${path.join('/')}`), method: 'POST', headers: { ...headersOf(caller), [carriedHeader]: '1' }, body, signal: callOptions.signal }
    const { status: code, body: read } = await guarded(mine, mine.wire.call(request, { context: { caller } }, path, undefined), limits.call)
    const text = await read()
    if (typeof text !== 'string') throw new Error(`${path.join('.')} answers with something else than JSON.`)
    return { status: code, text }
  }

  start()
  return {
    carry,
    status: () => status,
    firstFailure: () => new Promise(resolve => {
      const look = ({ backend, failure }: BackendStatus): void => {
        if (backend !== 'ready' && !failure) return
        statusListeners.delete(look)
        resolve(failure)
      }
      statusListeners.add(look)
      look(status)
    }),
    onStatus: listener => {
      statusListeners.add(listener)
      return () => { statusListeners.delete(listener) }
    },
    call,
    client: createORPCClient({ call: (path, input, callOptions) => call(path, input, { signal: callOptions.signal }) }),
    workspace: () => workspace,
    stop: () => stopping ??= new Promise<void>(resolve => {
      const last = line
      timers.clear(timer)
      stopped = () => {
        timers.clear(timer)
        resolve()
      }
      // Said when `stopping` is set: whoever waits for a ready backend is sent away.
      queueMicrotask(() => tell({ backend: 'away' }))
      if (!last) return resolve()
      schedule(() => last.child.kill(), limits.stop)
      last.child.send({ kind: 'stop' })
    }),
  }
}
