import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import type { ORPCError } from '@orpc/client'
import { BodyLimitPlugin } from '@orpc/server/node'
import { implement } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { restContract } from '../../../src/shared/contract/rest.ts'
import { codesOfTransport } from '../../../src/shared/errors.ts'
import type { Caller } from '../../backend/domain/account.ts'
import type { Supervisor } from '../supervisor.ts'
import type { ForwardContext } from '../web/forwardRouter.ts'

/** Errors as contract.md has them; oRPC's own would name them otherwise. */
const bodyOf = ({ code, message, data }: ORPCError<string, unknown>): unknown => ({ code: codesOfTransport[code] ?? code, message, ...data !== undefined && data !== null && { details: data } })

// Its types hold two versions of the standard at once; this schema is the same in both.
const errorSchema = { type: 'object', required: ['code', 'message'], properties: { code: { type: 'string' }, message: { type: 'string' }, details: { type: 'object', additionalProperties: true } } }

const describe = async (version: string): Promise<OpenAPI.Document> => {
  const document = await new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(restContract, {
    info: { title: 'Pult', version, description: 'The control desk of a head of sales. Sign in, then send the token as a bearer.' },
    servers: [{ url: '/api' }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  })
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ['get', 'post'] as const) {
      const operation = item?.[method]
      if (!operation) continue
      if (path === '/sign-in') operation.security = []
      operation.responses = { ...operation.responses, default: { description: 'What was refused, and why', content: { 'application/json': { schema: errorSchema as never } } } }
    }
  }
  return document
}

export interface RestOptions {
  supervisor: Supervisor
  version: string
  bodyBytes: number
  callerOf: (request: FastifyRequest) => Caller
}

/** The HTTP interface under /api: carried to the backend as the window's calls are, which parses, asks the policy and decides. */
export const serveRest = async (plugin: FastifyInstance, { supervisor, version, bodyBytes, callerOf }: RestOptions): Promise<void> => {
  const document = await describe(version)
  plugin.get('/api/openapi.json', () => document)
  const rest = implement(restContract).$context<ForwardContext>()
  const forward = (name: keyof typeof restContract) => rest[name].handler((({ input, signal, context }: { input: unknown, signal?: AbortSignal, context: ForwardContext }) => supervisor.call(['rest', name], input, { signal, caller: context.caller })) as never)
  const router = Object.fromEntries((Object.keys(restContract) as (keyof typeof restContract)[]).map(name => [name, forward(name)]))
  const handler = new OpenAPIHandler<ForwardContext>(router as never, { plugins: [new BodyLimitPlugin({ maxBodySize: bodyBytes })], customErrorResponseBodyEncoder: bodyOf })
  plugin.all('/api/*', async (request, reply) => {
    reply.hijack()
    const { matched } = await handler.handle(request.raw, reply.raw, { prefix: '/api', context: { caller: callerOf(request) } })
    if (matched) return
    reply.raw.writeHead(404, { 'content-type': 'application/json' })
    reply.raw.end(JSON.stringify({ code: 'NOT_FOUND', message: 'There is nothing at this address; see /api/openapi.json.' }))
  })
}
