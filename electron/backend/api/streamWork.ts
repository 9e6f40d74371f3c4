import type { Progress } from '../../../src/shared/contract/common.ts'

/**
 * Long work as a stream: its progress as it comes, then its result. When the caller goes away or cancels, `signal` tells
 * the work to stop, and the stream ends after the work has cleaned up.
 */
export async function* streamWork<Result>(caller: AbortSignal | undefined, work: (onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>): AsyncGenerator<Progress | Result, void> {
  const controller = new AbortController()
  const abort = (): void => controller.abort(caller?.reason)
  caller?.addEventListener('abort', abort, { once: true })
  if (caller?.aborted) abort()

  // Only the latest progress matters to a reader who comes late.
  let latest: Progress | null = null
  let finished = false
  let wake = (): void => {}
  const working = work(progress => {
    latest = progress
    wake()
  }, controller.signal)
  const ended = working.then(() => {}, () => {}).then(() => {
    finished = true
    wake()
  })
  try {
    while (!finished) {
      const progress = takeLatest()
      if (progress) yield progress
      else await new Promise<void>(resolve => { wake = resolve })
    }
    yield await working
  } finally {
    caller?.removeEventListener('abort', abort)
    controller.abort()
    await ended
  }

  function takeLatest(): Progress | null {
    const progress = latest
    latest = null
    return progress
  }
}
