import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeDemo } from '../../electron/backend/usecases/makeDemo.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { openWorkspace, openWorkspaceToRead } from '../../electron/backend/usecases/openWorkspace.ts'
import { inspectFiles } from '../../electron/backend/usecases/inspectFiles.ts'
import { findNativeFiles, runImport, type NamedFile } from '../../electron/backend/usecases/runImport.ts'
import { forkBackend } from '../../electron/hosts/forkBackend.ts'
import { makeSupervisor, type BackendChild, type Supervisor } from '../../electron/hosts/supervisor.ts'
import type { ImportReport } from '../../src/shared/contract/importing.ts'
import type { MappingDocument } from '../../src/shared/contract/mapping.ts'
import type { PultClient } from '../../src/api/client.ts'
import { buildEntry } from '../contract/buildEntry.ts'
import { generateTeam } from '../oracle/generateTeam.ts'
import { seededRandom } from '../oracle/random.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { digestTables } from './digest.ts'
import type { KillPlan } from './killPlan.ts'
import { watchStatements } from './statements.ts'
import { makeCall, newMemory, picksOfStep, planStep, remember, whats, type Call } from './steps.ts'

const evening = Date.parse('2026-11-20T19:00:00+03:00')
const dayMs = 86_400_000
const decisions = ['day.decide', 'day.undo', 'day.sign', 'day.answerQuestion', 'day.closeControlTask', 'refusals.decide', 'refusals.request', 'refusals.reopen', 'refusals.undo', 'settings.setRules', 'settings.saveReason', 'settings.addAbsence']

let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('tests/long/killedBackend.ts', 'tests/long/killedThread.ts') })
afterAll(() => entry.cleanup())

interface Killed {
  supervisor: Supervisor
  client: PultClient
  /** Ends the present process from outside. */
  kill: () => void
  plan: (plan: KillPlan | null) => void
  setNow: (now: number) => void
}

const startKilled = (folder: string, open: string | null, now: number): Killed => {
  const plans = join(folder, 'plans')
  mkdirSync(plans, { recursive: true })
  const setNow = (value: number): void => writeFileSync(join(plans, 'clock'), String(value))
  setNow(now)
  let child: BackendChild | null = null
  const supervisor = makeSupervisor({
    spawn: () => child = forkBackend(entry.file, { ...process.env, PULT_TEST_PLANS: plans }),
    folder, open, log: () => {}, limits: { firstDelay: 1, longestDelay: 5, waitForReady: 120_000, start: 120_000, deathsAtOpening: 1000 },
  })
  return {
    supervisor, client: supervisor.client as PultClient, setNow,
    kill: () => child?.kill(),
    plan: plan => plan ? writeFileSync(join(plans, 'plan.json'), JSON.stringify(plan)) : rmSync(join(plans, 'plan.json'), { force: true }),
  }
}

const died = (error: unknown): boolean => (error as { code?: unknown }).code === 'BACKEND_AWAY'

