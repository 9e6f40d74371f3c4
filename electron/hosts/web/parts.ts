import { ORPCError, toORPCError } from '@orpc/client'
import { StandardRPCJsonSerializer, StandardRPCSerializer } from '@orpc/client/standard'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import { StandardRPCCodec } from '@orpc/server/standard'
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { errorCodes, isPultError } from '../../../src/shared/errors.ts'
import type { Caller } from '../../backend/domain/account.ts'
import { isPlainBody } from '../plainBody.ts'
import type { Carried, Supervisor } from '../supervisor.ts'
import { carriedPaths, makeForwardRouter, type ForwardContext } from './forwardRouter.ts'
import { refuse } from './guard.ts'
import type { LiveStreams } from './liveHub.ts'
import { storeUpload, type UploadLimits } from './uploads.ts'

/** Fastify with Pult's way to say errors: `{ code, message, details? }`, never a stack. */
export const makeServer = (options: FastifyServerOptions & { https?: unknown } = {}): FastifyInstance => {
  // A stream of events is never idle for long, a window's connection is never finished: closing must not wait for it.
  const server = Fastify({ logger: false, bodyLimit: 16 * 1024, forceCloseConnections: true, requestTimeout: 0, routerOptions: { maxParamLength: 1000 }, ...options }) as FastifyInstance
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (isPultError(error)) return reply.code(errorCodes[error.code]).send({ code: error.code, message: error.message, details: error.details })
    if (error instanceof ORPCError) return reply.code(error.status).send({ code: error.code as string, message: error.message })
    const status = error.statusCode ?? 500
    if (status === 413) return refuse(reply, 'TOO_LARGE', 'The request is too large.')
    if (status < 500) return refuse(reply, 'BAD_INPUT', 'The request could not be read.')
    console.error(error)
    return refuse(reply, 'INTERNAL', 'Something unexpected happened.')
  })
  return server
}

/** oRPC reads bodies itself. */
export const leaveBodiesAlone = (plugin: FastifyInstance): void => {
  plugin.removeAllContentTypeParsers()
  plugin.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined))
}

export interface CarryOptions {
  supervisor: Supervisor
  live: LiveStreams
  /** Bytes of a call's body. */
  rpcBytes: number
  /** Who calls, by what the door knows of a request. */
  callerOf: (request: FastifyRequest) => Caller
}

const asResponse = ({ status, text }: Carried) => {
  const bytes = Buffer.from(text)
  return { status, headers: { 'content-type': 'application/json', 'content-length': String(bytes.length) }, body: new Blob([bytes]).stream() }
}

/** The window's procedures at /rpc, carried to the backend. */
export const carryCalls = (plugin: FastifyInstance, { supervisor, live, rpcBytes, callerOf }: CarryOptions): void => {
  const own = { 'live.events': (_path: unknown, _input: unknown, { signal, caller }: { signal: AbortSignal | undefined, caller: Caller }) => live(caller, signal) }
  const carried = carriedPaths(Object.keys(own))
  const codec = new StandardRPCCodec(new StandardRPCSerializer(new StandardRPCJsonSerializer()))
  const handler = new RPCHandler<ForwardContext>(makeForwardRouter(supervisor, own), {
    plugins: [new BodyLimitPlugin({ maxBodySize: rpcBytes })],
    rootInterceptors: [async ({ request, context, prefix, next }) => {
      const path = request.method === 'POST' ? carried.get(request.url.pathname.slice(prefix?.length ?? 0)) : undefined
      // What can't be read, forms and files go the long way, which says what is wrong with them.
      const body = path && await request.body().catch(() => undefined)
      if (!path || !isPlainBody(body)) return next()
      try {
        return { matched: true, response: asResponse(await supervisor.carry(path, body, { signal: request.signal, caller: context.caller })) }
      } catch (error) {
        return { matched: true, response: codec.encodeError(toORPCError(error)) }
      }
    }],
  })
  plugin.all('/rpc/*', async (request, reply) => {
    reply.hijack()
    const { matched } = await handler.handle(request.raw, reply.raw, { prefix: '/rpc', context: { caller: callerOf(request) } })
    if (matched) return
    reply.raw.writeHead(404, { 'content-type': 'application/json' })
    reply.raw.end(JSON.stringify({ json: { defined: false, code: 'NOT_FOUND', status: 404, message: 'No such procedure.' } }))
  })
}

/** Files on their way to an import, at /upload; `admit` refuses who may not bring any. */
export const takeUploads = (plugin: FastifyInstance, folder: string, limits: UploadLimits, admit: (request: FastifyRequest) => Promise<void> = async () => {}): void => {
  plugin.post<{ Params: { uploadId: string, fileName: string } }>('/upload/:uploadId/:fileName', async (request, reply) => {
    const { uploadId, fileName } = request.params
    await admit(request)
    if (Number(request.headers['content-length']) > limits.fileBytes) {
      reply.raw.setHeader('connection', 'close')
      return refuse(reply, 'TOO_LARGE', `The file is larger than ${Math.floor(limits.fileBytes / 1024 ** 2)} MB.`)
    }
    const { bytes } = await storeUpload(folder, uploadId, fileName, request.raw, limits)
    return { uploadId, fileName, bytes }
  })
}
