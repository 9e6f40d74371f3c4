import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../api/index.ts'

/** The open workspace, as the backend says it; null when none is open, undefined while unknown. */
export const useWorkspace = () => {
  const query = useQuery(orpc.workspace.current.queryOptions())
  const workspace = computed(() => query.data.value)
  return { workspace, error: query.error, isPending: query.isPending, refetch: query.refetch }
}
