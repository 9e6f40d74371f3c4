import { checkOpenWorkspace, diagnostics, diagnosticTables, supportBundle } from '../usecases/diagnostics.ts'
import { api, sessionOf } from './context.ts'
import { streamWork } from './streamWork.ts'

export const diagnosticsApi = {
  get: api.diagnostics.get.handler(({ context }) => diagnostics(sessionOf(context), context.backend.starts)),
  tables: api.diagnostics.tables.handler(({ context }) => diagnosticTables(sessionOf(context))),
  check: api.diagnostics.check.handler(async function* ({ context, signal }) {
    const session = sessionOf(context)
    for await (const event of streamWork(signal, (onProgress, stop) => checkOpenWorkspace(session, onProgress, stop))) yield 'type' in event ? event : { type: 'done' as const, result: event }
  }),
  bundle: api.diagnostics.bundle.handler(({ context }) => supportBundle(sessionOf(context), context.backend.starts)),
}
