import { makeZone } from '../../backend/domain/time/zone.ts'
import { demoSize, demoZone, makeDemoFile } from '../../backend/usecases/openDemo.ts'
import type { Invocation } from './command.ts'
import { asOfOf, numberOf, pathOf, wordOf } from './values.ts'

export const runDemo = async (invocation: Invocation): Promise<number> => {
  const { output, clock, signal } = invocation
  const deals = numberOf(invocation, 'deals', { least: 1, most: 1_000_000, otherwise: demoSize.deals })
  const seed = numberOf(invocation, 'seed', { least: 0, most: 4_294_967_295, otherwise: demoSize.seed })
  const language = wordOf(invocation, 'language', ['ru', 'en', 'es'], 'ru')
  const asOf = asOfOf(invocation, makeZone(demoZone)) ?? clock()
  const db = await makeDemoFile({ path: pathOf(invocation, 'db'), deals, seed, asOf, language, onProgress: output.onProgress, signal })
  output.result({ db, deals, seed, asOf: makeZone(demoZone).format(asOf) }, () => `Made ${db} with ${deals} deals.`)
  return 0
}
