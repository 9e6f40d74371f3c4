import { liveClosed, liveEvent, type LiveEvent } from '../shared/contract/live.ts'
import { PultError } from '../shared/errors.ts'

/** The part of a WebSocket that is used; tests have their own. */
export type Socket = Pick<WebSocket, 'addEventListener' | 'close' | 'send'>

export interface SocketOptions {
  /** Of the window's page: `https://pult.example`. */
  origin: string
  token: () => string | null
  open?: (address: string) => Socket
}

/**
 * Events of the team's host over its WebSocket: a browser opens six HTTP connections to one host, and a stream in every tab would take them all.
 * Ends when the connection does; throws SIGN_IN when the host doesn't know the person (any more).
 */
export async function* socketEvents({ origin, token, open = address => new WebSocket(address) }: SocketOptions, signal: AbortSignal): AsyncGenerator<LiveEvent> {
  const said = token()
  if (said === null) throw new PultError('SIGN_IN', 'Sign in first.', { reason: 'none' })
  const socket = open(`${origin.replace(/^http/, 'ws')}/live`)
  const events: LiveEvent[] = []
  let closed: number | null = null
  let wake = (): void => {}
  socket.addEventListener('open', () => socket.send(JSON.stringify({ token: said })))
  socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const event = eventIn(data)
    if (event) events.push(event)
    wake()
  })
  socket.addEventListener('close', ({ code }) => {
    closed = code
    wake()
  })
  const giveUp = (): void => socket.close()
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    while (!signal.aborted) {
      const event = events.shift()
      if (event) yield event
      else if (closed !== null) break
      else await new Promise<void>(resolve => { wake = resolve })
    }
    if (closed === liveClosed.signIn) throw new PultError('SIGN_IN', 'Sign in again.', { reason: 'over' })
  } finally {
    signal.removeEventListener('abort', giveUp)
    socket.close()
  }
}

/** Null for what a newer host says and this window doesn't know. */
const eventIn = (data: unknown): LiveEvent | null => {
  try {
    return liveEvent.safeParse(JSON.parse(String(data))).data ?? null
  } catch {
    return null
  }
}
