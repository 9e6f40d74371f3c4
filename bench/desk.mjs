// `node bench/desk.mjs [--deals 33000]`: the listening desk and the boards over 100 000 calls, from the key to the painted answer, in the window that the web host serves.
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { chromiumArguments, findChromium } from '../scripts/chromium.mjs'
import { makeTeam } from './makeTeam.ts'
import { install } from './screens.mjs'
import { makeBenchHost, now, say } from './webHost.mjs'

if (!build({ quiet: true })) process.exit(1)
const at = process.argv.indexOf('--deals')
const deals = at < 0 ? 33_000 : Number(process.argv[at + 1])
const { folder, pult, startHost } = makeBenchHost('desk')
const runs = 7

try {
  const team = join(folder, 'team')
  makeTeam(team, deals, Date.parse(now))
  const db = join(folder, 'bench.pult')
  pult(['init', '--db', db, '--name', 'Bench', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Head of Sales'])
  pult(['import', '--db', db, '--format', 'native', '--as-of', now, team])
  const Database = createRequire(import.meta.url)('better-sqlite3')
  const file = new Database(db)
  const calls = file.prepare("UPDATE activity SET recording = external_id || '.wav' WHERE kind = 'call'").run().changes
  const ofDay = file.prepare("SELECT count(*) AS calls FROM activity WHERE kind = 'call' AND occurred_at >= ? AND occurred_at < ?").get(Date.parse('2026-11-18T00:00:00+03:00'), Date.parse('2026-11-19T00:00:00+03:00')).calls
  file.close()

  const host = await startHost(db)
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Moscow' })
    await page.addInitScript(install)
    await page.goto(host.address)
    await page.waitForFunction(() => document.querySelector('h1') !== null)
    const once = async (keys, ready) => {
      const strokes = keys.split(' ')
      await page.evaluate(`void (window.benchAnswer = window.benchUntil(() => ${ready}, ${strokes.length}))`)
      for (const stroke of strokes) await page.keyboard.press(stroke)
      return page.evaluate('window.benchAnswer')
    }
    const settings = "document.querySelector('main h2') !== null && location.pathname.startsWith('/settings')"
    const measure = async (name, keys, ready) => {
      const times = []
      // The first visit draws the list of the day and fetches the screen's code.
      for (let run = 0; run <= runs; run++) {
        await once('g s', settings)
        const ms = await once(keys, ready)
        if (run > 0) times.push(ms)
        else console.log(`${name}, the first time`.padEnd(52), `${ms.toFixed(0).padStart(6)} ms`)
      }
      say(name, times, 100)
    }
    console.log(`${calls} calls, ${ofDay} on the day that is listened to`)
    await measure('The listening desk, with its first call', 'g v', "location.pathname === '/calls' && document.querySelector('[data-call]') !== null && document.querySelector('[role=group] button[aria-pressed]:not([disabled])') !== null")
    await measure('The boards of call quality', 'g b', "location.pathname === '/calls/boards' && document.querySelector('main [role=tabpanel] h2, main [role=tabpanel] p') !== null")
  } finally {
    await browser.close()
    host.child.removeAllListeners('exit')
    host.child.kill('SIGTERM')
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
