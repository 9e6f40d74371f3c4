import type { Range } from './quota.ts'

/** How a pause is told from quiet speech: against the recording's own loudness, never above what is barely heard. */
export const silenceRules = { /** Of the loudness that only the loudest twentieth exceeds. */ share: 0.06, least: 2, most: 20, /** Shorter pauses belong to speech. */ leastS: 1.5, /** Left at both ends, so that no word loses its first sound. */ keptS: 0.3 } as const

/** Pauses of a recording, in seconds; `peaks` are 0 to 255, so many a second. */
export const silencesOf = (peaks: Uint8Array, perSecond: number): Range[] => {
  const loudness = peaks.toSorted()
  const speech = loudness[Math.floor(loudness.length * 0.95)] ?? 0
  const quiet = Math.min(silenceRules.most, Math.max(silenceRules.least, speech * silenceRules.share))
  const silences: Range[] = []
  let from = 0
  for (let index = 0; index <= peaks.length; index++) {
    if (index < peaks.length && peaks[index]! <= quiet) continue
    if ((index - from) / perSecond >= silenceRules.leastS) {
      // At the very beginning and end there is no word to keep.
      const [start, end] = [from === 0 ? 0 : from / perSecond + silenceRules.keptS, index === peaks.length ? index / perSecond : index / perSecond - silenceRules.keptS]
      if (end > start) silences.push([start, end])
    }
    from = index + 1
  }
  return silences
}

/** The loudest of equal parts, for a drawing of `most` points. */
export const coarserPeaks = (peaks: Uint8Array, most: number): number[] => {
  if (peaks.length <= most) return [...peaks]
  return Array.from({ length: most }, (_, part) => {
    let loudest = 0
    for (let index = Math.floor(part * peaks.length / most); index < Math.floor((part + 1) * peaks.length / most); index++) loudest = Math.max(loudest, peaks[index]!)
    return loudest
  })
}
