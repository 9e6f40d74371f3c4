import { ref, shallowRef } from 'vue'
import { newCommandId, orpc, queryClient } from '../../api/index.ts'

/** What the settings show, fetched again: the answer of a change may not wait for the live event. */
export const refetchSettings = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.settings.key() })

/**
 * One decision with its state. Repeated with the same input after an error it keeps its command id, so that nothing is applied twice.
 * `run` answers null when it failed; `error` then holds what was thrown.
 */
export const useCommand = <Whole extends { commandId: string }, Answer>(call: (input: Whole) => Promise<Answer>) => {
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  let tried: { input: string, commandId: string } | null = null

  const run = async (input: Omit<Whole, 'commandId'>): Promise<Answer | null> => {
    if (busy.value) return null
    const same = JSON.stringify(input)
    if (tried?.input !== same) tried = { input: same, commandId: newCommandId() }
    busy.value = true
    error.value = null
    try {
      const answer = await call({ ...input, commandId: tried.commandId } as Whole)
      tried = null
      await refetchSettings()
      return answer
    } catch (thrown) {
      error.value = thrown
      return null
    } finally {
      busy.value = false
    }
  }
  return { busy, error, run, forget: () => { error.value = null } }
}
