import { isContractProcedure } from '@orpc/contract'
import { os, type AnyRouter } from '@orpc/server'
import { contract } from '../../../src/shared/contract/index.ts'
import type { Supervisor } from '../supervisor.ts'

type Handler = (path: readonly string[], input: unknown, signal: AbortSignal | undefined) => unknown

/** Every procedure of the contract, handed on as it is: the backend parses, the host only carries. */
export const makeForwardRouter = (supervisor: Supervisor, own: Record<string, Handler> = {}): AnyRouter => {
  const forward: Handler = (path, input, signal) => supervisor.call(path, input, { signal })
  const walk = (node: unknown, path: readonly string[]): AnyRouter => {
    if (isContractProcedure(node)) {
      const handle = own[path.join('.')] ?? forward
      return os.handler(({ input, signal }) => handle(path, input, signal))
    }
    return Object.fromEntries(Object.entries(node as Record<string, unknown>).map(([name, child]) => [name, walk(child, [...path, name])]))
  }
  return walk(contract, [])
}
