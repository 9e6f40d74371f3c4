import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'

/** What changed, so that windows fetch again just that. */
export const topics = ['workspace', 'day', 'deals', 'tasks', 'refusals', 'settings', 'people', 'imports', 'views', 'backups', 'calls', 'locks'] as const
export type Topic = (typeof topics)[number]

export const liveEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'), backend: z.enum(['ready', 'starting', 'away']), /** Grows with each start of the backend. */ generation: z.int(),
    /** How long ago the last change was, ms: a window that asked before may have an answer of before it. Absent: none since the start. */
    quietMs: z.int().min(0).optional(),
  }),
  z.object({
    type: z.literal('changed'), topics: z.array(z.enum(topics)), commandId: z.string().nullable(),
    /** Ids of those who may see what changed; absent = everybody. Between a host and its backend: no window is told who else. */
    people: z.array(z.int()).optional(),
  }),
  z.object({ type: z.literal('backend'), backend: z.enum(['ready', 'starting', 'away']), generation: z.int() }),
])
export type LiveEvent = z.infer<typeof liveEvent>

/** Why the team's host closed a WebSocket of live updates: sign in (again), or what came was not understood. */
export const liveClosed = { signIn: 4401, badInput: 4400 } as const

export const liveContract = { events: oc.output(eventIterator(liveEvent)) }
