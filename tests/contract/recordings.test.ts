import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeWav } from '../../electron/backend/audio/writeWav.ts'
import { addPerson } from '../../electron/backend/usecases/addPerson.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'
import { setRecordings } from '../../electron/backend/usecases/recordings/recordingSettings.ts'
import { startSharedHost, type SharedHost } from '../../electron/hosts/shared/sharedHost.ts'
import { makeSupervisor, type Supervisor } from '../../electron/hosts/supervisor.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { makeTeam } from '../store/salesTeam.ts'
import { http, inProcessChild, type HttpDoor } from './doors.ts'

const password = 'correct horse battery'
const wav = Buffer.from(writeWav(3, second => Math.sin(second * 2500) * 0.5))

/** A workspace with one recorded call, of Boris. */
const makeWorkspace = async (folder: string): Promise<{ path: string, callId: number }> => {
  const path = await createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель', now: testNow })
  const { session, close } = openWorkspace({ path, clock: () => testNow })
  const calls = join(folder, 'calls')
  mkdirSync(calls)
  writeFileSync(join(calls, '1.wav'), wav)
  await setRecordings(session, { commandId: randomUUID(), folder: calls })
  const add = async (name: string, role: 'head' | 'qa' | 'manager', login: string): Promise<number> => (await addPerson(session, { name, role, login, team: null, password })).personId
  await add('Анна Руководитель', 'head', 'anna')
  await add('Кира Качество', 'qa', 'kira')
  const boris = await add('Борис Менеджер', 'manager', 'boris')
  await add('Вера Менеджер', 'manager', 'vera')
  const callId = makeTeam(session.desk).insert('activity', { source: 'crm', external_id: 'call-1', kind: 'call', manager_id: boris, occurred_at: testNow - 3_600_000, talk_s: 0, recording: '1.wav' })
  close()
  return { path, callId }
}

interface Answer { status: number, bytes: Buffer, headers: Record<string, string | string[] | undefined> }
const ask = (port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> => new Promise((resolve, reject) => {
  const parts: Buffer[] = []
  request({ host: '127.0.0.1', port, path, headers, method }, response => {
    response.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(parts), headers: response.headers }))
  }).on('error', reject).end()
})

