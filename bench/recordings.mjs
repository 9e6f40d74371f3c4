// `node bench/recordings.mjs`: the first sound of a 30-minute MP3 after the key, in the window that the web host serves, and the peaks of an hour.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { build } from '../scripts/build.mjs'
import { chromiumArguments, findChromium } from '../scripts/chromium.mjs'
import { withBackend } from './loadBackend.mjs'
import { makeBenchHost, now, root, say } from './webHost.mjs'

if (!build({ quiet: true })) process.exit(1)
const { folder, pult, startHost } = makeBenchHost('recordings')
const runs = 7

/** Frames of an MP3 stand by themselves: the same six seconds again and again are a recording of any length. */
const mp3 = readFileSync(join(root, 'tests', 'fixtures', 'audio', 'tone-2s-on-2s-off.mp3'))
const ofMinutes = minutes => Buffer.concat(Array(Math.ceil(minutes * 60 / 6.19)).fill(mp3))

/** In the page: opens call after call as the player does, and measures from its key to the first moment that was heard. */
const firstSound = async callId => {
  const ask = async (path, input) => {
    const response = await fetch(`/rpc/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${sessionStorage.getItem('pult.bearer')}` }, body: JSON.stringify({ json: input }) })
    return (await response.json()).json
  }
  const opening = performance.now()
  const { address } = await ask('recordings/open', { callId })
  const audio = new Audio()
  audio.preload = 'metadata'
  audio.src = new URL(address, location.href).href
  await new Promise((resolve, reject) => {
    audio.onloadedmetadata = resolve
    audio.onerror = () => reject(new Error('The recording did not open.'))
  })
  const opened = performance.now() - opening
  const heard = new Promise(resolve => {
    addEventListener('keydown', event => {
      const look = () => audio.currentTime > 0 ? resolve(performance.now() - event.timeStamp) : requestAnimationFrame(look)
      void audio.play().then(look)
    }, { once: true, capture: true })
  })
  window.benchHeard = heard.then(ms => {
    audio.pause()
    return ms
  })
  return opened
}

try {
  const calls = join(folder, 'calls')
  mkdirSync(calls)
  const team = join(folder, 'team')
  mkdirSync(team)
  const rows = []
  for (let run = 0; run < runs; run++) {
    // A file each, so that nothing of it is in any cache of the page.
    writeFileSync(join(calls, `${run}.mp3`), Buffer.concat([ofMinutes(30), Buffer.alloc(run)]))
    rows.push(`a${run},call,out,2026-11-19T1${run % 8}:00:00+03:00,2026-11-19T1${run % 8}:00:00+03:00,1800,1800,${run}.mp3`)
  }
  writeFileSync(join(team, 'activities.csv'), ['id,kind,direction,created_at,occurred_at,duration_s,talk_s,recording', ...rows, ''].join('\n'))
  const db = join(folder, 'bench.pult')
  pult(['init', '--db', db, '--name', 'Bench', '--timezone', 'Europe/Moscow', '--currency', 'RUB', '--head', 'Head of Sales'])
  pult(['import', '--db', db, '--format', 'native', '--as-of', now, team])
  pult(['recordings', '--db', db, '--folder', calls])

  const host = await startHost(db)
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments })
  try {
    const page = await browser.newPage()
    await page.goto(host.address)
    await page.waitForFunction(() => sessionStorage.getItem('pult.bearer') !== null)
    const [opened, heard] = [[], []]
    for (let run = 0; run < runs; run++) {
      opened.push(await page.evaluate(firstSound, run + 1))
      await page.keyboard.press('F8')
      heard.push(await page.evaluate('window.benchHeard'))
    }
    say('A 30-minute MP3: from its key to the first sound', heard, 300)
    say('A 30-minute MP3: found, allowed and opened', opened, 300)
  } finally {
    await browser.close()
    host.child.removeAllListeners('exit')
    host.child.kill('SIGTERM')
  }

  const hour = join(folder, 'hour.mp3')
  writeFileSync(hour, ofMinutes(60))
  await withBackend(async load => {
    const { computePeaks } = await load('/electron/backend/audio/computePeaks.ts')
    const times = []
    for (let run = 0; run < 3; run++) {
      const began = performance.now()
      const { durationS } = await computePeaks(hour)
      times.push(performance.now() - began)
      if (durationS < 3500) throw new Error(`An hour came out as ${durationS} s.`)
    }
    say('Peaks of an hour (MP3, 8 kHz)', times, 10_000)
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
