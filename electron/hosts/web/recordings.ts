import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Caller } from '../../backend/domain/account.ts'
import { answerRecording, callIdOf, type LocateRecording } from '../recordings/answerRecording.ts'
import { refuse } from './guard.ts'

type Asked = FastifyRequest<{ Querystring: { ticket?: unknown } }>
export const ticketOf = ({ query }: FastifyRequest): string | undefined => {
  const { ticket } = query as { ticket?: unknown }
  return typeof ticket === 'string' ? ticket : undefined
}

/** Recordings at /recordings/{callId}, by Range: a media element comes with a ticket in its address, a program with its token. */
export const serveRecordings = (plugin: FastifyInstance, locate: LocateRecording, callerOf: (request: FastifyRequest) => Caller): void => {
  plugin.get('/recordings/:callId', async (request: Asked, reply) => {
    const callId = callIdOf(request.url.split('?', 1)[0]!)
    if (callId === null) return refuse(reply, 'NOT_FOUND', 'There is nothing at this address.')
    const file = await locate(callId, ticketOf(request), callerOf(request))
    const header = (name: string): string | null => typeof request.headers[name] === 'string' ? request.headers[name] : null
    const { status, headers, body } = answerRecording(file, { range: header('range'), ifRange: header('if-range') })
    if (request.method !== 'HEAD' && body) return reply.code(status).headers(headers).send(body())
    // Past Fastify, which would count the length of nothing.
    reply.hijack()
    reply.raw.writeHead(status, headers).end()
    return reply
  })
}
