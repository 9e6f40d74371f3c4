import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findExportFiles, runImport } from '../../electron/backend/usecases/runImport.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { importFolder, newCommandId, smallTeam, snapshot, withDeal, withTask, writeFolder } from './importFiles.ts'
import { importExport, writeExport } from './exportFiles.ts'

let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

const header = 'ID,Название сделки,Бюджет ,Ответственный,Дата создания сделки,Дата редактирования,Дата закрытия,Этап сделки,Воронка,Ближайшая задача'
const amo = (rows: readonly string[]): string => `${header}\n${rows.join('\n')}\n`
const evenings: [string, string][] = [
  ['amocrm_export_leads_2026-11-17.csv', amo(['1,Окна,1000,Мария Орлова,10.11.2026 10:00:00,17.11.2026 10:00:00,не закрыта,Первичный контакт,Воронка,18.11.2026 Позвонить', '2,Двери,500,Пётр Громов,11.11.2026 10:00:00,17.11.2026 10:00:00,не закрыта,Переговоры,Воронка,'])],
  ['amocrm_export_leads_2026-11-18.csv', amo(['1,Окна,2000,Пётр Громов,10.11.2026 10:00:00,18.11.2026 10:00:00,не закрыта,Переговоры,Воронка,20.11.2026 Позвонить', '2,Двери,500,Пётр Громов,11.11.2026 10:00:00,18.11.2026 10:00:00,18.11.2026 09:00:00,Закрыто и не реализовано,Воронка,'])],
  ['amocrm_export_leads_2026-11-19 (1).csv', amo(['1,Окна,2000,Мария Орлова,10.11.2026 10:00:00,19.11.2026 10:00:00,19.11.2026 10:00:00,Успешно реализовано,Воронка,', '3,Полы,700,Мария Орлова,19.11.2026 10:00:00,19.11.2026 10:00:00,не закрыта,Первичный контакт,Воронка,'])],
]
const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

/** Without what is drawn anew in every workspace: its head's outer number. */
const stateOf = (workspace: TestWorkspace): string => snapshot(workspace).replace(/"source":"pult","external_id":"\w+"/, '')

/** Brings evenings in an order; answers which were refused, as who left them out would have brought the rest. */
const bring = async (into: TestWorkspace, order: readonly number[], one: (into: TestWorkspace, index: number) => Promise<unknown>): Promise<number[]> => {
  const refused: number[] = []
  for (const index of order) {
    const before = snapshot(into)
    await one(into, index).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'PULT_IMPORT_OLDER', message: expect.stringContaining('a later one') as unknown })
      expect(snapshot(into)).toBe(before)
      refused.push(index)
    })
  }
  return refused
}

describe.each<[string, (into: TestWorkspace, index: number) => Promise<unknown>]>([
  ['files of another system, dated by their names alone', async (into, index) => runImport(into.session, { commandId: newCommandId(), files: findExportFiles([writeExport(into, ...evenings[index]!)]) })],
  ['files of another system, dated by hand', (into, index) => importExport(into, writeExport(into, 'leads.csv', evenings[index]![1]), `2026-11-${17 + index}T19:00:00+03:00`)],
  ['native files', (into, index) => importFolder(into, writeFolder(into, [smallTeam(), withDeal({ stage: 'Новая', owner_id: 'm2', amount: '5' }), withTask({ due_at: '2026-11-25' })][index]!), `2026-11-${17 + index}T19:00:00+03:00`)],
])('dated exports: %s', (_name, one) => {
  test.each(orders)('brought in the order %i, %i, %i: the older ones are refused with a sentence, the rest stands as without them', async (...order) => {
    const refused = await bring(workspace, order, one)
    // Whatever comes behind a later one is refused.
    expect(refused).toEqual(order.filter((index, place) => order.slice(0, place).some(earlier => earlier > index)))
    const other = await makeTestWorkspace()
    try {
      expect(await bring(other, [0, 1, 2].filter(index => !refused.includes(index)), one)).toEqual([])
      expect(stateOf(workspace) === stateOf(other)).toBe(true)
    } finally {
      other.cleanup()
    }
  })
})
