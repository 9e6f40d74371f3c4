import { readonly, shallowRef } from 'vue'

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

/** Takes what this browser kept; once, before the first call. */
export const recallPerson = (): void => {
  token.value = sessionStorage.getItem(storageKey) ?? localStorage.getItem(storageKey)
}

/** `remember`: until signed out, also after the browser was closed; otherwise this tab only. */
export const keepPerson = (value: string, remember: boolean): void => {
  token.value = value
  ;(remember ? localStorage : sessionStorage).setItem(storageKey, value)
}

/** The form goes; the window shows what the person may see. */
export const letIn = (): void => { asked.value = false }

export const forgetPerson = (): void => {
  token.value = null
  sessionStorage.removeItem(storageKey)
  localStorage.removeItem(storageKey)
}
