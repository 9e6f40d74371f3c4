import { useQuery } from '@tanstack/vue-query'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { client, orpc, queryClient } from '../../api/index.ts'
import type { Progress } from '../../shared/contract/common.ts'

/** What the backend says of itself, and the check of the file as it goes on. */
export const useDiagnostics = () => {
  const view = useQuery(orpc.diagnostics.get.queryOptions({ staleTime: 0 }))
  const tables = useQuery(orpc.diagnostics.tables.queryOptions())
  const progress = ref<Progress | null>(null)
  const checking = ref(false)
  const stopped = ref(false)
  const failed = shallowRef<unknown>(null)
  let controller: AbortController | null = null

  const check = async (): Promise<void> => {
    if (checking.value) return
    const mine = controller = new AbortController()
    checking.value = true
    stopped.value = false
    failed.value = null
    progress.value = null
    try {
      for await (const event of await client.diagnostics.check(undefined, { signal: mine.signal })) if (event.type === 'progress') progress.value = event
    } catch (error) {
      if (!mine.signal.aborted) failed.value = error
    } finally {
      stopped.value = mine.signal.aborted
      checking.value = false
      await queryClient.invalidateQueries({ queryKey: orpc.diagnostics.get.key() })
    }
  }
  const stop = (): void => { controller?.abort() }
  onScopeDispose(stop)
  return { view, tables, progress, checking, stopped, failed, check, stop }
}
