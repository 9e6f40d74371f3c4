import { ref, watch, type Ref } from 'vue'

/** A value of the interface kept in this browser. A broken or forbidden storage means the default, never an error. */
export const persisted = <Value>(key: string, initial: Value): Ref<Value> => {
  const name = `pult.${key}`
  const value = ref(read(name, initial)) as Ref<Value>
  watch(value, now => {
    try { localStorage.setItem(name, JSON.stringify(now)) } catch { /* private mode: kept for this visit only */ }
  }, { deep: true })
  return value
}

const read = <Value>(name: string, initial: Value): Value => {
  try {
    const kept = localStorage.getItem(name)
    return kept === null ? initial : JSON.parse(kept) as Value
  } catch {
    return initial
  }
}
