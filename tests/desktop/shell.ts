import { join } from 'node:path'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import { endsOfUtility, type ParentPort } from '../../electron/hosts/forkUtility.ts'
import { serveBackend } from '../../electron/hosts/serveBackend.ts'
import type { WindowPort } from '../../electron/hosts/processPort.ts'
import { startDesktop } from '../../electron/main/desktop.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { app, fake, resetFake, type BrowserWindow, type UtilityParent } from './fakeElectron.ts'

/** The backend inside the fake utility process; its death takes its ports along and frees its file, as the system does. */
export const runUtility = (now: () => number = () => testNow) => (_path: string, parent: UtilityParent): void => {
  const held: WindowPort[] = []
  let backend: ReturnType<typeof makeBackend> | null = null
  const port: ParentPort = {
    postMessage: parent.postMessage,
    on: (event, listener) => parent.on(event, (message: { data: unknown, ports: WindowPort[] }) => {
      held.push(...message.ports)
      listener(message)
    }),
  }
  serveBackend({
    makeBackend: folder => backend = makeBackend({ folder, clock: now }),
    router,
    ends: endsOfUtility(port, () => parent.child.die(0)),
  })
  parent.on('gone', () => {
    parent.removeAllListeners('message')
    for (const each of held) each.close()
    backend?.close()
  })
}

export interface Shell { readonly folder: string, readonly window: () => BrowserWindow, readonly close: () => Promise<void> }

export const startShell = async (words: readonly string[] = [], options: { now?: () => number, folder?: string, prepare?: () => void } = {}): Promise<Shell> => {
  resetFake()
  options.prepare?.()
  fake.utility = runUtility(options.now)
  const made = options.folder ? null : makeTestFolder()
  const folder = options.folder ?? made!.folder
  process.env.PULT_FOLDER = folder
  const root = join(import.meta.dirname, '../..')
  startDesktop({ main: join(root, 'out/main'), preload: join(root, 'out/preload/index.cjs'), hostPreload: join(root, 'out/preload/host.cjs'), renderer: join(root, 'src/public'), icons: join(root, 'resources/icons') }, words)
  // whenReady, then what it begins.
  await new Promise(resolve => setImmediate(resolve))
  return {
    folder,
    window: () => fake.windows[0]!,
    close: async () => {
      if (!fake.quitDone) {
        const gone = new Promise(resolve => app.once('quit', resolve))
        fake.answers.message = 1
        app.quit()
        await gone
      }
      fake.page = null
      delete process.env.PULT_FOLDER
      made?.cleanup()
    },
  }
}
