import type { App, IpcMainEvent, IpcMainInvokeEvent, Session, WebContents } from 'electron'
import type { OwnAddress } from './addresses.ts'
import { originOf } from './addresses.ts'

/** An address that may leave for the system's browser: https, a host, no name and password in it. Null for every other. */
export const externalAddress = (address: string): URL | null => {
  try {
    const url = new URL(address)
    const plain = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' && url.username === '' && url.password === ''
    return plain ? url : null
  } catch {
    return null
  }
}

/** Hosts of the CRM's address templates (Settings, rules: recordAddress). */
export const hostsOf = (templates: Iterable<string>): Set<string> =>
  new Set([...templates].flatMap(template => externalAddress(template.replaceAll('{id}', '1'))?.host ?? []))

export interface Outside {
  /** Hosts that the team itself entered as its CRM's. */
  readonly hosts: () => Promise<{ has: (host: string) => boolean }>
  /** shell.openExternal. */
  readonly open: (address: string) => Promise<void>
}

/** Opens the CRM's record; what is not of the team's own CRM stays shut. */
export const openOutside = async (address: string, outside: Outside): Promise<boolean> => {
  const url = externalAddress(address)
  if (!url || !(await outside.hosts()).has(url.host)) return false
  await outside.open(url.href)
  return true
}

/** For every page there ever is: it stays where it is, opens nothing and holds no other page. */
export const guardContents = (contents: WebContents, own: OwnAddress, outside: Outside): void => {
  const stay = (event: { url: string, preventDefault: () => void }): void => {
    if (!own.is(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, outside).catch((error: unknown) => console.error(error))
    return { action: 'deny' }
  })
}

/** Whose page it is, a page keeps: which address is its own is asked once, when it comes to be. */
export const guardAllContents = (app: Pick<App, 'on'>, placeOf: (contents: WebContents) => { own: OwnAddress, outside: Outside }): void => {
  app.on('web-contents-created', (_event, contents) => {
    const { own, outside } = placeOf(contents)
    guardContents(contents, own, outside)
  })
}

/** A host's window opens its CRM's records: the team's own host says which, so any https address will do, in the system's browser. */
export const outsideOfHost = (open: (address: string) => Promise<void>): Outside => ({
  hosts: () => Promise.resolve({ has: () => true }),
  open: address => address.startsWith('https:') ? open(address) : Promise.resolve(),
})

/** Copying text is all that a page may do; Electron would grant everything by itself. */
const mayHave = (permission: string, origin: string, isMainFrame: boolean, own: OwnAddress): boolean =>
  permission === 'clipboard-sanitized-write' && isMainFrame && own.is(origin)

export const guardSession = (session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'webRequest'>, own: OwnAddress): void => {
  session.setPermissionRequestHandler((_contents, permission, done, { requestingUrl, isMainFrame }) => done(mayHave(permission, requestingUrl, isMainFrame, own)))
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) => mayHave(permission, origin, isMainFrame, own))
  session.setDevicePermissionHandler(() => false)
  // The window has no business in the network: not even a mistake of ours may ask it. A dev server's or a team host's socket is its own host.
  const socket = own.origin.replace(/^http/, 'ws')
  session.webRequest.onBeforeRequest(({ url }, done) => {
    const isLocal = own.is(url) || /^(blob|data|devtools|chrome-extension):/.test(url) || (own.origin.startsWith('http') && originOf(url) === socket)
    done({ cancel: !isLocal })
  })
}

/** Whose message is it? Only the main frame of our own page is answered. */
export const isOwnSender = ({ senderFrame }: Pick<IpcMainEvent | IpcMainInvokeEvent, 'senderFrame'>, own: OwnAddress): boolean =>
  senderFrame !== null && senderFrame.parent === null && own.is(senderFrame.origin)
