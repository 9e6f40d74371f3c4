import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckWords } from '../../src/shared/contract/callDesk.ts'
import { criteriaOf } from '../../src/shared/scorecard.ts'
import { criteriaFigures, quotaStateOf } from '../../electron/backend/domain/quality/boards.ts'
import { shippedSections } from '../../electron/backend/domain/quality/scorecard.ts'
import { boardCalls } from '../../electron/backend/usecases/callBoards/calls.ts'
import { exportBoard } from '../../electron/backend/usecases/callBoards/exportBoard.ts'
import { callLengthsBoard } from '../../electron/backend/usecases/callBoards/lengths.ts'
import { callQuotas } from '../../electron/backend/usecases/callBoards/quotas.ts'
import { callScores } from '../../electron/backend/usecases/callBoards/scores.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { getFunnel } from '../../electron/backend/usecases/getFunnel.ts'
import { finishCheck } from '../../electron/backend/usecases/listening/finishCheck.ts'
import { fileOf } from './exportText.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

const hour = 3_600_000
const noWords: CheckWords = { verdict: null, marks: {}, comments: [], comment: '', nextStep: '', agreedDay: null }
const marksOf = (needs: number): CheckWords['marks'] => ({ ...Object.fromEntries(criteriaOf(shippedSections).map(({ id, kind }) => [id, { score: kind === 'scale' ? 5 : 1, comment: '' }])), needs: { score: needs, comment: 'Так' } })

