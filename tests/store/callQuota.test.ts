import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { setRules } from '../../electron/backend/usecases/setRules.ts'
import { callLengths } from '../../electron/backend/usecases/callLengths.ts'
import { callQuota } from '../../electron/backend/usecases/callQuota.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, type Team } from './salesTeam.ts'

const hour = 3_600_000
const today = parseDay('2026-11-20')!
let workspace: TestWorkspace
let team: Team
let manager: number
beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  manager = team.person('Борис')
})
afterEach(() => workspace.cleanup())

let made = 0
const call = (over: { at?: string | null, created?: string, talk?: number | null, recording?: string | null, deal?: number | null, client?: number | null, fake?: number } = {}): number => {
  const { at = '2026-11-20T12:00', created = '2026-11-20T12:00', talk = 100, recording = 'a.mp3', deal = null, client = null, fake = 0 } = over
  return team.insert('activity', {
    source: 'crm', external_id: `call${++made}`, deal_id: deal, client_id: client, manager_id: manager, kind: 'call',
    occurred_at: at === null ? null : Date.parse(`${at}+03:00`), created_at: Date.parse(`${created}+03:00`), talk_s: talk, recording, judged_fake: fake,
  })
}
const quota = (now = testNow) => callQuota(workspace.desk, today, now).items

test('a day is the workspace\'s; a call without a time was when it was entered; a verdict takes nothing away', () => {
  for (const at of ['2026-11-20T00:00', '2026-11-20T18:59', '2026-11-19T23:59', '2026-11-21T00:00']) call({ at })
  call({ at: null, created: '2026-11-20T08:00', fake: 1 })
  call({ talk: 39 })
  call({ recording: null })
  expect(quota()).toEqual([expect.objectContaining({ calls: 5, withRecording: 4, eligible: 3, quota: 1, listened: 1, scored: 0, suspicious: 0 })])
})

test('a call just above the threshold is suspicious once a day has passed without a trace on its deal', () => {
  const [silent, noted] = [team.deal({ owner_id: manager }), team.deal({ owner_id: manager })]
  call({ talk: 45, deal: silent })
  call({ talk: 45, deal: noted })
  workspace.desk.db.sqlite.prepare("INSERT INTO note (source, external_id, deal_id, created_at, text) VALUES ('crm', 'n1', ?, ?, 'Перезвонить')").run(noted, Date.parse('2026-11-20T13:00+03:00'))
  expect(quota()[0]!.suspicious).toBe(0)
  expect(quota(testNow + 24 * hour)[0]!.suspicious).toBe(1)
})

test('what is planned for later, or was heard and scored later, isn\'t there yet', () => {
  const heard = call({ at: '2026-11-20T18:00' })
  call({ at: '2026-11-20T19:01' })
  team.insert('call_listening', { activity_id: heard, person_id: manager, first_at: 0, last_at: 0, length_s: 100, ranges: '[[0,80]]', covered_s: 80, listened_at: testNow + hour })
  expect(quota()[0]).toMatchObject({ calls: 1, listened: 0 })
  expect(quota(testNow + hour)[0]).toMatchObject({ calls: 2, listened: 1 })
})

test('listened and scored are counters of their own: a call is listened once however many heard it, scored by a check that is done', () => {
  const [card] = team.rows('scorecard_version')
  const version = card ? Number(card.id) : team.insert('scorecard_version', { scorecard_id: team.insert('scorecard', { name: 'Лист' }), number: 1, created_at: 0, sections: '[]' })
  const [first, second, draft] = [call(), call(), call()]
  const listener = team.person('Ольга', 'qa')
  const listening = (id: number, person: number, at: number | null): number => team.insert('call_listening', { activity_id: id, person_id: person, first_at: 0, last_at: 0, length_s: 100, ranges: '[]', covered_s: 0, listened_at: at })
  listening(first, manager, 1)
  listening(first, listener, 2)
  listening(second, listener, null)
  const check = (id: number, state: string): number => team.insert('call_check', { activity_id: id, checker_id: listener, scorecard_version_id: version, state, scores: '{}', comments: '[]', started_at: 0, updated_at: 0, done_at: state === 'done' ? 1 : null })
  check(second, 'done')
  check(draft, 'draft')
  expect(quota()[0]).toMatchObject({ calls: 3, listened: 1, scored: 1 })
})

test('a call that names a deal is answered on that deal, not on another of the client; one that names the client alone on any of them', () => {
  const client = team.client('ООО «Ромашка»')
  const [named, other] = [team.deal({ owner_id: manager, client_id: client }), team.deal({ owner_id: manager, client_id: client })]
  call({ talk: 45, deal: named, client })
  call({ talk: 45, client })
  const at = Date.parse('2026-11-20T13:00+03:00')
  team.note({ deal_id: other, client_id: client, created_at: at, text: 'О другом' })
  expect(quota(testNow + 24 * hour)[0]!.suspicious).toBe(1)
  team.task({ deal_id: named, created_at: at })
  expect(quota(testNow + 24 * hour)[0]!.suspicious).toBe(0)
})

test('the numbers are the head\'s: share, length and band of Settings', () => {
  for (const talk of [40, 56, 60, 90]) call({ talk })
  expect(quota(testNow + 24 * hour)[0]).toMatchObject({ eligible: 4, quota: 2, suspicious: 1 })
  setRules(workspace.session, { commandId: newCommandId(), rules: { callQuotaPercent: 50, callTalkS: 60, callBandFromS: 56, callBandToS: 60 } })
  expect(quota(testNow + 24 * hour)[0]).toMatchObject({ eligible: 2, quota: 1, suspicious: 2 })
  expect(() => setRules(workspace.session, { commandId: newCommandId(), rules: { callBandFromS: 61 } })).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }) as Error)
})

test('lengths over 30 days by manager; who has more calls just above the threshold than all others together is suspicious, from 20 calls on', () => {
  const [other, few] = [team.person('Вера'), team.person('Глеб')]
  const many = (of: number, count: number, talk: number, at = '2026-11-10T12:00'): void => { for (let index = 0; index < count; index++) team.insert('activity', { source: 'crm', external_id: `many${++made}`, manager_id: of, kind: 'call', occurred_at: Date.parse(`${at}+03:00`), talk_s: talk }) }
  many(manager, 10, 40)
  many(manager, 10, 56)
  many(other, 95, 300)
  many(other, 5, 55)
  many(few, 19, 45)
  many(manager, 7, 45, '2026-10-21T23:59')
  many(manager, 7, 45, '2026-11-20T19:01')
  const { from, to, lengths, items } = callLengths(workspace.desk, today, testNow)
  expect([from, to, lengths.reduce((sum, bar) => sum + bar.calls, 0)]).toEqual(['2026-10-22', '2026-11-20', 139])
  const of = (person: number) => items.find(item => item.manager === team.row('person', person).external_id)
  expect(of(manager)).toMatchObject({ calls: 20, inBand: 10, share: 0.5, othersShare: 24 / 119, suspicious: true, lengths: [{ fromS: 40, calls: 10 }, { fromS: 55, calls: 10 }] })
  expect(of(other)).toMatchObject({ inBand: 5, suspicious: false, lengths: [{ fromS: 55, calls: 5 }, { fromS: 300, calls: 95 }] })
  expect(of(few)).toMatchObject({ calls: 19, p: null, suspicious: false })
})
