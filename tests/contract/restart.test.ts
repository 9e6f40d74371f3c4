import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forkBackend } from '../../electron/hosts/forkBackend.ts'
import type { LiveEvent } from '../../src/shared/contract/live.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { buildEntry } from './buildEntry.ts'
import { http, type HttpDoor } from './doors.ts'

const team = { name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель' }
let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('tests/contract/fixtures/dyingBackend.ts') })
afterAll(() => entry.cleanup())

const withDyingBackend = async (death: { procedure: string, when: 'before' | 'after' }, work: (door: HttpDoor) => Promise<void>): Promise<void> => {
  const { folder, cleanup } = makeTestFolder()
  const environment = { ...process.env, PULT_TEST_DEATH: JSON.stringify({ ...death, mark: join(folder, 'died') }) }
  const door = await http({ spawn: () => forkBackend(entry.file, environment) })
  try {
    await work(door)
  } finally {
    await door.close()
    cleanup()
  }
}

describe('a backend process that is killed during a call', () => {
  for (const when of ['before', 'after'] as const) {
    test(`${when} the work: the call says BACKEND_AWAY, the repetition is answered, the decision stands once`, () => withDyingBackend({ procedure: 'settings.addAbsence', when }, async door => {
      const made = await door.client.workspace.create({ ...team, commandId: 'create-1' })
      const stop = new AbortController()
      const events = await door.client.live.events(undefined, { signal: stop.signal })
      const heard: string[] = []
      const following = (async () => {
        for await (const event of events as AsyncIterable<LiveEvent>) {
          if (event.type !== 'changed') heard.push(`${event.type} ${event.backend} ${event.generation}`)
          if (event.type === 'backend' && event.backend === 'ready') return
        }
      })().catch(() => heard.push('broken'))
      const absence = { commandId: 'absence-1', personId: made.me!.id, fromDay: '2026-11-23', toDay: '2026-11-27', reason: null }

      await expect(door.client.settings.addAbsence(absence)).rejects.toMatchObject({ code: 'BACKEND_AWAY', status: 503, data: { reason: 'restarted' } })

      // The same workspace is open again without a person's doing.
      const repeated = await door.client.settings.addAbsence(absence)
      expect((await door.client.workspace.current())?.path).toBe(made.path)
      const me = (await door.client.settings.people()).find(({ id }) => id === made.me!.id)
      expect(me?.absences.map(({ id }) => id)).toEqual([repeated.id])
      await following
      stop.abort()
      expect(heard).toEqual(['hello ready 1', 'backend away 1', 'backend starting 2', 'backend ready 2'])
    }))
  }

  test('a stream that was running ends with BACKEND_AWAY and does not hang', () => withDyingBackend({ procedure: 'review.get', when: 'before' }, async door => {
    await door.client.workspace.create({ ...team, commandId: 'create-1' })
    const stream = await door.supervisor.client.live.events()
    const ending = expect((async () => {
      for await (const _event of stream) { /* until it breaks */ }
    })()).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
    await expect(door.client.review.get({})).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
    await ending
    expect((await door.client.review.get({})).checks.F.count).toBe(0)
  }))

  test('stopping leaves no process and a free file', () => withDyingBackend({ procedure: 'nothing', when: 'before' }, async door => {
    const { path } = await door.client.workspace.create({ ...team, commandId: 'create-1' })
    await door.supervisor.stop()
    await expect(door.client.workspace.current()).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
    const second = await http({ spawn: () => forkBackend(entry.file) })
    expect((await second.client.workspace.open({ path })).name).toBe('Отдел')
    await second.close()
  }))
})
