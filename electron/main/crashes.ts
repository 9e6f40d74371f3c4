/** How often the window may fail before it is no accident: 3 times in a minute. */
export const makeCrashCount = (now: () => number, most = 3, withinMs = 60_000): (() => 'reload' | 'give_up') => {
  let times: number[] = []
  return () => {
    const at = now()
    times = [...times.filter(time => at - time < withinMs), at]
    return times.length > most ? 'give_up' : 'reload'
  }
}
