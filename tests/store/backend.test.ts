import { join } from 'node:path'
import { createRouterClient, ORPCError } from '@orpc/server'
import { expect, test } from 'vitest'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
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
const clientOf = (backend: ReturnType<typeof makeBackend>) => createRouterClient(router, { context: { backend } })
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
  backend.session()!.desk.announce(['deals'], 'command-1')
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
