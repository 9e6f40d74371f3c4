import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient } from '@tanstack/vue-query'
import type { Contract } from '../shared/contract/index.ts'
import { hasCode } from './errors.ts'
import { askToSignIn } from './person.ts'
import { makeDelegatingLink, makeHttpLink, type Link } from './link.ts'

export type PultClient = ContractRouterClient<Contract>

export const createClient = ({ link }: { link: Link }): PultClient => createORPCClient(link)

let door: Link | null = null

/** Swaps the door behind every call: HTTP now, the shell's message port on the desktop. */
export const useDoor = (link: Link): void => { door = link }

const presentDoor = (): Link => (door ??= makeHttpLink(location.origin))

export const client: PultClient = createClient({ link: makeDelegatingLink(presentDoor, { onSignIn: askToSignIn }) })

/** `useQuery(orpc.day.overview.queryOptions({ input }))`, `useMutation(orpc.day.decide.mutationOptions())`. */
export const orpc = createTanstackQueryUtils(client)

/** Fresh until the backend announces a change (live.ts), so that going back shows at once what is known. */
export const makeQueryClient = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      // An answer is replaced as a whole, never changed in place: watching each field of some hundred rows cost the lists most of their time.
      shallow: true,
      // The link repeats what a restart broke; here only what a person might see mend itself.
      retry: (count, error) => count < 1 && hasCode(error, 'BACKEND_AWAY'),
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

export const queryClient = makeQueryClient()

/** One id a decision; kept by the caller while it is repeated. */
export const newCommandId = (): string => crypto.randomUUID()
