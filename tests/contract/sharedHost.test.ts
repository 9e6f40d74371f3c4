import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { LiveEvent } from '../../src/shared/contract/live.ts'
import { makeSupervisor, type Supervisor } from '../../electron/hosts/supervisor.ts'
import { startSharedHost, type SharedHost } from '../../electron/hosts/shared/sharedHost.ts'
import { addPerson } from '../../electron/backend/usecases/addPerson.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'
import { runImport, findExportFiles } from '../../electron/backend/usecases/runImport.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { inProcessChild, writeTinyTeam } from './doors.ts'

const password = 'correct horse battery'
let host: SharedHost
let supervisor: Supervisor
let cleanup: () => void
let folderOf: string
const tokens: Record<string, string> = {}

interface Answer { status: number, body: Record<string, unknown>, headers: Headers }
const call = async (method: string, path: string, options: { as?: string, body?: unknown, headers?: Record<string, string> } = {}): Promise<Answer> => {
  const response = await fetch(`${host.origin}/api${path}`, {
    method, body: options.body === undefined ? undefined : JSON.stringify(options.body),
    headers: { ...options.body !== undefined && { 'content-type': 'application/json' }, ...options.as && { authorization: `Bearer ${tokens[options.as]}` }, ...options.headers },
  })
  return { status: response.status, body: await response.json() as Record<string, unknown>, headers: response.headers }
}
const get = (path: string, as?: string) => call('GET', path, { as })
const post = (path: string, body: unknown, as?: string) => call('POST', path, { as, body })

beforeAll(async () => {
  const { folder, cleanup: remove } = makeTestFolder()
  folderOf = folder
  mkdirSync(join(folder, 'renderer'))
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><meta charset="utf-8"><title>Pult</title>')
  const path = await createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель', now: testNow })
  const opened = openWorkspace({ path, clock: () => testNow })
  await runImport(opened.session, { commandId: 'import-1', files: findExportFiles([writeTinyTeam(folder)]), asOf: testNow - 3_600_000 })
  const add = (name: string, role: 'head' | 'supervisor' | 'manager' | 'qa', login: string, team: string | null = null) => addPerson(opened.session, { name, role, login, team, password })
  await add('Анна Руководитель', 'head', 'anna')
  await add('Сергей Старший', 'supervisor', 'sergey', 'A')
  await add('Борис Менеджер', 'manager', 'boris')
  await add('Кира Качество', 'qa', 'kira')
  await add('Вера Менеджер', 'manager', 'vera')
  opened.close()
  supervisor = makeSupervisor({ spawn: inProcessChild, folder, open: path, log: () => {} })
  host = await startSharedHost({ supervisor, rendererFolder: join(folder, 'renderer'), dataFolder: folder, host: '127.0.0.1', port: 0, version: '0.0.0' })
  cleanup = remove
  for (const login of ['anna', 'sergey', 'boris', 'kira']) tokens[login] = (await post('/sign-in', { login, password })).body.token as string
})
afterAll(async () => {
  await host.close()
  await supervisor.stop()
  cleanup()
})

