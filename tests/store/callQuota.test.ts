import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { callQuota } from '../../electron/backend/usecases/callQuota.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, type Team } from './salesTeam.ts'

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
const call = (over: { at?: string | null, created?: string, talk?: number | null, recording?: string | null, deal?: number | null, fake?: number } = {}): void => {
  const { at = '2026-11-20T12:00', created = '2026-11-20T12:00', talk = 100, recording = 'a.mp3', deal = null, fake = 0 } = over
  workspace.desk.db.sqlite.prepare("INSERT INTO activity (source, external_id, deal_id, manager_id, kind, occurred_at, created_at, talk_s, recording, judged_fake) VALUES ('crm', ?, ?, ?, 'call', ?, ?, ?, ?, ?)")
    .run(`call${++made}`, deal, manager, at === null ? null : Date.parse(`${at}+03:00`), Date.parse(`${created}+03:00`), talk, recording, fake)
}
const quota = (now = testNow) => callQuota(workspace.desk, today, now).items

test('a day is the workspace\'s; a call without a time was when it was entered; a verdict takes nothing away', () => {
  for (const at of ['2026-11-20T00:00', '2026-11-20T23:59', '2026-11-19T23:59', '2026-11-21T00:00']) call({ at })
  call({ at: null, created: '2026-11-20T08:00', fake: 1 })
  call({ talk: 39 })
  call({ recording: null })
  expect(quota()).toEqual([expect.objectContaining({ calls: 5, withRecording: 4, eligible: 3, quota: 1, listened: 0, scored: 0, suspicious: 0 })])
})

test('a call just above the threshold is suspicious once a day has passed without a trace on its deal', () => {
  const [silent, noted] = [team.deal({ owner_id: manager }), team.deal({ owner_id: manager })]
  call({ talk: 45, deal: silent })
  call({ talk: 45, deal: noted })
  workspace.desk.db.sqlite.prepare("INSERT INTO note (source, external_id, deal_id, created_at, text) VALUES ('crm', 'n1', ?, ?, 'Перезвонить')").run(noted, Date.parse('2026-11-20T13:00+03:00'))
  expect(quota()[0]!.suspicious).toBe(0)
  expect(quota(testNow + 24 * hour)[0]!.suspicious).toBe(1)
})
