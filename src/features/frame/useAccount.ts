import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, forgetPerson, orpc, queryClient } from '../../api/index.ts'

/** Who sits here and what they may do; everything is offered until that is known, and refused by the backend where it isn't allowed. */
export const useAccount = () => {
  const query = useQuery(orpc.account.state.queryOptions())
  const account = computed(() => query.data.value ?? null)
  const may = (right: string): boolean => account.value?.me ? account.value.allowedActions.includes(right) : true
  return { account, may }
}

/** Signed out here; what was in sight goes, also when the host doesn't answer: it ends the place by itself then, or the head does. */
export const signOutHere = async (): Promise<void> => {
  try {
    await client.account.signOut()
  } finally {
    forgetPerson()
    queryClient.clear()
  }
}
