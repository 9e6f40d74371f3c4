// How the grid scrolls: 100 000 rows at 20 000 px a second through the real screen, frames and heap as Chromium counts them.
const total = 100_000
const speed = 20_000
const seconds = 5

/** A row as deals.range gives it; the answers are made here, so that the figure is the window's alone. */
const rowOf = index => ({
  id: index + 1, version: 1, externalId: String(index), source: 'bench', title: `Deal ${index + 1}`, status: 'open', client: { id: index + 1, name: `Client ${index + 1}` }, manager: { id: 1 + index % 12, name: `Manager ${index % 12}` }, managerAbsent: false,
  pipeline: 'Sales', stage: { id: 1 + index % 7, name: `Stage ${index % 7}`, kind: 'open', dwellLimitDays: 5 }, amount: 1_000_000 + index, currency: 'RUB', amountReporting: 1_000_000 + index, channel: 'Site', createdAt: 1_760_000_000_000 + index,
  updatedAt: 1_763_000_000_000 + index, closedAt: null, expectedCloseDay: null, age: { days: index % 90, exact: true }, lastContactDays: index % 30, openTasks: 1, nextDueAt: 1_763_000_000_000 + index * 1000, overdue: index % 3 === 0, moves: 0,
  stuck: index % 3 === 0 ? ['dwell', 'silent'] : [], parkedUntil: null, allowedActions: ['question', 'task', 'park', 'reassign'],
})

/** `report(name, values, target, unit)`; the page is let in already. */
export const measureGrid = async (page, report) => {
  await page.route('**/rpc/deals/range', async route => {
    const { offset, limit } = route.request().postDataJSON().json
    const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, index) => rowOf(offset + index))
    await route.fulfill({ json: { json: { rows, total, money: { amount: 1e12, noRate: 0 } } } })
  })
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.waitForFunction(rows => document.querySelector('.data-grid')?.getAttribute('aria-rowcount') === String(rows + 1), total)
  const frames = await page.evaluate(([pixels, long]) => new Promise(resolve => {
    const grid = document.querySelector('.data-grid')
    const deltas = []
    let before = performance.now()
    const began = before
    const step = now => {
      deltas.push(now - before)
      grid.scrollTop += pixels * (now - before) / 1000
      before = now
      if (now - began < long * 1000) requestAnimationFrame(step)
      else resolve(deltas.slice(2))
    }
    requestAnimationFrame(step)
  }), [speed, seconds])
  const sorted = [...frames].sort((left, right) => left - right)
  report('Grid of 100 000 rows, 20 000 px/s: p95 frame', [sorted[Math.ceil(sorted.length * 0.95) - 1]], 25, 'ms')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.enable')
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  report('Grid of 100 000 rows: heap of the whole window', [usedSize / 1e6], 80, 'MB')
  await page.unroute('**/rpc/deals/range')
  return { frames: frames.length, median: sorted[Math.floor(sorted.length / 2)] }
}
