import { createHash, timingSafeEqual } from 'node:crypto'
import { ORPCError } from '@orpc/client'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import Fastify, { type FastifyInstance } from 'fastify'
import { errorCodes, isPultError } from '../../../src/shared/errors.ts'
import { atLocalDesk } from '../../backend/domain/account.ts'
import { tokenOf } from '../callHeaders.ts'
import type { Supervisor } from '../supervisor.ts'
import { makeForwardRouter } from './forwardRouter.ts'
import { guardEverything, refuse, requireBearer } from './guard.ts'
import { makeLiveHub } from './liveHub.ts'
import { makeSessions, type Sessions } from './sessions.ts'
import { serveShell } from './shell.ts'
import { storeUpload, uploadLimits, type UploadLimits } from './uploads.ts'

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

  // A stream of events is never idle for long, a window's connection is never finished: closing must not wait for it.
  const server = Fastify({ logger: false, bodyLimit: 16 * 1024, forceCloseConnections: true, requestTimeout: 0, routerOptions: { maxParamLength: 1000 } })
  guardEverything(server, own)
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (isPultError(error)) return reply.code(errorCodes[error.code]).send({ code: error.code, message: error.message, details: error.details })
    if (error instanceof ORPCError) return reply.code(error.status).send({ code: error.code as string, message: error.message })
    const status = error.statusCode ?? 500
    if (status === 413) return refuse(reply, 'TOO_LARGE', 'The request is too large.')
    if (status < 500) return refuse(reply, 'BAD_INPUT', 'The request could not be read.')
    console.error(error)
    return refuse(reply, 'INTERNAL', 'Something unexpected happened.')
  })

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
    // oRPC reads the body itself.
    plugin.removeAllContentTypeParsers()
    plugin.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
    plugin.addHook('onRequest', requireBearer(sessions))
    const router = makeForwardRouter(supervisor, { 'live.events': (_path, _input, { signal }) => hub.subscribe(signal) })
    const handler = new RPCHandler(router, { plugins: [new BodyLimitPlugin({ maxBodySize: rpcBytes })] })
    plugin.all('/rpc/*', async (request, reply) => {
      reply.hijack()
      const { matched } = await handler.handle(request.raw, reply.raw, { prefix: '/rpc', context: { caller: { ...atLocalDesk, token: tokenOf(request.headers) } } })
      if (matched) return
      reply.raw.writeHead(404, { 'content-type': 'application/json' })
      reply.raw.end(JSON.stringify({ json: { defined: false, code: 'NOT_FOUND', status: 404, message: 'No such procedure.' } }))
    })
    plugin.post<{ Params: { uploadId: string, fileName: string } }>('/upload/:uploadId/:fileName', async (request, reply) => {
      const { uploadId, fileName } = request.params
      if (Number(request.headers['content-length']) > upload.fileBytes) {
        reply.raw.setHeader('connection', 'close')
        return refuse(reply, 'TOO_LARGE', `The file is larger than ${Math.floor(upload.fileBytes / 1024 ** 2)} MB.`)
      }
      const { bytes } = await storeUpload(options.dataFolder, uploadId, fileName, request.raw, upload)
      return { uploadId, fileName, bytes }
    })
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
