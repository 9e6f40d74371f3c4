import { existsSync } from 'node:fs'
import type { Progress } from '../../../src/shared/contract/common.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { arrangeTeam } from '../demo/arrangeTeam.ts'
import { demoTexts, type DemoLanguage } from '../demo/demoTexts.ts'
import { makeEveningImporter } from '../demo/importEvenings.ts'
import { keepDemoRecordings } from '../demo/keepRecordings.ts'
import { makeWorld } from '../demo/makeWorld.ts'
import { makeRandom } from '../demo/random.ts'
import { walkDay } from '../demo/walkDay.ts'
import { makeWorkTime, trackedEvenings, type WorkTime } from '../demo/workTime.ts'
import { makeWorkCalendar } from '../domain/time/calendar.ts'
import { parseDay } from '../domain/time/days.ts'
import { makeZone } from '../domain/time/zone.ts'
import { publishDatabase, removeDatabase } from '../store/openDatabase.ts'
import { dropOwnRecordings, moveOwnRecordings } from '../store/ownRecordings.ts'
import { createWorkspace } from './createWorkspace.ts'
import { openWorkspace } from './openWorkspace.ts'
import { loadShippedCalendar } from './shippedCalendar.ts'

export interface DemoInput {
  /** Must not exist. */
  path: string
  deals: number
  seed: number
  /** The demo's present moment in ms; nothing in it is later. */
  asOf: number
  language: DemoLanguage
  onProgress: (progress: Progress) => void
  signal: AbortSignal
}

const timeZone = 'Europe/Moscow'

/**
 * Makes the demo team's workspace: the story of the seed, with the last working day signed. The same seed, size and as-of give
 * the same data. PULT_EXISTS when there is such a file, CANCELLED when aborted; then nothing is left behind.
 */
export const makeDemo = async (input: DemoInput): Promise<void> => {
  const { path, deals, seed, language, signal } = input
  if (existsSync(path)) throw new PultError('PULT_EXISTS', `There is already a file ${path}.`, { path })
  if (!Number.isInteger(deals) || deals < 1 || deals > 1_000_000) throw new PultError('BAD_INPUT', 'A demo team has between 1 and 1 000 000 deals.', { field: 'deals', value: deals })
  const texts = demoTexts(language)
  const time = await demoTime(input.asOf, deals)
  const building = `${path}-demo-${process.pid}`
  const report = makeReporter(input)
  const commandId = makeCommandIds(seed)
  removeDatabase(building)
  try {
    const world = makeWorld({ seed, deals, texts, time, onStep: step => report(step, 0, null) })
    await pause(signal)
    let now = time.evenings[0]! - 3_600_000
    const random = makeRandom(seed, 'workspace')
    const uid = (): string => Array.from({ length: 12 }, () => random.between(0, 15).toString(16)).join('')
    await createWorkspace({ path: building, name: texts.workspace, timeZone, currency: 'RUB', headName: texts.people.head, now, isDemo: true, uid: `demo-${uid()}`, headUid: uid() })
    const opened = openWorkspace({ path: building, clock: () => now })
    const { session } = opened
    const setClock = (at: number): void => { now = at }
    const importer = makeEveningImporter({ session, world, time, commandId, signal })
    try {
      for (const [evening, at] of time.evenings.entries()) {
        await pause(signal)
        report('import', evening, time.evenings.length + 1)
        setClock(at + 60_000)
        await importer.import(at)
        if (evening === 0) arrangeTeam({ session, world, time, texts, commandId })
        await pause(signal)
        report('demo.control', evening, time.evenings.length)
        if (!isMissed(evening, time)) walkDay({ session, world, time, texts, random: makeRandom(seed, `walk ${evening}`), moveRandom: makeRandom(seed, `moves ${evening}`), commandId, setClock, evening })
      }
      await pause(signal)
      report('import', time.evenings.length, time.evenings.length + 1)
      setClock(time.asOf)
      await importer.import(time.asOf)
      report('demo.finish', 0, 1)
      await keepDemoRecordings(session, seed)
      // Tasks that the head raised have random ids of their own; the demo's are the same every time.
      session.desk.db.sqlite.prepare("UPDATE task SET external_id = 'demo-' || id WHERE source = 'pult'").run()
    } finally {
      importer.clear()
      opened.close()
    }
    await pause(signal)
    publishDatabase(building, path)
    moveOwnRecordings(building, path)
    report('demo.finish', 1, 1)
  } finally {
    removeDatabase(building)
    dropOwnRecordings(building)
  }
}

/** One evening the head was away, and nobody signed: missed days show. */
const isMissed = (evening: number, time: WorkTime): boolean => time.evenings.length > 6 && evening === 3

const demoTime = async (asOf: number, deals: number): Promise<WorkTime> => {
  const days = await loadShippedCalendar('ru')
  const calendar = makeWorkCalendar([1, 2, 3, 4, 5], new Map(days.map(({ day, kind }) => [parseDay(day)!, kind])))
  return makeWorkTime({ zone: makeZone(timeZone), calendar, asOf, evenings: trackedEvenings(deals) })
}

const makeReporter = ({ onProgress }: DemoInput) => (step: string, done: number, total: number | null): void =>
  onProgress({ type: 'progress', step, done, total, rate: null, left: null })

/** Ids of the demo's commands: `demo-7-import-1`. */
const makeCommandIds = (seed: number): (step: string) => string => {
  let count = 0
  return step => `demo-${seed}-${step}-${++count}`
}

/** Lets progress out and a wish to stop in. */
const pause = async (signal: AbortSignal): Promise<void> => {
  await new Promise(resolve => setImmediate(resolve))
  if (signal.aborted) throw new PultError('CANCELLED', 'The demo was cancelled; nothing was kept.')
}
