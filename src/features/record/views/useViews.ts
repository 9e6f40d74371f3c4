import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { client, newCommandId, orpc } from '../../../api/index.ts'
import { useText } from '../../../i18n/index.ts'
import type { SavedView } from '../../../shared/contract/deals.ts'
import { notify, notifyError } from '../../../ui/notices.ts'

/** Views that the person keeps of one screen. What a view holds is the screen's own matter. */
export const useViews = (screen: string) => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const query = useQuery(orpc.views.list.queryOptions({ input: { screen } }))
  const views = computed(() => query.data.value ?? [])
  const refresh = (): Promise<void> => queryClient.invalidateQueries({ queryKey: orpc.views.key() })
  const change = async (run: () => Promise<unknown>, said: string): Promise<void> => {
    try {
      await run()
      notify({ text: said })
    } catch (error) {
      notifyError(error)
    }
    await refresh()
  }

  /** A name that is there already is written over: that is how a view is brought up to date. */
  const save = (name: string, settings: Record<string, unknown>): Promise<void> => {
    const same = views.value.find(view => view.name.toLowerCase() === name.trim().toLowerCase())
    return change(() => client.views.save({ commandId: newCommandId(), screen, name, settings, ...(same ? { id: same.id, expectedVersion: same.version } : {}) }), t('deals.views.saved', { name }))
  }
  const rename = (view: SavedView, name: string): Promise<void> =>
    change(() => client.views.save({ commandId: newCommandId(), id: view.id, expectedVersion: view.version, screen, name, settings: view.settings }), t('deals.views.saved', { name }))
  const remove = (view: SavedView): Promise<void> =>
    change(() => client.views.remove({ commandId: newCommandId(), id: view.id, expectedVersion: view.version }), t('deals.views.removed', { name: view.name }))
  return { views, save, rename, remove }
}
