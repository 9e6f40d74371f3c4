import type { Link } from '../../src/api/index.ts'
import type { CheckSummary, DayOverview, FindingRow } from '../../src/shared/contract/day.ts'
import { PultError } from '../../src/shared/errors.ts'
import { checks, type Check } from '../../src/shared/vocabulary.ts'

export const today = '2026-11-20'
const evening = Date.parse('2026-11-20T16:00:00Z')

export const makeRow = (id: number, over: Partial<FindingRow> = {}): FindingRow => ({
  id, version: 1, kind: 'no_task', manager: { id: 7, name: 'Ковалёв' }, managerAbsent: false, dealId: id + 100, taskId: null, activityId: null, refusalId: null,
  title: `Сделка ${id}`, clientName: null, stage: 'КП отправлено', amount: id * 100_000, currency: 'RUB', amountReporting: id * 100_000, age: { days: 12, exact: true }, dwellLimitDays: 5,
  lastContactDays: 3, nextDueAt: null, agreedDay: null, dueAt: null, dueDayOnly: false, overdueDays: null, moves: 0, activityKind: null, contactAt: null, result: null, stuck: ['no_task'],
  sinceDay: null, firstSeenDay: today, backlog: false, late: false, decision: null, allowedActions: ['question', 'allow', 'reassign', 'task', 'park', 'skip'], ...over,
})

export interface Fake {
  rows: FindingRow[]
  calls: { path: string, input: Record<string, unknown> }[]
  /** What `day.decide` does instead of deciding. */
  onDecide: ((input: { items: { findingId: number }[] }) => unknown) | null
  /** The list is asked for and never comes. */
  holdList: boolean
}

const summaryOf = (check: Check, rows: readonly FindingRow[]): CheckSummary => {
  const own = check === 'A' ? rows : []
  const open = own.filter(row => row.decision === null)
  return {
    check, known: check !== 'E', count: own.length, money: { amount: 0, noRate: 0 }, apart: 0, change: null, done: open.length === 0,
    fresh: { total: own.filter(row => !row.backlog).length, open: open.filter(row => !row.backlog).length },
    backlog: { picked: own.filter(row => row.backlog).length, open: open.filter(row => row.backlog).length, carried: 0 },
  }
}

const overviewOf = (rows: readonly FindingRow[]): DayOverview => {
  const left = rows.filter(row => row.decision === null).length
  return {
    day: today, asOf: evening, openedAt: evening, version: 1, state: 'open', signedAt: null, signedBy: null, isWorkDay: true, controlTime: '19:00', checks: checks.map(check => summaryOf(check, rows)),
    progress: { done: rows.length - left, left, moneyLeft: { amount: left * 100, noRate: 0 }, minutes: 4 }, missedDays: [], offersMissed: null, absent: [], controlTasks: 0, duties: 0, questionsDue: 0, canSign: left === 0,
  }
}

/** A backend of one day in memory, behind the window's own link. */
export const makeFake = (rows: FindingRow[]): Fake & { link: Link } => {
  const fake: Fake = { rows, calls: [], onDecide: null, holdList: false }
  const settle = (ids: readonly number[], decision: FindingRow['decision']): void => {
    fake.rows = fake.rows.map(row => ids.includes(row.id) ? { ...row, version: row.version + 1, decision } : row)
  }
  const resultsOf = (ids: readonly number[]) => ({ results: ids.map(findingId => ({ findingId, ok: true, decisionId: findingId, code: null, message: null })), applied: ids.length })
  const decidedBy = new Map<string, number[]>()
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'workspace.current': () => ({ path: '/t.pult', fileName: 't.pult', name: 'Команда', timeZone: 'Europe/Moscow', currency: 'RUB', me: { id: 1, name: 'Соколова', role: 'head' }, now: evening, today, isDemo: false, dealCount: 5, lastImport: null }),
    'day.open': () => overviewOf(fake.rows),
    'day.findings': input => fake.holdList ? new Promise(() => {}) : ({
      rows: input.check === 'A' ? fake.rows : [], next: null, total: input.check === 'A' ? fake.rows.length : 0,
      groups: input.check === 'A' ? [{ manager: { id: 7, name: 'Ковалёв' }, absent: false, count: fake.rows.length, open: fake.rows.length, money: { amount: 0, noRate: 0 } }] : [],
    }),
    'day.decide': input => {
      if (fake.onDecide) return fake.onDecide(input as never)
      const ids = (input.items as { findingId: number }[]).map(item => item.findingId)
      settle(ids, { id: 1, kind: 'allow', reason: null, untilDay: null, at: evening, by: { id: 1, name: 'Соколова' }, canUndo: true })
      decidedBy.set(String(input.commandId), ids)
      return resultsOf(ids)
    },
    'day.undo': input => {
      const ids = decidedBy.get(String(input.undoOf)) ?? []
      settle(ids, null)
      return { ...resultsOf(ids), back: fake.rows.filter(row => ids.includes(row.id)).map(({ id, version }) => ({ id, version })) }
    },
    'day.loads': () => [{ person: { id: 8, name: 'Лебедева' }, team: null, openDeals: 12, overdueTasks: 1, stuckDeals: 2, absent: false, closedForNewLeads: true }],
    'settings.calendar': input => ({ year: input.year, known: true, days: [] }),
    'day.questions': () => [],
    'day.controlTasks': () => [],
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const say = answer[name]
      if (!say) throw new PultError('NOT_FOUND', `No answer for ${name}`)
      return await say((input ?? {}) as Record<string, unknown>)
    },
  }
  return Object.assign(fake, { link })
}
