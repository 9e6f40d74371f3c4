import { ORPCError } from '@orpc/client'
import { errorCodes, isPultError, PultError, type ErrorCode } from '../shared/errors.ts'

const known = (code: string): code is ErrorCode => Object.hasOwn(errorCodes, code)

/** oRPC's own codes, and what they are for a person. */
const ofTransport: Record<string, ErrorCode> = {
  BAD_REQUEST: 'BAD_INPUT', UNPROCESSABLE_CONTENT: 'BAD_INPUT', METHOD_NOT_SUPPORTED: 'BAD_INPUT', UNSUPPORTED_MEDIA_TYPE: 'BAD_INPUT',
  UNAUTHORIZED: 'SIGN_IN', PAYLOAD_TOO_LARGE: 'TOO_LARGE', TOO_MANY_REQUESTS: 'TOO_MANY', TIMEOUT: 'BACKEND_AWAY',
  SERVICE_UNAVAILABLE: 'BACKEND_AWAY', BAD_GATEWAY: 'BACKEND_AWAY', GATEWAY_TIMEOUT: 'BACKEND_AWAY', CLIENT_CLOSED_REQUEST: 'CANCELLED',
}

const detailsOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** Whatever a call threw, as `{ code, message, details }`. A connection that broke is BACKEND_AWAY. */
export const toPultError = (error: unknown): PultError => {
  if (isPultError(error)) return error
  if (error instanceof ORPCError) {
    const code: string = error.code
    return new PultError(known(code) ? code : ofTransport[code] ?? 'INTERNAL', error.message, detailsOf(error.data))
  }
  if (isAbort(error)) return new PultError('CANCELLED', 'The call was cancelled.')
  // fetch says every broken connection with a TypeError and a sentence of the browser's own.
  if (error instanceof TypeError) return new PultError('BACKEND_AWAY', 'Pult does not answer.', { reason: 'connection' })
  return new PultError('INTERNAL', error instanceof Error ? error.message : 'Something unexpected happened.')
}

export const hasCode = (error: unknown, ...codes: ErrorCode[]): boolean => isPultError(error) && codes.includes(error.code)
