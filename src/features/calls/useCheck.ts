import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, reactive, ref, watch, type Ref } from 'vue'
import { client, newCommandId, orpc } from '../../api/index.ts'
import { hasCode, toPultError } from '../../api/errors.ts'
import { useText } from '../../i18n/index.ts'
import type { CheckWords } from '../../shared/contract/callDesk.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'

const stayMs = 60_000
const noWords = (): CheckWords => ({ verdict: null, marks: {}, comments: [], comment: '', nextStep: '', agreedDay: null })

/** One's own check of a call: what is written is kept at every key, one saving after the other; the call is held while it is open. */
export const useCheck = (callId: Ref<number>, onNext: (callId: number | null) => void) => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const format = useFormat()
  const query = useQuery(computed(() => orpc.callDesk.open.queryOptions({ input: { callId: callId.value }, staleTime: 0 })))
  const words = reactive(noWords())
  const total = ref<number | null>(null)
  const missing = ref<readonly string[]>([])
  /** Grows with every try to finish that lacked something: the focus goes to the first of it. */
  const refusals = ref(0)
  const lockedBy = ref<string | null>(null)
  const saving = ref(false)
  const finishing = ref(false)
  /** What is written last is kept last: one draft under way, the newest words behind it. Those of a call that was left are its own. */
  interface Writing { id: number, version: number | null, next: CheckWords | null, run: Promise<void> }
  let writing: Writing | null = null
  let loaded: number | null = null
  let version: number | null = null

  const view = computed(() => query.data.value?.call.id === callId.value ? query.data.value : null)
  const isDone = computed(() => view.value?.own?.doneAt != null)
  watch(view, now => {
    // What is being written isn't overwritten by an answer that comes later; what another window, or a moment ago this one, has kept is shown.
    if (!now || (loaded === now.call.id && (writing !== null || finishing.value || (now.own?.version ?? 0) <= (version ?? 0)))) return
    loaded = now.call.id
    version = now.own?.version ?? null
    total.value = now.own?.total ?? null
    missing.value = []
    Object.assign(words, noWords(), now.own ? { verdict: now.own.verdict, marks: { ...now.own.marks }, comments: [...now.own.comments], comment: now.own.comment, nextStep: now.own.nextStep, agreedDay: now.own.agreedDay } : {})
  }, { immediate: true })

  const said = (): CheckWords => JSON.parse(JSON.stringify(words)) as CheckWords
  const refresh = async (): Promise<void> => {
    loaded = null
    await queryClient.invalidateQueries({ queryKey: orpc.callDesk.key() })
  }
  const refuse = (error: unknown): void => {
    const { code, details } = toPultError(error)
    if (code === 'CONFLICT' && details.reason === 'locked') lockedBy.value = String(details.by)
    else {
      notifyError(error)
      // Changed at another window: what stands there is shown.
      if (code === 'CONFLICT') void refresh()
    }
  }
  const send = async (mine: Writing): Promise<void> => {
    while (mine.next) {
      const words = mine.next
      mine.next = null
      const answer = await client.callDesk.draft({ callId: mine.id, expectedVersion: mine.version, ...words })
      mine.version = answer.version
      if (mine.id === loaded) [version, total.value] = [answer.version, answer.total]
    }
  }
  /** Of what the backend missed, what hasn't come since. */
  const stillMissing = (what: string): boolean => {
    const [kind, id = ''] = what.split(':')
    const mark = words.marks[id]
    switch (kind) {
      case 'verdict': return words.verdict === null
      case 'mark': return mark === undefined
      case 'comment': return (mark?.comment ?? '').trim() === ''
      case 'step': return words.nextStep.trim() === ''
      default: return words.agreedDay === null
    }
  }
  const settled = (): Promise<void> => writing?.run ?? Promise.resolve()
  const changed = (): void => {
    if (loaded === null || finishing.value) return
    missing.value = missing.value.filter(stillMissing)
    if (writing?.id === loaded) {
      writing.next = said()
      return
    }
    const mine: Writing = { id: loaded, version, next: said(), run: Promise.resolve() }
    writing = mine
    saving.value = true
    mine.run = send(mine).catch((error: unknown) => { if (mine.id === loaded) refuse(error) }).finally(() => {
      if (writing !== mine) return
      writing = null
      saving.value = false
    })
  }

  // Held while it is looked at; whoever leaves lets go.
  let left = false
  const release = (id: number): void => { void settled().then(() => client.callDesk.release({ callId: id })).catch(() => {}) }
  let held: number | null = null
  const hold = async (): Promise<void> => {
    const id = callId.value
    try {
      await client.callDesk.lock({ callId: id })
      if (left || id !== callId.value) return release(id)
      held = id
      lockedBy.value = null
    } catch (error) {
      if (!left && id === callId.value && hasCode(toPultError(error), 'CONFLICT')) refuse(error)
    }
  }
  const letGo = (): void => {
    if (held !== null) release(held)
    held = null
  }
  const timer = setInterval(() => { if (!isDone.value && document.visibilityState === 'visible') void hold() }, stayMs)
  watch(callId, () => {
    letGo()
    lockedBy.value = null
  })
  // What is done needs nobody at it.
  watch(() => view.value && !isDone.value ? callId.value : null, id => { if (id !== null && held !== id) void hold() }, { immediate: true })
  onScopeDispose(() => {
    clearInterval(timer)
    left = true
    letGo()
  })

  const finish = async (): Promise<void> => {
    if (finishing.value || isDone.value || !view.value) return
    finishing.value = true
    try {
      await settled()
      const [id, commandId, who] = [callId.value, newCommandId(), view.value.call.client ?? view.value.call.manager.name]
      const answer = await client.callDesk.finish({ commandId, callId: id, expectedVersion: version, ...said() })
      const [before, after] = [answer.recount?.before.callsWithTalk, answer.recount?.after.callsWithTalk]
      notify({
        text: answer.total === null ? t('calls.done.judged', { who }) : t('calls.done.scored', { who, score: format.value.score(answer.total) }), ...before !== undefined && before !== after && { detail: t('calls.done.recount', { before: format.value.count(before), after: format.value.count(after!) }) },
        undo: async () => {
          await client.callDesk.undo({ commandId: newCommandId(), undoOf: commandId })
          await refresh()
        },
      })
      held = null
      onNext(answer.next)
      await refresh()
    } catch (error) {
      const { code, details } = toPultError(error)
      if (code === 'BAD_INPUT' && Array.isArray(details.missing)) {
        missing.value = details.missing as string[]
        refusals.value++
      }
      else refuse(error)
    } finally {
      finishing.value = false
    }
  }
  return { query, view, words, total, missing, refusals, lockedBy, saving, finishing, isDone, changed, finish }
}
export type Check = ReturnType<typeof useCheck>
