import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { enterClient, enteredToday, lookUpClient, undoEnterClient, type EnterClientInput } from '../../electron/backend/usecases/enterClient.ts'
import { evaluateWorkspace } from '../../electron/backend/usecases/teamEvaluation.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

let workspace: TestWorkspace
let team: Team
let operator: Session
let manager: Session

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  team = makeTeam(workspace.desk)
  operator = sessionAs(workspace.session, team.person('Оля', 'operator'), 'Оля', 'operator')
  manager = sessionAs(workspace.session, team.person('Борис'), 'Борис', 'manager')
})
afterEach(() => {
  expect(checkWorkspace(workspace.desk.db).checks.flatMap(check => check.problems)).toEqual([])
  workspace.cleanup()
})

const enter = (more: Partial<EnterClientInput> = {}, session = operator, commandId = newCommandId()) => enterClient(session, { commandId, name: 'Иванов Пётр', kind: 'person', phone: '8 (916) 123-45-67', ...more })
const clients = () => team.rows('client')
const ruled = (rule: string): Error => expect.objectContaining({ code: 'REFUSED_BY_RULE', details: expect.objectContaining({ rule }) as object }) as Error
const coded = (code: string): Error => expect.objectContaining({ code }) as Error

test('the first who enters a client with the minimum data has the first contact; a manager’s is theirs', () => {
  const { clientId, known } = enter()
  expect(known).toBe(null)
  expect(team.row('client', clientId)).toMatchObject({ source: 'pult', name: 'Иванов Пётр', phone_e164: '+79161234567', owner_id: null, created_by: operator.actor.id, created_at: testNow })
  expect(team.row('client', enter({ phone: null, email: 'Anna@Mail.Example' }, manager).clientId)).toMatchObject({ email_key: 'anna@mail.example', owner_id: manager.actor.id })
  expect(evaluateWorkspace(workspace.desk, testNow).kpis.get(operator.actor.id)).toMatchObject({ firstContacts: 1 })
  expect(enteredToday(operator)).toMatchObject({ total: 1, rows: [{ id: clientId, name: 'Иванов Пётр', phone: '+79161234567' }] })
  expect(team.rows('audit_entry', "action = 'enterClient'")).toHaveLength(2)
})

test('the same phone or e-mail, however written, is the same client: nothing is entered, no point is won', () => {
  const first = enter({ email: 'petr@mail.example' }).clientId
  for (const [again, session] of [[{ phone: '+7 916 1234567' }, operator], [{ phone: '89161234567', name: 'Другой' }, manager], [{ phone: null, email: 'PETR@mail.example' }, operator]] as const) {
    expect(enter(again, session)).toMatchObject({ clientId: first, known: { clientId: first } })
  }
  expect(clients()).toHaveLength(1)
  expect(evaluateWorkspace(workspace.desk, testNow).kpis.get(manager.actor.id)).toMatchObject({ firstContacts: 0 })
})

test('while typing: who it is, whose, and to a manager no stranger’s name', () => {
  const { clientId } = enter({}, manager)
  const other = sessionAs(workspace.session, team.person('Вера'), 'Вера', 'manager')
  expect(lookUpClient(operator, { phone: '8916 1234567' })).toMatchObject({ phoneOk: true, found: { clientId, name: 'Иванов Пётр', owner: { name: 'Борис' } } })
  expect(lookUpClient(other, { phone: '8916 1234567' })).toMatchObject({ found: { clientId, name: null, owner: { name: 'Борис' } } })
  expect(lookUpClient(operator, { phone: '123', email: 'нет' })).toEqual({ phoneOk: false, emailOk: false, found: null })
  expect(lookUpClient(operator, {})).toEqual({ phoneOk: true, emailOk: true, found: null })
})

test('what is no phone, no e-mail, or neither is refused; nobody else enters clients', () => {
  expect(() => enter({ phone: '12345' })).toThrow(ruled('bad_phone'))
  expect(() => enter({ email: 'пётр@' })).toThrow(ruled('bad_email'))
  expect(() => enter({ phone: ' ', email: null })).toThrow(ruled('no_contact'))
  expect(() => enter({}, sessionAs(workspace.session, team.person('Кира', 'qa'), 'Кира', 'qa'))).toThrow(coded('FORBIDDEN'))
  expect(clients()).toEqual([])
})

test('an entry is taken back while nothing names the client; the audit keeps both, without the data', () => {
  const commandId = newCommandId()
  const { clientId } = enter({}, operator, commandId)
  const undo = (session = operator) => undoEnterClient(session, { commandId: newCommandId(), undoOf: commandId })
  expect(() => undo(manager)).toThrow(coded('FORBIDDEN'))
  const deal = team.deal({ client_id: clientId })
  expect(() => undo()).toThrow(coded('CONFLICT'))
  workspace.desk.db.sqlite.prepare('DELETE FROM deal WHERE id = ?').run(deal)
  undo()
  expect(clients()).toEqual([])
  expect(() => undo()).toThrow(coded('CONFLICT'))
  // Who it was is nowhere: nobody could ask for it to be erased any more.
  expect(JSON.stringify([team.rows('audit_payload'), team.rows('command')])).not.toMatch(/Иванов|9161234567/)
  expect(team.rows('audit_entry').map(entry => entry.action)).toEqual(expect.arrayContaining(['enterClient', 'undoEnterClient']))
})
