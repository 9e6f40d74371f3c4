import type { Link } from '../../src/api/index.ts'
import type { ImportInspection, ImportReport } from '../../src/shared/contract/index.ts'
import { PultError } from '../../src/shared/errors.ts'

/** Sixty columns and one that is empty. */
export const wide = [...Array.from({ length: 60 }, (_, index) => `Столбец ${index + 1}`), 'Пустой']

export const reportOf = (): ImportReport => ({
  batch: 'b1', asOf: '2026-11-20T18:55:00+03:00', dryRun: true, files: [{ name: 'crm.csv', format: 'ours', encoding: 'utf-8', delimiter: ';', rows: 120, unknownColumns: [] }],
  created: { deals: 120 }, updated: {}, unchanged: {}, rejected: [], rejectedCount: 0, found: { taskMoves: 0, stageMoves: 0, ownerChanges: 0, closedOutside: 0, divergences: 0 }, warnings: [],
})

interface FileOf { columns: readonly string[], mapped: Record<string, string[]>, missing: string[], remembered?: boolean }

/** A backend that finds one file with these columns. */
export const makeFake = ({ columns, mapped, missing, remembered = false }: FileOf) => {
  const mapping = { kind: 'deals' as const, columns: mapped, constants: {}, key: ['Столбец 1'], values: {}, prefix: {}, stageDates: {} }
  const inspection: ImportInspection = {
    system: 'ours', systems: ['ours'],
    files: [{
      name: 'crm.csv', format: 'ours', encoding: 'utf-8', delimiter: ';', rows: 120, layout: 'one', system: 'ours', kind: 'deals', confidence: 1,
      columns: columns.map((name, index) => ({ name, filled: name === 'Пустой' ? 0 : 120, distinct: null, samples: name === 'Пустой' ? [] : [`значение ${index + 1}`], dates: null, decimal: null })),
      preview: [columns.map((_, index) => `значение ${index + 1}`)], parts: [{ mapping, missing, values: {} }], sure: Object.fromEntries(Object.keys(mapped).map(field => [field, 1])),
      remembered: remembered ? { id: 1, name: 'Наша CRM', exact: true, usedAt: Date.parse('2026-11-19T15:00:00Z'), newColumns: [] } : null, warnings: [],
    }],
    unreadable: [],
    mapping: { format: 'pult-mapping', version: 1, name: 'Наша CRM', source: 'ours', dates: 'auto', decimal: 'auto', empty: [], stages: [], owners: {}, reasons: {}, files: [mapping] },
    stages: [], owners: [], reasons: [], exportedOn: null, lastAsOf: null,
  }
  const fake = { calls: [] as { path: string, input: Record<string, unknown> }[], report: reportOf(), /** Thrown by the next runs. */ fail: null as PultError | null }
  const stream = async function* <Event>(event: Event) { yield event }
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'workspace.current': () => ({
      path: '/t.pult', fileName: 't.pult', name: 'Команда', timeZone: 'Europe/Moscow', currency: 'RUB', me: { id: 1, name: 'Соколова', role: 'head' }, now: Date.parse('2026-11-20T16:00:00Z'), today: '2026-11-20', isDemo: false, dealCount: 0, lastImport: null,
    }),
    'importing.inspect': () => stream({ type: 'done', inspection }),
    'importing.run': ({ dryRun }) => {
      if (fake.fail) throw fake.fail
      return stream({ type: 'done', report: { ...fake.report, dryRun } })
    },
    'settings.people': () => [], 'settings.reasons': () => [], 'settings.rules': () => ({ rules: {}, defaults: {}, changed: [] }),
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const say = answer[name]
      if (!say) throw new PultError('NOT_FOUND', `No answer for ${name}`)
      return say((input ?? {}) as Record<string, unknown>)
    },
  }
  return Object.assign(fake, { link, sent: (path: string) => fake.calls.filter(call => call.path === path).map(call => call.input) })
}