test('a process killed at any point of a stream of decisions keeps every one that it answered, once, and no half of another', async () => {
  const { folder, cleanup } = makeTestFolder()
  const path = join(folder, 'demo.pult')
  await makeDemo({ path, deals: 250, seed: 7, asOf: evening, language: 'ru', onProgress: () => {}, signal: new AbortController().signal })
  const random = seededRandom(20_261_120)
  const backend = startKilled(folder, path, evening)
  const { client } = backend
  const memory = newMemory()
  const answered = new Map<string, { call: Call, answer: unknown }>()
  let now = evening
  const count = { kills: 0, kept: 0, lost: 0, answers: 0 }

  const read = <Result>(work: (source: ReturnType<typeof openWorkspaceToRead>) => Result): Result => {
    const source = openWorkspaceToRead({ path, clock: () => now })
    try {
      return work(source)
    } finally {
      source.close()
    }
  }
  const standing = (): string => read(({ db }) => JSON.stringify(digestTables(db, false)))

  /** The file as any program would find it: sound, and with everything that was answered. */
  const expectSound = (): void => read(({ db }) => {
    expect(checkWorkspace(db).checks.filter(({ ok }) => !ok)).toEqual([])
    const known = new Set(db.sqlite.prepare('SELECT id FROM command').pluck().all() as string[])
    expect([...answered.keys()].filter(id => !known.has(id))).toEqual([])
    expect(db.sqlite.prepare('SELECT command_id FROM finding_decision WHERE command_id NOT IN (SELECT id FROM command)').all()).toEqual([])
    expect(db.sqlite.prepare(`SELECT command.id FROM command WHERE procedure = 'day.decide' AND json_extract(result, '$.applied') <>
      (SELECT count(*) FROM finding_decision WHERE command_id = command.id)`).all()).toEqual([])
    expect(db.sqlite.prepare(`SELECT deal.id FROM deal WHERE (status = 'refusal_review') <> EXISTS (SELECT 1 FROM refusal WHERE deal_id = deal.id AND state = 'pending')`).all()).toEqual([])
  })

  /** The process is back; a call that met the dying one is made again. */
  const awake = async (): Promise<void> => {
    for (;;) {
      const back = await client.workspace.current().catch((error: unknown) => {
        if (!died(error)) throw error
        return null
      })
      if (back) return
    }
  }
  const answerOf = (call: Call): Promise<unknown> => makeCall(client, call).catch((error: { code: string }) => {
    if (died(error)) throw error
    return { refused: error.code }
  })

  try {
    await client.day.open({})
    // How many decisions are answered before a kill depends on how many statements they take: on until the test proves something.
    const provesEnough = (): boolean => count.kept > 5 && count.lost > 5 && count.answers > 50
    while (count.kills < 60 || (count.kills < 120 && !provesEnough())) {
      if (count.kills > 0 && count.kills % 15 === 0) {
        now += dayMs
        backend.setNow(now)
        await client.day.open({})
      }
      let before = standing()
      const fromOutside = random.chance(0.25) ? random.between(0, 40) : null
      const when = random.chance(0.5) ? 'before' as const : 'after' as const
      const where = random.chance(0.3) ? { kind: 'commit' as const, when } : random.chance(0.15) ? { kind: 'answer' as const } : { kind: 'statement' as const, when, number: random.between(1, random.pick([20, 200, 1500])) }
      backend.plan(fromOutside === null ? { procedures: decisions, ...where } : null)
      let uncertain: Call | null = null
      for (let life = 0, alive = true; alive; life++) {
        // The day is signed at its end only: afterwards nothing more can be decided in it.
        const what = random.chance(0.4) ? 'decide' : random.chance(0.2) ? 'undo' : random.pick(count.kills % 15 === 14 ? whats : whats.filter(one => one !== 'sign'))
        let call: Call | null = null
        try {
          call = await planStep(client, { what, picks: Array.from({ length: picksOfStep }, () => random.between(0, 10_000)) }, memory)
          if (!call) continue
          const answering = answerOf(call)
          if (fromOutside !== null && life >= fromOutside % 3) {
            for (let tick = 0; tick < fromOutside; tick++) await new Promise(resolve => setImmediate(resolve))
            backend.kill()
          }
          const answer = await answering
          before = standing()
          if ((answer as { refused?: string } | null)?.refused === undefined) {
            answered.set(call.input.commandId, { call, answer })
            remember(memory, call)
            count.answers++
          }
        } catch (error) {
          if (!died(error)) throw error
          uncertain = call
          alive = false
        }
        // A plan that lies behind the end of everything: ended from outside.
        if (alive && life > 25) {
          backend.kill()
          alive = false
        }
      }
      backend.plan(null)
      count.kills++
      await awake()
      expectSound()
      const committed = uncertain !== null && read(({ db }) => db.sqlite.prepare('SELECT 1 FROM command WHERE id = ?').get(uncertain.input.commandId) !== undefined)
      if (committed) count.kept++
      else count.lost++
      // Either the decision is there, or the file is as if nobody had ever asked for it.
      if (uncertain && !committed && uncertain.procedure !== 'day.sign') expect(standing()).toBe(before)
      if (uncertain) {
        const [first, second] = [await answerOf(uncertain), await answerOf(uncertain)]
        expect(second).toEqual(first)
        if (committed) expect(first).not.toMatchObject({ refused: expect.anything() as unknown })
        if ((first as { refused?: string } | null)?.refused === undefined) {
          answered.set(uncertain.input.commandId, { call: uncertain, answer: first })
          remember(memory, uncertain)
        }
      }
      const earlier = [...answered.values()]
      if (earlier.length > 0) {
        const { call, answer } = random.pick(earlier)
        expect(await answerOf(call)).toEqual(answer)
      }
    }
    // Kills before and behind the commit, or the test proves nothing.
    expect(count.kept).toBeGreaterThan(5)
    expect(count.lost).toBeGreaterThan(5)
    expect(count.answers).toBeGreaterThan(50)
    for (const { call, answer } of answered.values()) expect(await answerOf(call)).toEqual(answer)
    expectSound()
  } finally {
    await backend.supervisor.stop()
    cleanup()
  }
})

