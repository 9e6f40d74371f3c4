import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { openWorkspace, openWorkspaceToRead } from '../../electron/backend/usecases/openWorkspace.ts'
import { forkBackend } from '../../electron/hosts/forkBackend.ts'
import { makeSupervisor, type BackendChild } from '../../electron/hosts/supervisor.ts'
import { buildEntry } from '../contract/buildEntry.ts'
import { seededRandom } from '../oracle/random.ts'
import { makeTestFolder } from '../store/helpers.ts'
import { makeTeam } from '../store/salesTeam.ts'

const rounds = 200
const callers = 6
const dealCount = 40
const seed = Number(process.env.PULT_SEED ?? 20_261_126)

let entry: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => { entry = await buildEntry('electron/hosts/backendProcess.ts', 'electron/hosts/importThread.ts') })
afterAll(() => entry.cleanup())

interface Answer { results: { dealId: number, ok: boolean, version: number | null }[] }
interface Sent { commandId: string, items: { dealId: number, expectedVersion: number }[], decision: { kind: 'reassign', newOwnerId: number, reason: string } }

/** The process as it ships, killed from outside while six callers decide at once; nothing in it knows when. */
test(`200 times kill -9 under load: every acknowledged decision is there, no half one, the chain whole (PULT_SEED=${seed})`, async () => {
  const random = seededRandom(seed)
  const { folder, cleanup } = makeTestFolder()
  const path = await createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна', now: Date.now() })
  const opened = openWorkspace({ path, clock: Date.now })
  const team = makeTeam(opened.desk)
  const managers = ['Ковалёв', 'Лебедева', 'Орлов'].map(name => team.person(name))
  // Each deal has one open task, which goes along with its deal in the same decision.
  const deals = Array.from({ length: dealCount }, () => {
    const id = team.deal({ owner_id: managers[0]! })
    team.task({ deal_id: id, assignee_id: managers[0]!, due_at: Date.now() + 86_400_000 })
    return id
  })
  opened.close()

  let child: BackendChild | null = null
  const supervisor = makeSupervisor({
    spawn: () => child = forkBackend(entry.file), folder, open: path, log: () => {}, limits: { firstDelay: 1, longestDelay: 5, waitForReady: 120_000, start: 120_000, deathsAtOpening: 100_000 },
  })
  const versions = new Map<number, number>(deals.map(id => [id, 1]))
  const acknowledged = new Map<string, Answer>()
  const counts = { acknowledged: 0, uncertain: 0, kept: 0, conflicts: 0 }
  let nextCommand = 1

  const decide = async (sent: Sent): Promise<Answer> => await supervisor.call(['deals', 'decide'], sent) as Answer
  const died = (error: unknown): boolean => (error as { code?: unknown }).code === 'BACKEND_AWAY'

  /** Decides until the process is gone; what it left unanswered comes back. */
  const callUntilDeath = async (): Promise<Sent> => {
    for (;;) {
      const ids = [...new Set(Array.from({ length: random.pick([1, 1, 3, 12]) }, () => random.pick(deals)))]
      const sent: Sent = { commandId: `load-${seed}-${nextCommand++}`, items: ids.map(dealId => ({ dealId, expectedVersion: versions.get(dealId)! })), decision: { kind: 'reassign', newOwnerId: random.pick(managers), reason: 'нагрузка' } }
      try {
        const answer = await decide(sent)
        acknowledged.set(sent.commandId, answer)
        for (const { dealId, ok, version } of answer.results) {
          if (ok && version !== null) versions.set(dealId, Math.max(version, versions.get(dealId)!))
          else counts.conflicts++
        }
        counts.acknowledged++
      } catch (error) {
        if (died(error)) return sent
        throw error
      }
    }
  }

  /** The file as another program finds it right after the death, its log unread by anybody. */
  const expectSound = (whole: boolean): Set<string> => {
    const { db, close } = openWorkspaceToRead({ path, clock: Date.now })
    try {
      const { sqlite } = db
      const known = new Set(sqlite.prepare("SELECT id FROM command WHERE procedure = 'deals.decide'").pluck().all() as string[])
      expect([...acknowledged.keys()].filter(id => !known.has(id))).toEqual([])
      expect(sqlite.prepare('SELECT count(*) FROM deal JOIN task ON task.deal_id = deal.id WHERE deal.owner_id <> task.assignee_id').pluck().get()).toBe(0)
      expect(sqlite.prepare('SELECT count(*) FROM deal_decision WHERE command_id NOT IN (SELECT id FROM command)').pluck().get()).toBe(0)
      expect(sqlite.prepare(`SELECT id FROM command WHERE procedure = 'deals.decide' AND (SELECT count(*) FROM json_each(result, '$.results') WHERE json_extract(json_each.value, '$.ok'))
        <> (SELECT count(*) FROM deal_decision WHERE command_id = command.id)`).all()).toEqual([])
      const { checks } = whole ? checkWorkspace(db) : { checks: [] }
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
      for (const { id, version } of sqlite.prepare('SELECT id, version FROM deal').all() as { id: number, version: number }[]) versions.set(id, version)
      return known
    } finally {
      close()
    }
  }

  try {
    await supervisor.firstFailure()
    for (let round = 0; round < rounds; round++) {
      const calling = Array.from({ length: callers }, callUntilDeath)
      const mine = child! as BackendChild
      const until = counts.acknowledged + random.between(1, 12)
      const ticks = random.between(0, 60)
      while (counts.acknowledged < until) await new Promise(resolve => setImmediate(resolve))
      for (let tick = 0; tick < ticks; tick++) await new Promise(resolve => setImmediate(resolve))
      mine.kill()
      const uncertain = await Promise.all(calling)
      const known = expectSound(round % 20 === 19)
      counts.uncertain += uncertain.length
      counts.kept += uncertain.filter(({ commandId }) => known.has(commandId)).length
      // Repeated under its id, a decision is answered as the first time or made now; never twice.
      const again = uncertain[0]!
      const [first, second] = [await decide(again), await decide(again)]
      expect(second).toEqual(first)
      acknowledged.set(again.commandId, first)
      for (const { dealId, version } of first.results) if (version !== null) versions.set(dealId, Math.max(version, versions.get(dealId)!))
    }
    await supervisor.stop()
    expectSound(true)
    console.log(`kill -9 under load: ${rounds} rounds, seed ${seed}, ${JSON.stringify(counts)}`)
    expect(counts.acknowledged).toBeGreaterThan(rounds)
    expect(counts.uncertain - counts.kept).toBeGreaterThan(0)
  } finally {
    await supervisor.stop()
    cleanup()
  }
})
