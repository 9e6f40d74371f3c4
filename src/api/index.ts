import './zodConfig.ts'
import { client, queryClient } from './client.ts'
import { followBackend } from './live.ts'
import { beginSession, currentBearer, signedOut } from './session.ts'

export { client, createClient, makeQueryClient, newCommandId, orpc, queryClient, useDoor, type PultClient } from './client.ts'
export { hasCode, toPultError } from './errors.ts'
export { makeDelegatingLink, makeHttpLink, makePortLink, type Link } from './link.ts'
export { backendState, followBackend, staleParts } from './live.ts'
export { currentBearer, signedOut, type SignedOutReason } from './session.ts'
export { uploadFiles, type UploadProgress } from './upload.ts'
export { isPultError, PultError, type ErrorCode } from '../shared/errors.ts'

/** Lets the window in and begins to follow the backend. False: `signedOut` says why, and nothing may be asked. */
export const connect = async (): Promise<boolean> => {
  const entered = await beginSession(location.origin)
  if (entered) void followBackend({ client, queryClient, signal: new AbortController().signal, mayTry: () => signedOut.value === null && currentBearer() !== null })
  return entered
}
