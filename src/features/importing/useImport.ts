import { computed, nextTick, ref, shallowRef, watch } from 'vue'
import { client, newCommandId, uploadFiles, type UploadProgress } from '../../api/index.ts'
import type { ImportReport, Progress } from '../../shared/contract/index.ts'
import { stepText } from '../frame/stepText.ts'
import { incoming, incomingPlace, type Place } from './incoming.ts'

type Source = Place | { uploadId: string }
export type ImportPhase = 'choose' | 'upload' | 'check' | 'preview' | 'apply' | 'done'

/** Files or a folder, first looked at (nothing is written), then brought in. One import at a time; each can be stopped. */
export const useImport = () => {
  const phase = ref<ImportPhase>('choose')
  const folder = ref('')
  /** As a person types it, local date-time of the workspace; empty = now. */
  const asOf = ref('')
  const sent = shallowRef<UploadProgress | null>(null)
  const progress = shallowRef<Progress | null>(null)
  const report = shallowRef<ImportReport | null>(null)
  const failed = shallowRef<unknown>(null)
  const wasStopped = ref(false)
  let source: Source | null = null
  let sourceOf: readonly File[] | null = null
  let checkedAsOf = ''
  let stop: AbortController | null = null

  const hasSource = computed(() => incoming.value.length > 0 || incomingPlace.value !== null || folder.value.trim().length > 0)
  watch([incoming, folder], () => { source = null })

  const sourceNow = async (signal: AbortSignal): Promise<Source> => {
    if (incomingPlace.value) return incomingPlace.value
    if (!incoming.value.length) return { folder: folder.value.trim() }
    if (source && sourceOf === incoming.value) return source
    phase.value = 'upload'
    sourceOf = incoming.value
    source = { uploadId: await uploadFiles(incoming.value, { signal, onProgress: now => { sent.value = now } }) }
    return source
  }

  const run = async (dryRun: boolean): Promise<void> => {
    const before = phase.value
    checkedAsOf = asOf.value
    const controller = new AbortController()
    stop = controller
    failed.value = null
    wasStopped.value = false
    progress.value = null
    try {
      const from = await sourceNow(controller.signal)
      phase.value = dryRun ? 'check' : 'apply'
      const events = await client.importing.run({ commandId: newCommandId(), source: from, dryRun, ...(asOf.value ? { asOf: asOf.value } : {}) }, { signal: controller.signal })
      for await (const event of events) {
        if (event.type === 'progress') progress.value = event
        else {
          report.value = event.report
          phase.value = dryRun ? 'preview' : 'done'
        }
      }
    } catch (error) {
      phase.value = before === 'preview' ? 'preview' : 'choose'
      wasStopped.value = controller.signal.aborted
      if (!controller.signal.aborted) failed.value = error
    } finally {
      stop = null
    }
  }
  /** After the fields of the moment have settled. */
  const checkSoon = async (): Promise<void> => {
    await nextTick()
    if (asOf.value !== checkedAsOf) await run(true)
  }
  const reset = (): void => {
    incoming.value = []
    incomingPlace.value = null
    folder.value = ''
    asOf.value = ''
    report.value = null
    failed.value = null
    phase.value = 'choose'
  }
  /** What the bar shows: bytes while files are handed over, rows afterwards. */
  const bar = computed(() => {
    if (phase.value === 'upload') return { label: stepText('upload'), done: sent.value?.sent ?? 0, total: sent.value?.total ?? null, rate: null, left: null, bytes: true }
    if (phase.value !== 'check' && phase.value !== 'apply') return null
    const now = progress.value
    return { label: stepText(now?.step ?? 'import.reading'), done: now?.done ?? 0, total: now?.total ?? null, rate: now?.rate ?? null, left: now?.left ?? null, bytes: false }
  })
  return { phase, folder, asOf, report, failed, wasStopped, hasSource, bar, check: () => run(true), checkSoon, apply: () => run(false), reset, cancel: () => stop?.abort() }
}
