import { shallowRef } from 'vue'

const storageKey = 'pult.bearer'
const channelName = 'pult-session'

/** Why a window has no bearer: it came without an address from Pult, or with one that was used before. */
export type SignedOutReason = 'no_address' | 'used_address' | 'expired'

/** null while the window is let in; otherwise the reason, and the window shows how to get a fresh address. */
export const signedOut = shallowRef<SignedOutReason | null>(null)

let bearer: string | null = null

export const currentBearer = (): string | null => bearer

const keep = (value: string): void => {
  bearer = value
  sessionStorage.setItem(storageKey, value)
  signedOut.value = null
}

/** A host that doesn't know the window's key says so in this header; a person who must sign in is the backend's word (person.ts). */
export const isWindowRefused = (status: number, challenge: string | null): boolean => status === 401 && challenge?.includes('realm="window"') === true

/** The host doesn't know our bearer any more (it was started anew). */
export const dropBearer = (): void => {
  if (bearer === null) return
  bearer = null
  sessionStorage.removeItem(storageKey)
  signedOut.value = 'expired'
}

/** Takes the one-time token out of the address, so that neither history nor a copied link keeps it. */
const takeToken = (): string | null => {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token
}

interface Ask { ask: 'bearer' }
interface Answer { bearer: string }

/** A second tab of the same address asks the first: sessionStorage isn't shared, a channel of one origin is as private. */
const askOtherWindows = (waitMs: number): Promise<string | null> => new Promise(resolve => {
  if (typeof BroadcastChannel === 'undefined') return resolve(null)
  const channel = new BroadcastChannel(channelName)
  const finish = (value: string | null): void => {
    clearTimeout(timer)
    channel.close()
    resolve(value)
  }
  const timer = setTimeout(() => finish(null), waitMs)
  channel.onmessage = (event: MessageEvent<Partial<Answer>>) => {
    if (typeof event.data?.bearer === 'string') finish(event.data.bearer)
  }
  channel.postMessage({ ask: 'bearer' } satisfies Ask)
})

const answerOtherWindows = (): void => {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel(channelName)
  channel.onmessage = (event: MessageEvent<Partial<Ask>>) => {
    if (event.data?.ask === 'bearer' && bearer) channel.postMessage({ bearer } satisfies Answer)
  }
}

/** Lets the window in: by the address's token, by what this tab kept, or by another tab. Sets `signedOut` otherwise. */
export const beginSession = async (origin: string): Promise<boolean> => {
  const token = takeToken()
  answerOtherWindows()
  if (token) {
    const response = await fetch(`${origin}/session`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }), cache: 'no-store',
    })
    if (response.ok) {
      const body = await response.json() as { bearer: string }
      keep(body.bearer)
      return true
    }
  }
  const kept = sessionStorage.getItem(storageKey) ?? await askOtherWindows(400)
  if (kept) {
    keep(kept)
    return true
  }
  signedOut.value = token ? 'used_address' : 'no_address'
  return false
}
