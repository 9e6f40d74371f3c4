import { api } from './context.ts'

export const liveApi = {
  events: api.live.events.handler(async function* ({ context, signal }) {
    yield* context.backend.subscribe(signal ?? new AbortController().signal)
  }),
}
