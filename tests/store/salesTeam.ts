import type { Desk, Session } from '../../electron/backend/usecases/desk.ts'
import { deriveDealsTx } from '../../electron/backend/store/writes/derive.ts'

type Cell = string | number | null
let nextKey = 1

/** Rows as an import would leave them, for tests of decisions. */
export const makeTeam = (desk: Desk) => {
  const insert = (table: string, values: Record<string, Cell>): number => {
    const names = Object.keys(values)
    return Number(desk.db.sqlite.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(values)).lastInsertRowid)
  }
  const key = (): string => `x${nextKey++}`
  const derive = (...dealIds: number[]): void => deriveDealsTx(desk.db, dealIds)
  const row = (table: string, id: number): Record<string, Cell> => desk.db.sqlite.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(id) as Record<string, Cell>
  const rows = (table: string, where = '1'): Record<string, Cell>[] => desk.db.sqlite.prepare(`SELECT * FROM ${table} WHERE ${where}`).all() as Record<string, Cell>[]
  const know = (...kinds: string[]): void => kinds.forEach(kind => insert('knowledge', { source: 'crm', kind, since: 0 }))

  const pipeline = insert('pipeline', { source: 'crm', name: `Воронка ${key()}` })
  const stage = (name: string, kind: string, position: number, more: Record<string, Cell> = {}): number => insert('stage', { pipeline_id: pipeline, name, kind, position, ...more })
  const stages = { first: stage('Новый лид', 'open', 1), talks: stage('Переговоры', 'open', 2), thinking: stage('Думают', 'thinking', 3), won: stage('Успех', 'won', 4), lost: stage('Отказ', 'lost', 5) }
  const person = (name: string, role: string | null = 'manager', more: Record<string, Cell> = {}): number =>
    insert('person', { source: 'crm', external_id: key(), name, role, role_confirmed: 1, created_at: 0, ...more })
  const client = (name: string, more: Record<string, Cell> = {}): number => insert('client', { source: 'crm', external_id: key(), name, ...more })
  const deal = (more: Record<string, Cell> = {}): number => {
    const id = insert('deal', {
      source: 'crm', external_id: key(), title: 'Сделка', pipeline_id: pipeline, stage_id: stages.talks, status: 'open', amount: 100_000, currency: 'RUB',
      created_at: 0, first_seen_at: 0, stage_seen_at: 0, ...more,
    })
    derive(id)
    return id
  }
  const task = (more: Record<string, Cell> = {}): number => {
    const id = insert('task', { source: 'crm', external_id: key(), title: 'Позвонить', created_at: 0, ...more })
    if (typeof more.deal_id === 'number') derive(more.deal_id)
    return id
  }
  const activity = (more: Record<string, Cell>): number => insert('activity', { source: 'crm', external_id: key(), kind: 'message', ...more })
  const note = (more: Record<string, Cell>): number => insert('note', { source: 'crm', external_id: key(), ...more })
  const reason = (name: string): number => (desk.db.sqlite.prepare('SELECT id FROM refusal_reason WHERE key = ?').get(name) as { id: number }).id
  return { insert, key, derive, row, rows, know, pipeline, stage, stages, person, client, deal, task, activity, note, reason }
}
export type Team = ReturnType<typeof makeTeam>

/** Another person at the same desk. */
export const sessionAs = (session: Session, id: number, name: string, role: Session['actor']['role']): Session => ({ desk: session.desk, actor: { id, name, role } })

let nextCommand = 1
export const newCommandId = (): string => `command-${nextCommand++}`
