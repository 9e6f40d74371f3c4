import { randomBytes } from 'node:crypto'
import { mapEventIterator, ORPCError } from '@orpc/client'
import { ValidationError } from '@orpc/server'
import { errorCodes, isPultError, PultError } from '../../../src/shared/errors.ts'
import { asPultError } from '../store/fileProblems.ts'
import { keepIncident } from '../store/incidents.ts'
import { duringProcedure } from '../store/slowQueries.ts'
import { api } from './context.ts'
import type { Importer } from './importer.ts'

/**
 * Every error that leaves the backend has a code of src/shared/errors.ts. What nobody foresaw becomes INTERNAL with an
 * incident number, which stands beside the place in the log; the log holds no message that could carry personal data.
 */
export const sayErrors = api.middleware(async ({ next, context, path }) => {
  const say = (error: unknown): unknown => toCallError(error, { file: context.backend.describePath(), procedure: path.join('.') })
  try {
    const result = await whenFree(context.backend.importer, async () => duringProcedure(path.join('.'), () => next()))
    if (!isAsyncIterator(result.output)) return result
    // A stream's later errors come after this middleware has returned.
    return { ...result, output: mapEventIterator(result.output, { value: value => Promise.resolve(value), error: error => Promise.resolve(say(error)) }) }
  } catch (error) {
    throw say(error)
  }
})

/** Who can't begin to write because of an import has begun nothing: the call is made again when the import is over. */
const whenFree = async <Result>(importer: Importer, call: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await call()
    } catch (error) {
      const busy = isBusy(error) ? importer.busy() : null
      if (!busy) throw error
      await busy
    }
  }
}

/** Another connection is writing: an import's own. */
const isBusy = (error: unknown): boolean => String((error as { code?: unknown } | null)?.code).startsWith('SQLITE_BUSY') || isPultError(error) && error.code === 'PULT_IN_USE'

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown, unknown, unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value

/** Any error as the one that is sent: `{ code, status, message, data: details }`. */
export const toCallError = (error: unknown, place: { file?: string | null, procedure?: string } = {}): ORPCError<string, unknown> => {
  const known = toPultError(error, place.file ?? undefined)
  if (known) return new ORPCError(known.code, { status: errorCodes[known.code], message: known.message, data: known.details })
  const incident = randomBytes(4).toString('hex')
  logIncident(incident, error, place.procedure)
  return new ORPCError('INTERNAL', { status: 500, message: `Something unexpected happened (incident ${incident}).`, data: { incident } })
}

/** The error that can be said to a person; null for what nobody foresaw. */
export const toPultError = (error: unknown, file?: string): PultError | null => {
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.status === 400) return badInput(error.cause)
  if (error instanceof ORPCError && error.code in errorCodes) return new PultError(error.code as keyof typeof errorCodes, error.message, { ...error.data as object })
  if (error instanceof Error && error.name === 'AbortError') return new PultError('CANCELLED', 'That was cancelled; nothing was changed.')
  return asPultError(error, file)
}

const badInput = (error: ValidationError): PultError => {
  const issues = error.issues.slice(0, 5).map(issue => ({
    path: (issue.path ?? []).map(part => String(typeof part === 'object' ? part.key : part)).join('.'),
    message: issue.message,
  }))
  const said = issues.map(({ path, message }) => path === '' ? message : `${path}: ${message}`).join('; ')
  return new PultError('BAD_INPUT', `The call can't be understood: ${said}.`, { issues })
}

const logIncident = (incident: string, error: unknown, procedure = ''): void => {
  const { name = 'unknown', code = '', stack = '' } = error instanceof Error ? error as Error & { code?: unknown } : {}
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line)).slice(0, 8).map(line => line.trim())
  keepIncident({ at: Date.now(), incident, procedure, name, code: String(code), frames })
  console.error([`incident ${incident}`, procedure, name, String(code), ...frames].filter(part => part !== '').join(' | '))
}
