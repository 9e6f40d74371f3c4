import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Staged } from '../../electron/backend/import/native/staged.ts'
import { stageMapped } from '../../electron/backend/import/mapping/stageMapped.ts'
import { makePhoneReader } from '../../electron/backend/import/normalise.ts'
import { planImport } from '../../electron/backend/usecases/planImport.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const heldMegabytes = (): number => {
  collect()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

const stage = async (deals: number): Promise<Staged> => {
  mkdirSync(workspace.folder, { recursive: true })
  const path = join(workspace.folder, `amo-${deals}.csv`)
  const rows = Array.from({ length: deals }, (_, index) => [
    1000 + index, `Поставка ${index} ${'оборудования '.repeat(20)}`, 'Мария Орлова', '01.10.2026 09:00:00', 'Переговоры', 'Продажи', `ООО «Клиент ${index}»`, `'+7916${String(index).padStart(7, '0')}`, `note ${index} ${'long '.repeat(40)}`,
  ].join(','))
  writeFileSync(path, ['ID,Название сделки,Ответственный,Дата создания сделки,Этап сделки,Воронка,Компания,Рабочий телефон,Примечание', ...rows].join('\n'))
  const { desk } = workspace
  const plan = await planImport(desk.db, [{ name: 'amo.csv', path }], {})
  if (plan.kind !== 'mapped') throw new Error('The preset does not know its own layout.')
  const { zone, rules } = desk.settings()
  return stageMapped(plan.files, { db: desk.db, document: plan.document, zone, currency: 'RUB', readPhone: makePhoneReader(rules.phoneRegion), asOf: testNow, isReason: () => false, clock: () => 0 })
}

test('the rows of another system wait for the comparison outside of memory, and come in slices', async () => {
  const deals = 12_000
  const before = heldMegabytes()
  const staged = await stage(deals)
  // Kept whole they would take about twenty: each has half a thousand letters.
  expect(heldMegabytes() - before).toBeLessThan(6)
  const sizes: { [kind: string]: number[] } = {}
  for (const kind of ['deals', 'clients'] as const) sizes[kind] = [...staged.folder[kind]!.slices].map(rows => rows.length)
  let notes = 0
  for (const _note of staged.inferred!.notes) notes++
  expect([...sizes.deals!, ...sizes.clients!].every(size => size <= 2000)).toBe(true)
  expect([sizes.deals, sizes.clients].map(list => list!.reduce((sum, size) => sum + size, 0)).concat(notes)).toEqual([deals, deals, deals])
  staged.close!()
})
