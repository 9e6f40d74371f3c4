import { useQuery } from '@tanstack/vue-query'
import { computed, ref, shallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { client, newCommandId, orpc, queryClient } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import type { OpenWorkspace, Progress } from '../../shared/contract/index.ts'
import { useLanguage } from '../../stores/language.ts'
import { notify } from '../../ui/notices.ts'
import { incoming, incomingPlace } from '../importing/incoming.ts'

export interface NewWorkspace { name: string, timeZone: string, currency: string, headName: string, path?: string }
type Work = 'demo' | 'create' | 'open' | 'rescue'

/** Opening, making and remembering workspaces. One thing at a time; what failed says so where it was asked for. */
export const useWelcome = () => {
  const router = useRouter()
  const route = useRoute()
  const language = useLanguage()
  const recent = useQuery(orpc.workspace.recent.queryOptions())
  /** The file that didn't open, at the start or just now. */
  const rescue = useQuery(orpc.backups.rescue.queryOptions({ staleTime: 0 }))
  const working = ref<{ on: Work, path?: string } | null>(null)
  const failed = shallowRef<{ on: Work, path?: string, error: unknown } | null>(null)
  const progress = shallowRef<Progress | null>(null)
  let stop: AbortController | null = null

  const enter = async (workspace: OpenWorkspace): Promise<void> => {
    // Not what is on the screen: a watcher of a removed answer (App's of the workspace) would never hear of the new one.
    queryClient.removeQueries({ type: 'inactive' })
    queryClient.setQueryData(orpc.workspace.current.queryKey(), workspace)
    const wanted = typeof route.query.to === 'string' && route.query.to.startsWith('/') ? route.query.to : null
    await router.push(incoming.value.length || incomingPlace.value || workspace.dealCount === 0 ? '/import' : wanted ?? '/today')
  }
  const attempt = async (work: { on: Work, path?: string }, act: () => Promise<OpenWorkspace | null>): Promise<void> => {
    if (working.value) return
    working.value = work
    failed.value = null
    try {
      const workspace = await act()
      if (workspace) await enter(workspace)
    } catch (error) {
      if (!stop?.signal.aborted) failed.value = { ...work, error }
      if (work.on === 'open') void rescue.refetch()
    } finally {
      working.value = null
      progress.value = null
      stop = null
    }
  }

  const openFile = (path: string): Promise<void> => attempt({ on: 'open', path }, () => client.workspace.open({ path }))
  const restore = (name: string): Promise<void> => attempt({ on: 'rescue' }, () => client.backups.rescueRestore({ name }))
  const openDemo = (fresh: boolean): Promise<void> => attempt({ on: 'demo' }, async () => {
    stop = new AbortController()
    progress.value = { type: 'progress', step: 'demo.people', done: 0, total: null, rate: null, left: null }
    for await (const event of await client.workspace.openDemo({ fresh, language: language.language }, { signal: stop.signal })) {
      if (event.type === 'done') return event.workspace
      progress.value = event
    }
    return null
  })
  const create = (wanted: NewWorkspace): Promise<void> => {
    const commandId = newCommandId()
    return attempt({ on: 'create' }, () => client.workspace.create({ commandId, ...wanted }))
  }
  const forget = async (path: string, name: string): Promise<void> => {
    await client.workspace.forget({ path })
    await recent.refetch()
    notify({ text: text('welcome.recent.forgotten', { name }), tone: 'info' })
  }
  const errorOf = (on: Work, path?: string) => computed(() => failed.value?.on === on && (path === undefined || failed.value.path === path) ? failed.value.error : null)

  return { recent, rescue, restore, working, progress, failed, errorOf, openFile, openDemo, create, forget, stop: () => stop?.abort() }
}
