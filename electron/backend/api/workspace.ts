import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenWorkspace } from '../../../src/shared/contract/workspace.ts'
import { isPultError } from '../../../src/shared/errors.ts'
import { createWorkspace } from '../usecases/createWorkspace.ts'
import { openDemo } from '../usecases/openDemo.ts'
import { wasMadeBy } from '../usecases/openWorkspace.ts'
import type { Backend } from './backend.ts'
import { api } from './context.ts'
import { streamWork } from './streamWork.ts'

export const workspaceApi = {
  current: api.workspace.current.handler(({ context }) => context.backend.describe()),

  recent: api.workspace.recent.handler(({ context: { backend } }) => ({ folder: backend.folder, files: backend.recent.list() })),

  open: api.workspace.open.handler(({ input, context }) => context.backend.open(input.path)),

  create: api.workspace.create.handler(async ({ input, context: { backend } }) => {
    const make = (path: string): Promise<string> => createWorkspace({
      path, name: input.name, timeZone: input.timeZone, currency: input.currency, headName: input.headName, now: backend.clock(), commandId: input.commandId,
    })
    if (input.path !== undefined) {
      return existsSync(input.path) && wasMadeBy(input.path, input.commandId) ? backend.open(input.path) : backend.open(await make(input.path))
    }
    mkdirSync(backend.folder, { recursive: true })
    return openFirstFree(backend, fileNameOf(input.name), input.commandId, make)
  }),

  openDemo: api.workspace.openDemo.handler(async function* ({ input, context: { backend }, signal }) {
    const path = join(backend.folder, `demo-${input.language}.pult`)
    mkdirSync(backend.folder, { recursive: true })
    for await (const event of streamWork(signal, (onProgress, stop) => openDemo(backend, { path, ...input, asOf: backend.clock(), onProgress, signal: stop }))) {
      yield event.type === 'progress' ? event : { type: 'done' as const, workspace: event.workspace }
    }
  }),

  close: api.workspace.close.handler(({ context }) => {
    context.backend.close()
    return {}
  }),

  forget: api.workspace.forget.handler(({ input, context }) => {
    context.backend.recent.forget(input.path)
    return {}
  }),
}

/** Makes «name.pult», or «name 2.pult» …; a repeated command opens the file that it made before. */
const openFirstFree = async (backend: Backend, name: string, commandId: string, make: (path: string) => Promise<string>): Promise<OpenWorkspace> => {
  for (let number = 1; ; number++) {
    const path = join(backend.folder, number === 1 ? `${name}.pult` : `${name} ${number}.pult`)
    if (existsSync(path)) {
      if (wasMadeBy(path, commandId)) return backend.open(path)
      continue
    }
    try {
      return backend.open(await make(path))
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
