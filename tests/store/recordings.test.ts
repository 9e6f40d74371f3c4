import { createServer, type Server } from 'node:http'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { computePeaks } from '../../electron/backend/audio/computePeaks.ts'
import { writeWav as wavOf } from '../../electron/backend/audio/writeWav.ts'
import { makeRecordingsJob } from '../../electron/backend/jobs/recordings.ts'
import { keepOwnRecording } from '../../electron/backend/store/ownRecordings.ts'
import { ownRecordings } from '../../electron/backend/store/recordingFiles.ts'
import { putRecordingTx } from '../../electron/backend/store/writes/recordings.ts'
import { attachRecording } from '../../electron/backend/usecases/recordings/attachRecording.ts'
import { eraseClient } from '../../electron/backend/usecases/eraseClient.ts'
import { atLocalDesk } from '../../electron/backend/domain/account.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { keepPlayed } from '../../electron/backend/usecases/recordings/keepPlayed.ts'
import { locateRecording } from '../../electron/backend/usecases/recordings/locateRecording.ts'
import { openRecording } from '../../electron/backend/usecases/recordings/openRecording.ts'
import { setRecordings } from '../../electron/backend/usecases/recordings/recordingSettings.ts'
import { waveOf } from '../../electron/backend/usecases/recordings/waveOf.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

const minute = 60_000
const writeWav = (...sound: Parameters<typeof wavOf>): Buffer => Buffer.from(wavOf(...sound))
const wav = writeWav(2, second => 0.5 * Math.sin(2 * Math.PI * 400 * second))
let workspace: TestWorkspace
let team: Team
let folder: string
let manager: number
let client: number
let lastCall = 0

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  manager = team.person('Борис')
  client = team.client('ООО «Ромашка»', { owner_id: manager, phone_e164: '+79161234567' })
  folder = join(workspace.folder, 'calls')
  mkdirSync(folder)
  await setRecordings(workspace.session, { commandId: newCommandId(), folder })
})
afterEach(() => {
  expect(checkWorkspace(workspace.desk.db).checks.flatMap(check => check.problems)).toEqual([])
  workspace.cleanup()
})

const put = (name: string, bytes: Buffer | string = wav): void => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), bytes)
}
const callOf = (recording: string | null, { at = testNow - 60 * minute, id = `call-${++lastCall}` }: { at?: number, id?: string } = {}): number =>
  team.insert('activity', { source: 'crm', external_id: id, kind: 'call', manager_id: manager, client_id: client, occurred_at: at, contact_at: at, talk_s: 60, recording })
const open = (callId: number, session: Session = workspace.session) => openRecording(session, atLocalDesk, { callId })
const stateOf = async (callId: number) => {
  const { state, problem } = await open(callId)
  return problem === null ? state : `${state}: ${problem}`
}
const ticketOf = (address: string | null): string => new URL(address!, 'http://x').searchParams.get('ticket')!
const listened = () => team.rows('audit_entry', "action = 'listenToCall'")
const coded = (code: string): Error => expect.objectContaining({ code }) as Error

describe('a recording is found', () => {
  test('by the path that the import said, with either slash', async () => {
    put('2026/11/20/out-1.wav')
    expect(await open(callOf('2026/11/20/out-1.wav'))).toMatchObject({ state: 'found', mime: 'audio/wav', durationS: 2, bytes: wav.length })
    expect(await stateOf(callOf('2026\\11\\20\\out-1.wav'))).toBe('found')
    expect(await stateOf(callOf(join(folder, '2026/11/20/out-1.wav')))).toBe('found')
  })
  test('by its name where the path is the exchange’s own', async () => {
    put('2026/11/20/out-1.wav')
    expect(await stateOf(callOf('/var/spool/asterisk/monitor/2026/11/20/out-1.wav'))).toBe('found')
  })
  test('by the call’s id in the name', async () => {
    put('q-600-79160000000-20261120-120000-1763629200.1234.wav')
    expect(await stateOf(callOf(null, { id: '1763629200.1234' }))).toBe('found')
    expect(await stateOf(callOf('1763629200.1234'))).toBe('found')
  })
  test('by phone and moment: the nearest within two minutes', async () => {
    put('8(916)1234567/89161234567_2026-11-20_17-58-30.wav')
    put('89161234567_2026-11-20_17-59-40.wav', writeWav(1, () => 0.2))
    // Called at 18:00 in Moscow.
    expect(await open(callOf(null))).toMatchObject({ state: 'found', durationS: 1 })
    expect(await stateOf(callOf(null, { at: testNow - 30 * minute }))).toBe('missing: none')
  })
  test('nowhere when two fit as well', async () => {
    put('a/79161234567_20261120_180010.wav')
    put('b/79161234567_20261120_175950.wav')
    expect(await stateOf(callOf(null))).toBe('missing: ambiguous')
  })
})

