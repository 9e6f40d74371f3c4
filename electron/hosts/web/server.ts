import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { atLocalDesk } from '../../backend/domain/account.ts'
import { tokenOf } from '../callHeaders.ts'
import type { Supervisor } from '../supervisor.ts'
import { guardEverything, refuse, requireBearer } from './guard.ts'
import { makeLiveHub } from './liveHub.ts'
import { carryCalls, leaveBodiesAlone, makeServer, takeUploads } from './parts.ts'
import { locateBy } from '../recordings/answerRecording.ts'
import { serveRecordings, ticketOf } from './recordings.ts'
import { makeSessions, type Sessions } from './sessions.ts'
import { serveShell } from './shell.ts'
import { uploadLimits, type UploadLimits } from './uploads.ts'

export interface WebHostOptions {
  supervisor: Supervisor
  /** The built window. */
  rendererFolder: string
  dataFolder: string
  /** 0: any free one. */
  port: number
  /** Who shows it may ask for a fresh address: the second `npm start` of the same person (runningHost.ts). */
  ownerSecret?: string
  /** Called when the second start brings a file to open. */
  onOwnerAsks?: (open: string | null) => Promise<void>
  limits?: { rpcBytes?: number, upload?: Partial<UploadLimits> }
}

export interface WebHost {
  readonly server: FastifyInstance
  readonly port: number
  readonly origin: string
  readonly sessions: Sessions
  /** A fresh address that lets one window in. */
  readonly mintAddress: () => string
  readonly close: () => Promise<void>
}

const same = (left: string, right: string): boolean =>
  timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest())

/** The local web host (design.md): the window's files for everybody on 127.0.0.1, its data for who holds a bearer. */
export const startWebHost = async (options: WebHostOptions): Promise<WebHost> => {
  const { supervisor } = options
  const rpcBytes = options.limits?.rpcBytes ?? 8 * 1024 ** 2
  const upload = { ...uploadLimits, ...options.limits?.upload }
  const sessions = makeSessions()
  const hub = makeLiveHub(supervisor)
  let port = options.port
  const own = { host: () => `127.0.0.1:${port}`, origin: () => `http://127.0.0.1:${port}` }

  const server = makeServer()
  guardEverything(server, own)

  server.post('/session', {
    schema: { body: { type: 'object', required: ['token'], properties: { token: { type: 'string', minLength: 20, maxLength: 100 } }, additionalProperties: false } },
  }, (request, reply) => {
    const bearer = sessions.exchange((request.body as { token: string }).token)
    return bearer ? { bearer } : refuse(reply, 'SIGN_IN', 'This address was used already. Press Enter in the terminal of Pult for a fresh one.')
  })

  const mintAddress = (): string => `${own.origin()}/#token=${sessions.mintToken()}`

  server.post('/owner', {
    schema: { body: { type: 'object', required: ['secret'], properties: { secret: { type: 'string', maxLength: 100 }, open: { type: ['string', 'null'] } } } },
  }, async (request, reply) => {
    const body = request.body as { secret: string, open?: string | null }
    if (!options.ownerSecret || !same(body.secret, options.ownerSecret)) return refuse(reply, 'FORBIDDEN', 'Not the owner of this host.')
    await options.onOwnerAsks?.(body.open ?? null)
    return { address: mintAddress() }
  })

  await server.register(async plugin => {
    leaveBodiesAlone(plugin)
    plugin.addHook('onRequest', requireBearer(sessions))
    // Whoever has the window's key sits at the owner's machine; the person among them says so by a token of their own.
    carryCalls(plugin, { supervisor, live: (_caller, signal) => hub.subscribe(signal), rpcBytes, callerOf: ({ headers }) => ({ ...atLocalDesk, token: tokenOf(headers) }) })
    takeUploads(plugin, options.dataFolder, upload)
  })

  await server.register(async plugin => {
    const bearerOrTicket = requireBearer(sessions)
    plugin.addHook('onRequest', async (request, reply) => ticketOf(request) === undefined ? bearerOrTicket(request, reply) : undefined)
    serveRecordings(plugin, locateBy(supervisor.call), ({ headers }) => ({ ...atLocalDesk, token: tokenOf(headers) }))
  })

  await serveShell(server, options.rendererFolder)
  await server.listen({ host: '127.0.0.1', port }).catch((error: unknown) => {
    hub.close()
    throw error
  })
  const address = server.server.address()
  if (typeof address === 'object' && address) port = address.port

  return {
    server, port, origin: own.origin(), sessions, mintAddress,
    close: async () => {
      hub.close()
      await server.close()
    },
  }
}
