import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes, type ErrorCode } from '../../../src/shared/errors.ts'
import { pageHeaders } from '../contentPolicy.ts'
import type { Sessions } from './sessions.ts'

/** The address that the host goes by; `port` is known once it listens. */
export interface OwnAddress { readonly host: () => string, readonly origin: () => string }

/** `{ code, message }` with the code's status. */
export const refuse = (reply: FastifyReply, code: ErrorCode, message: string): FastifyReply =>
  reply.code(errorCodes[code]).type('application/json').send({ code, message })

/** Headers for every answer, also for those that are written past Fastify (oRPC's). */
export const sendHeaders = (server: FastifyInstance, more: Readonly<Record<string, string>> = {}): void => {
  server.addHook('onRequest', async (_request, reply) => {
    for (const [name, value] of Object.entries({ ...pageHeaders, ...more, 'cache-control': 'no-store' })) reply.raw.setHeader(name, value)
  })
}

/** Is this call another site's in the same browser? There are no cookies to misuse, and still nobody's business. */
export const isForeign = ({ method, headers }: FastifyRequest, origin: string): boolean => {
  const reading = method === 'GET' || method === 'HEAD'
  const site = headers['sec-fetch-site']
  return (headers.origin !== undefined && headers.origin !== origin) || (!reading && site !== undefined && site !== 'same-origin')
}

/** At the owner's machine Host and Origin must be our own too (DNS rebinding, other sites in the same browser). */
export const guardEverything = (server: FastifyInstance, own: OwnAddress): void => {
  sendHeaders(server)
  server.addHook('onRequest', async (request, reply) => {
    if (request.headers.host !== own.host()) return refuse(reply, 'FORBIDDEN', `This address is not Pult's own: open ${own.origin()}/`)
    if (isForeign(request, own.origin())) return refuse(reply, 'FORBIDDEN', 'Another site may not call Pult.')
  })
}

/** For the parts with data: no bearer, no answer. */
export const requireBearer = (sessions: Sessions) => async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
  const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
  if (bearer && sessions.isBearer(bearer)) return undefined
  // Tells a window that its key is bad from a person who has to sign in, which is the backend's answer.
  reply.header('www-authenticate', 'Bearer realm="window"')
  return refuse(reply, 'SIGN_IN', 'Open Pult by the address that it printed; press Enter in its terminal for a fresh one.')
}
