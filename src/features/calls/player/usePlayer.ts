import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { client, hasCode } from '../../../api/index.ts'
import type { RecordingView, RecordingWave } from '../../../shared/contract/recordings.ts'
import { persisted } from '../../../stores/persisted.ts'
import { makePlayedRanges, silenceAt, speedBeside, type Played } from './playedRanges.ts'

/** How often what was played is told while it plays, ms. */
const tellEvery = 5000
const sameAs = (a: number, b: number): boolean => Math.abs(a - b) < 0.05

/** One call's recording, streamed by `audio`: where it stands, what is wrong with it, and what of it was played. */
export const usePlayer = (callId: Ref<number>, audio: HTMLAudioElement, heard: { listened: (callId: number) => void }) => {
  const view = shallowRef<RecordingView | null>(null)
  const wave = shallowRef<RecordingWave | null>(null)
  const drawing = ref(false)
  const error = shallowRef<unknown>(null)
  /** The stream broke off twice: where. */
  const stoppedAt = ref<number | null>(null)
  const [time, mediaLength, playing, loading] = [ref(0), ref(0), ref(false), ref(false)]
  const listening = shallowRef<RecordingView['listening']>(null)
  const rate = persisted('player.speed', 1)
  const skips = persisted('player.skipSilence', false)
  const length = computed(() => wave.value?.durationS ?? view.value?.durationS ?? mediaLength.value)

  let played = makePlayedRanges()
  let [begins, retried, round] = [true, false, 0]

  const tell = async (of = callId.value): Promise<void> => {
    const ranges = played.take()
    const [mine, lengthS, first] = [played, length.value, begins]
    if (ranges.length === 0 || lengthS <= 0) return mine.untold(ranges)
    begins = false
    try {
      const answer = await client.recordings.played({ callId: of, lengthS, ranges: ranges.map(([from, to]) => [from, to]), begins: first })
      if (of !== callId.value) return
      const before = listening.value?.listenedAt ?? null
      listening.value = { ranges: merged([...listening.value?.ranges ?? [], ...ranges]), ...answer }
      if (answer.listenedAt !== null && before === null) heard.listened(of)
    } catch {
      // Told with the next ones: the backend may be coming back.
      begins ||= first
      mine.untold(ranges)
    }
  }
  const telling = setInterval(() => { if (playing.value) void tell() }, tellEvery)

  const load = async (resumeAt = 0, goOn = false): Promise<void> => {
    const mine = ++round
    error.value = null
    loading.value = true
    try {
      const opened = await client.recordings.open({ callId: callId.value })
      if (mine !== round) return
      view.value = opened
      listening.value = opened.listening
      if (opened.address === null) return
      audio.src = new URL(opened.address, location.href).href
      audio.defaultPlaybackRate = audio.playbackRate = rate.value
      if (resumeAt > 0) audio.currentTime = resumeAt
      if (goOn) void play()
      void askWave(mine)
    } catch (cause) {
      if (mine === round) error.value = cause
    } finally {
      if (mine === round) loading.value = false
    }
  }
  const askWave = async (mine: number): Promise<void> => {
    if (wave.value) return
    drawing.value = true
    const got = await client.recordings.wave({ callId: callId.value }).catch(() => null)
    if (mine !== round) return
    drawing.value = false
    wave.value = got
  }
  const leave = (of: number): void => {
    audio.pause()
    played.stop()
    void tell(of)
    // Its event is lost with the source.
    playing.value = false
    audio.removeAttribute('src')
    audio.load()
  }
  watch(callId, (_now, before) => {
    if (before !== undefined) leave(before)
    played = makePlayedRanges()
    ;[begins, retried] = [true, false]
    ;[view.value, wave.value, stoppedAt.value, listening.value] = [null, null, null, null]
    ;[time.value, mediaLength.value] = [0, 0]
    void load()
  }, { immediate: true })
  watch(rate, now => { audio.playbackRate = now })

  const play = async (): Promise<void> => {
    if (stoppedAt.value !== null) {
      const from = stoppedAt.value
      ;[stoppedAt.value, retried] = [null, false]
      return load(from, true)
    }
    // Refused where nobody has touched the page yet, or broken off by a pause: the element's own events say the rest.
    await audio.play().catch(() => {})
  }
  const pause = (): void => audio.pause()
  const seek = (to: number): void => {
    if (view.value?.state !== 'found') return
    audio.currentTime = Math.max(0, length.value > 0 ? Math.min(to, length.value) : to)
  }

  let jumpTo: number | null = null
  const step = (): void => {
    time.value = audio.currentTime
    if (audio.paused || audio.seeking) return
    played.at(audio.currentTime)
    const silence = skips.value && wave.value ? silenceAt(wave.value.silences, audio.currentTime) : null
    if (!silence) return
    // Skipped silence counts as played: the range goes on to the end of it.
    const end = Math.min(silence[1], length.value)
    played.at(end)
    jumpTo = end
    audio.currentTime = end
  }
  const onSeeking = (): void => {
    time.value = audio.currentTime
    if (jumpTo !== null && sameAs(jumpTo, audio.currentTime)) return
    played.stop()
  }
  const onError = (): void => {
    if (!audio.getAttribute('src')) return
    const [at, goOn] = [time.value, playing.value]
    playing.value = false
    // The address ends with a sign-out, a restart or half a day: once it is asked for again.
    if (!retried) {
      retried = true
      return void load(at, goOn)
    }
    if (at === 0 && view.value) view.value = { ...view.value, state: 'broken', problem: 'damaged' }
    else stoppedAt.value = at
  }
  const onEnded = (): void => {
    if (length.value > 0) played.at(Math.max(audio.currentTime, Math.min(length.value, audio.currentTime + 0.5)))
    played.stop()
    playing.value = false
    void tell()
  }
  const events: readonly [keyof HTMLMediaElementEventMap, () => void][] = [
    ['timeupdate', step], ['seeking', onSeeking], ['seeked', () => { jumpTo = null }], ['error', onError], ['ended', onEnded],
    ['durationchange', () => { mediaLength.value = Number.isFinite(audio.duration) ? audio.duration : 0 }],
    ['playing', () => { retried = false }],
    ['play', () => { playing.value = true }],
    ['pause', () => {
      playing.value = false
      played.stop()
      void tell()
    }],
  ]
  for (const [name, run] of events) audio.addEventListener(name, run)
  const onLeave = (): void => void tell()
  addEventListener('pagehide', onLeave)
  onScopeDispose(() => {
    round++
    clearInterval(telling)
    removeEventListener('pagehide', onLeave)
    for (const [name, run] of events) audio.removeEventListener(name, run)
    leave(callId.value)
  })

  return {
    view, wave, drawing, error, stoppedAt, time, length, playing, loading, listening, rate, skips,
    forbidden: computed(() => hasCode(error.value, 'FORBIDDEN')),
    /** Opens it anew: another file was attached. */
    load: () => {
      wave.value = null
      return load()
    }, play, pause, seek,
    toggle: () => { if (audio.paused) void play(); else pause() },
    speed: (step: number) => { rate.value = speedBeside(rate.value, step) },
  }
}

/** For the drawing of what was heard; the backend's own figures count. */
const merged = (ranges: readonly Played[]): Played[] => {
  const result: [number, number][] = []
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1] + 0.5) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}
