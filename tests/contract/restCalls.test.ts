import type { AnyProcedure } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restApi } from '../../electron/backend/api/rest/rest.ts'
import { makePolicyTeam, type CallerKey, type PolicyTeam } from './policyTeam.ts'

let team: PolicyTeam
beforeAll(async () => {
  team = await makePolicyTeam()
  const made = team.sqlite.prepare("INSERT INTO activity (source, external_id, deal_id, manager_id, kind, direction, occurred_at, created_at, talk_s, recording, verdict, judged_fake) VALUES ('crm', ?, ?, ?, 'call', 'in', ?, ?, 50, ?, ?, ?)")
  const at = (text: string): number => Date.parse(`${text}+03:00`)
  made.run('early', team.deal, team.people.manager, at('2026-11-19T10:00'), at('2026-11-19T10:00'), null, null, 0)
  made.run('fake', null, team.people.manager, at('2026-11-20T12:00'), at('2026-11-20T12:00'), 'b.mp3', 'voicemail', 1)
  made.run('foreign', null, team.people.foreign, null, at('2026-11-20T11:00'), null, null, 0)
  made.run('later', null, team.people.manager, at('2026-11-20T23:00'), at('2026-11-20T12:00'), null, null, 0)
})
afterAll(() => team.close())

const answer = async (input: object, caller: CallerKey): Promise<string> => team.answerOf((restApi as Record<string, unknown>).calls as AnyProcedure, input, caller)
const idsIn = async (input: object, caller: CallerKey = 'H'): Promise<string[]> => [...(await answer(input, caller)).matchAll(/"id":"(early|fake|foreign|later|call-1)","at"/g)].map(match => match[1]!)

test('each sees the calls that they may listen to, the latest first, none of after now', async () => {
  expect(await idsIn({})).toEqual(['call-1', 'fake', 'foreign', 'early'])
  expect(await idsIn({}, 'Q')).toEqual(['call-1', 'fake', 'foreign', 'early'])
  for (const own of ['S', 'M'] as const) expect(await idsIn({}, own)).toEqual(['call-1', 'fake', 'early'])
  for (const other of ['T', 'F'] as const) expect(await idsIn({}, other)).toEqual(['foreign'])
  for (const nobody of ['O', 'N'] as const) expect(await idsIn({}, nobody)).toEqual([])
})

test('by day, manager, deal and verdict; in pages without a call twice or left out', async () => {
  expect(await idsIn({ day: '2026-11-19' })).toEqual(['early'])
  expect(await idsIn({ from: '2026-11-20', to: '2026-11-20' })).toEqual(['call-1', 'fake', 'foreign'])
  expect(await idsIn({ verdict: 'voicemail' })).toEqual(['fake'])
  expect(await idsIn({ verdict: 'none', day: '2026-11-20' })).toEqual(['call-1', 'foreign'])
  expect(await idsIn({ scored: 'true' })).toEqual([])
  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await answer({ limit: 1, ...cursor && { cursor } }, 'H')
    pages.push(...[...page.matchAll(/"id":"(early|fake|foreign|call-1)","at"/g)].map(match => match[1]!))
    cursor = /"next":"([^"]+)"/.exec(page)?.[1]
  } while (cursor && pages.length < 10)
  expect(pages).toEqual(['call-1', 'fake', 'foreign', 'early'])
})

test('a call judged to be none is listened, and says what it was', async () => {
  expect(await answer({ verdict: 'voicemail' }, 'H')).toContain('"talkS":50,"durationS":null,"withRecording":true,"verdict":"voicemail","listened":true,"scored":false,"score":null')
})

test('how long calls were is for who scores them', async () => {
  const lengths = (caller: CallerKey): Promise<string> => team.answerOf((restApi as Record<string, unknown>).callLengths as AnyProcedure, { day: '2026-11-20' }, caller)
  for (const scorer of ['H', 'Q'] as const) expect(await lengths(scorer)).toContain('"from":"2026-10-22","to":"2026-11-20","band":{"fromS":40,"toS":55}')
  for (const other of ['S', 'T', 'O', 'M', 'F', 'N'] as const) expect(await lengths(other)).not.toContain('"items"')
})

test('a call is scored by who may; what the check lacks is said', async () => {
  const check = (input: object, caller: CallerKey): Promise<string> => team.answerOf((restApi as Record<string, unknown>).checkCall as AnyProcedure, input, caller)
  const words = { callId: 'early', commandId: 'check-0001', verdict: 'conversation', marks: Object.fromEntries(['greeting', 'purpose', 'next_step', 'note'].map(id => [id, { score: 1, comment: '' }])) }
  for (const other of ['S', 'T', 'O', 'M', 'F', 'N'] as const) expect(await check(words, other)).not.toContain('checkId')
  expect(await check(words, 'Q')).toContain('lacks something')
  const whole = { ...words, marks: { ...words.marks, ...Object.fromEntries(['needs', 'qualification', 'offer', 'objection'].map(id => [id, { score: 5, comment: '' }])) } }
  for (const scorer of ['H', 'Q'] as const) expect(await check(whole, scorer)).toMatch(/"checkId":\d+,"score":100/)
})
