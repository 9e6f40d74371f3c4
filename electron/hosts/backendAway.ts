import { ORPCError } from '@orpc/client'
import { errorCodes } from '../../src/shared/errors.ts'

/** The error of a call that the backend can't answer now; the other codes come from the backend itself. */
export const backendAway = (message: string, details: { reason: 'restarted' | 'starting' | 'timeout' }): ORPCError<'BACKEND_AWAY', typeof details> =>
  new ORPCError('BACKEND_AWAY', { status: errorCodes.BACKEND_AWAY, message, data: details })
