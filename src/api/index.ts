import './zodConfig.ts'
import { client, queryClient, useDoor } from './client.ts'
import { desktop, makeDesktopDoor } from './desktop.ts'
import { followBackend, spreadMs, type LiveOptions } from './live.ts'
import { socketEvents } from './liveSocket.ts'
import { askToSignIn, mustSignIn, personToken, recallPerson } from './person.ts'
import { beginSession, currentBearer, signedOut } from './session.ts'

export { client, createClient, makeQueryClient, newCommandId, orpc, queryClient, useDoor, type PultClient } from './client.ts'
export { desktop, makeDesktopDoor, onShell } from './desktop.ts'
export { hasCode, toPultError } from './errors.ts'
export { makeDelegatingLink, makeHttpLink, makePortLink, type Link } from './link.ts'
export { backendState, followBackend, staleParts } from './live.ts'
export { forgetPerson, keepPerson, letIn, mustSignIn } from './person.ts'
export { currentBearer, signedOut, type SignedOutReason } from './session.ts'
export { uploadFiles, type UploadProgress } from './upload.ts'
export { isPultError, PultError, type ErrorCode } from '../shared/errors.ts'

/** Lets the window in and begins to follow the backend. False: `signedOut` says why, and nothing may be asked. */
export const connect = async (): Promise<boolean> => {
  const shell = desktop()
  await recallPerson()
  const follow = (mayTry: () => boolean, more: Pick<LiveOptions, 'events' | 'onSignIn' | 'spread'> = {}): void => { void followBackend({ client, queryClient, signal: new AbortController().signal, mayTry, ...more }) }
  if (shell) {
    // The shell's own port lets this window in; there is no key to exchange.
    useDoor(makeDesktopDoor(shell))
    follow(() => true)
    return true
  }
  if (document.querySelector('meta[name=pult-door]')?.getAttribute('content') === 'shared') {
    // The team's host lets every window in; what a person may see their own token says.
    follow(() => !mustSignIn.value && personToken() !== null, { events: signal => socketEvents({ origin: location.origin, token: personToken }, signal), onSignIn: askToSignIn, spread: () => Math.random() * spreadMs })
    return true
  }
  const entered = await beginSession(location.origin)
  if (entered) follow(() => signedOut.value === null && currentBearer() !== null)
  return entered
}
