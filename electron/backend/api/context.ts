import { implement } from '@orpc/server'
import { contract } from '../../../src/shared/contract/index.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Session } from '../usecases/desk.ts'
import type { Backend } from './backend.ts'

/** What a procedure gets from its door: the backend that serves it. The session follows from the open workspace. */
export interface ApiContext { backend: Backend }

export const api = implement(contract).$context<ApiContext>()

/** The session of a call; refused while no workspace is open. */
export const sessionOf = (context: ApiContext): Session => {
  const session = context.backend.session()
  if (!session) throw new PultError('PULT_NO_WORKSPACE', 'No workspace is open.')
  return session
}
