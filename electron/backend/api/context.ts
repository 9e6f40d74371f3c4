import { implement } from '@orpc/server'
import { contract } from '../../../src/shared/contract/index.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Caller } from '../domain/account.ts'
import type { Desk, Session } from '../usecases/desk.ts'
import { sessionFor } from '../usecases/enter.ts'
import type { Backend } from './backend.ts'

/** What a procedure gets from its door: the backend that serves it, and who calls. */
export interface ApiContext { backend: Backend, caller: Caller }

export const api = implement(contract).$context<ApiContext>()

/** The open workspace; refused while there is none. For who isn't signed in yet too: everybody else asks `sessionOf`. */
export const deskOf = ({ backend }: ApiContext): Desk => {
  const desk = backend.desk()
  if (!desk) throw new PultError('PULT_NO_WORKSPACE', 'No workspace is open.')
  return desk
}

/** The session of a call: SIGN_IN for who has none (usecases/enter.ts). */
export const sessionOf = (context: ApiContext): Session => sessionFor(deskOf(context), context.caller)

/** Files of the machine are its owner's: nobody who comes over the network opens, makes or reads them by path. */
export const requireLocal = ({ caller }: ApiContext): void => {
  if (caller.door !== 'local') throw new PultError('FORBIDDEN', 'That can be done only at the machine that Pult runs on.', { reason: 'local_only' })
}
