import type { Server as HttpServer } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'
import { liveClosed, type LiveEvent } from '../../../src/shared/contract/live.ts'
import type { LiveOfPerson } from './liveOfPerson.ts'

/** How long a new connection may keep silent, and how often a quiet one is asked whether it is still there, in ms. */
const patience = { firstWord: 10_000, ping: 30_000 }

/**
 * Live updates at /live over WebSocket: `{"token":"…"}` first, then every event as JSON. A browser opens only six HTTP connections
 * to one host, so that a seventh tab with a stream of its own would wait for ever; sockets have no such limit.
 */
export const serveLiveSocket = (server: HttpServer, live: LiveOfPerson, isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean, addressOf: (request: { headers: Record<string, unknown>, socket: { remoteAddress?: string } }) => string | null): { close: () => void } => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 })
  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/live' || !isOwnOrigin(request.headers.origin, request.headers.host)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, connection => follow(connection, live, addressOf(request)))
  })
  const pinging = setInterval(() => {
    for (const connection of sockets.clients) {
      const state = connection as WebSocket & { answered?: boolean }
      if (state.answered === false) connection.terminate()
      else {
        state.answered = false
        connection.ping()
      }
    }
  }, patience.ping).unref()
  return {
    close: () => {
      clearInterval(pinging)
      for (const connection of sockets.clients) connection.terminate()
      sockets.close()
    },
  }
}

const tokenIn = (data: unknown): string | null => {
  try {
    const { token } = JSON.parse(String(data)) as { token?: unknown }
    return typeof token === 'string' && token.length <= 200 ? token : null
  } catch {
    return null
  }
}

const follow = (connection: WebSocket, live: LiveOfPerson, address: string | null): void => {
  const gone = new AbortController()
  const silent = setTimeout(() => connection.close(liveClosed.badInput, 'no token came'), patience.firstWord)
  connection.on('pong', () => { (connection as WebSocket & { answered?: boolean }).answered = true })
  connection.on('error', () => connection.terminate())
  connection.on('close', () => {
    clearTimeout(silent)
    gone.abort()
  })
  connection.once('message', (data) => {
    clearTimeout(silent)
    const token = tokenIn(data)
    if (token === null) return connection.close(liveClosed.badInput, 'the first message is {"token":"…"}')
    void send(connection, live({ door: 'shared', token, address }, gone.signal))
  })
}

const send = async (connection: WebSocket, events: AsyncIterable<LiveEvent>): Promise<void> => {
  try {
    for await (const event of events) connection.send(JSON.stringify(event))
    connection.close(1000)
  } catch {
    // Signed out, here or elsewhere; a host that stops terminates its sockets by itself.
    if (connection.readyState === connection.OPEN) connection.close(liveClosed.signIn, 'sign in')
  }
}
