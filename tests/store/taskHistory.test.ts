import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { taskHistory } from '../../electron/backend/usecases/taskHistory.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, sessionAs, type Team } from './salesTeam.ts'

const day = 86_400_000
let workspace: TestWorkspace
let team: Team
let owner: Session
let helper: Session
let task: number

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  team.know('tasks', 'activities', 'notes')
  owner = sessionAs(workspace.session, team.person('Юрий Хозяин'), 'Юрий Хозяин', 'manager')
  helper = sessionAs(workspace.session, team.person('Сева Помощник'), 'Сева Помощник', 'manager')
  const deal = team.deal({ owner_id: owner.actor.id, client_id: team.client('ООО «Ромашка»') })
  // Closed without a contact and raised again: a chain.
  team.task({ deal_id: deal, assignee_id: owner.actor.id, kind: 'call', created_at: testNow - 9 * day, done_at: testNow - 8 * day, result: 'Секретный разговор о цене' })
  task = team.task({ deal_id: deal, assignee_id: helper.actor.id, kind: 'call', created_at: testNow - 7 * day, due_at: testNow - day })
  team.activity({ deal_id: deal, occurred_at: testNow - 2 * day, created_at: testNow - 2 * day, contact_at: testNow - 2 * day })
  team.note({ deal_id: deal, created_at: testNow - 2 * day, text: 'Просит скидку двадцать процентов' })
})
afterEach(() => workspace.cleanup())

test('who may see the deal sees its contacts, notes and the chain on the task’s line of time', () => {
  for (const session of [workspace.session, owner]) {
    const { events, chain, contactsKnown } = taskHistory(session, { taskId: task })
    expect(events.map(event => event.type)).toEqual(['contact', 'note'])
    expect(chain).toHaveLength(2)
    expect(contactsKnown).toBe(true)
  }
})

test('who only has a task on somebody’s deal sees the task alone', () => {
  const { task: seen, events, chain, contactsKnown } = taskHistory(helper, { taskId: task })
  expect(seen).toMatchObject({ id: task, dealTitle: 'Сделка', clientName: 'ООО «Ромашка»' })
  expect([events, chain, contactsKnown]).toEqual([[], [], false])
})
