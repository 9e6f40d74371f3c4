import { afterEach, beforeEach, expect, test } from 'vitest'
import { listViews, removeView, saveView } from '../../electron/backend/usecases/savedViews.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs } from './salesTeam.ts'

let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

test('a view is kept, changed, and forgotten by its owner alone; two can\'t have one name, in any case', () => {
  const { session } = workspace
  const other = sessionAs(session, makeTeam(workspace.desk).person('Вторая', 'head'), 'Вторая', 'head')
  const save = (name: string, more = {}) => saveView(session, { commandId: newCommandId(), screen: 'deals', name, settings: { sort: 'amount' }, ...more })
  const { id } = save('Крупные')
  expect(() => save('крупные')).toThrow(expect.objectContaining({ code: 'REFUSED_BY_RULE', details: { rule: 'view_name_taken', name: 'крупные' } }))
  expect(saveView(session, { commandId: newCommandId(), screen: 'clients', name: 'Крупные', settings: {} }).id).not.toBe(id)
  expect(save('Крупные и старые', { id, expectedVersion: 1, settings: { sort: 'age' } })).toEqual({ id })
  expect(listViews(session, { screen: 'deals' })).toEqual([{ id, version: 2, screen: 'deals', name: 'Крупные и старые', settings: { sort: 'age' } }])
  expect(listViews(other, { screen: 'deals' })).toEqual([])
  expect(() => removeView(other, { commandId: newCommandId(), id, expectedVersion: 2 })).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  expect(() => save('Иначе', { id, expectedVersion: 1 })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  removeView(session, { commandId: newCommandId(), id, expectedVersion: 2 })
  expect(listViews(session, { screen: 'deals' })).toEqual([])
  expect(() => save('Большой', { settings: { text: 'x'.repeat(100_001) } })).toThrow(expect.objectContaining({ code: 'TOO_LARGE' }))
})
