import { existsSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { eraseClient } from '../../electron/backend/usecases/eraseClient.ts'
import { getClient } from '../../electron/backend/usecases/listClients.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { signDay } from '../../electron/backend/usecases/signDay.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { redacted } from '../../electron/backend/domain/erasure.ts'
import { sessionAs } from './salesTeam.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importRows, one, smallTeam, value, type Folder, type Row } from './importFiles.ts'

const [first, second, third] = ['2026-11-18', '2026-11-19', '2026-11-20'].map(day => `${day}T18:00:00+03:00`) as [string, string, string]
/** Stands in every text that is of the client, and nowhere else. */
const word = 'Запретнова'
const secrets = [word, '9161234567', '916 123', 'zapretnova@example', 'records/zapret']

const other = { client: { id: 'c2', name: 'ООО «Василёк»', kind: 'company', phone: '+7 (495) 123-45-68', email: 'info@vasilek.ru', owner_id: 'm1', created_at: '2026-10-01T10:00:00+03:00', created_by: 'm1', channel: 'site' } }
const team = (more: Row = {}): Required<Folder> => {
  const base = smallTeam()
  return {
    ...base,
    clients: [{ ...base.clients[0]!, name: `ИП ${word} Анна`, phone: '8 (916) 123-45-67', email: 'Zapretnova@example.ru' }, other.client],
    deals: [{ ...base.deals[0]!, title: `Поставка для ${word}`, ...more }, { ...base.deals[0]!, id: 'd2', title: `Ещё для ${word}` }, { ...base.deals[0]!, id: 'd9', title: 'Чужая сделка', client_id: 'c2' }],
    tasks: [{ ...base.tasks[0]!, title: `Позвонить: ${word}` }, { ...base.tasks[0]!, id: 't2', deal_id: 'd2', title: `Напомнить ${word}`, done_at: '2026-11-18T12:00:00+03:00', result: `${word} просит скидку в пять процентов` }, { ...base.tasks[0]!, id: 't9', deal_id: 'd9', title: 'Позвонить Васильку' }],
    activities: [{ ...base.activities[0]!, subject: `Звонок: ${word}`, recording: 'records/zapret.mp3' }],
    notes: [{ ...base.notes[0]!, text: `${word} подумает до среды` }, { ...base.notes[0]!, id: 'n2', deal_id: '', client_id: 'c1', text: `${word} в отпуске` }],
  }
}
let workspace: TestWorkspace

beforeEach(async () => {
  workspace = await makeTestWorkspace()
  await importRows(workspace, team(), first)
  workspace.desk.db.sqlite.prepare('UPDATE person SET role_confirmed = 1').run()
})
afterEach(() => workspace.cleanup())

const idOf = (table: string, externalId: string): number => value(workspace, `SELECT id FROM ${table} WHERE source = 'native' AND external_id = ?`, externalId)
const versionOf = (table: string, id: number): number => value(workspace, `SELECT version FROM ${table} WHERE id = ?`, id)
const erase = (clientId = idOf('client', 'c1')) => eraseClient(workspace.session, { commandId: randomUUID(), clientId, expectedVersion: versionOf('client', clientId) })
/** The bytes of the file and of what lies beside it. */
const inFile = (): string[] => {
  const bytes = Buffer.concat([workspace.path, `${workspace.path}-wal`].filter(existsSync).map(path => readFileSync(path)))
  return secrets.flatMap(secret => [secret, secret.toLowerCase()]).filter(secret => bytes.includes(secret))
}
const inTables = (): string[] => all<{ name: string }>(workspace, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_search%'")
  .flatMap(({ name }) => secrets.filter(secret => JSON.stringify(all(workspace, `SELECT * FROM "${name}"`)).includes(secret)).map(secret => `${name}: ${secret}`))

/** Decisions with the client's name in every text that a person types. */
const decideMuch = (): void => {
  const { session } = workspace
  const [deal, second2] = [idOf('deal', 'd1'), idOf('deal', 'd2')]
  decideDeals(session, { commandId: randomUUID(), items: [{ dealId: deal, expectedVersion: versionOf('deal', deal) }], decision: { kind: 'question', text: `Что с ${word}?`, answerDay: '2026-11-23' } })
  decideDeals(session, { commandId: randomUUID(), items: [{ dealId: deal, expectedVersion: versionOf('deal', deal) }], decision: { kind: 'park', reason: `${word} ждёт бюджета`, untilDay: '2026-12-01' } })
  const task = idOf('task', 't1')
  closeTasks(session, { commandId: randomUUID(), items: [{ taskId: task, expectedVersion: versionOf('task', task) }], result: `${word} согласна на встречу в среду` })
  const manager = sessionAs(session, idOf('person', 'm1'), 'Иван Первый', 'manager')
  requestRefusal(manager, { commandId: randomUUID(), dealId: second2, expectedVersion: versionOf('deal', second2), reasonId: value(workspace, "SELECT id FROM refusal_reason WHERE key = 'budget'"), comment: `${word} обойдётся своими силами до весны.` })
}

describe('erasing who a client was', () => {
  test('leaves no word of it in the file, nor in the log beside it; rows, sums and counts stay, and every check passes', async () => {
    decideMuch()
    await importRows(workspace, team({ amount: '99.00', owner_id: 'm2' }), second)
    openDay(workspace.session, {})
    expect(inTables().length).toBeGreaterThan(12)
    const figures = () => JSON.stringify(computeReview(workspace.desk, { asOf: Date.parse(third), ids: true }))
    const before = figures()
    const counts = (): unknown => ['deal', 'task', 'activity', 'note', 'refusal', 'question', 'finding', 'audit_entry'].map(table => value(workspace, `SELECT count(*) FROM ${table}`))
    const [rows, entries] = [counts() as number[], value<number>(workspace, 'SELECT count(*) FROM audit_entry')]

    expect(erase()).toMatchObject({ deals: 2, tasks: 2, contacts: 1, notes: 2 })
    expect(inTables()).toEqual([])
    expect(inFile()).toEqual([])
    expect(counts()).toEqual([...rows.slice(0, -1), entries + 1])
    expect(figures()).toBe(before)
    expect(checkWorkspace(workspace.desk.db).checks.flatMap(({ problems }) => problems)).toEqual([])
    expect(one(workspace, 'SELECT action, record_type AS type, payload FROM audit_entry JOIN audit_payload ON entry_id = audit_entry.id ORDER BY audit_entry.id DESC LIMIT 1')).toMatchObject({ action: 'eraseClient', type: 'client', payload: expect.stringContaining('"deals":2') as string })
    const { name, phone, email, erasedAt, deals, allowedActions } = getClient(workspace.session, { clientId: 1 })
    expect({ name: /^░+$/.test(name), phone, email, isErased: erasedAt !== null, deals, allowedActions }).toEqual({ name: true, phone: null, email: null, isErased: true, deals: 2, allowedActions: ['reassign', 'spread'] })
    // Others keep their words.
    expect(value(workspace, "SELECT title FROM task WHERE external_id = 't9'")).toBe('Позвонить Васильку')
    expect(value(workspace, "SELECT name FROM client WHERE external_id = 'c2'")).toBe('ООО «Василёк»')
  })

  test('is not undone by the next export, which still tells everything, and brings new deals and notes besides', async () => {
    erase()
    const again = team({ title: `Новое имя: ${word}`, amount: '77.00' })
    const more: Folder = {
      ...again, deals: [...again.deals, { ...again.deals[0]!, id: 'd3', title: `Третья для ${word}` }],
      tasks: [...again.tasks, { ...again.tasks[0]!, id: 't3', deal_id: 'd3', title: `${word}: договор` }], notes: [...again.notes, { ...again.notes[0]!, id: 'n3', deal_id: 'd3', text: `${word} звонила сама` }],
    }
    const report = await importRows(workspace, more, second)
    expect(report).toMatchObject({ rejectedCount: 0, created: { clients: 0, deals: 1, tasks: 1, notes: 1 } })
    expect(report.warnings.find(({ code }) => code === 'ERASED')).toMatchObject({ count: 1, example: '' })
    expect(inTables()).toEqual([])
    expect(inFile()).toEqual([])
    expect(value(workspace, "SELECT amount FROM deal WHERE external_id = 'd1'")).toBe(7700)
    expect(value(workspace, "SELECT client_id FROM deal WHERE external_id = 'd3'")).toBe(1)
    // The same once more changes nothing.
    const third3 = await importRows(workspace, more, third)
    expect([third3.created, third3.updated].flatMap(Object.values).every(count => count === 0)).toBe(true)
    expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
  })

  test('leaves a signed day and its report as they were', () => {
    decideMuch()
    openDay(workspace.session, {})
    const day = one<{ day: string, version: number }>(workspace, 'SELECT day, version FROM control_day ORDER BY day DESC LIMIT 1')
    signDay(workspace.session, { commandId: randomUUID(), day: day.day, expectedVersion: day.version, leaveOpen: true })
    const report = value(workspace, 'SELECT report FROM control_day WHERE day = ?', day.day)
    erase()
    expect(value(workspace, 'SELECT report FROM control_day WHERE day = ?', day.day)).toBe(report)
    expect(checkWorkspace(workspace.desk.db).checks.flatMap(({ problems }) => problems)).toEqual([])
    expect(inTables()).toEqual([])
  })

  test('is the head’s alone, once, and of what they saw', () => {
    const clientId = idOf('client', 'c1')
    const supervisor = sessionAs(workspace.session, idOf('person', 'm1'), 'Иван Первый', 'supervisor')
    expect(() => eraseClient(supervisor, { commandId: randomUUID(), clientId, expectedVersion: 1 })).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }) as Error)
    expect(() => eraseClient(workspace.session, { commandId: randomUUID(), clientId, expectedVersion: 9 })).toThrow(expect.objectContaining({ code: 'CONFLICT' }) as Error)
    erase()
    expect(() => eraseClient(workspace.session, { commandId: randomUUID(), clientId, expectedVersion: versionOf('client', clientId) })).toThrow(expect.objectContaining({ code: 'REFUSED_BY_RULE' }) as Error)
  })

  test('bars are as long as the words were, up to two hundred', () => {
    expect([redacted('Анна'), redacted(' 👍🏽 '), redacted(''), redacted(null), redacted('я'.repeat(500))?.length]).toEqual(['░░░░', '░░', '', null, 200])
  })
})
