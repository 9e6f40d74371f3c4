// What work costs the processor: beside other programs a clock tells little, this nearly the same.
import { readFileSync, readdirSync } from 'node:fs'

const msPerTick = 10

/** The processor's time of `pid` and of all that it started, ms; null where there is no /proc. */
export const spentBy = pid => {
  const processes = new Map()
  try {
    for (const name of readdirSync('/proc').filter(each => /^\d+$/.test(each))) {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        const words = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        processes.set(Number(name), { parent: Number(words[1]), ms: (Number(words[11]) + Number(words[12])) * msPerTick })
      } catch {
        // It has ended meanwhile.
      }
    }
  } catch {
    return null
  }
  const belongs = id => id === pid || processes.has(id) && belongs(processes.get(id).parent)
  return [...processes].filter(([id]) => belongs(id)).reduce((sum, [, { ms }]) => sum + ms, 0)
}

/** `start()` gives a function that tells what was spent since: the window's main thread and the host with its backend, ms. */
export const makeMeter = async (page, pid) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return { window: metrics.find(({ name }) => name === 'TaskDuration').value * 1000, host: spentBy(pid) }
  }
  return {
    start: async () => {
      const before = await read()
      return async () => {
        const after = await read()
        return { window: after.window - before.window, host: after.host === null ? null : after.host - before.host }
      }
    },
    close: () => devtools.detach(),
  }
}
