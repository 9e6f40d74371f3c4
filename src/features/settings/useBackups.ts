import { useQuery } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { client, orpc, queryClient } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import type { Backup, BackupKind } from '../../shared/contract/backups.ts'
import { confirm } from '../../ui/confirm.ts'
import { useFormat } from '../../ui/format.ts'
import type { RowId } from '../../ui/listTypes.ts'
import { notify, notifyError } from '../../ui/notices.ts'

/** A copy, or an attempt that left none (`backup` null). */
export interface BackupRow { id: string, at: number, kind: BackupKind, backup: Backup | null, code: string | null }

export const useBackups = () => {
  const format = useFormat()
  const query = useQuery(orpc.backups.list.queryOptions())
  const rows = computed<BackupRow[]>(() => [
    ...query.data.value?.rows.map(backup => ({ id: backup.name, at: backup.at, kind: backup.kind, backup, code: null })) ?? [],
    ...query.data.value?.failures.map(({ at, kind, code }, index) => ({ id: `failed ${at} ${index}`, at, kind, backup: null, code })) ?? [],
  ].sort((a, b) => b.at - a.at))
  const active = ref<RowId | null>(null)
  const activeRow = computed(() => rows.value.find(row => row.id === active.value) ?? null)
  const working = ref<'make' | 'restore' | null>(null)
  const lastFailed = computed(() => rows.value[0]?.code ? rows.value[0] : null)

  const run = async (what: 'make' | 'restore', work: () => Promise<void>): Promise<void> => {
    if (working.value) return
    working.value = what
    try {
      await work()
    } catch (error) {
      notifyError(error)
    } finally {
      working.value = null
      await queryClient.invalidateQueries({ queryKey: orpc.backups.key() })
    }
  }
  const make = (): Promise<void> => run('make', async () => {
    const { bytes } = await client.backups.make()
    notify({ text: text('backups.made', { size: format.value.bytes(bytes) }) })
  })
  const mayRestore = (row: BackupRow | null): row is BackupRow & { backup: Backup } => row?.backup != null && row.kind !== 'damaged'
  const restore = async (row: BackupRow | null): Promise<void> => {
    if (!mayRestore(row) || working.value) return
    const when = format.value.instant(row.at)
    if (!await confirm({ title: text('backups.ask.title', { when }), text: text('backups.ask.text'), action: text('backups.restore'), danger: true })) return
    await run('restore', async () => {
      await client.backups.restore({ name: row.backup.name })
      notify({ text: text('backups.restored', { when }) })
      await queryClient.invalidateQueries()
    })
  }
  return { query, rows, active, activeRow, working, lastFailed, make, restore, mayRestore }
}
