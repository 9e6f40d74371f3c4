// How the grid scrolls: 100 000 rows at 20 000 px a second through the real screen, beside bare rows of text in a page of their own.
import { plainRows } from './plainRows.mjs'

const total = 100_000
const speed = 20_000
const seconds = 5
/** What passes in a frame of 60 Hz at that speed. */
const pixels = Math.round(speed / 60)
const steps = 120

/** A row as deals.range gives it; the answers are made here, so that the figure is the window's alone. */
const rowOf = index => ({
  id: index + 1, version: 1, externalId: String(index), source: 'bench', title: `Deal ${index + 1}`, status: 'open', client: { id: index + 1, name: `Client ${index + 1}` }, manager: { id: 1 + index % 12, name: `Manager ${index % 12}` }, managerAbsent: false,
  pipeline: 'Sales', stage: { id: 1 + index % 7, name: `Stage ${index % 7}`, kind: 'open', dwellLimitDays: 5 }, amount: 1_000_000 + index, currency: 'RUB', amountReporting: 1_000_000 + index, channel: 'Site', createdAt: 1_760_000_000_000 + index,
  updatedAt: 1_763_000_000_000 + index, closedAt: null, expectedCloseDay: null, age: { days: index % 90, exact: true }, lastContactDays: index % 30, openTasks: 1, nextDueAt: 1_763_000_000_000 + index * 1000, overdue: index % 3 === 0, moves: 0,
  stuck: index % 3 === 0 ? ['dwell', 'silent'] : [], parkedUntil: null, allowedActions: ['question', 'task', 'park', 'reassign'],
})

/** How long each frame took while `selector` was scrolled at an even speed, ms. A frame that comes late has further to go. */
const framesOf = (page, selector) => page.evaluate(([selector, pixels, long]) => new Promise(resolve => {
  const grid = document.querySelector(selector)
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
}), [selector, speed, seconds])

/** The processor's time that the window's main thread spends on a frame that moves on by `pixels`, ms: other programs don't change it much. */
const costOf = async (page, selector) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => Object.fromEntries((await devtools.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value * 1000]))
  const before = await read()
  await page.evaluate(([selector, pixels, steps]) => new Promise(resolve => {
    const grid = document.querySelector(selector)
    let left = steps
    const step = () => {
      grid.scrollTop += pixels
      if (--left > 0) requestAnimationFrame(step)
      else requestAnimationFrame(() => requestAnimationFrame(resolve))
    }
    requestAnimationFrame(step)
  }), [selector, pixels, steps])
  const after = await read()
  await devtools.detach()
  const spent = name => (after[name] - before[name]) / steps
  return { whole: spent('TaskDuration'), drawing: spent('RecalcStyleDuration') + spent('LayoutDuration') }
}

/** `report(name, values, target, unit)`; the page is let in already, and is left at the bare rows. */
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
  const measured = {}
  for (const [name, selector] of [['grid', '.data-grid'], ['plain', '#grid']]) {
    if (name === 'plain') {
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('HeapProfiler.enable')
      await devtools.send('HeapProfiler.collectGarbage')
      measured.heap = (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6
      await page.unroute('**/rpc/deals/range')
      await page.goto('about:blank')
      await page.setContent(plainRows)
    }
    // The first time compiles.
    await costOf(page, selector)
    measured[name] = { frames: await framesOf(page, selector), cost: [await costOf(page, selector), await costOf(page, selector), await costOf(page, selector)] }
  }
  report('Grid of 100 000 rows, 20 000 px/s: a frame', measured.grid.frames, 25, 'ms', 'p95')
  report('… the same of bare rows of text', measured.plain.frames, null)
  report('… CPU of a frame, main thread', measured.grid.cost.map(cost => cost.whole), null)
  report('… of it styles and layout', measured.grid.cost.map(cost => cost.drawing), null)
  report('… CPU of a frame of bare rows', measured.plain.cost.map(cost => cost.whole), null)
  report('Grid of 100 000 rows: heap of the whole window', [measured.heap], 80, 'MB')
}