interface Evening { files: NamedFile[], asOf: string }
interface ImportCase { name: string, evenings: [Evening, Evening], kills: number, /** Read by a mapping that a person gives. */ mapped: boolean }

const exportFolder = mkdtempSync(join(tmpdir(), 'pult-kills-'))
afterAll(() => rmSync(exportFolder, { recursive: true, force: true }))

const team = generateTeam({ seed: 11, deals: 250, dir: join(exportFolder, 'native'), timezone: 'Europe/Moscow', currency: 'RUB' })
const nativeCase: ImportCase = {
  name: 'native files', mapped: false, kills: 18,
  evenings: [team.imports[0]!, team.imports[1]!].map(({ dir, asOf }) => ({ files: findNativeFiles(dir), asOf })) as [Evening, Evening],
}

/** Two evenings of an amoCRM: deals move, change hands, are lost; tasks move and end; one row in fifty is broken. */
const amoEvening = (folder: string, later: boolean): NamedFile[] => {
  const random = seededRandom(3)
  const stages = ['Первичный контакт', 'Переговоры', 'Принимают решение', 'Успешно реализовано', 'Закрыто и не реализовано']
  const people = ['Анна Иванова', 'Борис Петров', 'Вера Сидорова']
  const rows = Array.from({ length: later ? 320 : 260 }, (_, index) => {
    const [stage, person, shift, task] = [random.between(0, 2), random.between(0, 2), random.chance(0.3), random.chance(0.6)]
    const moved = later && shift ? Math.min(4, stage + random.between(1, 2)) : stage
    const day = later && shift ? '27' : '21'
    return [
      String(1000 + index), `Сделка; «${index}»`, index % 50 === 7 ? 'много' : `${random.between(1, 900)} 000,50`, people[later && shift ? (person + 1) % 3 : person]!, `${10 + index % 18}.10.2026 10:00:00`,
      `${later ? 20 : 19}.11.2026 12:00:00`, moved < 3 ? 'не закрыта' : '20.11.2026 11:00:00', stages[moved]!, 'Воронка', `Клиент ${index % 90}`, `+7916${String(1_000_000 + index % 90).slice(-7)}`, task ? `${day}.11.2026 Перезвонить` : '',
    ].map(cell => `"${cell}"`).join(',')
  })
  const header = 'ID,Название сделки,Бюджет ,Ответственный,Дата создания сделки,Дата редактирования,Дата закрытия,Этап сделки,Воронка,Полное имя контакта,Мобильный телефон,Ближайшая задача'
  const path = join(folder, later ? 'amocrm_2.csv' : 'amocrm_1.csv')
  writeFileSync(path, `${header}\n${rows.join('\n')}\n`)
  return [{ name: basename(path), path }]
}
const mappedCase: ImportCase = {
  name: 'files of another system by a mapping', mapped: true, kills: 18,
  evenings: [{ files: amoEvening(exportFolder, false), asOf: '2026-11-19T19:00:00+03:00' }, { files: amoEvening(exportFolder, true), asOf: '2026-11-20T19:00:00+03:00' }],
}

