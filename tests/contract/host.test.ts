import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSafeFileName } from '../../electron/hosts/web/uploads.ts'
import { http, type HttpDoor } from './doors.ts'

interface Answer { status: number, body: string, headers: Record<string, string | string[] | undefined> }

let door: HttpDoor
beforeAll(async () => { door = await http({ ownerSecret: 'the-owner-of-this-host', limits: { rpcBytes: 2000, upload: { fileBytes: 5000, filesPerUpload: 3 } } }) })
afterAll(() => door.close())

/** Plain node:http: fetch would mend the path, and may not set Host and Origin. */
const send = (path: string, options: { method?: string, headers?: Record<string, string>, body?: string | Buffer } = {}): Promise<Answer> => new Promise((resolve, reject) => {
  const sent = request({ host: '127.0.0.1', port: door.host.port, path, method: options.method ?? 'GET', headers: options.headers }, response => {
    let body = ''
    response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk }).on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
  })
  sent.on('error', reject)
  sent.end(options.body)
})
const authorized = (): Record<string, string> => ({ authorization: `Bearer ${door.bearer}` })
const json = { 'content-type': 'application/json' }

describe('who is let in', () => {
  test('an address lets one window in, and no second one', async () => {
    const token = new URL(door.host.mintAddress()).hash.slice('#token='.length)
    const enter = (): Promise<Answer> => send('/session', { method: 'POST', headers: json, body: JSON.stringify({ token }) })
    const first = await enter()
    expect(first.status).toBe(200)
    const { bearer } = JSON.parse(first.body) as { bearer: string }
    const again = await enter()
    expect(again.status).toBe(401)
    expect(JSON.parse(again.body)).toMatchObject({ code: 'SIGN_IN' })
    // The window that was let in stays in, also after a reload.
    for (let time = 0; time < 2; time++) {
      expect((await send('/rpc/workspace/current', { method: 'POST', headers: { ...json, authorization: `Bearer ${bearer}` }, body: '{}' })).status).toBe(200)
    }
  })

  test('a wrong token and no token are refused with a sentence', async () => {
    expect((await send('/session', { method: 'POST', headers: json, body: JSON.stringify({ token: 'x'.repeat(43) }) })).status).toBe(401)
    expect((await send('/session', { method: 'POST', headers: json, body: '{}' })).status).toBe(400)
    expect((await send('/session', { method: 'POST', headers: json, body: '{' })).status).toBe(400)
  })

  test('without a bearer there is no data, whatever the door', async () => {
    for (const path of ['/rpc/workspace/current', '/rpc/live/events', '/upload/abcdefgh/a.csv']) {
      const answer = await send(path, { method: 'POST', headers: json, body: '{}' })
      expect([path, answer.status]).toEqual([path, 401])
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'SIGN_IN' })
    }
    expect((await send('/rpc/workspace/current', { method: 'POST', headers: { ...json, authorization: `Bearer ${'A'.repeat(43)}` }, body: '{}' })).status).toBe(401)
    expect((await send('/rpc/workspace/current', { headers: {} })).status).toBe(401)
  })

  test('only the owner of the data folder gets a fresh address', async () => {
    const ask = (secret: string): Promise<Answer> => send('/owner', { method: 'POST', headers: json, body: JSON.stringify({ secret, open: null }) })
    expect((await ask('somebody else')).status).toBe(403)
    const answer = await ask('the-owner-of-this-host')
    expect(JSON.parse(answer.body)).toEqual({ address: expect.stringContaining(`${door.host.origin}/#token=`) as string })
  })
})

