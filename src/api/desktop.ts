import { AsyncIteratorClass } from '@orpc/contract'
import type { DesktopBridge, ShellMessage } from '../shared/desktop.ts'
import { PultError } from '../shared/errors.ts'
import { makePortLink, type Link } from './link.ts'

/** The shell around this window; null in a browser. */
export const desktop = (): DesktopBridge | null => globalThis.window?.pult ?? null

type Heard = (message: ShellMessage, ports: readonly MessagePort[]) => void

/** What the shell tells; only this window's own preload is listened to. Returns how to stop. */
export const onShell = (heard: Heard, target: Window = window): (() => void) => {
  const listener = (event: MessageEvent<{ pult?: ShellMessage } | null>): void => {
    if (event.source !== target || typeof event.data !== 'object' || !event.data?.pult) return
    heard(event.data.pult, event.ports)
  }
  target.addEventListener('message', listener)
  return () => target.removeEventListener('message', listener)
}

/** One port, with the calls that hang on it. */
interface Line { readonly port: MessagePort, readonly link: Link, readonly pending: Set<(error: Error) => void> }

const away = (reason: 'restarted' | 'starting'): PultError => new PultError('BACKEND_AWAY', reason === 'restarted'
  ? 'The backend was restarted during the call. Nothing was lost: a repeated commandId is answered as the first time.'
  : 'The backend is being started; nothing was lost.', { reason })

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown, unknown> => typeof value === 'object' && value !== null && Symbol.asyncIterator in value

export interface DesktopDoorOptions {
  target?: Window
  /** A call waits this long for a port, in ms. */
  waitMs?: number
}

/**
 * The door to the backend's own process. The shell hands a port for each document and for each start of the backend; oRPC's calls on a dead
 * port would hang for ever, so they are rejected here, and the delegating link repeats them on the next one.
 */
export const makeDesktopDoor = (bridge: DesktopBridge, { target = window, waitMs = 8000 }: DesktopDoorOptions = {}): Link => {
  const nonce = crypto.randomUUID()
  const waiting = new Set<() => void>()
  let line: Line | null = null

  const drop = (old: Line | null): void => {
    if (!old) return
    if (line === old) line = null
    for (const reject of [...old.pending]) reject(away('restarted'))
    old.port.close()
  }
  const take = (port: MessagePort): void => {
    // Before the link's own listener, which would reject the calls with an error that nobody repeats.
    port.addEventListener('close', () => drop(mine))
    const mine: Line = { port, link: makePortLink(port), pending: new Set() }
    const old = line
    line = mine
    drop(old)
    bridge.acknowledge(nonce)
    for (const wake of [...waiting]) wake()
  }
  onShell((message, [port]) => {
    if (message.kind === 'away') drop(line)
    else if (message.kind === 'port' && port) {
      // Meant for the document that stood here before.
      if (message.nonce === nonce) take(port)
      else port.close()
    }
  }, target)
  bridge.hello(nonce)

  const present = (signal: AbortSignal | undefined): Promise<Line> => new Promise((resolve, reject) => {
    if (line) return resolve(line)
    const wake = (): void => {
      waiting.delete(wake)
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      if (line) resolve(line)
      else reject(away('starting'))
    }
    const timer = setTimeout(wake, waitMs)
    waiting.add(wake)
    signal?.addEventListener('abort', wake)
  })
  const guarded = <Value>(mine: Line, work: Promise<Value>): Promise<Value> => new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      mine.pending.delete(die)
      settle()
    }
    const die = (error: Error): void => finish(() => reject(error))
    mine.pending.add(die)
    work.then(value => finish(() => resolve(value)), (error: Error) => finish(() => reject(line === mine ? error : away('restarted'))))
    if (line !== mine) die(away('restarted'))
  })

  return {
    call: async (path, input, options) => {
      const mine = await present(options.signal)
      const output = await guarded(mine, mine.link.call(path, input, options))
      if (!isAsyncIterator(output)) return output
      return new AsyncIteratorClass(
        () => guarded(mine, output.next()),
        async reason => { if (reason !== 'next' && line === mine) await output.return?.() },
      )
    },
  }
}
