import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { desktop } from '../../api/index.ts'
import type { HostAnswer, HostsState } from '../../shared/desktop.ts'

/** Waits between two tries, in seconds; the last one is repeated. */
const waits = [2, 4, 8, 15, 30, 60]

/** The team's host as the desktop knows it: remembered addresses, connecting, and trying again while it is away. */
export const useHosts = () => {
  const shell = desktop()
  const state = shallowRef<HostsState>({ remembered: [], current: null })
  const working = ref(false)
  const answer = ref<Exclude<HostAnswer, 'connected'> | null>(null)
  const inSeconds = ref<number | null>(null)
  let tries = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = async (): Promise<void> => { if (shell) state.value = await shell.hosts() }
  const stop = (): void => {
    clearTimeout(timer)
    inSeconds.value = null
    tries = 0
  }
  const connect = async (address: string): Promise<void> => {
    if (!shell || working.value) return
    stop()
    working.value = true
    try {
      const said = await shell.connectHost(address)
      answer.value = said === 'connected' ? null : said
      if (said === 'connected') await load()
    } finally {
      working.value = false
    }
  }
  /** Counts down, a second at a time, and asks; up to half as long again, so that a whole office doesn't come back at one moment. */
  const retry = (address: string): void => {
    if (!shell) return
    const wait = waits[Math.min(tries, waits.length - 1)]!
    tries++
    inSeconds.value = Math.round(wait * (1 + Math.random() / 2))
    const tick = (): void => {
      if (inSeconds.value !== null && inSeconds.value > 1) {
        inSeconds.value--
        timer = setTimeout(tick, 1000)
      } else {
        void shell.connectHost(address).then(said => { if (said === 'connected') stop(); else if (inSeconds.value !== null) retry(address) })
      }
    }
    timer = setTimeout(tick, 1000)
  }
  const leave = async (forget?: string): Promise<void> => {
    if (!shell) return
    stop()
    state.value = await shell.leaveHost(forget)
  }
  onScopeDispose(stop)
  return { state, load, connect, retry, leave, stop, working, answer, inSeconds, isThere: computed(() => shell !== null) }
}
