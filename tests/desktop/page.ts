import { join } from 'node:path'
import { vi } from 'vitest'
import { createClient, type PultClient } from '../../src/api/client.ts'
import { makeDesktopDoor } from '../../src/api/desktop.ts'
import { makeDelegatingLink, type Link } from '../../src/api/link.ts'
import type { DesktopBridge, ShellMessage } from '../../src/shared/desktop.ts'
import { fake, ipcRenderer, type Frame, type WebContents } from './fakeElectron.ts'
import type { DomPort } from './fakePorts.ts'

export interface LoadedPage {
  readonly bridge: DesktopBridge
  /** The real preload's messages, as the page's own script hears them. */
  readonly heard: ShellMessage[]
  readonly target: Window
  /** The window's client over the desktop's door, as src/api/index.ts puts it together. */
  readonly enter: (options?: { repeatAfter?: readonly number[] }) => PultClient
  readonly door: () => Link
}

let documents = 0

/** A document in a window: runs the real preload, and has what a page's script has. The one before is gone. */
export const loadPage = async (contents: WebContents, frame: Frame = contents.mainFrame): Promise<LoadedPage> => {
  ipcRenderer.removeAllListeners()
  const exposed = new Map<string, unknown>()
  const target = new EventTarget() as Window
  const heard: ShellMessage[] = []
  Object.assign(target, {
    postMessage: (data: { pult: ShellMessage }, _origin: string, ports: DomPort[] = []) => {
      heard.push(data.pult)
      setImmediate(() => target.dispatchEvent(Object.assign(new Event('message'), { data, ports, source: target })))
    },
  })
  fake.page = { contents, frame, expose: (name, api) => exposed.set(name, api) }
  vi.stubGlobal('window', target)
  // A document runs its preload anew.
  documents += 1
  await import(/* @vite-ignore */ `${join(import.meta.dirname, '../../electron/preload/index.ts')}?document=${documents}`)
  const bridge = exposed.get('pult') as DesktopBridge
  const door = (): Link => makeDesktopDoor(bridge, { target })
  return {
    bridge, heard, target, door,
    enter: ({ repeatAfter = [] } = {}) => {
      const link = door()
      return createClient({ link: makeDelegatingLink(() => link, { repeatAfter }) })
    },
  }
}
