import type { Router } from 'vue-router'
import { keepPerson, letIn, orpc, queryClient } from '../../api/index.ts'
import type { MessageKey, MessageParameters } from '../../i18n/index.ts'
import { textIfAny } from '../../i18n/index.ts'
import { errorText } from '../../ui/errorText.ts'
import { homeOf } from '../frame/home.ts'

/** What this browser calls itself in the list of signed-in places. */
export const clientName = (): string => {
  const { userAgent } = navigator
  const browser = /Electron/.test(userAgent) ? 'Pult' : /Firefox/.test(userAgent) ? 'Firefox' : /Edg\//.test(userAgent) ? 'Edge' : /Chrome/.test(userAgent) ? 'Chrome' : /Safari/.test(userAgent) ? 'Safari' : 'Browser'
  const system = /Windows/.test(userAgent) ? 'Windows' : /Mac OS/.test(userAgent) ? 'macOS' : /Android/.test(userAgent) ? 'Android' : /iPhone|iPad/.test(userAgent) ? 'iOS' : /Linux/.test(userAgent) ? 'Linux' : ''
  return [browser, system].filter(Boolean).join(', ')
}

/**
 * Somebody else may have sat here before: nothing of theirs stays in sight. Who was on the way to the first screen begins at their own,
 * and nobody sees for a moment what isn't for them.
 */
export const begin = async (token: string, remember: boolean, router: Router): Promise<void> => {
  keepPerson(token, remember)
  // Quick hands sign in while the first address's screen is still being fetched; until then the router stands at «/», and a link would be lost to one's own first screen.
  await router.isReady().catch(() => {})
  queryClient.removeQueries({ type: 'inactive' })
  // What the window itself asks stays attached to its answers: it is asked anew, not forgotten.
  await queryClient.resetQueries()
  try {
    const { allowedActions } = await queryClient.fetchQuery(orpc.account.state.queryOptions())
    const home = homeOf(allowedActions)
    if (['/', '/today', '/invitation'].includes(router.currentRoute.value.path) && home !== router.currentRoute.value.path) await router.replace(home)
  } finally {
    letIn()
  }
}

/** The sentence for a refused password or sign-in. */
export const refusedText = (error: unknown): string => {
  const { error: known, sentence } = errorText(error)
  const { reason, problem, least, most } = known.details as Record<string, string | number | undefined>
  const parameters: MessageParameters = { least, most }
  return textIfAny(`account.problems.${problem}` satisfies MessageKey | string, parameters) ?? textIfAny(`account.signIn.${reason}`) ?? (reason === 'invitation' ? textIfAny('account.invitation.unusable') : null) ?? sentence
}
