import { getEventIteratorSchemaDetails, isContractProcedure } from '@orpc/contract'
import { os, traverseContractProcedures, type AnyRouter } from '@orpc/server'
import { contract } from '../../../src/shared/contract/index.ts'
import type { Caller } from '../../backend/domain/account.ts'
import type { Supervisor } from '../supervisor.ts'

/** What the host knows of a request; the caller is made here, never taken from what was sent. */
export interface ForwardContext { caller: Caller }
type Handler = (path: readonly string[], input: unknown, options: { signal: AbortSignal | undefined, caller: Caller }) => unknown

/** Every procedure of the contract, handed on as it is: the backend parses, the host only carries. */
export const makeForwardRouter = (supervisor: Supervisor, own: Record<string, Handler> = {}): AnyRouter => {
  const forward: Handler = (path, input, options) => supervisor.call(path, input, options)
  const walk = (node: unknown, path: readonly string[]): AnyRouter => {
    if (isContractProcedure(node)) {
      const handle = own[path.join('.')] ?? forward
      return os.$context<ForwardContext>().handler(({ input, signal, context }) => handle(path, input, { signal, caller: context.caller }))
    }
    return Object.fromEntries(Object.entries(node as Record<string, unknown>).map(([name, child]) => [name, walk(child, [...path, name])]))
  }
  return walk(contract, [])
}

/** Procedures whose answer is one JSON text, by their address under /rpc: it is carried as the backend wrote it. */
export const carriedPaths = (except: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const paths = new Map<string, readonly string[]>()
  traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
    if (!except.includes(path.join('.')) && !getEventIteratorSchemaDetails(procedure['~orpc'].outputSchema)) paths.set(`/${path.join('/')}`, path)
  })
  return paths
}