describe('the HTTP interface', () => {
  test('says what it has without a token, and nothing else', async () => {
    const { status, body } = await get('/openapi.json')
    expect(status).toBe(200)
    expect(Object.keys(body.paths as object)).toEqual(expect.arrayContaining(['/sign-in', '/review', '/refusals', '/deals/{dealId}', '/tasks/{taskId}', '/deals/{dealId}/refusal-request', '/refusals/{dealId}/decision', '/deals/{dealId}/reassign', '/tasks/{taskId}/move', '/audit']))
    for (const path of ['/review', '/refusals', '/deals/d1', '/audit']) expect(await get(path)).toMatchObject({ status: 401, body: { code: 'SIGN_IN' } })
    expect(await post('/sign-in', { login: 'anna', password: 'wrong' })).toMatchObject({ status: 401, body: { code: 'SIGN_IN', details: { reason: 'wrong' } } })
    expect(await get('/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await post('/deals/d1/reassign', { commandId: 'x' }, 'anna')).toMatchObject({ status: 400, body: { code: 'BAD_INPUT' } })
  })

  test('a review is within what the person may see', async () => {
    const whole = await get('/review', 'anna')
    expect(whole).toMatchObject({ status: 200, body: { currency: 'RUB', checks: { A: { ids: expect.arrayContaining(['d1']) } } } })
    expect(await get('/review', 'boris')).toMatchObject({ status: 200, body: { checks: { A: { ids: ['d1'] } } } })
    expect(await get('/review', 'kira')).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    expect(await get('/review?asOf=never', 'anna')).toMatchObject({ status: 400, body: { code: 'PULT_BAD_TIME' } })
  })

  test('a refusal goes its way: asked by its manager, decided once, the second is told by whom', async () => {
    const asked = await post('/deals/d1/refusal-request', { commandId: 'ask-0001', reason: 'no_need', comment: 'Клиент решил обойтись своими силами, проект закрыт до весны.' }, 'boris')
    expect(asked).toMatchObject({ status: 200, body: { closed: false, refusal: { dealId: 'd1', state: 'pending', requestedBy: { id: 'p1' } } } })
    // Repeated, it is answered as the first time; with other words it is a conflict.
    expect((await post('/deals/d1/refusal-request', { commandId: 'ask-0001', reason: 'no_need', comment: 'Клиент решил обойтись своими силами, проект закрыт до весны.' }, 'boris')).body).toEqual(asked.body)
    expect(await post('/deals/d1/refusal-request', { commandId: 'ask-0001', reason: 'no_need', comment: 'Совсем другая и тоже достаточно длинная причина отказа.' }, 'boris')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })

    const queue = await get('/refusals?state=pending', 'sergey')
    const [row] = queue.body.items as { version: number }[]
    expect(queue).toMatchObject({ status: 200, body: { total: 1, items: [{ dealId: 'd1', allowedActions: ['approve', 'return', 'reassign'], evidence: { checklist: expect.anything() } }] } })
    expect(await post('/refusals/d1/decision', { commandId: 'no-right-1', expectedVersion: row!.version, decision: 'approve' }, 'boris')).toMatchObject({ status: 403 })

    const body = (commandId: string) => ({ commandId, expectedVersion: row!.version, decision: 'approve' })
    const all = await Promise.all(['sergey', 'anna', 'sergey', 'anna', 'anna'].map((as, index) => post('/refusals/d1/decision', body(`decide-${index}-`.padEnd(12, 'x')), as)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = (all.find(({ status }) => status === 200)!.body.refusal as { decidedBy: { name: string } }).decidedBy.name
    for (const lost of all.filter(({ status }) => status !== 200)) expect(lost).toMatchObject({ status: 409, body: { code: 'CONFLICT', details: { who: winner, what: 'approved' } } })
    expect(await get('/deals/d1', 'anna')).toMatchObject({ body: { status: 'lost' } })
  })

  test('the audit is the head\'s, and its chain can be computed again from outside', async () => {
    expect(await get('/audit', 'sergey')).toMatchObject({ status: 403 })
    const { body } = await get('/audit?limit=500', 'anna')
    const items = body.items as { id: number, atMs: number, actorId: number | null, action: string, recordType: string | null, recordId: number | null, batchId: number | null, payload: string, salt: string, digest: string, prevHash: string, hash: string }[]
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
    let previous = ''
    for (const item of items) {
      expect(sha(`${item.salt}\n${item.payload}`)).toBe(item.digest)
      expect(item.prevHash).toBe(previous)
      previous = sha([item.prevHash, item.id, item.atMs, item.actorId ?? '', item.action, item.recordType ?? '', item.recordId ?? '', item.batchId ?? '', item.digest].join('\n'))
      expect(previous).toBe(item.hash)
    }
    expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['signIn', 'requestRefusal']))
    const second = await get(`/audit?after=${items[0]!.id}&limit=1`, 'anna')
    expect(second.body).toMatchObject({ items: [{ id: items[1]!.id }], next: items[1]!.id })
  })
})

describe('who comes over the network', () => {
  const rpc = (path: string, input: unknown, headers: Record<string, string>) => fetch(`${host.origin}/rpc/${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ json: input }) })

  test('opens no files of the machine and reads none by path', async () => {
    const anna = { 'pult-session': tokens.anna! }
    for (const [path, input] of [['workspace/open', { path: '/etc/passwd' }], ['workspace/close', undefined], ['workspace/recent', undefined], ['importing/inspect', { source: { paths: ['/etc/passwd'] } }]] as const) {
      const response = await rpc(path, input, anna)
      const text = await response.text()
      expect(`${path} ${response.status === 403 || text.includes('FORBIDDEN')}`).toBe(`${path} true`)
    }
  })

  test('is not believed about the door or the address', async () => {
    const response = await rpc('account/state', undefined, { 'pult-door': 'local', 'pult-address': '10.9.8.7' })
    expect(await response.json()).toMatchObject({ json: { door: 'shared', needsSignIn: true, me: null, allowedActions: [] } })
  })

  test('brings files only with the right to import', async () => {
    const upload = (as: string) => fetch(`${host.origin}/upload/upload-0001/deals.csv`, { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'pult-session': tokens[as] ?? '' }, body: 'id,title\n1,a\n' })
    expect((await upload('nobody')).status).toBe(401)
    expect((await upload('boris')).status).toBe(403)
    expect((await upload('anna')).status).toBe(200)
  })

  test('of another site is refused', async () => {
    expect((await fetch(`${host.origin}/api/review`, { headers: { origin: 'https://evil.example', authorization: `Bearer ${tokens.anna}` } })).status).toBe(403)
  })

  test('gets the headers that keep a page to itself, and the shell says its door', async () => {
    const response = await fetch(`${host.origin}/`)
    expect(response.headers.get('content-security-policy')).toContain('default-src \'none\'')
    expect(await response.text()).toContain('name="pult-door" content="shared"')
  })
})

describe('live updates over the socket', () => {
  const connect = (token: string) => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/live`)
    const events: LiveEvent[] = []
    const waiting: { wants: (event: LiveEvent) => boolean, resolve: () => void }[] = []
    socket.on('open', () => socket.send(JSON.stringify({ token })))
    socket.on('message', data => {
      const event = JSON.parse(String(data)) as LiveEvent
      events.push(event)
      for (const wait of waiting) if (wait.wants(event)) wait.resolve()
    })
    const heard = (wants: (event: LiveEvent) => boolean) => new Promise<void>(resolve => {
      if (events.some(wants)) resolve()
      else waiting.push({ wants, resolve })
    })
    return { socket, events, heard, closed: new Promise<number>(resolve => socket.on('close', resolve)) }
  }

  test('a committed change reaches who is signed in; who signs out hears nothing more', async () => {
    const { token } = (await post('/sign-in', { login: 'boris', password })).body as { token: string }
    const line = connect(token)
    await line.heard(({ type }) => type === 'hello')
    const version = (await get('/deals/d2', 'anna')).body.version
    await post('/deals/d2/reassign', { commandId: 'reassign-0001', expectedVersion: version, newOwnerId: 'p1', reason: 'Заболела' }, 'anna')
    await line.heard(event => event.type === 'changed' && event.topics.includes('deals'))
    // Whoever comes now is told that something has just changed.
    const later = connect(tokens.anna!)
    await later.heard(event => event.type === 'hello' && event.quietMs !== undefined)
    later.socket.close()
    expect((await fetch(`${host.origin}/api/sign-out`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: '{}' })).status).toBe(200)
    expect(await line.closed).toBe(4401)
  })

  test('a decision is told to those who may see its records, and to no window for whom else it is', async () => {
    const [boris, vera, anna] = await Promise.all(['boris', 'vera', 'anna'].map(async login => connect((await post('/sign-in', { login, password })).body.token as string)))
    await Promise.all([boris!, vera!, anna!].map(line => line.heard(({ type }) => type === 'hello')))
    const told = (commandId: string) => (event: LiveEvent): boolean => event.type === 'changed' && event.commandId === commandId
    // Both are Boris's by now.
    const version = (await get('/tasks/t1', 'anna')).body.version
    expect(await post('/tasks/t1/move', { commandId: 'move-0001', expectedVersion: version, dueAt: '2026-12-01', reason: 'Клиент в отпуске' }, 'anna')).toMatchObject({ status: 200 })
    await Promise.all([boris!.heard(told('move-0001')), anna!.heard(told('move-0001'))])
    const dealVersion = (await get('/deals/d2', 'anna')).body.version
    expect(await post('/deals/d2/reassign', { commandId: 'reassign-0002', expectedVersion: dealVersion, newOwnerId: 'p2', reason: 'Вернулась' }, 'anna')).toMatchObject({ status: 200 })
    await Promise.all([boris!, vera!, anna!].map(line => line.heard(told('reassign-0002'))))
    expect(vera!.events.some(told('move-0001'))).toBe(false)
    for (const { events } of [boris!, vera!, anna!]) expect(events.filter(event => 'people' in event)).toEqual([])
    for (const { socket } of [boris!, vera!, anna!]) socket.close()
  })

  test('a wrong token is shown the door', async () => {
    expect(await connect('x'.repeat(43)).closed).toBe(4401)
  })
})

