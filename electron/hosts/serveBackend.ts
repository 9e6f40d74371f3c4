import { RPCHandler } from '@orpc/server/message-port'
import type { AnyRouter } from '@orpc/server'
import { isPultError } from '../../src/shared/errors.ts'
import type { Backend } from '../backend/api/backend.ts'
import type { ApiContext } from '../backend/api/context.ts'
import type { Caller } from '../backend/domain/account.ts'
import { callerOfHost, callerOfWindow, carriedHeader } from './callHeaders.ts'
import { isPlainBody } from './plainBody.ts'
import { makeOwnedPort, type FromBackend, type ToBackend, type WindowPort } from './processPort.ts'

export interface BackendEnds {
  send: (message: FromBackend) => void
  /** `port` comes with a `window` message. */
  onMessage: (listener: (message: ToBackend, port?: WindowPort) => void) => void
  /** Leaves the process; the database was closed. */
  exit: () => void
}

export interface ServeOptions {
  ends: BackendEnds
  makeBackend: (folder: string, starts: number) => Backend
  router: AnyRouter
  /** What runs by the clock: called after a workspace was opened and every minute. */
  makeClockwork?: (backend: Backend) => () => void
  /** Wraps every call, for the tests that break things. */
  around?: (path: readonly string[], next: () => Promise<unknown>) => Promise<unknown>
}

const sentence = (error: unknown): { code: string, message: string } =>
  isPultError(error) ? { code: error.code, message: error.message } : { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }

/** The backend's half of the handshake: hello → the backend is made, the workspace opened → ready, then calls until `stop`. */
export const serveBackend = ({ ends, makeBackend, router, makeClockwork, around = (_path, next) => next() }: ServeOptions): void => {
  let backend: Backend | null = null
  const rpc = makeOwnedPort(data => ends.send({ kind: 'rpc', data }))
  const windows = new Map<number, WindowPort>()
  let upgrade: ((port: WindowPort) => void) | null = null

  const begin = (hello: Extract<ToBackend, { kind: 'hello' }>): void => {
    if (backend) return
    try {
      backend = makeBackend(hello.folder, hello.starts)
    } catch (error) {
      console.error(error)
      return ends.send({ kind: 'failed', ...sentence(error) })
    }
    const running = backend
    let openFailure: { code: string, message: string } | null = null
    try {
      if (hello.open !== null) running.open(hello.open)
    } catch (error) {
      openFailure = sentence(error)
    }

    const tick = makeClockwork?.(running) ?? (() => {})
    // After the answer has left: the person who opened the file shouldn't wait for it.
    const tickSoon = (): void => { setImmediate(tick) }
    setInterval(tick, 60_000).unref()

    let told = running.describePath()
    // The supervisor opens this file again after a restart, so it has to know it at any moment.
    const tellWorkspace = (): void => {
      const path = running.describePath()
      if (path === told) return
      told = path
      ends.send({ kind: 'workspace', path })
      tickSoon()
    }
    void (async () => {
      for await (const _event of running.subscribe(new AbortController().signal)) tellWorkspace()
    })().catch(error => console.error(error))

    const handlerOf = (callerOf: (headers: Readonly<Record<string, string | string[] | undefined>>) => Caller): RPCHandler<Omit<ApiContext, 'caller'>> => new RPCHandler(router, {
      rootInterceptors: [async ({ next, ...options }) => {
        const answer = await next({ ...options, context: { ...options.context, caller: callerOf(options.request.headers) } })
        if (!answer.matched || options.request.headers[carriedHeader] === undefined || !isPlainBody(answer.response.body)) return answer
        return { ...answer, response: { ...answer.response, body: JSON.stringify(answer.response.body) } }
      }],
      // A text goes as it is; written into a message of JSON it would be escaped here and read there.
      experimental_transfer: ([, , payload]) => typeof payload === 'object' && 'status' in payload && typeof payload.body === 'string' ? [] : undefined,
      clientInterceptors: [
        async ({ path, next }) => {
          try {
            return await around(path, () => Promise.resolve(next()))
          } finally {
            tellWorkspace()
          }
        },
      ],
    })
    handlerOf(callerOfHost).upgrade(rpc.port, { context: { backend: running } })
    const ofWindows = handlerOf(callerOfWindow)
    upgrade = port => {
      ofWindows.upgrade(port, { context: { backend: running } })
      port.start()
    }
    ends.send({ kind: 'ready', workspace: told, openFailure })
    tickSoon()
  }

  const serveWindow = (windowId: number, port: WindowPort): void => {
    // A window has one port: the one of an earlier document, or of a hand-over that got lost, is closed.
    windows.get(windowId)?.close()
    windows.set(windowId, port)
    port.on('close', () => { if (windows.get(windowId) === port) windows.delete(windowId) })
    // The shell hands ports to a ready backend only; one that comes too early is closed and asked for again.
    if (upgrade) upgrade(port)
    else port.close()
  }

  ends.onMessage((message, port) => {
    if (message.kind === 'hello') begin(message)
    else if (message.kind === 'rpc') rpc.deliver(message.data)
    else if (message.kind === 'window') {
      if (port) serveWindow(message.windowId, port)
    }
    else if (message.kind === 'stop') {
      rpc.close()
      for (const port of windows.values()) port.close()
      backend?.close()
      ends.exit()
    }
  })
}
