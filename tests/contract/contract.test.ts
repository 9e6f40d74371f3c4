import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportReport } from '../../src/shared/contract/importing.ts'
import { doors, writeTinyTeam, type Door } from './doors.ts'

const team = { name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель' }
const refused = async (call: Promise<unknown>): Promise<{ code: unknown, status: unknown, data: unknown, message: unknown }> => {
  try {
    await call
  } catch (error) {
    return error as { code: unknown, status: unknown, data: unknown, message: unknown }
  }
  throw new Error('The call was answered, although it had to be refused.')
}

// The calls build on one another, as a window's do; a door that changes an answer or loses a code fails here.
for (const [name, openDoor] of Object.entries(doors)) {
  describe(`through the door «${name}»`, () => {
    let door: Door
    beforeAll(async () => { door = await openDoor() })
    afterAll(() => door.close())

    test('nothing is open at first, and a question about data says so', async () => {
      expect(await door.client.workspace.current()).toBeNull()
      expect(await refused(door.client.review.get({}))).toMatchObject({ code: 'PULT_NO_WORKSPACE', status: 409 })
    })

    test('a bad input names its place', async () => {
      const error = await refused(door.client.workspace.create({ ...team, commandId: 'create-1', currency: 'rubles' }))
      expect(error).toMatchObject({ code: 'BAD_INPUT', status: 400, data: { issues: [{ path: 'currency' }] } })
      expect(error.message).toContain('currency')
    })

    test('a workspace is made, is current, and a repeated command makes no second one', async () => {
      const made = await door.client.workspace.create({ ...team, commandId: 'create-1' })
      expect(made).toMatchObject({ name: 'Отдел', timeZone: 'Europe/Moscow', today: '2026-11-20', me: { role: 'head' } })
      expect(await door.client.workspace.current()).toEqual(made)
      expect((await door.client.workspace.create({ ...team, commandId: 'create-1' })).path).toBe(made.path)
      expect((await door.client.workspace.recent()).files).toHaveLength(1)
    })

    test('rules come with their defaults', async () => {
      const { rules, defaults, changed } = await door.client.settings.rules()
      expect(rules).toEqual(defaults)
      expect(changed).toEqual([])
      expect(rules.silentDays).toBeGreaterThan(0)
    })

    test('an import streams to its report', async () => {
      const source = { folder: writeTinyTeam(door.folder) }
      let report: ImportReport | null = null
      for await (const event of await door.client.importing.run({ commandId: 'import-01', source, asOf: '2026-11-20T18:00:00+03:00' })) {
        if (event.type === 'done') report = event.report
      }
      expect(report).toMatchObject({ rejectedCount: 0, created: { deals: 2, tasks: 1, people: 2 } })
    })

    test('an import that can\'t begin fails in the stream with its code', async () => {
      const run = async (): Promise<void> => {
        for await (const _event of await door.client.importing.run({ commandId: 'import-02', source: { folder: `${door.folder}/nowhere` } })) { /* the error is what counts */ }
      }
      const error = await refused(run())
      expect(String(error.code)).toMatch(/^PULT_/)
      expect(error.status).toBeGreaterThanOrEqual(400)
    })

    test('the review counts what was imported', async () => {
      const review = await door.client.review.get({ asOf: '2026-11-20T19:00:00+03:00' })
      expect(review.checks.A).toMatchObject({ known: true, count: 1, amount: 10_000_000, ids: ['d1'] })
      expect(review.checks.B).toMatchObject({ known: true, count: 1, ids: ['t1'] })
      expect(review.asOf).toBe('2026-11-20T19:00:00+03:00')
    })

    test('a repeated decision is answered as the first time, the same id for another is a CONFLICT', async () => {
      const [person] = (await door.client.settings.people()).filter(({ name: own }) => own.startsWith('Борис'))
      const absence = { commandId: 'absence-1', personId: person!.id, fromDay: '2026-11-23', toDay: '2026-11-27', reason: 'Отпуск' }
      const first = await door.client.settings.addAbsence(absence)
      expect(await door.client.settings.addAbsence(absence)).toEqual(first)
      expect(await refused(door.client.settings.addAbsence({ ...absence, toDay: '2026-11-30' }))).toMatchObject({ code: 'CONFLICT', status: 409 })
      const [after] = (await door.client.settings.people()).filter(({ id }) => id === person!.id)
      expect(after!.absences).toHaveLength(1)
    })

    test('deals are listed, counted, decided and taken back', async () => {
      const { rows, total } = await door.client.deals.list({})
      expect(total).toBe(2)
      const facets = await door.client.deals.facets({ filter: { status: ['open'] } })
      expect(facets.status.reduce((sum, row) => sum + row.count, 0)).toBe(2)
      const { items } = await door.client.deals.ids({ filter: { ids: [rows[0]!.id] } })
      const decided = await door.client.deals.decide({ commandId: 'deals-001', items: items.map(item => ({ dealId: item.id, expectedVersion: item.version })), decision: { kind: 'park', reason: 'Отпуск', untilDay: '2026-12-01' } })
      expect(decided).toMatchObject({ applied: 1 })
      expect((await door.client.deals.range({ filter: { parked: true }, offset: 0 })).rows).toMatchObject([{ id: rows[0]!.id, parkedUntil: '2026-12-01' }])
      expect(await door.client.deals.undo({ commandId: 'deals-002', undoOf: 'deals-001' })).toMatchObject({ applied: 1 })
      expect((await door.client.deals.list({ filter: { parked: true } })).total).toBe(0)
      expect(await refused(door.client.deals.list({ cursor: 'nowhere' }))).toMatchObject({ code: 'BAD_INPUT', status: 400 })
    })

    test('a file of deals streams whole, and ends when it is cancelled', async () => {
      const take = async (signal?: AbortSignal) => {
        const chunks: Buffer[] = []
        for await (const event of await door.client.deals.export({ format: 'xlsx', columns: [{ key: 'title', label: 'Сделка' }, { key: 'amount', label: 'Сумма' }] }, { signal })) {
          if (event.type === 'chunk') chunks.push(Buffer.from(event.data, 'base64'))
          if (event.type === 'done') return { bytes: Buffer.concat(chunks), rows: event.rows }
        }
        return null
      }
      const file = await take()
      expect(file?.rows).toBe(2)
      expect(file?.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
      const stop = new AbortController()
      stop.abort()
      await expect(take(stop.signal)).rejects.toThrow()
    })

    test('an unknown record is NOT_FOUND', async () => {
      const error = await refused(door.client.settings.addAbsence({ commandId: 'absence-2', personId: 987_654, fromDay: '2026-11-23', toDay: '2026-11-27', reason: null }))
      expect(error).toMatchObject({ code: 'NOT_FOUND', status: 404 })
    })

    test('windows hear hello, then a change with its command, and a cancelled stream ends', async () => {
      const stop = new AbortController()
      const events = await door.client.live.events(undefined, { signal: stop.signal })
      expect((await events.next()).value).toMatchObject({ type: 'hello', backend: 'ready' })
      await door.client.settings.setRules({ commandId: 'rules-001', rules: { silentDays: 4 } })
      for (;;) {
        const step = await events.next()
        if (step.done) throw new Error('The stream ended before the change was told.')
        if (step.value.type === 'changed' && step.value.commandId === 'rules-001') break
      }
      const rest = events.next().then(step => step.done, () => true)
      stop.abort()
      expect(await rest).toBe(true)
      expect((await door.client.settings.rules()).rules.silentDays).toBe(4)
    })
  })
}
