/** Peaks a second that are kept: fine enough to skip silence by. */
export const peaksPerSecond = 10

export interface PeakCounter {
  /** A moment of all channels, the loudest of them, −1 to 1. */
  readonly sample: (value: number) => void
  /** Whole channels at once. */
  readonly channels: (channels: readonly Float32Array[]) => void
  readonly done: () => { durationS: number, peaks: Uint8Array<ArrayBuffer> }
}

/** The loudest of each tenth of a second as 0 to 255. */
export const makePeakCounter = (rate: number): PeakCounter => {
  let peaks = new Uint8Array(1024)
  let [samples, loudest, filled] = [0, 0, 0]
  /** The first sample of the next tenth: rates such as 11 025 don't divide. */
  let next = Math.ceil(rate / peaksPerSecond)
  const close = (): void => {
    if (filled === peaks.length) {
      const larger = new Uint8Array(peaks.length * 2)
      larger.set(peaks)
      peaks = larger
    }
    peaks[filled++] = Math.min(255, Math.round(loudest * 255))
    loudest = 0
    next = Math.ceil((filled + 1) * rate / peaksPerSecond)
  }
  const sample = (value: number): void => {
    const loud = value < 0 ? -value : value
    if (loud > loudest) loudest = loud
    if (++samples >= next) close()
  }
  return {
    sample,
    channels: all => {
      const length = all[0]?.length ?? 0
      // Up to the end of each tenth in one go, channel after channel: a call a sample would cost more than the decoding.
      for (let from = 0; from < length;) {
        const to = Math.min(length, from + next - samples)
        let loud = loudest
        for (const channel of all) {
          for (let index = from; index < to; index++) {
            const value = channel[index]!
            if (value > loud) loud = value
            else if (-value > loud) loud = -value
          }
        }
        loudest = loud
        samples += to - from
        from = to
        if (samples >= next) close()
      }
    },
    done: () => {
      const durationS = samples / rate
      if (samples > Math.ceil(filled * rate / peaksPerSecond)) close()
      return { durationS, peaks: peaks.slice(0, filled) }
    },
  }
}
