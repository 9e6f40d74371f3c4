import { makeZone } from '../../backend/domain/time/zone.ts'
import { demoDefaults } from '../../backend/usecases/openDemo.ts'
import type { Invocation } from './command.ts'
import { asOfOf, numberOf, pathOf, wordOf } from './values.ts'

export const runDemo = async (invocation: Invocation): Promise<number> => {
  const { output, clock, signal } = invocation
  const db = pathOf(invocation, 'db')
  const deals = numberOf(invocation, 'deals', { least: 50, most: 1_000_000, otherwise: demoDefaults.deals })
  const seed = numberOf(invocation, 'seed', { least: 0, most: 4_294_967_295, otherwise: demoDefaults.seed })
  const language = wordOf(invocation, 'language', ['ru', 'en', 'es'], 'ru')
  const zone = makeZone(demoDefaults.timeZone)
  const asOf = asOfOf(invocation, zone) ?? clock()
  const { makeDemo } = await import('../../backend/usecases/makeDemo.ts')
  await makeDemo({ path: db, deals, seed, asOf, language, onProgress: output.onProgress, signal })
  output.result({ db, deals, seed, asOf: zone.format(asOf) }, () => `Made ${db} with ${deals} deals.`)
  return 0
}
