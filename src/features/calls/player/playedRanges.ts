export type Played = readonly [from: number, to: number]

/** What was played since it was last told, as [from, to] in seconds. A pause that was skipped while playing lies within what was played. */
export const makePlayedRanges = () => {
  let done: [number, number][] = []
  let open: [number, number] | null = null
  const close = (): void => {
    if (open && open[1] > open[0]) done.push(open)
    open = null
  }
  return {
    /** Playing, and the head is here; the first of these begins a range. */
    at: (time: number): void => {
      if (!open) open = [time, time]
      else if (time >= open[1]) open[1] = time
      else {
        close()
        open = [time, time]
      }
    },
    /** The head was put somewhere else, or stands still: what is in between was not played. */
    stop: close,
    /** All that is not told yet; told again by `untold` when it didn't arrive. */
    take: (): Played[] => {
      const ranges = [...done, ...open && open[1] > open[0] ? [[...open] as [number, number]] : []]
      done = []
      if (open) open = [open[1], open[1]]
      return ranges
    },
    untold: (ranges: readonly Played[]): void => { done = [...ranges.map(([from, to]): [number, number] => [from, to]), ...done] },
  }
}

/** The pause that lies here, unless its end is so near that a jump would only stutter. */
export const silenceAt = (silences: readonly Played[], time: number): Played | null =>
  silences.find(([from, to]) => time >= from && time < to - 0.25) ?? null

/** 65 → «1:05», 3 725 → «1:02:05»: a player's clock, the same in every language. */
export const clockOf = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')]
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

export const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** The next speed up or down; the last one stays. */
export const speedBeside = (speed: number, step: number): number => {
  const index = speeds.findIndex(each => each >= speed)
  return speeds[Math.min(speeds.length - 1, Math.max(0, (index < 0 ? speeds.length - 1 : index) + step))]!
}
