import { basename } from 'node:path'
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { channels } from '../../src/shared/desktop.ts'
import type { OwnAddress } from './addresses.ts'
import { isOwnSender } from './guards.ts'

export interface IpcActs {
  readonly hello: (page: WebContents, nonce: unknown) => void
  readonly acknowledge: (page: WebContents, nonce: unknown) => void
  readonly person: (token: unknown) => void
  readonly speak: (language: unknown) => void
  readonly chooseWorkspace: () => Promise<string | null>
  readonly placeWorkspace: (name: string) => Promise<string | null>
  readonly chooseFolder: () => Promise<string | null>
  readonly chooseFiles: () => Promise<string[]>
  readonly savePdf: (page: WebContents, name: string) => Promise<string | null>
  readonly settings: (change: unknown) => unknown
  readonly checkForUpdates: () => Promise<unknown>
  readonly hosts: () => unknown
  readonly connectHost: (address: unknown) => Promise<unknown>
  readonly leaveHost: (forget: unknown) => unknown
}

export interface HostActs {
  readonly token: (origin: string) => Promise<string | null>
  readonly keep: (origin: string, token: unknown) => Promise<boolean>
  readonly choose: () => void
}

/** A name from the window as a file's name that every system takes. */
const fileName = (name: unknown): string =>
  // oxlint-disable-next-line no-control-regex
  basename(String(name ?? '').slice(0, 100)).replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*\s]+/g, ' ').replace(/^[. ]+|[. ]+$/g, '') || 'Pult'

/** The channels of the preload. Each message's sender is looked at first: another page, or a frame within ours, is not answered. */
export const listenToWindow = (ipc: Pick<IpcMain, 'on' | 'handle'>, own: OwnAddress, acts: IpcActs): void => {
  const hear = (channel: string, act: (event: IpcMainEvent, value: unknown) => void): void => {
    ipc.on(channel, (event, value: unknown) => { if (isOwnSender(event, own)) act(event, value) })
  }
  const answer = (channel: string, act: (event: IpcMainInvokeEvent, value: unknown) => unknown): void => {
    ipc.handle(channel, (event, value: unknown) => {
      if (!isOwnSender(event, own)) throw new Error('Refused: not the window of Pult.')
      return act(event, value)
    })
  }
  hear(channels.hello, ({ sender }, nonce) => acts.hello(sender, nonce))
  hear(channels.acknowledge, ({ sender }, nonce) => acts.acknowledge(sender, nonce))
  hear(channels.person, (_event, token) => acts.person(token))
  hear(channels.speak, (_event, language) => acts.speak(language))
  answer(channels.chooseWorkspace, () => acts.chooseWorkspace())
  answer(channels.placeWorkspace, (_event, name) => acts.placeWorkspace(fileName(name)))
  answer(channels.chooseFolder, () => acts.chooseFolder())
  answer(channels.chooseFiles, () => acts.chooseFiles())
  answer(channels.savePdf, ({ sender }, name) => acts.savePdf(sender, fileName(name)))
  answer(channels.settings, (_event, change) => acts.settings(change))
  answer(channels.checkForUpdates, () => acts.checkForUpdates())
  answer(channels.hosts, () => acts.hosts())
  answer(channels.connectHost, (_event, address) => acts.connectHost(address))
  answer(channels.leaveHost, (_event, forget) => acts.leaveHost(forget))
}

/** The channels of a host's window: answered for the host that is connected, each with its own secret alone. */
export const listenToHost = (ipc: Pick<IpcMain, 'on' | 'handle'>, host: () => OwnAddress | null, acts: HostActs): void => {
  const asked = (event: Pick<IpcMainInvokeEvent, 'senderFrame'>): string => {
    const own = host()
    if (!own || !isOwnSender(event, own)) throw new Error('Refused: not the window of the connected host.')
    return own.origin
  }
  ipc.handle(channels.hostToken, event => acts.token(asked(event)))
  ipc.handle(channels.hostKeep, (event, token: unknown) => acts.keep(asked(event), token))
  ipc.on(channels.hostChoose, event => {
    const own = host()
    if (own && isOwnSender(event, own)) acts.choose()
  })
}
