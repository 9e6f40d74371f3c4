import type { MessageChannelMain, MessagePortMain } from 'electron'
import { channels, type ShellMessage } from '../../src/shared/desktop.ts'
import type { BackendStatus, Timers } from '../hosts/supervisor.ts'

/** What this file needs of a window's page. */
export interface Page {
  readonly id: number
  readonly isDestroyed: () => boolean
  readonly postMessage: (channel: string, message: unknown, transfer?: MessagePortMain[]) => void
}

export interface WindowPortsOptions {
  status: () => BackendStatus
  onStatus: (listener: (status: BackendStatus) => void) => () => void
  /** Gives the present backend its end (forkUtility.ts). */
  connect: (windowId: number, port: MessagePortMain) => void
  makeChannel: () => MessageChannelMain
  timers: Timers
  /** A port whose arrival nobody confirms within this time is handed again, in ms. */
  confirmWithin?: number
}

/** One document of a window: it said hello with its nonce. `heard`: it confirmed a port, so that it listens to us. */
interface Guest { readonly page: Page, readonly nonce: string, heard: boolean, timer: unknown, tries: number, readonly waiting: ShellMessage[] }

const mostTries = 5

export interface WindowPorts {
  /** A new document is there (each navigation, each reload). */
  readonly hello: (page: Page, nonce: unknown) => void
  readonly acknowledge: (page: Page, nonce: unknown) => void
  /** Told now, or as soon as the window's document listens. */
  readonly tell: (page: Page, message: Exclude<ShellMessage, { kind: 'port' | 'away' }>) => void
  readonly forget: (pageId: number) => void
}

/**
 * Ports between windows and the backend's process, past main. Each document gets one, and each start of the backend gives it a new one; the
 * backend closes the one before (serveBackend.ts), the window rejects what hung on it (src/api/desktop.ts).
 */
export const makeWindowPorts = (options: WindowPortsOptions): WindowPorts => {
  const { confirmWithin = 5000, timers } = options
  const guests = new Map<number, Guest>()
  const early = new Map<number, ShellMessage[]>()
  const isNonce = (nonce: unknown): nonce is string => typeof nonce === 'string' && /^[\w-]{8,64}$/.test(nonce)
  const send = ({ page }: Guest, message: ShellMessage, transfer: MessagePortMain[] = []): void => {
    if (!page.isDestroyed()) page.postMessage(channels.tell, message, transfer)
  }

  const hand = (guest: Guest): void => {
    timers.clear(guest.timer)
    if (options.status().backend !== 'ready' || guest.page.isDestroyed() || guests.get(guest.page.id) !== guest) return
    const { port1, port2 } = options.makeChannel()
    options.connect(guest.page.id, port1)
    send(guest, { kind: 'port', nonce: guest.nonce }, [port2])
    guest.tries++
    if (guest.tries < mostTries) guest.timer = timers.set(() => hand(guest), confirmWithin)
  }

  options.onStatus(({ backend }) => {
    for (const guest of guests.values()) {
      guest.tries = 0
      if (backend === 'ready') hand(guest)
      else {
        timers.clear(guest.timer)
        if (backend === 'away') send(guest, { kind: 'away' })
      }
    }
  })

  return {
    hello: (page, nonce) => {
      if (!isNonce(nonce)) return
      const before = guests.get(page.id)
      if (before) timers.clear(before.timer)
      const guest: Guest = { page, nonce, heard: false, timer: null, tries: 0, waiting: [...before?.heard ? [] : before?.waiting ?? [], ...early.get(page.id) ?? []] }
      early.delete(page.id)
      guests.set(page.id, guest)
      hand(guest)
    },
    acknowledge: (page, nonce) => {
      const guest = guests.get(page.id)
      if (!guest || guest.nonce !== nonce) return
      timers.clear(guest.timer)
      guest.heard = true
      for (const message of guest.waiting.splice(0)) send(guest, message)
    },
    tell: (page, message) => {
      const guest = guests.get(page.id)
      if (guest?.heard) send(guest, message)
      else if (guest) guest.waiting.push(message)
      else early.set(page.id, [...early.get(page.id) ?? [], message])
    },
    forget: pageId => {
      const guest = guests.get(pageId)
      if (guest) timers.clear(guest.timer)
      guests.delete(pageId)
      early.delete(pageId)
    },
  }
}