describe('nothing leads out of the folder', () => {
  test.each(['../secret.wav', '../../secret.wav', 'a/../../secret.wav', '..\\secret.wav', 'a\\..\\..\\secret.wav', './../secret.wav', '%s/secret.wav'])('%s', async name => {
    writeFileSync(join(workspace.folder, 'secret.wav'), wav)
    mkdirSync(join(folder, 'a'))
    expect(await stateOf(callOf(name.replace('%s', workspace.folder)))).toBe('missing: outside')
  })
  test('nor a link, to a file or to a folder', async () => {
    const outer = join(workspace.folder, 'outer')
    mkdirSync(outer)
    writeFileSync(join(outer, 'secret.wav'), wav)
    symlinkSync(join(outer, 'secret.wav'), join(folder, 'link.wav'))
    symlinkSync(outer, join(folder, 'door'))
    expect(await stateOf(callOf('link.wav'))).toBe('missing: outside')
    expect(await stateOf(callOf('door/secret.wav'))).toBe('missing: outside')
    expect(await stateOf(callOf('door'))).toBe('missing: outside')
  })
  test('a link that leads to another file of the folder is one', async () => {
    put('real.wav')
    symlinkSync(join(folder, 'real.wav'), join(folder, 'again.wav'))
    expect(await stateOf(callOf('again.wav'))).toBe('found')
  })
  test('a neighbour whose name only begins like it', async () => {
    mkdirSync(`${folder}-other`)
    writeFileSync(join(`${folder}-other`, 'x.wav'), wav)
    expect(await stateOf(callOf('../calls-other/x.wav'))).toBe('missing: outside')
  })
})

describe('what can’t be heard says why', () => {
  test('and stops nobody', async () => {
    put('empty.mp3', '')
    put('page.mp3', '<!doctype html><title>404</title>')
    put('head.wav', wav.subarray(0, 44))
    put('old.gsm', Buffer.from([...Buffer.alloc(33, 0xd2), ...Buffer.alloc(33, 0xd2)]))
    put('huge.wav')
    truncateSync(join(folder, 'huge.wav'), 2 * 1024 ** 3)
    mkdirSync(join(folder, 'dir.wav'))
    const said = Object.fromEntries(await Promise.all(['empty.mp3', 'page.mp3', 'head.wav', 'old.gsm', 'huge.wav', 'gone.wav', 'dir.wav', 'https://pbx.example/1.mp3'].map(async name => [name, await stateOf(callOf(name))])))
    expect(said).toEqual({
      'empty.mp3': 'broken: empty', 'page.mp3': 'broken: wrong_type', 'head.wav': 'broken: damaged', 'old.gsm': 'broken: codec', 'huge.wav': 'broken: too_big',
      'gone.wav': 'missing: not_there', 'dir.wav': 'missing: not_there', 'https://pbx.example/1.mp3': 'missing: not_fetched',
    })
    expect((await open(callOf('empty.mp3'))).address).toBeNull()
  })
  test('a folder that was never named, or is away', async () => {
    rmSync(folder, { recursive: true })
    expect(await stateOf(callOf('1.wav'))).toBe('missing: no_folder')
    await setRecordings(workspace.session, { commandId: newCommandId(), folder: null })
    expect(await stateOf(callOf('1.wav'))).toBe('missing: no_folder')
    expect(await stateOf(callOf(null))).toBe('missing: none')
    await expect(setRecordings(workspace.session, { commandId: newCommandId(), folder: join(folder, 'nowhere') })).rejects.toEqual(coded('BAD_INPUT'))
  })
  test('a file that goes and comes back is looked for again', async () => {
    put('1.wav')
    const call = callOf('1.wav')
    expect(await stateOf(call)).toBe('found')
    rmSync(join(folder, '1.wav'))
    expect(await stateOf(call)).toBe('missing: not_there')
    put('1.wav')
    expect(await stateOf(call)).toBe('found')
  })
})