describe('the team’s host', () => {
  let host: SharedHost
  let supervisor: Supervisor
  let cleanup: () => void
  let callId: number
  const tokens: Record<string, string> = {}
  beforeAll(async () => {
    const made = makeTestFolder()
    cleanup = made.cleanup
    mkdirSync(join(made.folder, 'renderer'))
    writeFileSync(join(made.folder, 'renderer', 'index.html'), '<!doctype html><meta charset="utf-8"><title>Pult</title>')
    const workspace = await makeWorkspace(made.folder)
    callId = workspace.callId
    supervisor = makeSupervisor({ spawn: inProcessChild, folder: made.folder, open: workspace.path, log: () => {} })
    host = await startSharedHost({ supervisor, rendererFolder: join(made.folder, 'renderer'), dataFolder: made.folder, host: '127.0.0.1', port: 0, version: '0.0.0' })
    for (const login of ['anna', 'kira', 'boris', 'vera']) {
      const response = await fetch(`${host.origin}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) })
      tokens[login] = (await response.json() as { token: string }).token
    }
  })
  afterAll(async () => {
    await host.close()
    await supervisor.stop()
    cleanup()
  })
  const as = (login: string): Record<string, string> => ({ authorization: `Bearer ${tokens[login]}` })
  const open = async (login: string): Promise<string> =>
    (await supervisor.call(['recordings', 'open'], { callId }, { caller: { door: 'shared', token: tokens[login]!, address: '127.0.0.1' } }) as { address: string }).address

  test('gives a recording to who may hear it, whole and by parts', async () => {
    const whole = await ask(host.port, `/recordings/${callId}`, as('kira'))
    expect([whole.status, whole.bytes.equals(wav), whole.headers['content-type'], whole.headers['accept-ranges'], whole.headers['cache-control']]).toEqual([200, true, 'audio/wav', 'bytes', 'no-store'])
    const part = await ask(host.port, `/recordings/${callId}`, { ...as('boris'), range: 'bytes=100-199' })
    expect([part.status, part.bytes.equals(wav.subarray(100, 200)), part.headers['content-range'], part.headers['content-length']]).toEqual([206, true, `bytes 100-199/${wav.length}`, '100'])
    expect((await ask(host.port, `/recordings/${callId}`, { ...as('kira'), range: 'bytes=0-1,5-6' })).status).toBe(200)
    expect(await ask(host.port, `/recordings/${callId}`, { ...as('kira'), range: `bytes=${wav.length}-` })).toMatchObject({ status: 416, headers: { 'content-range': `bytes */${wav.length}` } })
    expect((await ask(host.port, `/recordings/${callId}`, { ...as('kira'), range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200)
    expect((await ask(host.port, `/recordings/${callId}`, { ...as('kira'), range: 'bytes=0-9', 'if-range': String(part.headers.etag) })).status).toBe(206)
    const head = await ask(host.port, `/recordings/${callId}`, as('kira'), 'HEAD')
    expect([head.status, head.bytes.length, head.headers['content-length']]).toEqual([200, 0, String(wav.length)])
  })

  test('gives it to nobody else', async () => {
    expect((await ask(host.port, `/recordings/${callId}`)).status).toBe(401)
    expect((await ask(host.port, `/recordings/${callId}`, as('vera'))).status).toBe(403)
    expect((await ask(host.port, '/recordings/999', as('anna'))).status).toBe(404)
    for (const path of ['/recordings/x', '/recordings/..%2f1', `/recordings/${callId}/..%2f..%2fteam.pult`]) expect([path, (await ask(host.port, path, as('anna'))).status]).toEqual([path, 404])
  })

  test('a media element, which has no token, comes with a ticket; it ends with the sign-in of who asked for it', async () => {
    const address = await open('kira')
    expect((await ask(host.port, address, { range: 'bytes=0-9' })).status).toBe(206)
    expect((await ask(host.port, address.replace(/ticket=.*/, `ticket=${'x'.repeat(32)}`))).status).toBe(401)
    expect((await ask(host.port, address, { origin: 'https://evil.example' })).status).toBe(403)
    await supervisor.call(['account', 'signOut'], undefined, { caller: { door: 'shared', token: tokens.kira!, address: null } })
    expect((await ask(host.port, address)).status).toBe(401)
  })

  test('nobody who comes over the network says which folder is read', async () => {
    const change = (input: object) => supervisor.call(['recordings', 'setSettings'], { commandId: randomUUID(), ...input }, { caller: { door: 'shared', token: tokens.anna!, address: null } })
    await expect(change({ folder: '/etc' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(change({ keepMonths: 6 })).resolves.toMatchObject({ keepMonths: 6 })
  })
})

describe('the window on this computer', () => {
  let door: HttpDoor
  let callId: number
  beforeAll(async () => {
    door = await http()
    const workspace = await makeWorkspace(door.folder)
    callId = workspace.callId
    await door.client.workspace.open({ path: workspace.path })
  })
  afterAll(() => door.close())

  test('hears by a ticket, and by nothing less than the window’s key', async () => {
    const signedIn = await door.client.account.signIn({ login: 'anna', password })
    const { address } = await door.supervisor.call(['recordings', 'open'], { callId }, { caller: { door: 'local', token: signedIn.token, address: null } }) as { address: string }
    const part = await ask(door.host.port, address, { range: 'bytes=-10' })
    expect([part.status, part.bytes.equals(wav.subarray(-10))]).toEqual([206, true])
    expect((await ask(door.host.port, `/recordings/${callId}`)).status).toBe(401)
    expect((await ask(door.host.port, `/recordings/${callId}`, { 'pult-session': signedIn.token })).status).toBe(401)
    expect((await ask(door.host.port, `/recordings/${callId}`, { 'pult-session': signedIn.token, authorization: `Bearer ${door.bearer}` })).status).toBe(200)
    expect((await ask(door.host.port, `/recordings/${callId}?ticket=`)).status).toBe(401)
  })
})
