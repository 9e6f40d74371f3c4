import { ref, shallowRef, watch, type Ref } from 'vue'
import type { RowId } from '../../../ui/listTypes.ts'
import { notifyError } from '../../../ui/notices.ts'

export interface Versioned { id: number, version: number }

export interface SeenOptions {
  selected: Ref<ReadonlySet<RowId>>
  /** A row that is loaded. */
  rowOf: (id: RowId) => Versioned | undefined
  /** Versions that came with «select all»; taken once. */
  brought?: Map<number, number>
  /** Of the others, as they stand in the list now. */
  ask: (ids: number[]) => Promise<readonly Versioned[]>
}

/**
 * The version of each selected record as it was when the person selected it: what is decided is what they saw. Whatever changed
 * since is refused by the backend, not decided on with a version that nobody looked at.
 */
export const useSeenVersions = ({ selected, rowOf, brought, ask }: SeenOptions) => {
  const seen = shallowRef<ReadonlyMap<number, number>>(new Map())
  const waiting = ref(false)
  const learn = async (ids: number[], of: ReadonlySet<RowId>): Promise<void> => {
    waiting.value = true
    try {
      const found = await ask(ids)
      if (selected.value === of) seen.value = new Map([...seen.value, ...found.map(({ id, version }) => [id, version] as const)])
    } catch (error) {
      if (selected.value === of) notifyError(error)
    } finally {
      if (selected.value === of) waiting.value = false
    }
  }
  watch(selected, now => {
    const known = new Map<number, number>()
    const unknown: number[] = []
    for (const id of [...now].map(Number)) {
      const version = seen.value.get(id) ?? rowOf(id)?.version ?? brought?.get(id)
      if (version === undefined) unknown.push(id)
      else known.set(id, version)
    }
    brought?.clear()
    seen.value = known
    waiting.value = false
    if (unknown.length > 0) void learn(unknown, now)
  }, { immediate: true, flush: 'sync' })
  return { seen, waiting }
}
