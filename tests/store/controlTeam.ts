import type { WriteDb } from '../../electron/backend/store/db.ts'
import { deriveAllTx } from '../../electron/backend/store/writes/derive.ts'
import { defaultRules } from '../../electron/backend/domain/rules.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { refreshFindingsTx } from '../../electron/backend/usecases/refreshFindings.ts'
import { makeTestWorkspace, type TestWorkspace, type TestWorkspaceOptions } from './helpers.ts'

export const zone = makeZone('Europe/Moscow')
/** Instant of a local time of the test's team. */
export const at = (text: string): number => parseInstant(text, zone)!

/** Writes facts as an import would, so that a test says only what it is about. */
export interface Facts {
  readonly stages: { first: number, proposal: number, thinking: number, won: number }
  manager: (name: string, team?: string) => number
  deal: (over?: Partial<DealRow>) => number
  task: (over?: Partial<TaskRow>) => number
  contact: (over: { dealId: number, managerId: number, at: number }) => number
  note: (over: { dealId: number, authorId: number, at: number, text?: string, pinned?: boolean }) => number
}
interface DealRow { title: string, ownerId: number | null, stageId: number, amount: number | null, currency: string, createdAt: number, enteredAt: number, pinned: boolean, withTask: boolean, overLimitWhenSeen: boolean }
interface TaskRow { dealId: number | null, assigneeId: number | null, title: string, createdAt: number, dueAt: number | null, doneAt: number | null, result: string | null, source: string }

export interface ControlTeam extends TestWorkspace { facts: Facts, derive: () => void, refresh: (options?: Parameters<typeof refreshFindingsTx>[2]) => ReturnType<typeof refreshFindingsTx> }

const makeFacts = (db: WriteDb): Facts => {
  const { sqlite } = db
  const insert = (table: string, row: Record<string, unknown>): number => Number(sqlite.prepare(
    `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`).run(...Object.values(row)).lastInsertRowid)
  let number = 0
  const external = () => ({ source: 'native', external_id: `x${++number}` })
  const pipelineId = insert('pipeline', { source: 'native', name: 'Продажи' })
  const stage = (name: string, position: number, kind: string, limit: number | null) => insert('stage', { pipeline_id: pipelineId, name, position, kind, dwell_limit_days: limit })
  const stages = { first: stage('Новый', 10, 'open', null), proposal: stage('КП', 20, 'open', 5), thinking: stage('Думают', 30, 'thinking', 7), won: stage('Оплачен', 40, 'won', null) }
  for (const kind of ['people', 'stages', 'clients', 'deals', 'stageMoves', 'tasks', 'activities', 'notes']) insert('knowledge', { source: 'native', kind, since: at('2026-01-01T00:00') })
  const facts: Facts = {
    stages,
    manager: (name, team) => insert('person', { ...external(), name, role: 'manager', team: team ?? null, created_at: 0 }),
    deal: (over = {}) => {
      const row: DealRow = {
        title: 'Сделка', ownerId: null, stageId: stages.proposal, amount: 100_000, currency: 'RUB', createdAt: at('2026-11-18T10:00'), enteredAt: at('2026-11-18T10:00'),
        pinned: true, withTask: false, overLimitWhenSeen: false, ...over,
      }
      const id = insert('deal', {
        ...external(), title: row.title, owner_id: row.ownerId, pipeline_id: pipelineId, stage_id: row.stageId, status: 'open', amount: row.amount, currency: row.currency, created_at: row.createdAt,
        updated_at: row.createdAt, stage_entered_at: row.enteredAt, first_seen_at: row.createdAt, stage_seen_at: row.enteredAt, over_limit_when_seen: row.overLimitWhenSeen ? 1 : 0,
      })
      if (row.pinned) facts.note({ dealId: id, authorId: row.ownerId!, at: row.createdAt, pinned: true })
      if (row.withTask) facts.task({ dealId: id, assigneeId: row.ownerId, dueAt: null })
      return id
    },
    task: (over = {}) => {
      const row: TaskRow = { dealId: null, assigneeId: null, title: 'Позвонить', createdAt: at('2026-11-10T10:00'), dueAt: at('2026-11-19T12:00'), doneAt: null, result: null, source: 'native', ...over }
      return insert('task', { ...external(), deal_id: row.dealId, assignee_id: row.assigneeId, title: row.title, created_at: row.createdAt, due_at: row.dueAt, done_at: row.doneAt, result: row.result })
    },
    contact: ({ dealId, managerId, at: when }) => insert('activity', { ...external(), deal_id: dealId, manager_id: managerId, kind: 'call', created_at: when, occurred_at: when, talk_s: 90 }),
    note: ({ dealId, authorId, at: when, text, pinned }) =>
      insert('note', { ...external(), deal_id: dealId, author_id: authorId, created_at: when, text: text ?? 'Достаточно длинная заметка', pinned: pinned ? 1 : 0 }),
  }
  return facts
}

/** A team with three stages and what `fill` writes; the findings stand as after its first import unless `firstImport` is false. */
export const makeControlTeam = async (fill: (facts: Facts) => void, options: TestWorkspaceOptions & { firstImport?: boolean } = {}): Promise<ControlTeam> => {
  const workspace = await makeTestWorkspace(options)
  const { desk } = workspace
  const facts = makeFacts(desk.db)
  const derive = () => deriveAllTx(desk.db)
  const refresh: ControlTeam['refresh'] = refreshOptions => desk.db.sqlite.transaction(() => {
    derive()
    return refreshFindingsTx(desk, desk.clock(), refreshOptions)
  })()
  desk.db.sqlite.transaction(() => fill(facts))()
  refresh({ firstImport: options.firstImport ?? true })
  return { ...workspace, facts, derive, refresh }
}

export { defaultRules }
