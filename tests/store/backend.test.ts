import { join } from 'node:path'
import { createRouterClient, ORPCError } from '@orpc/server'
import { expect, test, vi } from 'vitest'
import { toCallError } from '../../electron/backend/api/errors.ts'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import { atLocalDesk } from '../../electron/backend/domain/account.ts'
import { streamWork } from '../../electron/backend/api/streamWork.ts'
import { makeTestFolder, testNow } from './helpers.ts'

const withBackend = async (work: (client: ReturnType<typeof clientOf>, folder: string, backend: ReturnType<typeof makeBackend>) => Promise<void>): Promise<void> => {
  const { folder, cleanup } = makeTestFolder()
  const backend = makeBackend({ folder, clock: () => testNow })
  try {
    await work(clientOf(backend), folder, backend)
  } finally {
    backend.close()
    cleanup()
  }
}
const clientOf = (backend: ReturnType<typeof makeBackend>) => createRouterClient(router, { context: { backend, caller: atLocalDesk } })
const team = { name: 'Север / Юг', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна' }

test('a repeated create does not make a second file, another create of that name does', () => withBackend(async (client, folder) => {
  const first = await client.workspace.create({ commandId: 'create-1', ...team })
  expect(first).toMatchObject({ path: join(folder, 'Север Юг.pult'), name: 'Север / Юг', today: '2026-11-20', dealCount: 0, isDemo: false, lastImport: null, me: { name: 'Анна', role: 'head' } })
  expect((await client.workspace.create({ commandId: 'create-1', ...team })).path).toBe(first.path)
  expect((await client.workspace.create({ commandId: 'create-2', ...team })).path).toBe(join(folder, 'Север Юг 2.pult'))
}))

test('a failed opening leaves the present workspace open', () => withBackend(async (client, folder) => {
  const { path } = await client.workspace.create({ commandId: 'create-1', ...team })
  await expect(client.workspace.open({ path: join(folder, 'none.pult') })).rejects.toMatchObject({ code: 'PULT_NOT_FOUND', status: 404 })
  expect((await client.workspace.current())?.path).toBe(path)
}))

test('recent files: opened ones and those that lie in the folder, newest first, forgotten ones stay away', () => withBackend(async (client, folder, backend) => {
  const { path } = await client.workspace.create({ commandId: 'create-1', ...team })
  const second = await client.workspace.create({ commandId: 'create-2', ...team })
  await client.workspace.close()
  expect(await client.workspace.current()).toBeNull()
  backend.recent.remember({ path: join(folder, 'gone.pult'), name: 'Gone', openedAt: 5 })
  const listed = (await client.workspace.recent()).files.map(file => [file.path, file.exists])
  expect(listed).toEqual([[second.path, true], [path, true], [join(folder, 'gone.pult'), false]])
  await client.workspace.forget({ path })
  expect((await client.workspace.recent()).files.map(file => file.path)).toEqual([second.path, join(folder, 'gone.pult')])
}))

test('a call before anything is open, and one that is not understood, are said with a code', () => withBackend(async client => {
  await expect(client.review.get({})).rejects.toMatchObject({ code: 'PULT_NO_WORKSPACE', status: 409 })
  const error = await client.workspace.open({ path: '' }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ORPCError)
  expect(error).toMatchObject({ code: 'BAD_INPUT', status: 400, data: { issues: [{ path: 'path' }] } })
}))

test('windows hear hello, then each change; the stream ends with its signal', () => withBackend(async (client, _folder, backend) => {
  const stop = new AbortController()
  const events = await client.live.events(undefined, { signal: stop.signal })
  expect((await events.next()).value).toMatchObject({ type: 'hello', backend: 'ready' })
  await client.workspace.create({ commandId: 'create-1', ...team })
  expect((await events.next()).value).toMatchObject({ type: 'changed', commandId: null })
  backend.desk()!.announce(['deals'], 'command-1')
  expect((await events.next()).value).toEqual({ type: 'changed', topics: ['deals'], commandId: 'command-1' })
  const waiting = events.next()
  stop.abort()
  expect((await waiting).done).toBe(true)
}))

test('a window that reads slowly is told that everything changed instead of growing a queue', () => withBackend(async (_client, _folder, backend) => {
  const stop = new AbortController()
  const events = backend.subscribe(stop.signal)[Symbol.asyncIterator]()
  await events.next()
  for (let count = 0; count < 10_000; count++) backend.emit({ type: 'changed', topics: ['deals'], commandId: `c${count}` })
  const seen: unknown[] = []
  backend.emit({ type: 'backend', backend: 'away', generation: 1 })
  for (;;) {
    const { value } = await events.next()
    seen.push(value)
    if (value?.type === 'backend') break
  }
  expect(seen.length).toBeLessThanOrEqual(257)
  expect(seen[0]).toMatchObject({ type: 'changed', topics: expect.arrayContaining(['workspace', 'tasks']) as unknown })
  stop.abort()
}))

test('the demo comes with its progress, is opened the second time, and made anew on request', { timeout: 60_000 }, () => withBackend(async (client, folder) => {
  const run = async (fresh: boolean): Promise<{ steps: number, path: string, isDemo: boolean }> => {
    let steps = 0
    for await (const event of await client.workspace.openDemo({ fresh, language: 'ru' })) {
      if (event.type === 'done') return { steps, path: event.workspace.path, isDemo: event.workspace.isDemo }
      steps++
    }
    throw new Error('no end')
  }
  const first = await run(false)
  expect(first).toMatchObject({ path: join(folder, 'demo-ru.pult'), isDemo: true })
  expect(first.steps).toBeGreaterThan(0)
  expect((await run(false)).steps).toBe(0)
  expect((await run(true)).steps).toBeGreaterThan(0)
  expect((await client.workspace.current())?.path).toBe(first.path)
}))

test('what nobody foresaw gets an incident number; the log has the place, never the message', () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const error = toCallError(new TypeError('Иван Петров, +7 900 123-45-67'), { procedure: 'day.decide' })
  const said = String(log.mock.calls[0]?.[0])
  log.mockRestore()
  expect(error).toMatchObject({ code: 'INTERNAL', status: 500, data: { incident: expect.stringMatching(/^[0-9a-f]{8}$/) as string } })
  expect(said).toContain((error.data as { incident: string }).incident)
  expect(said).toMatch(/day\.decide \| TypeError .*backend\.test\.ts/)
  expect(said + error.message).not.toMatch(/Иван|900/)
})

