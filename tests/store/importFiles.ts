import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportReport } from '../../src/shared/contract/importing.ts'
import type { FactKind } from '../../src/shared/vocabulary.ts'
import { nativeFiles } from '../../electron/backend/import/native/files.ts'
import { findNativeFiles, runImport, type ImportOptions } from '../../electron/backend/usecases/runImport.ts'
import { readSourceFields } from '../../electron/backend/store/queries/sourceFields.ts'
import type { TestWorkspace } from './helpers.ts'

export type Row = Record<string, string>
export type Folder = Partial<Record<FactKind, Row[]>>

const quoted = (value: string): string => /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** CSV text of rows; the columns are those that any row names, so that a left-out column is left out. */
export const csvOf = (kind: FactKind, rows: readonly Row[]): string => {
  const columns = rows.length === 0 ? nativeFiles[kind].columns : [...new Set(rows.flatMap(row => Object.keys(row)))]
  return [columns.join(','), ...rows.map(row => columns.map(column => quoted(row[column] ?? '')).join(','))].join('\r\n') + '\r\n'
}

/** Writes native files into a new folder below the workspace's. */
export const writeFolder = (workspace: TestWorkspace, files: Folder): string => {
  mkdirSync(workspace.folder, { recursive: true })
  const folder = mkdtempSync(join(workspace.folder, 'export-'))
  for (const [kind, rows] of Object.entries(files) as [FactKind, Row[]][]) writeFileSync(join(folder, nativeFiles[kind].file), csvOf(kind, rows))
  return folder
}

let commands = 0
export const newCommandId = (): string => `test-command-${++commands}`

export const importFolder = (workspace: TestWorkspace, folder: string, asOf: string, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  runImport(workspace.session, { commandId: newCommandId(), files: findNativeFiles(folder), asOf: Date.parse(asOf), ...more })

export const importRows = (workspace: TestWorkspace, files: Folder, asOf: string, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  importFolder(workspace, writeFolder(workspace, files), asOf, more)

/** A small team: two managers, a pipeline, a client, an open deal with a task, a call, a note and a move. */
export const smallTeam = (): Required<Folder> => ({
  people: [
    { id: 'm1', name: 'Иван Первый', role: 'manager', team: 'А', email: ' Ivan@Example.com ', phone: '8 912 345-67-89', active: '1' },
    { id: 'm2', name: 'Пётр Второй', role: 'manager', team: 'А', email: '', phone: '', active: '1' },
  ],
  stages: [
    { pipeline: 'Продажи', stage: 'Новая', order: '1', kind: 'open', dwell_limit_days: '', probability: '0.1' },
    { pipeline: 'Продажи', stage: 'КП', order: '2', kind: 'open', dwell_limit_days: '5', probability: '0.4' },
    { pipeline: 'Продажи', stage: 'Успех', order: '9', kind: 'won', dwell_limit_days: '', probability: '1' },
    { pipeline: 'Продажи', stage: 'Отказ', order: '10', kind: 'lost', dwell_limit_days: '', probability: '0' },
  ],
  clients: [{
    id: 'c1', name: 'ООО «Ромашка»', kind: 'company', phone: '+7 (495) 123-45-67', email: 'Info@Romashka.ru', owner_id: 'm1', created_at: '2026-10-01T10:00:00+03:00', created_by: 'm1', channel: 'site',
  }],
  deals: [{
    id: 'd1', title: 'Поставка', client_id: 'c1', owner_id: 'm1', pipeline: 'Продажи', stage: 'КП', status: 'open', amount: '150000.50', currency: '', channel: 'site',
    created_at: '2026-10-01T10:00:00+03:00', updated_at: '2026-11-10T12:00:00+03:00', stage_entered_at: '', expected_close: '2026-12-01', closed_at: '', refusal_reason: '',
  }],
  stageMoves: [{ deal_id: 'd1', from_stage: 'Новая', to_stage: 'КП', at: '2026-11-03T12:00:00+03:00', by: 'm1' }],
  tasks: [{
    id: 't1', deal_id: 'd1', client_id: '', assignee_id: 'm1', kind: 'call', title: 'Позвонить', created_at: '2026-11-10T10:00:00+03:00', due_at: '2026-11-20', done_at: '', result: '',
  }],
  activities: [{
    id: 'a1', deal_id: 'd1', client_id: 'c1', manager_id: 'm1', kind: 'call', state: '', direction: 'out', created_at: '2026-11-09T10:00:00+03:00', occurred_at: '',
    duration_s: '65', talk_s: '41', recording: '', subject: 'Звонок',
  }],
  notes: [{ id: 'n1', deal_id: 'd1', client_id: '', author_id: 'm1', created_at: '2026-11-09T11:00:00+03:00', text: 'Просит скидку, "подумает"', pinned: '1' }],
  adCosts: [{ channel: 'site', day: '2026-11-01', amount: '1200.00', currency: '' }],
})

/** The small team with one deal or task changed. */
export const withDeal = (change: Row): Folder => ({ ...smallTeam(), deals: [{ ...smallTeam().deals[0]!, ...change }] })
export const withTask = (change: Row): Folder => ({ ...smallTeam(), tasks: [{ ...smallTeam().tasks[0]!, ...change }] })

export const one = <Result>(workspace: TestWorkspace, sql: string, ...parameters: unknown[]): Result => workspace.desk.db.sqlite.prepare(sql).get(...parameters) as Result
export const all = <Result>(workspace: TestWorkspace, sql: string, ...parameters: unknown[]): Result[] => workspace.desk.db.sqlite.prepare(sql).all(...parameters) as Result[]
export const value = <Result>(workspace: TestWorkspace, sql: string, ...parameters: unknown[]): Result => workspace.desk.db.sqlite.prepare(sql).pluck().get(...parameters) as Result

/** Every record and what is kept about it, without the log of imports, for «nothing has changed». */
export const snapshot = (workspace: TestWorkspace): string => JSON.stringify(
  ['person', 'pipeline', 'stage', 'client', 'deal', 'stage_move', 'task', 'task_move', 'activity', 'note', 'ad_cost', 'refusal', 'transfer', 'divergence', 'field_decision', 'knowledge']
    .map(table => [table, all(workspace, `SELECT * FROM ${table} ORDER BY rowid`)])
    .concat(['deal', 'task', 'client', 'person', 'stage'].map(type => [`what the source said of ${type}`, all<{ id: number }>(workspace, `SELECT id FROM ${type} ORDER BY id`).map(({ id }) => readSourceFields(workspace.desk.db, type, id))])),
)
