import { createHash } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PultError } from '../../../src/shared/errors.ts'
import type { Caller } from '../../backend/domain/account.ts'
import { tokenOf } from '../callHeaders.ts'
import type { Supervisor } from '../supervisor.ts'
import { isForeign, refuse, sendHeaders } from '../web/guard.ts'
import { makeLiveHub } from '../web/liveHub.ts'
import { carryCalls, leaveBodiesAlone, makeServer, takeUploads } from '../web/parts.ts'
import { locateBy } from '../recordings/answerRecording.ts'
import { serveRecordings } from '../web/recordings.ts'
import { serveShell } from '../web/shell.ts'
import { uploadLimits, type UploadLimits } from '../web/uploads.ts'
import { makeLiveOfPerson, stateOf } from './liveOfPerson.ts'
import { serveLiveSocket } from './liveSocket.ts'
import { serveRest } from './rest.ts'
import { inTurns } from './turns.ts'

export interface SharedHostOptions {
  supervisor: Supervisor
  rendererFolder: string
  /** Where uploads lie until they are imported. */
  dataFolder: string
  host: string
  /** 0: any free one. */
  port: number
  version: string
  /** PEM texts; without them plain HTTP. */
  tls?: { cert: string, key: string }
  /** Believe X-Forwarded-For, -Proto and -Host: only where nobody reaches the port but the proxy. */
  behindProxy?: boolean
  limits?: { rpcBytes?: number, callsAMinute?: number, signInsAMinute?: number, upload?: Partial<UploadLimits> }
}

export interface SharedHost { readonly server: FastifyInstance, readonly port: number, readonly origin: string, readonly close: () => Promise<void> }

/** Of several addresses in X-Forwarded-For only the last is the proxy's own word; the others are whatever the caller wrote. */
const nearestProxy = (_address: string, hop: number): boolean => hop === 0

/** Ways in, which are tried with guesses: counted by address and more strictly. */
const waysIn = new Set(['/rpc/account/signIn', '/rpc/account/acceptInvitation', '/rpc/account/invitation', '/api/sign-in'])

/** The team's host (contract.md, serve): window, API and live updates on one port, for signed-in people only. */
export const startSharedHost = async (options: SharedHostOptions): Promise<SharedHost> => {
  const { supervisor, tls, behindProxy = false } = options
  const limits = { rpcBytes: 8 * 1024 ** 2, callsAMinute: 1200, signInsAMinute: 20, ...options.limits, upload: { ...uploadLimits, ...options.limits?.upload } }
  const hub = makeLiveHub(supervisor)
  const live = makeLiveOfPerson(supervisor, hub)
  const server = makeServer({ trustProxy: behindProxy ? nearestProxy : false, ...tls && { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' } } })
  const secure = tls !== undefined
  sendHeaders(server, secure || behindProxy ? { 'strict-transport-security': 'max-age=31536000' } : {})

  const originOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}`
  server.addHook('onRequest', async (request, reply) => {
    if (isForeign(request, originOf(request))) return refuse(reply, 'FORBIDDEN', 'Another site may not call Pult.')
  })
  await server.register(rateLimit, {
    timeWindow: 60_000, hook: 'onRequest', allowList: request => request.url === '/healthz',
    max: request => waysIn.has(pathOf(request)) ? limits.signInsAMinute : limits.callsAMinute,
    keyGenerator: request => waysIn.has(pathOf(request)) ? `in ${request.ip}` : keyOf(request),
    errorResponseBuilder: (_request, { ttl }) => new PultError('TOO_MANY', 'Too many calls. Wait a moment.', { reason: 'rate', seconds: Math.ceil(ttl / 1000) }),
  })

  const callerOf = (door: 'shared' | 'api') => (request: FastifyRequest): Caller => ({ door, token: door === 'api' ? bearerOf(request) : tokenOf(request.headers), address: request.ip })
  const ofWindow = callerOf('shared')
  server.get('/healthz', () => ({ ok: supervisor.status().backend === 'ready' }))
  await server.register(async plugin => {
    leaveBodiesAlone(plugin)
    carryCalls(plugin, { supervisor: { ...supervisor, ...inTurns(supervisor) }, live, rpcBytes: limits.rpcBytes, callerOf: ofWindow })
    takeUploads(plugin, options.dataFolder, limits.upload, async request => {
      const { me, allowedActions } = await stateOf(supervisor, ofWindow(request))
      if (!me) throw new PultError('SIGN_IN', 'Sign in first.', { reason: 'none' })
      // QA attach recordings.
      if (!allowedActions.includes('import_data') && !allowedActions.includes('attach_recording')) throw new PultError('FORBIDDEN', 'Your role does not allow that.', { action: 'import_data', role: me.role })
    })
    await serveRest(plugin, { supervisor, version: options.version, bodyBytes: limits.rpcBytes, callerOf: callerOf('api') })
  })
  serveRecordings(server, locateBy(supervisor.call), request => tokenOf(request.headers) === null ? callerOf('api')(request) : ofWindow(request))
  await serveShell(server, options.rendererFolder, 'shared')

  const addressOf = (request: { headers: Record<string, unknown>, socket: { remoteAddress?: string } }): string | null => {
    const forwarded = behindProxy && typeof request.headers['x-forwarded-for'] === 'string' ? request.headers['x-forwarded-for'].split(',').at(-1)?.trim() : undefined
    return forwarded ?? request.socket.remoteAddress ?? null
  }
  const sockets = serveLiveSocket(server.server as HttpServer, live, (origin, host) => origin === undefined || origin.replace(/^https?:\/\//, '') === host, addressOf)
  await server.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
    hub.close()
    sockets.close()
    throw error
  })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    server, port, origin: `${secure ? 'https' : 'http'}://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: async () => {
      hub.close()
      sockets.close()
      await server.close()
    },
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/'

const bearerOf = ({ headers }: FastifyRequest): string | null => /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(headers.authorization ?? '')?.[1] ?? null

/** A team behind one address has a count each; the count of a token says nothing of it. */
const keyOf = (request: FastifyRequest): string => {
  const token = tokenOf(request.headers) ?? bearerOf(request)
  return token === null ? `ip ${request.ip}` : `token ${createHash('sha256').update(token).digest('base64url')}`
}