test('long work: only the latest progress is kept, and a reader who leaves stops the work before the stream ends', async () => {
  const progress = (done: number) => ({ type: 'progress' as const, step: 'import.reading', done, total: null, rate: null, left: null })
  let stopped = false
  const stream = streamWork(undefined, async (onProgress, signal) => {
    onProgress(progress(1))
    onProgress(progress(2))
    await new Promise(resolve => { signal.addEventListener('abort', resolve, { once: true }) })
    stopped = true
    return { type: 'done' as const }
  })
  expect((await stream.next()).value).toEqual(progress(2))
  await stream.return()
  expect(stopped).toBe(true)

  const failing = streamWork(undefined, () => Promise.reject(new Error('no')))
  await expect(failing.next()).rejects.toThrow('no')
})

test('an export by the contract alone: looked at, brought with the suggested mapping, which is then listed; the rejected rows come as a file', () => withBackend(async client => {
  await client.workspace.create({ commandId: 'create-1', ...team })
  const last = async <Event extends { type: string }>(events: AsyncIterable<Event>): Promise<Extract<Event, { type: 'done' }>> => {
    let done: Event | null = null
    for await (const event of events) done = event
    return done as Extract<Event, { type: 'done' }>
  }
  const source = { paths: [join(import.meta.dirname, '../fixtures/exports/unknown.tsv')] }
  const { inspection } = await last(await client.importing.inspect({ source }))
  expect(inspection).toMatchObject({ system: null, files: [{ kind: 'deals', rows: 2 }], stages: [{ value: 'в работе', kind: 'open' }, { value: 'думают', kind: 'thinking' }] })
  const mapping = { ...inspection.mapping!, files: [{ ...inspection.mapping!.files[0]!, key: ['№'] }] }
  expect((await last(await client.importing.rejectedRows({ source, mapping }))).files).toEqual([])
  const { report } = await last(await client.importing.run({ commandId: 'import-1', source, mapping }))
  expect(report).toMatchObject({ created: { deals: 2 }, named: { people: ['Орлова М.', 'Громов П.'] } })
  const [kept] = await client.mappings.list()
  expect(kept).toMatchObject({ source: mapping.source, headers: ['№', 'Сделка', 'Заказчик', 'Менеджер', 'Стадия', 'Сумма, руб.', 'Дата', 'Контактное лицо'] })
  expect((await last(await client.importing.inspect({ source }))).inspection.files[0]!.remembered).toMatchObject({ id: kept!.id, name: mapping.name, exact: true, newColumns: [] })
  expect((await client.importing.history())[0]!.report.named).toEqual(report.named)
  expect(await client.mappings.remove({ commandId: 'remove-1', id: kept!.id })).toEqual({ removed: true })
}))
