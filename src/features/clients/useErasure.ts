import { useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { client, newCommandId } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import type { ClientRow } from '../../shared/contract/clients.ts'
import { confirm } from '../../ui/confirm.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'

/** Erasing who a client was, on request: asked once, for it can't be undone; copies that still hold it are named with the day when the last of them goes. */
export const useErasure = (shown: Ref<ClientRow | null>) => {
  const { t } = useText()
  const format = useFormat()
  const queryClient = useQueryClient()
  const canErase = computed(() => shown.value?.allowedActions.includes('erase') ?? false)
  const erase = async (): Promise<void> => {
    const row = shown.value
    if (!row || !canErase.value) return
    if (!await confirm({ title: t('clients.erase.title', { name: row.name }), text: t('clients.erase.text'), action: t('clients.erase.act'), danger: true })) return
    try {
      const { backups } = await client.clients.erase({ commandId: newCommandId(), clientId: row.id, expectedVersion: row.version })
      notify({ text: t('clients.erase.done'), ...(backups ? { detail: t('clients.erase.kept', { n: format.value.count(backups.count), day: format.value.day(format.value.dayOf(backups.until)) }, backups.count) } : {}) })
      // Its words may stand in any list.
      await queryClient.invalidateQueries()
    } catch (error) {
      notifyError(error)
    }
  }
  return { canErase, erase }
}