test.for([nativeCase, mappedCase])('a process killed at any point of an import of $name leaves the state before or after it, and the repeated import brings the same', async ({ evenings: [first, second], mapped, kills: many }) => {
  const { folder, cleanup } = makeTestFolder()
  const now = Date.parse(second.asOf)
  const base = await createWorkspace({ path: join(folder, 'base.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now: Date.parse(first.asOf) })
  let mapping: MappingDocument | undefined
  let statements = 0
  const importInto = async (path: string, { files, asOf }: Evening): Promise<ImportReport> => {
    const opened = openWorkspace({ path, clock: () => Date.parse(asOf) })
    const { session } = opened
    try {
      if (mapped) mapping ??= (await inspectFiles(session, { files })).mapping!
      statements = 0
      return await runImport(session, { commandId: `import-${asOf}`, files, asOf: Date.parse(asOf), mapping })
    } finally {
      opened.close()
    }
  }
  const stateOf = (path: string): Record<string, string> => {
    const source = openWorkspaceToRead({ path, clock: () => now })
    try {
      expect(checkWorkspace(source.db).checks.filter(({ ok }) => !ok)).toEqual([])
      return digestTables(source.db, true)
    } finally {
      source.close()
    }
  }
  await importInto(base, first)
  const before = stateOf(base)
  const whole = join(folder, 'whole.pult')
  copyFileSync(base, whole)
  watchStatements(when => { if (when === 'before') statements++ })
  const expected = await importInto(whole, second)
  const total = statements
  const after = stateOf(whole)
  expect(after).not.toEqual(before)
  expect(total).toBeGreaterThan(300)

  const backend = startKilled(folder, null, now)
  const { client } = backend
  const random = seededRandom(5)
  const procedures = ['importing.run']
  const kills: (KillPlan | { kind: 'outside', progress: number })[] = [
    ...Array.from({ length: many }, (_, index): KillPlan => ({ procedures, kind: 'statement', when: index % 2 ? 'after' : 'before', number: Math.ceil((index + random.next()) / many * total) })),
    { procedures, kind: 'statement', when: 'before', number: 1 }, { procedures, kind: 'commit', when: 'before' }, { procedures, kind: 'commit', when: 'after' },
    ...[1, 2, 3, 5].map(progress => ({ kind: 'outside' as const, progress })),
  ]
  const seen = { before: 0, after: 0 }
  const run = async (killAt: number | null): Promise<ImportReport | null> => {
    let progress = 0
    for await (const event of await client.importing.run({ commandId: 'import-again', source: { paths: second.files.map(file => file.path) }, asOf: second.asOf, mapping })) {
      if (event.type === 'done') return event.report
      if (++progress === killAt) backend.kill()
    }
    return null
  }
  try {
    for (const [index, kill] of kills.entries()) {
      const path = join(folder, `killed-${index}.pult`)
      copyFileSync(base, path)
      await client.workspace.open({ path })
      backend.plan(kill.kind === 'outside' ? null : kill)
      const cut = await run(kill.kind === 'outside' ? kill.progress : null).then(() => false, (error: unknown) => {
        if (!died(error)) throw error
        return true
      })
      backend.plan(null)
      // Only an outside kill may come too late.
      if (kill.kind !== 'outside') expect({ kill, cut }).toEqual({ kill, cut: true })
      expect((await client.workspace.current())?.path).toBe(path)
      const found = stateOf(path)
      const side = found.import_batch === before.import_batch ? 'before' : 'after'
      seen[side]++
      expect(found).toEqual(side === 'before' ? before : after)
      const report = await run(null)
      expect({ ...report, batch: '' }).toEqual({ ...expected, batch: '' })
      expect(stateOf(path)).toEqual(after)
      expect(existsSync(`${path}-lock`)).toBe(true)
    }
    expect(seen.before).toBeGreaterThan(10)
    expect(seen.after).toBeGreaterThan(0)
  } finally {
    await backend.supervisor.stop()
    cleanup()
  }
})