test('guessing is slowed down: ways in are counted by address', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => post('/sign-in', { login: `guess${index}`, password: 'wrong wrong' })))
  expect(answers.map(({ status }) => status)).toContain(429)
  expect(answers.find(({ status }) => status === 429)!.body).toMatchObject({ code: 'TOO_MANY' })
})

test('behind a proxy the browser is told to stay with TLS, and to believe no other site', async () => {
  const behind = await startSharedHost({ supervisor, rendererFolder: join(folderOf, 'renderer'), dataFolder: folderOf, host: '127.0.0.1', port: 0, version: '0.0.0', behindProxy: true })
  try {
    const { headers } = await fetch(`${behind.origin}/healthz`, { headers: { origin: behind.origin } })
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('set-cookie')).toBeNull()
    const foreign = await fetch(`${behind.origin}/rpc/account/state`, { method: 'POST', headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' }, body: '{}' })
    expect(foreign.status).toBe(403)
    // Whoever makes up addresses before the proxy's own word is counted by the proxy's word all the same.
    const guess = (index: number): Promise<Response> => fetch(`${behind.origin}/api/sign-in`, {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-for': `10.1.${index}.1, 203.0.113.5` }, body: JSON.stringify({ login: `guess${index}`, password: 'wrong wrong' }),
    })
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => guess(index)))
    expect(answers.map(({ status }) => status)).toContain(429)
  } finally {
    await behind.close()
  }
})
