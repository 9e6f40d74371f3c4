import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSourceFields, sourceColumns, sourceFieldSql, type LazyType } from '../../electron/backend/store/queries/sourceFields.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { importRows, smallTeam, value, withDeal } from './importFiles.ts'

const [first, second] = ['2026-11-20T18:00:00+03:00', '2026-11-23T18:00:00+03:00'] as [string, string]
let workspace: TestWorkspace

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  await importRows(workspace, { ...smallTeam(), people: [...smallTeam().people, { id: 'm3', name: 'Анна Третья', role: 'manager', team: 'Б', email: '', phone: '', active: '1' }] }, first)
})
afterEach(() => workspace.cleanup())

const idOf = (type: LazyType): number => value(workspace, `SELECT id FROM ${type} WHERE source = 'native' LIMIT 1`)
const kept = (): number => value(workspace, 'SELECT count(*) FROM source_value WHERE record_type IN (\'deal\', \'task\', \'client\')')
const other: Record<string, string | number | null> = {
  client_id: null, deal_id: null, owner_id: 3, assignee_id: 3, created_by: 3, pipeline_id: 1, stage_id: 1, status: 'won', currency: 'EUR', kind: 'person', expected_close_day: '2027-01-01',
  amount: 7, created_at: 7, updated_at: 7, stage_entered_at: 7, closed_at: 7, due_at: 7, due_day_only: 0, done_at: 7,
}

describe('what the source said of a record', () => {
  test('is kept apart only once something differs', async () => {
    expect(kept()).toBe(0)
    await importRows(workspace, smallTeam(), second)
    expect(kept()).toBe(0)
  })

  for (const type of ['deal', 'task', 'client'] as const) {
    // A column that the triggers of the migration forget would let a decision pass for the CRM's own word.
    test.each(sourceColumns[type].filter(column => column !== 'pipeline_id'))(`of a ${type} stays when %s is changed here, also a second time`, (column) => {
      const id = idOf(type)
      const said = readSourceFields(workspace.desk.db, type, id)
      expect(Object.keys(said)).toEqual([...sourceColumns[type]])
      const change = workspace.desk.db.sqlite.prepare(`UPDATE ${type} SET ${column} = ? WHERE id = ?`)
      const changed = type === 'task' && column === 'client_id' ? idOf('client') : other[column]
      change.run(changed === undefined ? 'Иначе' : changed, id)
      expect(value(workspace, `SELECT ${column} FROM ${type} WHERE id = ?`, id)).not.toBe(said[column])
      expect(readSourceFields(workspace.desk.db, type, id)).toEqual(said)
      change.run(said[column], id)
      expect(readSourceFields(workspace.desk.db, type, id)).toEqual(said)
      expect(value(workspace, `SELECT ${sourceFieldSql(type, column)} FROM ${type} WHERE id = ?`, id)).toBe(said[column])
      expect(kept()).toBe(1)
    })
  }

  test('of a record of Pult’s own is nothing, whatever becomes of it', () => {
    const { sqlite } = workspace.desk.db
    const id = Number(sqlite.prepare("INSERT INTO task (source, external_id, title) VALUES ('pult', 'own', 'Позвонить')").run().lastInsertRowid)
    sqlite.prepare("UPDATE task SET title = 'Написать' WHERE id = ?").run(id)
    expect(readSourceFields(workspace.desk.db, 'task', id)).toEqual({})
    expect(kept()).toBe(0)
  })

  test('follows the next import, with what was decided here in between', async () => {
    const id = idOf('deal')
    workspace.desk.db.sqlite.prepare("UPDATE deal SET title = 'Решено здесь' WHERE id = ?").run(id)
    workspace.desk.db.sqlite.prepare("INSERT INTO field_decision (record_type, record_id, field, decided_at, decided_by) VALUES ('deal', ?, 'title', 0, 1)").run(id)
    await importRows(workspace, withDeal({ title: 'Сказано там', amount: '5.00' }), second)
    expect(readSourceFields(workspace.desk.db, 'deal', id)).toMatchObject({ title: 'Сказано там', amount: 500 })
    expect(value(workspace, 'SELECT title FROM deal WHERE id = ?', id)).toBe('Решено здесь')
  })
})
