import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError } from '../../../src/shared/errors.ts'
import { createWorkspace } from '../usecases/createWorkspace.ts'
import { openDemo } from '../usecases/openDemo.ts'
import { wasMadeBy } from '../usecases/openWorkspace.ts'
import { api, requireLocal, sessionOf, type ApiContext } from './context.ts'
import { streamWork } from './streamWork.ts'

export const workspaceApi = {
  /** null when nothing is open; SIGN_IN for who has to enter first, and nothing of the file is told them. */
  current: api.workspace.current.handler(({ context }) => {
    if (!context.backend.desk()) return null
    sessionOf(context)
    return context.backend.describe(context.caller)
  }),

  recent: api.workspace.recent.handler(({ context }) => {
    requireLocal(context)
    return { folder: context.backend.folder, files: context.backend.recent.list() }
  }),

  open: api.workspace.open.handler(({ input, context }) => {
    requireLocal(context)
    return context.backend.open(input.path, context.caller)
  }),

  create: api.workspace.create.handler(async ({ input, context }) => {
    requireLocal(context)
    const { backend } = context
    const make = (path: string): Promise<string> => createWorkspace({
      path, name: input.name, timeZone: input.timeZone, currency: input.currency, headName: input.headName, now: backend.clock(), commandId: input.commandId,
    })
    if (input.path !== undefined) {
      return backend.open(existsSync(input.path) && wasMadeBy(input.path, input.commandId) ? input.path : await make(input.path), context.caller)
    }
    mkdirSync(backend.folder, { recursive: true })
    return openFirstFree(context, fileNameOf(input.name), input.commandId, make)
  }),

  openDemo: api.workspace.openDemo.handler(async function* ({ input, context, signal }) {
    requireLocal(context)
    const { backend } = context
    const path = join(backend.folder, `demo-${input.language}.pult`)
    mkdirSync(backend.folder, { recursive: true })
    for await (const event of streamWork(signal, (onProgress, stop) => openDemo({ open: file => backend.open(file, context.caller), close: backend.close }, { path, ...input, asOf: backend.clock(), onProgress, signal: stop }))) {
      yield event.type === 'progress' ? event : { type: 'done' as const, workspace: event.workspace }
    }
  }),

  close: api.workspace.close.handler(({ context }) => {
    requireLocal(context)
    context.backend.close()
    return {}
  }),

  forget: api.workspace.forget.handler(({ input, context }) => {
    requireLocal(context)
    context.backend.recent.forget(input.path)
    return {}
  }),
}

/** Makes «name.pult», or «name 2.pult» …; a repeated command opens the file that it made before. */
const openFirstFree = async ({ backend, caller }: ApiContext, name: string, commandId: string, make: (path: string) => Promise<string>): Promise<OpenWorkspace> => {
  for (let number = 1; ; number++) {
    const path = join(backend.folder, number === 1 ? `${name}.pult` : `${name} ${number}.pult`)
    if (existsSync(path)) {
      if (wasMadeBy(path, commandId)) return backend.open(path, caller)
      continue
    }
    try {
      return backend.open(await make(path), caller)
    } catch (error) {
      if (!isPultError(error) || error.code !== 'PULT_EXISTS') throw error
    }
  }
}

/** The workspace's name as a file name that every system takes. */
const fileNameOf = (name: string): string => {
  // oxlint-disable-next-line no-control-regex
  const safe = name.normalize('NFC').replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 60).trim()
  return safe === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(safe) ? `Pult ${safe}`.trim() : safe
}
