import { computed, ref, type Ref } from 'vue'
import { client, desktop, newCommandId, uploadFiles } from '../../../api/index.ts'
import type { RecordingView } from '../../../shared/contract/recordings.ts'
import { notifyError } from '../../../ui/notices.ts'

/** A file that is dropped on a call, or chosen for it, becomes its recording. */
export const useAttach = (callId: Ref<number>, view: Ref<RecordingView | null>, done: () => Promise<void>) => {
  const [over, busy] = [ref(false), ref(false)]
  const may = computed(() => view.value?.allowedActions.includes('attach') === true)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file || !may.value || busy.value) return
    busy.value = true
    const of = callId.value
    try {
      // On the desktop it is taken where it lies; a browser uploads it first.
      const path = desktop()?.pathOf(file) ?? ''
      const source = path !== '' ? { path } : { uploadId: await uploadFiles([file]) }
      await client.recordings.attach({ commandId: newCommandId(), callId: of, source })
      if (of === callId.value) await done()
    } catch (error) {
      notifyError(error)
    } finally {
      busy.value = false
    }
  }
  const isFile = (event: DragEvent): boolean => may.value && event.dataTransfer?.types.includes('Files') === true
  return {
    may, over, busy, take,
    onOver: (event: DragEvent): void => {
      if (!isFile(event)) return
      event.preventDefault()
      // The window's own drop, which brings exports, isn't meant.
      event.stopPropagation()
      over.value = true
    },
    onLeave: (): void => { over.value = false },
    onDrop: (event: DragEvent): void => {
      over.value = false
      if (!isFile(event)) return
      event.preventDefault()
      event.stopPropagation()
      void take(event.dataTransfer?.files[0])
    },
  }
}
