import { PultError } from '../../../src/shared/errors.ts'

/** Throws CANCELLED once the caller has given up. */
export const checkCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw new PultError('CANCELLED', 'The import was cancelled. Nothing was changed.')
}