describe('other sites and names', () => {
  test('a foreign Host is refused (DNS rebinding), also for the shell', async () => {
    for (const host of ['pult.example', `localhost:${door.host.port}`, `127.0.0.1:${door.host.port + 1}`, '127.0.0.1']) {
      for (const path of ['/', '/rpc/workspace/current', '/assets/main-1a2b.js']) expect([host, path, (await send(path, { headers: { ...authorized(), host } })).status]).toEqual([host, path, 403])
    }
  })

  test('a foreign Origin is refused even with a bearer', async () => {
    for (const origin of ['https://evil.example', 'null', `http://localhost:${door.host.port}`, `${door.host.origin}.evil.example`]) {
      const answer = await send('/rpc/workspace/current', { method: 'POST', headers: { ...json, ...authorized(), origin }, body: '{}' })
      expect([origin, answer.status]).toEqual([origin, 403])
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
    const own = await send('/rpc/workspace/current', { method: 'POST', headers: { ...json, ...authorized(), origin: door.host.origin }, body: '{}' })
    expect(own.status).toBe(200)
  })

  test('a form of another site can not post, Origin or not', async () => {
    const answer = await send('/session', { method: 'POST', headers: { ...json, 'sec-fetch-site': 'cross-site' }, body: '{}' })
    expect(answer.status).toBe(403)
  })
})

describe('the shell', () => {
  test('is empty of data, strict, and answers deep links', async () => {
    for (const path of ['/', '/today/2026-11-20', '/deals/5?tab=story']) {
      const answer = await send(path, { headers: { accept: 'text/html,*/*' } })
      expect([path, answer.status]).toEqual([path, 200])
      expect(answer.body).toContain('<title>Pult</title>')
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin' })
      const policy = String(answer.headers['content-security-policy'])
      expect(policy).toContain('script-src \'self\';')
      expect(policy).toContain('style-src \'self\';')
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/)
    }
  })

  test('serves its files, says 404 to what is not there, and does not walk out of its folder', async () => {
    expect((await send('/assets/main-1a2b.js')).headers['cache-control']).toContain('immutable')
    expect((await send('/assets/gone.js', { headers: { accept: '*/*' } })).status).toBe(404)
    expect((await send('/rpc/nothing/here', { method: 'POST', headers: { ...json, ...authorized() }, body: '{}' })).status).toBe(404)
    for (const path of ['/../recent.json', '/%2e%2e/recent.json', '/assets/..%2f..%2frecent.json', '/..\\recent.json']) {
      const answer = await send(path, { headers: { accept: '*/*' } })
      expect([path, answer.status >= 400]).toEqual([path, true])
    }
  })
})

describe('bodies', () => {
  test('an oversized call is refused with 413 and the host lives on', async () => {
    const body = JSON.stringify({ json: { path: 'x'.repeat(5000) } })
    const answer = await send('/rpc/workspace/open', { method: 'POST', headers: { ...json, ...authorized(), 'content-length': String(body.length) }, body })
    expect(answer.status).toBe(413)
    expect(await door.client.workspace.current()).toBeNull()
  })

  test('a file goes to its upload, byte for byte', async () => {
    const bytes = Buffer.from('id,name\n1,Ромашка\n')
    const answer = await send('/upload/upload-01/people.csv', { method: 'POST', headers: { ...authorized(), 'content-type': 'application/octet-stream' }, body: bytes })
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { uploadId: 'upload-01', fileName: 'people.csv', bytes: bytes.length }])
    expect(readFileSync(join(door.folder, 'uploads', 'upload-01', 'people.csv'))).toEqual(bytes)
  })

  test('a name that leaves the upload\'s folder, or is no plain file name, is refused and writes nothing', async () => {
    const before = readdirSync(door.folder).toSorted()
    for (const path of [
      '/upload/upload-02/..%2f..%2frecent.json', '/upload/..%2f..%2fx/people.csv', '/upload/upload-02/..', '/upload/upload-02/%00.csv', '/upload/upload-02/a%5cb.csv',
      '/upload/upload-02/.hidden', '/upload/upload-02/con.csv', `/upload/upload-02/${'n'.repeat(300)}.csv`, '/upload/short/people.csv',
    ]) {
      const answer = await send(path, { method: 'POST', headers: authorized(), body: 'x' })
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true])
    }
    expect(existsSync(join(door.folder, 'uploads', 'upload-02'))).toBe(false)
    expect(readdirSync(door.folder).toSorted()).toEqual(before)
  })

  test('an oversized file is refused, announced or not, and leaves nothing', async () => {
    const body = Buffer.alloc(9000, 'a')
    const announced = await send('/upload/upload-03/big.csv', { method: 'POST', headers: { ...authorized(), 'content-length': String(body.length) }, body })
    expect([announced.status, JSON.parse(announced.body)]).toMatchObject([413, { code: 'TOO_LARGE' }])
    const chunked = await send('/upload/upload-03/big.csv', { method: 'POST', headers: { ...authorized(), 'transfer-encoding': 'chunked' }, body }).then(answer => answer.status, () => 413)
    expect(chunked).toBe(413)
    const place = join(door.folder, 'uploads', 'upload-03')
    expect(existsSync(place) ? readdirSync(place) : []).toEqual([])
  })

  test('names in any script are plain names', () => {
    expect(['Сделки за ноябрь (1).csv', 'año.csv', '取引.csv'].map(isSafeFileName)).toEqual([true, true, true])
    expect(['', '..', 'a/b', 'a\\b', 'a:b', 'NUL', 'lpt1.csv', 'end.', 'end '].map(isSafeFileName)).toEqual(Array(9).fill(false))
  })
})
