import { ORPCError } from '@orpc/client'
import { codesOfTransport, errorCodes, isPultError, PultError, type ErrorCode } from '../shared/errors.ts'

const known = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)

const detailsOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** Whatever a call threw, as `{ code, message, details }`. A connection that broke is BACKEND_AWAY. */
export const toPultError = (error: unknown): PultError => {
  if (isPultError(error)) return error
  if (error instanceof ORPCError) {
    const code: string = error.code
    return new PultError(known(code) ? code : codesOfTransport[code] ?? 'INTERNAL', error.message, detailsOf(error.data))
  }
  if (isAbort(error)) return new PultError('CANCELLED', 'The call was cancelled.')
  // fetch says every broken connection with a TypeError and a sentence of the browser's own.
  if (error instanceof TypeError) return new PultError('BACKEND_AWAY', 'Pult does not answer.', { reason: 'connection' })
  return new PultError('INTERNAL', error instanceof Error ? error.message : 'Something unexpected happened.')
}

export const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean => isPultError(error) && codes.includes(error.code)