describe('who may listen', () => {
  test('QA, the head, the team’s supervisor, the call’s own manager; nobody else', async () => {
    put('1.wav')
    const call = callOf('1.wav')
    workspace.desk.db.sqlite.prepare('UPDATE person SET team = ? WHERE id = ?').run('Юг', manager)
    const as = (role: 'qa' | 'supervisor' | 'operator' | 'manager', name: string, at: string | null = null): Session => {
      const id = team.person(name)
      workspace.desk.db.sqlite.prepare('UPDATE person SET role = ?, team = ?, role_confirmed = 1 WHERE id = ?').run(role, at, id)
      return sessionAs(workspace.session, id, name, role)
    }
    const own = sessionAs(workspace.session, manager, 'Борис', 'manager')
    for (const session of [as('qa', 'Кира'), as('supervisor', 'Сергей', 'Юг'), own]) expect((await open(call, session)).state).toBe('found')
    for (const session of [as('supervisor', 'Олег', 'Север'), as('operator', 'Оля'), as('manager', 'Вера')]) {
      await expect(open(call, session)).rejects.toEqual(coded('FORBIDDEN'))
      await expect(waveOf(session, { callId: call }, computePeaks)).rejects.toEqual(coded('FORBIDDEN'))
      expect(() => keepPlayed(session, { callId: call, lengthS: 2, ranges: [[0, 2]], begins: true })).toThrow(coded('FORBIDDEN'))
    }
    await expect(open(999_999)).rejects.toEqual(coded('NOT_FOUND'))
  })

  test('a ticket is for one call, dies with its time, and the first byte of a listening is in the audit', async () => {
    put('1.wav')
    const [call, other] = [callOf('1.wav'), callOf('1.wav')]
    const { address } = await open(call)
    expect(listened()).toHaveLength(0)
    const ticket = ticketOf(address)
    const locate = (callId: number, key = ticket) => locateRecording(workspace.desk, { door: 'shared', token: null, address: '10.0.0.7' }, { callId, ticket: key })
    expect(await locate(call)).toMatchObject({ path: join(folder, '1.wav'), mime: 'audio/wav' })
    await locate(call)
    expect(listened()).toMatchObject([{ record_type: 'activity', record_id: call, actor_id: workspace.session.actor.id }])
    await expect(locate(other)).rejects.toEqual(coded('SIGN_IN'))
    await expect(locate(call, 'x'.repeat(32))).rejects.toEqual(coded('SIGN_IN'))
    await locate(call, ticketOf((await open(call)).address))
    expect(listened()).toHaveLength(2)
    workspace.setNow(testNow + 13 * 3_600_000)
    await expect(locate(call)).rejects.toEqual(coded('SIGN_IN'))
  })

  test('a program that asks for part after part by its own session leaves one entry a listening', async () => {
    put('1.wav')
    const call = callOf('1.wav')
    const locate = () => locateRecording(workspace.desk, atLocalDesk, { callId: call })
    for (let part = 0; part < 3; part++) await locate()
    expect(listened()).toHaveLength(1)
    workspace.setNow(testNow + 3 * 3_600_000)
    await locate()
    expect(listened()).toHaveLength(2)
    await expect(locateRecording(workspace.desk, { door: 'shared', token: null, address: null }, { callId: call })).rejects.toEqual(coded('SIGN_IN'))
  })
})

describe('what was played', () => {
  const played = (callId: number, ...ranges: [number, number][]) => keepPlayed(workspace.session, { callId, lengthS: 100, ranges, begins: true })
  test('is listened to from 80 % on, each second once, over all listenings', () => {
    const call = callOf('1.wav')
    expect(played(call, [0, 40], [20, 60])).toEqual({ coveredS: 60, lengthS: 100, listenedAt: null })
    expect(played(call, [10, 79])).toEqual({ coveredS: 79, lengthS: 100, listenedAt: null })
    workspace.setNow(testNow + minute)
    expect(played(call, [99, 100])).toEqual({ coveredS: 80, lengthS: 100, listenedAt: testNow + minute })
    expect(workspace.announced.at(-1)?.topics).toEqual(['calls'])
    workspace.setNow(testNow + 2 * minute)
    expect(played(call, [0, 1]).listenedAt).toBe(testNow + minute)
    expect(team.rows('call_listening')).toMatchObject([{ times: 4, ranges: '[[0,79],[99,100]]', first_at: testNow, last_at: testNow + 2 * minute }])
  })
  test('is measured by the file’s own length, not by what a window says', async () => {
    put('1.wav')
    const call = callOf('1.wav')
    await open(call)
    expect(keepPlayed(workspace.session, { callId: call, lengthS: 0.5, ranges: [[0, 0.5]], begins: true })).toEqual({ coveredS: 0.5, lengthS: 2, listenedAt: null })
    expect((await open(call)).listening).toEqual({ ranges: [[0, 0.5]], lengthS: 2, coveredS: 0.5, listenedAt: null })
  })
})

