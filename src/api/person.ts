import { readonly, shallowRef } from 'vue'
import type { HostBridge } from '../shared/desktop.ts'

const storageKey = 'pult.person'

/** The signed-in person's token; null at a local desk without passwords, and before signing in. */
const token = shallowRef<string | null>(null)

/** What every call says of the person (electron/hosts/callHeaders.ts). */
export const personHeaders = (): Record<string, string> => token.value === null ? {} : { 'pult-session': token.value }

/** The token itself, for doors that take no headers; reactive. */
export const personToken = (): string | null => token.value

const asked = shallowRef(false)
/** A call was refused for want of a sign-in: the window shows its form until somebody has signed in. */
export const mustSignIn = readonly(asked)

/** Called by the link for every SIGN_IN of the backend. */
export const askToSignIn = (): void => { asked.value = true }

/** The desktop around a host's window keeps the token under the system's key; a browser has none. */
const keyring = (): HostBridge | null => globalThis.window?.pultHost ?? null

/** The shell around a desktop's own window reminds whoever is signed in, also while no window is open. */
const tellShell = (): void => globalThis.window?.pult?.person(token.value)

/** Takes what this browser, or the desktop, kept; once, before the first call. */
export const recallPerson = async (): Promise<void> => {
  token.value = sessionStorage.getItem(storageKey) ?? (keyring() ? await keyring()!.token() : localStorage.getItem(storageKey))
  tellShell()
}

/** `remember`: until signed out, also after the browser was closed; otherwise this tab only. */
export const keepPerson = (value: string, remember: boolean): void => {
  token.value = value
  tellShell()
  const ring = keyring()
  ;(remember && !ring ? localStorage : sessionStorage).setItem(storageKey, value)
  // Where the system has no place for secrets it stays until the window is closed.
  if (remember) ring?.keep(value).catch(() => {})
}

/** The form goes; the window shows what the person may see. */
export const letIn = (): void => { asked.value = false }

export const forgetPerson = (): void => {
  token.value = null
  tellShell()
  sessionStorage.removeItem(storageKey)
  localStorage.removeItem(storageKey)
  keyring()?.keep(null).catch(() => {})
}
