import { computed, onScopeDispose, shallowRef } from 'vue'
import { hasCode } from '../../../api/index.ts'
import { useText } from '../../../i18n/index.ts'
import type { Progress } from '../../../shared/contract/common.ts'
import { notify, notifyError } from '../../../ui/notices.ts'
import { saveBlob } from '../../../ui/saveText.ts'

export type ExportEvent = Progress | { type: 'chunk', data: string } | { type: 'done', fileName: string, mime: string, rows: number }

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))

/** A file that comes in chunks: progress, a way to stop, and the download at its end; a stopped one leaves nothing. */
export const useExport = () => {
  const { t } = useText()
  const progress = shallowRef<Progress | null>(null)
  let stopper: AbortController | null = null
  const stop = (): void => stopper?.abort()
  onScopeDispose(stop)

  const run = async (start: (signal: AbortSignal) => Promise<AsyncIterable<ExportEvent>>): Promise<boolean> => {
    const stopping = stopper = new AbortController()
    progress.value = { type: 'progress', step: 'export', done: 0, total: null, rate: null, left: null }
    const parts: Uint8Array<ArrayBuffer>[] = []
    try {
      for await (const event of await start(stopping.signal)) {
        if (stopping.signal.aborted) return false
        if (event.type === 'progress') progress.value = event
        else if (event.type === 'chunk') parts.push(bytesOf(event.data))
        else {
          saveBlob({ fileName: event.fileName, blob: new Blob(parts, { type: event.mime }) })
          notify({ text: t('deals.export.saved', { file: event.fileName }), detail: t('common.rows', {}, event.rows) })
          return true
        }
      }
      return false
    } catch (error) {
      if (!stopping.signal.aborted && !hasCode(error, 'CANCELLED')) notifyError(error)
      return false
    } finally {
      progress.value = null
    }
  }
  return { progress, running: computed(() => progress.value !== null), run, stop }
}
