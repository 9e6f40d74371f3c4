// Times from a key to its painted answer, measured inside the window.
import { makeMeter } from './cpu.mjs'
import { ru } from '../src/i18n/ru/index.ts'

/** Installed in the page: the clock starts with the key itself and ends with the frame after the one that holds the answer. */
export const install = () => {
  window.benchUntil = (ready, presses) => new Promise((resolve, reject) => {
    let began = 0
    let left = presses
    const given = performance.now() + 30_000
    const hear = event => {
      if (--left > 0) return
      began = event.timeStamp
      removeEventListener('keydown', hear, true)
    }
    addEventListener('keydown', hear, true)
    const look = () => {
      if (began && ready()) requestAnimationFrame(() => resolve(performance.now() - began))
      else if (performance.now() > given) reject(new Error(`No answer in 30 s: ${ready}`))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

const runs = 7
const checkNames = ru.today.names

const active = '[role="grid"] [role="row"][data-active]'

/** From an address to the first paint, and to the rows of Today; the same window let in before, as on every morning. */
const measureStart = async (page, address, report) => {
  const paints = []
  const rows = []
  for (let run = 0; run < runs; run++) {
    await page.goto('about:blank')
    await page.goto(new URL('/today', address).href)
    await page.waitForSelector(active)
    rows.push(await page.evaluate(() => performance.now()))
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime))
  }
  report('First paint', paints, { target: 1_000 })
  report('Today with its rows, from nothing', rows, { target: 1_000 })
}

/** Every screen of the window and the decisions (`only`: those whose name fits), `report(name, milliseconds[], { target, cpu })` each; the host's process is `pid`. */
export const measureScreens = async (page, { address, pid, only }, report) => {
  await page.addInitScript(install)
  await page.goto(address)
  await page.waitForSelector(active, { timeout: 60_000 })
  await measureStart(page, address, report)
  const meter = await makeMeter(page, pid)

  /** ms from the last of the keys to the frame in which `ready` holds; `ready` runs in the window. */
  const once = async (keys, ready) => {
    const strokes = keys.split(' ')
    // First it listens, then the key comes: on a busy machine a key overtakes what is still on its way.
    await page.evaluate(`void (window.benchAnswer = window.benchUntil(${ready}, ${strokes.length}))`)
    for (const stroke of strokes) await page.keyboard.press(stroke)
    return page.evaluate('window.benchAnswer')
  }
  const measure = async (name, keys, ready, { before, after } = {}) => {
    if (only && !only.test(name)) return
    const times = []
    const cpu = { window: 0, host: 0 }
    for (let run = 0; run < runs; run++) {
      await before?.()
      const wanted = typeof ready === 'function' ? await ready() : ready
      const spent = await meter.start()
      times.push(await once(keys, wanted))
      const { window, host } = await spent()
      cpu.window += window / runs
      cpu.host = host === null ? null : cpu.host + host / runs
      await after?.()
    }
    report(name, times, { target: 100, cpu })
  }
  const listReady = label => `() => { const list = document.querySelector('main [role="grid"][aria-label="${label}"]'); return !!list && list.getAttribute('aria-busy') !== 'true' && (!!list.querySelector('[data-active]') || !!list.querySelector('h2, p')) }`
  const gridOf = title => `() => { const grid = document.querySelector('main [role="grid"]'); return document.querySelector('h1')?.textContent?.trim() === ${JSON.stringify(title)} && !!grid && grid.getAttribute('aria-busy') !== 'true' && (!!grid.querySelector('[data-active]') || !!grid.querySelector('h2, p')) }`
  const to = async (keys, ready) => { await once(keys, ready) }
  const today = listReady(checkNames.A)
  const gone = '() => !document.querySelector(\'[role="dialog"]\')'
  const dialog = '() => { const dialog = document.querySelector(\'[role="dialog"]\'); return !!dialog && dialog.contains(document.activeElement) }'

  await to('1', today)
  for (const [key, check] of [['2', 'B'], ['3', 'C'], ['5', 'E'], ['6', 'F']]) await measure(`Today, check ${check}`, key, listReady(checkNames[check]), { after: () => to('1', today) })
  await measure('Today, check D', '4', '() => !!document.querySelector(\'main table tbody tr\')', { after: () => to('1', today) })
  await measure('Today, from another screen', 'g t', listReady(checkNames.A), { before: () => to('g i', '() => !!document.querySelector(\'main [role="tablist"]\')') })
  for (const [name, keys, ready] of [
    ['Refusals', 'g r', listReady(ru.ui.frame.refusals)],
    ['Thinking and stuck', 'g k', gridOf(ru.stuck.title)],
    ['Funnel', 'g f', `() => document.querySelector('h1')?.textContent?.trim() === ${JSON.stringify(ru.funnel.title)} && !!document.querySelector('main table tbody tr')`],
    ['Tasks', 'g a', gridOf(ru.ui.frame.tasks)],
    ['Outbox', 'g o', gridOf(ru.outbox.title)],
    ['Deals', 'g l', listReady(ru.deals.title)],
    ['Clients', 'g c', listReady(ru.deals.clients)],
    ['Nurture', 'g n', listReady(ru.ui.frame.nurture)],
    ['Past days', 'g d', listReady(ru.report.days.list)],
    ['Import', 'g i', '() => !!document.querySelector(\'main form\')'],
    ['Settings', 'g s', `() => document.querySelector('h1')?.textContent === ${JSON.stringify(ru.ui.frame.settings)} && !!document.querySelector('main h2')`],
  ]) await measure(name, keys, ready, { after: () => to('g t', today) })

  await measure('Next row with its record (inspector)', 'j', () => page.evaluate(active => {
    const rows = [...document.querySelectorAll('[role="grid"] [role="row"][id]')].sort((a, b) => a.getAttribute('aria-rowindex') - b.getAttribute('aria-rowindex'))
    const at = rows.findIndex(row => row.matches(active))
    const title = rows[at + 1]?.querySelector('[role="gridcell"]:nth-child(2) span')?.textContent?.trim()
    return `() => document.querySelector('aside article:not([aria-busy="true"]) h2')?.textContent?.trim() === ${JSON.stringify(title)}`
  }, active))
  await measure('Ctrl+K', 'Control+k', dialog, { after: () => to('Escape', gone) })
  await measure('Dialog of a question', 'q', dialog, { after: () => to('Escape', gone) })
  await measure('Dialog of signing', 'Control+Enter', dialog, { after: () => to('Escape', gone) })

  const rowGone = () => page.evaluate(active => `() => !document.getElementById(${JSON.stringify(document.querySelector(active).id)}) && !!document.querySelector(${JSON.stringify(active)})`, active)
  await measure('Decision: allow, key to row gone', 'a', rowGone)
  await measure('Decision: skip, sent to row gone', 'Control+Enter', rowGone, { before: async () => {
    await to('s', dialog)
    await page.keyboard.press('1')
  } })
  let undone = ''
  await measure('Undo, key to row back', 'z', async () => `() => !!document.getElementById(${JSON.stringify(undone)})`, {
    before: async () => {
      undone = await page.evaluate(selector => document.querySelector(selector).id, active)
      await to('a', await rowGone())
      await page.waitForSelector('[role="region"] button[aria-keyshortcuts="z"]')
    },
  }).catch(error => console.log(`Undo, key to row back: not measured (${String(error.message).split('\n', 1)[0]})`))
  await meter.close()
}