let team: TestWorkspace
let [boris, vera]: [number, number] = [0, 0]
let kira: Session
let lena: Session
let south: Session
let deal: number
const insert = (table: string, row: Record<string, unknown>): number =>
  Number(team.desk.db.sqlite.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`).run(...Object.values(row)).lastInsertRowid)
const person = (name: string, role: string, ofTeam: string | null = null): number => insert('person', { source: 'crm', external_id: name, name, role, team: ofTeam, role_confirmed: 1, created_at: 0 })
const as = (id: number, name: string, role: Session['actor']['role']): Session => ({ desk: team.desk, actor: { id, name, role } })
let made = 0
const call = (managerId: number, hoursAgo: number, row: Record<string, unknown> = {}): number => {
  const at = testNow - hoursAgo * hour
  return insert('activity', { source: 'crm', external_id: `call-${++made}`, kind: 'call', direction: 'out', manager_id: managerId, deal_id: deal, occurred_at: at, created_at: at, contact_at: at, talk_s: 120, duration_s: 130, recording: `${made}.wav`, ...row })
}
const score = (who: Session, callId: number, needs: number): number | null => finishCheck(who, { commandId: randomUUID(), callId, expectedVersion: null, ...noWords, verdict: 'conversation', marks: marksOf(needs) }).total
const judge = (who: Session, callId: number): void => { finishCheck(who, { commandId: randomUUID(), callId, expectedVersion: null, ...noWords, verdict: 'voicemail' }) }
const period = { from: '2026-10-20', to: '2026-11-20' }

beforeEach(async () => {
  team = await makeTestWorkspace()
  boris = person('Борис', 'manager', 'Юг')
  vera = person('Вера', 'manager', 'Север')
  kira = as(person('Кира', 'qa'), 'Кира', 'qa')
  lena = as(person('Лена', 'qa'), 'Лена', 'qa')
  south = as(person('Сергей', 'supervisor', 'Юг'), 'Сергей', 'supervisor')
  const pipeline = insert('pipeline', { source: 'crm', name: 'Продажи' })
  const stage = insert('stage', { pipeline_id: pipeline, name: 'Новая', position: 1, kind: 'open' })
  deal = insert('deal', { source: 'crm', external_id: 'd1', title: 'Поставка', owner_id: boris, pipeline_id: pipeline, stage_id: stage, status: 'open', currency: 'RUB', created_at: testNow - 100 * hour, first_seen_at: testNow, stage_seen_at: testNow })
})
afterEach(() => team.cleanup())

describe('scores', () => {
  test('are means of totals by manager, week and criterion; what was no talk is in no mean, and said', () => {
    const [first, second, third] = [call(boris, 30), call(boris, 31), call(boris, 32)]
    const old = call(boris, 9 * 24)
    const other = call(vera, 30)
    // Needs weigh 20 of 100: 5, 3 and 0 of five are 100, 92 and 80 %.
    expect([score(kira, first, 5), score(kira, second, 3), score(kira, old, 0), score(kira, other, 3)]).toEqual([100, 92, 80, 92])
    judge(kira, third)
    // A second person's score is nobody's mean.
    score(lena, first, 0)
    const { all, managers, criteria, weeks, leastPairs } = callScores(team.session, period)
    expect(all).toEqual({ mean: (100 + 92 + 80 + 92) / 4, checks: 5, withoutTotal: 1 })
    expect(managers).toEqual([
      { manager: { id: boris, name: 'Борис' }, mean: (100 + 92 + 80) / 3, checks: 4, withoutTotal: 1, entered: 0, movedOn: 0 },
      { manager: { id: vera, name: 'Вера' }, mean: 92, checks: 1, withoutTotal: 0, entered: 0, movedOn: 0 },
    ])
    const needs = criteria.find(({ criterion: { id } }) => id === 'needs')!
    expect(needs).toMatchObject({ mean: (1 + 0.6 + 0 + 0.6) / 4 * 100, applied: 4, belowFull: 3, agreement: { calls: 1, pairs: 1, value: null } })
    expect(criteria.map(({ criterion: { id } }) => id)).toEqual(criteriaOf(shippedSections).map(({ id }) => id))
    expect(leastPairs).toBe(20)
    expect(weeks.map(({ mean, checks }) => [mean, checks])).toEqual([[80, 1], [(100 + 92 + 92) / 3, 4]])
    for (const { week } of weeks) expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1)
  })

  test('are of one’s own teams for a supervisor, of nobody for a manager', () => {
    score(kira, call(boris, 30), 5)
    score(kira, call(vera, 30), 3)
    expect(callScores(south, period).managers.map(({ manager }) => manager.name)).toEqual(['Борис'])
    expect(callScores(south, period).all).toEqual({ mean: 100, checks: 1, withoutTotal: 0 })
    expect(() => callScores(as(boris, 'Борис', 'manager'), period)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
  })

  test('stand beside the conversion that the funnel shows', () => {
    insert('knowledge', { source: 'crm', kind: 'stageMoves', since: 0, inferred: 0 })
    const { pipelineId, stageId } = team.desk.db.sqlite.prepare('SELECT pipeline_id AS pipelineId, stage_id AS stageId FROM deal').get() as { pipelineId: number, stageId: number }
    const later = insert('stage', { pipeline_id: pipelineId, name: 'КП', position: 2, kind: 'open' })
    insert('stage_move', { deal_id: deal, at: testNow - 90 * hour, to_stage_id: stageId, source: 'crm', inferred: 0 })
    insert('stage_move', { deal_id: deal, at: testNow - 50 * hour, from_stage_id: stageId, to_stage_id: later, source: 'crm', inferred: 0 })
    team.desk.db.sqlite.prepare('UPDATE deal SET stage_id = ?').run(later)
    score(kira, call(boris, 30), 5)
    const stages = getFunnel(team.session, { filter: { managerIds: [boris] }, period }).stages
    const [entered, movedOn] = [stages.reduce((sum, stage) => sum + (stage.entered ?? 0), 0), stages.reduce((sum, stage) => sum + (stage.movedOn ?? 0), 0)]
    expect([entered, movedOn]).toEqual([2, 1])
    expect(callScores(team.session, period).managers[0]).toMatchObject({ entered, movedOn })
  })

  test('a criterion that several versions have is one, as the newest names it; listeners’ agreement is κ from 20 pairs on', () => {
    const [criterion] = criteriaOf(shippedSections)
    const version = (name: string | null) => [{ key: null, name: 'Раздел', criteria: [{ ...criterion!, key: name === null ? criterion!.key : null, name }] }]
    const check = (callId: number, checkerId: number, mark: number, name: string | null) => ({ callId, checkerId, total: mark * 100, marks: { greeting: { score: mark, comment: '' } }, sections: version(name), isTalk: true })
    const firsts = Array.from({ length: 20 }, (_, at) => check(at, 1, Number(at < 10), at < 5 ? null : 'Приветствие'))
    // Of twenty calls two listeners agree on eighteen: p₀ = 0.9, pₑ = 0.5 · 0.4 + 0.5 · 0.6 = 0.5, κ = 0.8.
    const seconds = Array.from({ length: 20 }, (_, at) => check(at, 2, Number(at < 8), 'Приветствие'))
    const [figures] = criteriaFigures(firsts, [...firsts, ...seconds])
    expect(figures).toMatchObject({ criterion: { name: 'Приветствие' }, mean: 50, applied: 20, belowFull: 10, agreement: { calls: 20, pairs: 20, measure: 'kappa' } })
    expect(figures!.agreement.value).toBeCloseTo(0.8, 10)
    expect(criteriaFigures(firsts, [...firsts, ...seconds.slice(1)])[0]!.agreement).toMatchObject({ pairs: 19, value: null })
  })
})

describe('the quota', () => {
  test('is kept by the end of the next work day, late afterwards, missed when nobody listened, open before', () => {
    const deadline = testNow
    expect(quotaStateOf({ quota: 3, inTime: 3, listened: 3 }, deadline, testNow + hour)).toBe('kept')
    expect(quotaStateOf({ quota: 3, inTime: 2, listened: 3 }, deadline, testNow + hour)).toBe('late')
    expect(quotaStateOf({ quota: 3, inTime: 2, listened: 2 }, deadline, testNow + hour)).toBe('missed')
    expect(quotaStateOf({ quota: 3, inTime: 2, listened: 2 }, deadline, testNow - hour)).toBe('open')
  })

  test('is told by day and manager; a call judged to be no talk is listened at its verdict', () => {
    // A week ago, long past its deadline: four calls, so two to hear.
    const ids = [0, 1, 2, 3].map(more => call(boris, 7 * 24 + more))
    insert('call_listening', { activity_id: ids[0]!, person_id: kira.actor.id, first_at: testNow - 7 * 24 * hour, last_at: testNow, length_s: 120, ranges: '[]', covered_s: 120, listened_at: testNow - 6.5 * 24 * hour })
    expect(callQuotas(team.session, period).days).toEqual([{ day: expect.any(String) as string, manager: { id: boris, name: 'Борис' }, eligible: 4, quota: 2, inTime: 1, listened: 1, state: 'missed' }])
    judge(kira, ids[1]!)
    expect(callQuotas(team.session, period)).toMatchObject({ days: [{ inTime: 1, listened: 2, state: 'late' }], managers: [{ days: 1, kept: 0, late: 1, missed: 0, open: 0, quota: 2, listened: 2 }] })
    expect(callQuotas(south, period).days).toHaveLength(1)
  })
})

describe('lengths', () => {
  test('say who calls just above the threshold more often than all others, beside the independent figures', () => {
    for (let at = 0; at < 30; at++) {
      call(boris, 40 + at, { talk_s: at < 20 ? 45 : 200, duration_s: 210 })
      call(vera, 40 + at, { talk_s: at < 3 ? 45 : 200, duration_s: 210 })
    }
    const board = callLengthsBoard(team.session, period)
    expect(board.managers.map(({ manager, calls, inBand, othersCalls, othersInBand, suspicious }) => [manager.name, calls, inBand, othersCalls, othersInBand, suspicious])).toEqual([['Борис', 30, 20, 30, 3, true], ['Вера', 30, 3, 30, 20, false]])
    expect(board.bars).toEqual([{ fromS: 45, calls: 23 }, { fromS: 200, calls: 37 }])
    expect(callLengthsBoard(south, period)).toMatchObject({ bars: [{ fromS: 45, calls: 20 }, { fromS: 200, calls: 10 }], managers: [{ othersCalls: 30, suspicious: true }] })
    expect(boardCalls(team.session, { ...period, managerId: boris, fromS: 45, toS: 50 })).toHaveLength(20)
  })
})

describe('the rows behind a figure', () => {
  test('are as many as it says; a score that is to be given apart isn’t told', () => {
    const [first, second] = [call(boris, 30), call(boris, 31)]
    call(vera, 30)
    score(kira, first, 5)
    score(kira, second, 3)
    expect(boardCalls(team.session, { ...period, scored: true }).map(({ id, total }) => [id, total])).toEqual([[first, 100], [second, 92]])
    expect(boardCalls(team.session, { ...period, belowFull: 'needs' }).map(({ id }) => id)).toEqual([second])
    expect(boardCalls(team.session, period)).toHaveLength(3)
    expect(boardCalls(south, period)).toHaveLength(2)
    expect(boardCalls(lena, { ...period, scored: true }).map(({ total, verdict }) => [total, verdict])).toEqual([[null, null], [null, null]])
  })

  test('leave as a file that stays in the audit', async () => {
    score(kira, call(boris, 30), 3)
    const { text } = await fileOf(exportBoard(kira, { table: 'managers', filter: period, format: 'csv', decimal: '.', columns: [{ key: 'manager', label: 'Менеджер' }, { key: 'mean', label: 'Оценка' }, { key: 'checks', label: 'Проверок' }], words: {} }))
    expect(text).toContain('Борис,92,1')
    expect(team.desk.db.sqlite.prepare("SELECT actor_id FROM audit_entry WHERE action = 'exportCallBoards'").pluck().all()).toEqual([kira.actor.id])
    expect(() => callScores(team.session, { from: '2024-01-01', to: '2026-11-20' })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
  })
})