describe('the wave', () => {
  test('is computed once, and again for another file of that name', async () => {
    put('1.wav')
    const call = callOf('1.wav')
    let computed = 0
    const wave = () => waveOf(workspace.session, { callId: call }, path => {
      computed++
      return computePeaks(path)
    })
    expect((await wave())?.peaks).toHaveLength(20)
    expect(await wave()).toMatchObject({ durationS: 2, silences: [] })
    expect(computed).toBe(1)
    expect((await open(call)).hasPeaks).toBe(true)
    put('1.wav', writeWav(4, () => 0))
    utimesSync(join(folder, '1.wav'), 1_790_000_000, 1_790_000_000)
    expect(await wave()).toMatchObject({ durationS: 4, silences: [[0, 4]] })
    expect(computed).toBe(2)
  })
  test('shows a damaged file, and that stays said', async () => {
    put('1.mp3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(4000, 0x41)]))
    const call = callOf('1.mp3')
    expect(await stateOf(call)).toBe('found')
    expect(await waveOf(workspace.session, { callId: call }, computePeaks)).toBeNull()
    expect(await stateOf(call)).toBe('broken: damaged')
  })
})

describe('recordings that Pult keeps', () => {
  /** As attaching and fetching leave it. */
  const keepFor = async (callId: number, from: string): Promise<string> => {
    const file = await keepOwnRecording(workspace.path, from)
    putRecordingTx(workspace.desk.db, { activityId: callId, state: 'found', place: 'own', file, lookedAt: testNow })
    return join(ownRecordings(workspace.path), file)
  }
  test('are named by their content: the same file of two calls lies there once', async () => {
    put('1.wav')
    const [one, two] = [callOf(null), callOf(null)]
    const kept = [await keepFor(one, join(folder, '1.wav')), await keepFor(two, join(folder, '1.wav'))]
    expect(kept[0]).toBe(kept[1])
    expect(readdirSync(ownRecordings(workspace.path))).toHaveLength(1)
    expect(await stateOf(one)).toBe('found')
  })
  test('go when their time is over, once a day, and not while a younger call has the same file', async () => {
    await setRecordings(workspace.session, { commandId: newCommandId(), keepMonths: 3 })
    put('1.wav')
    // Until 20 August is over the day's border has passed it; 20 August itself stays.
    const [old, border] = [callOf(null, { at: Date.parse('2026-08-19T23:00:00+03:00') }), callOf(null, { at: Date.parse('2026-08-20T00:00:00+03:00') })]
    const file = await keepFor(old, join(folder, '1.wav'))
    await keepFor(border, join(folder, '1.wav'))
    const job = makeRecordingsJob(workspace.desk)
    expect([job.deleteOld(), job.deleteOld()]).toEqual([1, 0])
    expect(await stateOf(old)).toBe('missing: deleted')
    expect([await stateOf(border), existsSync(file)]).toEqual(['found', true])
    workspace.setNow(testNow + 24 * 60 * minute)
    expect(job.deleteOld()).toBe(1)
    expect(existsSync(file)).toBe(false)
    expect(team.rows('audit_entry', "action = 'deleteRecordings'")).toHaveLength(2)
  })
  test('stay for ever unless the head says how long; those in the team’s folder are never touched', async () => {
    put('1.wav')
    const [kept, foreign] = [callOf(null, { at: 0 }), callOf('1.wav', { at: 0 })]
    await keepFor(kept, join(folder, '1.wav'))
    expect(makeRecordingsJob(workspace.desk).deleteOld()).toBe(0)
    await open(foreign)
    await setRecordings(workspace.session, { commandId: newCommandId(), keepMonths: 1 })
    expect(makeRecordingsJob(workspace.desk).deleteOld()).toBe(1)
    expect(await stateOf(foreign)).toBe('found')
  })
  test('with their client goes what listeners wrote of its calls; marks and seconds stay', () => {
    const call = callOf(null)
    const scorecard = team.insert('scorecard', { name: 'Звонок' })
    const version = team.insert('scorecard_version', { scorecard_id: scorecard, number: 1, created_at: testNow, sections: '[]' })
    const check = team.insert('call_check', { activity_id: call, checker_id: 1, scorecard_version_id: version, state: 'done', scores: '{"needs":{"score":3,"comment":"Спросил Ромашкина про бюджет"}}', comments: '[{"at":12,"text":"Ромашкин недоволен"}]', comment: 'Ромашкин перезвонит', next_step: 'Встреча с Ромашкиным', started_at: testNow, updated_at: testNow })
    const appeal = team.insert('call_appeal', { check_id: check, manager_id: manager, raised_at: testNow, text: 'Ромашкин сам просил', state: 'pending', before: '{"total":60,"comment":"Ромашкин"}' })
    eraseClient(workspace.session, { commandId: newCommandId(), clientId: client, expectedVersion: team.row('client', client).version as number })
    const kept = JSON.stringify([team.row('call_check', check), team.row('call_appeal', appeal)])
    expect(kept).not.toContain('Ромашкин')
    expect(JSON.parse(team.row('call_check', check).scores as string)).toMatchObject({ needs: { score: 3 } })
    expect(JSON.parse(team.row('call_check', check).comments as string)).toMatchObject([{ at: 12 }])
    expect(JSON.parse(team.row('call_appeal', appeal).before as string)).toMatchObject({ total: 60 })
  })
  test('go with their client, and no other file takes their place', async () => {
    put('1.wav')
    put('call-9999999.wav')
    const [kept, found] = [callOf(null), callOf(null, { id: 'call-9999999' })]
    const file = await keepFor(kept, join(folder, '1.wav'))
    expect(await stateOf(found)).toBe('found')
    await waveOf(workspace.session, { callId: found }, computePeaks)
    eraseClient(workspace.session, { commandId: newCommandId(), clientId: client, expectedVersion: team.row('client', client).version as number })
    expect(existsSync(file)).toBe(false)
    expect([await stateOf(kept), await stateOf(found)]).toEqual(['missing: deleted', 'missing: deleted'])
    expect(team.rows('recording', 'peaks IS NOT NULL OR file IS NOT NULL')).toEqual([])
    expect(existsSync(join(folder, 'call-9999999.wav'))).toBe(true)
  })
})

describe('calls of which no import says a recording', () => {
  test('have one as soon as their file lies in the folder; after an import, another folder, or an hour', async () => {
    put('89161234567_2026-11-20_17-59-40.wav')
    const [call, silent, unknown] = [callOf(null), callOf(null), callOf(null, { at: testNow - 30 * minute })]
    workspace.desk.db.sqlite.prepare('UPDATE activity SET talk_s = 0, contact_at = NULL WHERE id = ?').run(silent)
    const job = makeRecordingsJob(workspace.desk)
    expect(await job.link()).toBe(1)
    expect([call, silent, unknown].map(id => team.row('activity', id).recording)).toEqual(['89161234567_2026-11-20_17-59-40.wav', null, null])
    expect(await stateOf(call)).toBe('found')
    expect(team.rows('audit_entry', "action = 'linkRecordings'")).toHaveLength(1)
    const later = callOf(null)
    expect(await job.link()).toBe(0)
    workspace.setNow(testNow + 61 * minute)
    expect(await job.link()).toBe(1)
    expect(team.row('activity', later).recording).not.toBeNull()
  })
})

describe('a recording attached by hand', () => {
  const attach = (callId: number, path: string, session: Session = workspace.session) => attachRecording(session, { commandId: newCommandId(), callId, path })
  test('is copied, heard, makes the call eligible, and takes the place of the one before', async () => {
    const call = callOf(null)
    const outer = join(workspace.folder, 'from the phone.wav')
    writeFileSync(outer, wav)
    await attach(call, outer)
    rmSync(outer)
    expect(await open(call)).toMatchObject({ state: 'found', durationS: 2, mime: 'audio/wav' })
    expect(team.row('activity', call)).toMatchObject({ recording: 'from the phone.wav', version: 2 })
    expect(team.rows('audit_entry', "action = 'attachRecording'")).toMatchObject([{ record_id: call }])
    put('2.wav', writeWav(3, () => 0.1))
    await attach(call, join(folder, '2.wav'))
    expect(await open(call)).toMatchObject({ durationS: 3 })
    expect(readdirSync(ownRecordings(workspace.path))).toHaveLength(1)
  })
  test('is refused when nobody could play it, and leaves nothing', async () => {
    put('page.mp3', '<html>404</html>')
    const call = callOf(null)
    await expect(attach(call, join(folder, 'page.mp3'))).rejects.toEqual(expect.objectContaining({ code: 'REFUSED_BY_RULE', details: { rule: 'recording_file', problem: 'wrong_type' } }))
    await expect(attach(call, join(folder, 'gone.mp3'))).rejects.toEqual(coded('NOT_FOUND'))
    expect(existsSync(ownRecordings(workspace.path))).toBe(false)
    put('1.wav')
    await expect(attach(call, join(folder, '1.wav'), sessionAs(workspace.session, manager, 'Борис', 'manager'))).rejects.toEqual(coded('FORBIDDEN'))
  })
})

describe('addresses of an import', () => {
  let server: Server
  let origin: string
  let asked: string[]
  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url!)
      const answers: Record<string, () => void> = {
        '/good': () => response.end(wav),
        '/moved': () => response.writeHead(302, { location: '/good' }).end(),
        '/away': () => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
        '/loop': () => response.writeHead(302, { location: '/loop' }).end(),
        '/forbidden': () => response.writeHead(403).end(),
        '/broken': () => response.writeHead(502).end(),
        '/page': () => response.end('<html>sign in</html>'),
        '/said': () => response.writeHead(200, { 'content-length': '99999999' }).end(wav),
        '/endless': () => {
          const send = (): void => { while (!response.destroyed && response.write(wav)) { /* as fast as it takes it */ } }
          response.on('drain', send)
          send()
        },
        '/silent': () => { response.write(wav.subarray(0, 10)) },
      }
      ;(answers[request.url!] ?? (() => response.writeHead(404).end()))()
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  })
  afterEach(() => new Promise<void>(resolve => {
    server.closeAllConnections()
    server.close(() => resolve())
  }))
  const job = () => makeRecordingsJob(workspace.desk)
  const limits = { bytes: 100_000, ms: 20_000 }

  test('are asked for only where the head switched that on', async () => {
    const call = callOf(`${origin}/good`)
    expect(await job().fetchNew({ limits })).toEqual({ fetched: 0, failed: 0 })
    expect([asked, await stateOf(call)]).toEqual([[], 'missing: not_fetched'])
    await setRecordings(workspace.session, { commandId: newCommandId(), fetchAddresses: true })
    expect(await job().fetchNew({ limits })).toEqual({ fetched: 1, failed: 0 })
    expect([asked, await stateOf(call)]).toEqual([['/good'], 'found'])
    expect(await job().fetchNew({ limits })).toEqual({ fetched: 0, failed: 0 })
    expect(team.rows('audit_entry', "action = 'fetchRecordings'")).toHaveLength(1)
  })

  test('say why they gave nothing, within limits of size, redirects and time', async () => {
    await setRecordings(workspace.session, { commandId: newCommandId(), fetchAddresses: true })
    const calls = Object.fromEntries(['moved', 'away', 'loop', 'forbidden', 'gone', 'broken', 'page', 'said', 'endless'].map(name => [name, callOf(`${origin}/${name}`)]))
    expect(await job().fetchNew({ limits })).toEqual({ fetched: 1, failed: 8 })
    expect(Object.fromEntries(await Promise.all(Object.entries(calls).map(async ([name, id]) => [name, await stateOf(id)])))).toEqual({
      moved: 'found', away: 'failed: refused', loop: 'failed: refused', forbidden: 'failed: refused', gone: 'failed: gone', broken: 'failed: network', page: 'broken: wrong_type', said: 'failed: too_big', endless: 'failed: too_big',
    })
    const silent = callOf(`${origin}/silent`)
    expect(await job().fetchNew({ limits: { ...limits, ms: 100 } })).toEqual({ fetched: 0, failed: 1 })
    expect(await stateOf(silent)).toBe('failed: timeout')
  })

  test('of a network that was away are asked again after an hour, those that refused are not', async () => {
    await setRecordings(workspace.session, { commandId: newCommandId(), fetchAddresses: true })
    callOf(`${origin}/broken`)
    callOf(`${origin}/forbidden`)
    await job().fetchNew({ limits })
    await job().fetchNew({ limits })
    expect(asked.sort()).toEqual(['/broken', '/forbidden'])
    workspace.setNow(testNow + 61 * minute)
    await job().fetchNew({ limits })
    expect(asked.sort()).toEqual(['/broken', '/broken', '/forbidden'])
  })
})
