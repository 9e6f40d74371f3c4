import { computed, ref, shallowRef } from 'vue'
import type { UploadProgress } from '../../../api/index.ts'
import type { ImportInspection, ImportReport, Progress } from '../../../shared/contract/index.ts'
import { stepText } from '../../frame/stepText.ts'
import type { Draft } from './draft.ts'
import type { MapTab } from './points.ts'

export const steps = ['files', 'mapping', 'check', 'done'] as const
export type Step = 'choose' | (typeof steps)[number]
export type Busy = 'upload' | 'look' | 'check' | 'apply' | 'rejected'
interface Moment { draft: Draft, found: ImportInspection }

// The wizard outlives its screen: who looks something up elsewhere comes back to what was entered.
export const step = ref<Step>('choose')
export const busy = ref<Busy | null>(null)
/** The lists of values are being read again; everything else can go on. */
export const refreshing = ref(false)
export const folder = ref('')
export const found = shallowRef<ImportInspection | null>(null)
export const draft = shallowRef<Draft | null>(null)
/** Local date-time of the workspace; empty = now. */
export const asOf = ref('')
export const remember = ref(true)
/** Of the dry run, then of the import. */
export const report = shallowRef<ImportReport | null>(null)
export const done = shallowRef<ImportReport | null>(null)
export const failed = shallowRef<unknown>(null)
export const wasStopped = ref(false)
/** The steps went by themselves: there was nothing to say. */
export const byItself = ref(false)
/** Files that this round is not about: of another system, or brought already. */
export const apart = shallowRef<ReadonlySet<string>>(new Set())
/** Of those, what is still to be brought, and whose it is. */
export const waiting = shallowRef<{ files: string[], systems: string[] }>({ files: [], systems: [] })
export const past = shallowRef<readonly Moment[]>([])
export const tab = ref<MapTab>('fields')
/** The point that the list is to go to. */
export const goal = ref<string | null>(null)

const sent = shallowRef<UploadProgress | null>(null)
const progress = shallowRef<Progress | null>(null)
let controller: AbortController | null = null

const longestPast = 200
/** What stood before an edit can be had back. */
export const keepMoment = (): void => {
  if (draft.value && found.value) past.value = [...past.value.slice(-longestPast), { draft: draft.value, found: found.value }]
}
export const undo = (): void => {
  const before = past.value.at(-1)
  if (!before) return
  past.value = past.value.slice(0, -1)
  draft.value = before.draft
  found.value = before.found
}

/** One long work at a time; it can be stopped, and what it threw is said where the person is. Null when it didn't come to its end. */
export const work = async <Result>(what: Busy, act: (hearing: { signal: AbortSignal, onUpload: (now: UploadProgress) => void, onProgress: (now: Progress) => void }) => Promise<Result>): Promise<Result | null> => {
  controller?.abort()
  const mine = new AbortController()
  controller = mine
  busy.value = what
  failed.value = null
  wasStopped.value = false
  sent.value = null
  progress.value = null
  try {
    return await act({
      signal: mine.signal,
      onUpload: now => {
        busy.value = 'upload'
        sent.value = now
      },
      onProgress: now => {
        busy.value = what
        progress.value = now
      },
    })
  } catch (error) {
    if (controller === mine) {
      wasStopped.value = mine.signal.aborted
      if (!mine.signal.aborted) failed.value = error
    }
    return null
  } finally {
    if (controller === mine) {
      controller = null
      busy.value = null
    }
  }
}
export const cancel = (): void => controller?.abort()

/** What the bar shows: bytes while files are handed over, rows afterwards. */
export const bar = computed(() => {
  if (busy.value === null) return null
  if (busy.value === 'upload') return { label: stepText('upload'), done: sent.value?.sent ?? 0, total: sent.value?.total ?? null, rate: null, left: null, bytes: true }
  const now = progress.value
  return { label: stepText(now?.step ?? (busy.value === 'look' ? 'import.looking' : 'import.reading')), done: now?.done ?? 0, total: now?.total ?? null, rate: now?.rate ?? null, left: now?.left ?? null, bytes: false }
})

export const forgetAll = (): void => {
  cancel()
  for (const box of [found, draft, report, done, failed]) box.value = null
  step.value = 'choose'
  folder.value = ''
  asOf.value = ''
  remember.value = true
  wasStopped.value = false
  byItself.value = false
  refreshing.value = false
  apart.value = new Set()
  waiting.value = { files: [], systems: [] }
  past.value = []
  tab.value = 'fields'
}

let begunFor: string | null = null
/** The team that is open: what was begun for another one is forgotten. */
export const beginFor = (path: string): void => {
  if (begunFor !== path) forgetAll()
  begunFor = path
}
