import fc from 'fast-check'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { taskColumns, taskListViews, taskSorts, type TaskFilter, type TaskListRow, type TaskListView, type TaskSort } from '../../src/shared/contract/tasks.ts'
import { closedForNewLeads } from '../../electron/backend/usecases/closedForNewLeads.ts'
import { exportClosed, exportTasks } from '../../electron/backend/usecases/exportTasks.ts'
import type { ExportEvent } from '../../electron/backend/usecases/exportTable.ts'
import { countTasksOf, listTasks, taskFacets, taskIds, taskRange } from '../../electron/backend/usecases/listTasks.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { all } from '../../electron/backend/store/queries/rows.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { newCommandId } from './importFiles.ts'
import type { TestWorkspace } from './helpers.ts'
import { sessionAs } from './salesTeam.ts'

let team: TestWorkspace
let people: { id: number, team: string | null, active: number }[]
beforeAll(async () => {
  team = await makeGeneratedTeam({ deals: 500 })
  people = all(team.desk.db, 'SELECT id, team, active FROM person')
  // Wishes that wait: asked in the name of the tasks' managers.
  const overdue = listTasks(team.session, { view: 'overdue', limit: 1000 }).rows.filter(row => isActive(row.manager?.id))
  const day = team.desk.settings().zone.format(team.desk.clock() + 5 * 86_400_000).slice(0, 10)
  for (const row of overdue.slice(0, 25)) moveTasks(team.session, { commandId: newCommandId(), items: [{ taskId: row.id, expectedVersion: row.version }], dueDay: day, reason: 'Клиент в отъезде', onBehalfOf: row.manager!.id })
})
afterAll(() => team.cleanup())

const isActive = (id: number | undefined): boolean => people.some(person => person.id === id && person.active === 1)
const whole = (view: TaskListView, filter: TaskFilter = {}, sort?: TaskSort): TaskListRow[] => taskRange(team.session, { view, filter, sort, offset: 0, limit: 1000 }).rows
const ids = (rows: readonly { id: number }[]): number[] => rows.map(row => row.id)
const teamsOf = (): string[] => [...new Set(people.flatMap(person => person.team?.trim() ? [person.team] : []))]
const filters = () => fc.record({
  managerIds: fc.subarray([0, ...people.map(person => person.id)], { minLength: 1, maxLength: 4 }), teams: fc.subarray(teamsOf(), { minLength: Math.min(1, teamsOf().length) }), text: fc.constantFrom('а', 'к', 'позв'),
}, { requiredKeys: [] })

describe('a view in pieces', () => {
  test('places, ids, the list and the count are the same rows once each, in every order; what has no value comes last in both directions', () => {
    const valueOf: Partial<Record<TaskSort['by'], (row: TaskListRow) => string | number | null>> = {
      due: row => row.dueAt, late: row => row.overdueDays || null, moves: row => row.moves, recycled: row => row.recycled, opened: row => row.createdAt, asked: row => row.request?.askedAt ?? null, wish: row => row.request?.to.dueAt ?? null, done: row => row.doneAt, kind: row => row.kind,
    }
    for (const view of taskListViews) {
      const all = [...ids(whole(view))].sort((a, b) => a - b)
      expect(all.length, view).toBe(countTasksOf(team.session, {})[view])
      for (const by of taskSorts) {
        for (const descending of [false, true]) {
          const sort = { by, descending }
          const rows = whole(view, {}, sort)
          expect([...ids(rows)].sort((a, b) => a - b), `${view} ${by}`).toEqual(all)
          const pages = Array.from({ length: Math.ceil(all.length / 7) }, (_, index) => taskRange(team.session, { view, filter: {}, sort, offset: index * 7, limit: 7 }).rows)
          expect(ids(pages.flat())).toEqual(ids(rows))
          expect(ids(taskIds(team.session, { view, filter: {}, sort }).items)).toEqual(ids(rows))
          const values = valueOf[by] ? rows.map(valueOf[by]) : []
          const known = values.filter(value => value !== null)
          expect(values.slice(0, known.length), `${view} ${by}`).toEqual(known)
          for (let at = 1; at < known.length; at++) expect(descending ? known[at - 1]! >= known[at]! : known[at - 1]! <= known[at]!, `${view} ${by} ${known[at - 1]} ${known[at]}`).toBe(true)
        }
      }
    }
  })

  test('the usual order is the list’s: manager after manager, oldest first', () => {
    for (const view of taskListViews) expect(ids(whole(view))).toEqual(ids(listTasks(team.session, { view, limit: 1000 }).rows))
  })

  test('at any filter the total, the ids and the facets are of all rows, each facet under the others but itself', () => {
    fc.assert(fc.property(filters(), fc.constantFrom(...taskListViews), (filter, view) => {
      const rows = whole(view, filter)
      expect(taskIds(team.session, { view, filter }).total).toBe(rows.length)
      expect(countTasksOf(team.session, { filter })[view]).toBe(rows.length)
      const facets = taskFacets(team.session, { view, filter })
      const { managerIds, ...ofManagers } = filter
      const { teams, ...ofTeams } = filter
      for (const group of facets.managers) expect(group.count).toBe(whole(view, { ...ofManagers, managerIds: [group.manager?.id ?? 0] }).length)
      expect(facets.managers.reduce((sum, group) => sum + group.count, 0)).toBe(whole(view, ofManagers).length)
      for (const each of facets.teams) expect(each.count).toBe(whole(view, { ...ofTeams, teams: [each.team] }).length)
      expect(rows.every(row => (!managerIds || managerIds.includes(row.manager?.id ?? 0)) && (!teams || teams.includes(people.find(person => person.id === row.manager?.id)?.team ?? '')))).toBe(true)
    }), { numRuns: 40 })
  })

  test('what a decision on many needs: versions, the wish that waits, and only what each of them allows', () => {
    const { items, allowedActions } = taskIds(team.session, { view: 'requests', filter: {} })
    const rows = whole('requests')
    expect(items).toEqual(rows.map(({ id, version, request }) => ({ id, version, request: { id: request!.id, version: request!.version } })))
    expect(allowedActions).toEqual(rows[0]!.allowedActions.filter(action => rows.every(row => row.allowedActions.includes(action))))
    expect(allowedActions).toContain('decide_move')
    const mixed = [...ids(rows).slice(0, 1), whole('overdue').find(row => row.request === null)!.id]
    const some = taskIds(team.session, { view: 'overdue', filter: { ids: mixed } })
    expect(ids(some.items).sort()).toEqual(mixed.sort())
    expect(some.allowedActions).not.toContain('decide_move')
    // A row that left the view is nobody's to decide on.
    expect(taskIds(team.session, { view: 'requests', filter: { ids: mixed } }).items).toHaveLength(1)
  })
})

const read = async (events: AsyncIterable<ExportEvent>): Promise<{ lines: string[][], rows: number, fileName: string }> => {
  const chunks: Buffer[] = []
  let done: Extract<ExportEvent, { type: 'done' }> | null = null
  for await (const event of events) {
    if (event.type === 'chunk') chunks.push(Buffer.from(event.data, 'base64'))
    if (event.type === 'done') done = event
  }
  return { lines: Papa.parse<string[]>(Buffer.concat(chunks).toString().trimEnd(), { delimiter: ';' }).data, rows: done!.rows, fileName: done!.fileName }
}
const payloads = (action: string): unknown[] => (team.desk.db.sqlite.prepare('SELECT payload FROM audit_entry JOIN audit_payload ON entry_id = id WHERE action = ? ORDER BY id').pluck().all(action) as string[]).map(text => JSON.parse(text) as unknown)

describe('a file', () => {
  test('has every row of the view in the grid’s order, with its columns and words; the audit says so', async () => {
    const sort = { by: 'late', descending: true } as const
    const columns = taskColumns.map(key => ({ key, label: key }))
    const { lines, rows, fileName } = await read(exportTasks(team.session, { view: 'overdue', filter: {}, sort, format: 'csv', decimal: ',', columns, words: { 'currency': 'cur', 'kind.call': 'звонок' } }))
    const listed = whole('overdue', {}, sort)
    expect([rows, lines.length, fileName.startsWith('tasks-')]).toEqual([listed.length, listed.length + 1, true])
    expect(lines[0]?.join(';')).toBe('title;deal;client;manager;kind;amount;cur;due;late;moves;recycled;opened;asked;reason;wish;result;done;externalId')
    // What would be a formula has a mark before it.
    expect(lines.slice(1).map(line => line.at(-1)?.replace(/^'/, ''))).toEqual(listed.map(row => row.externalId))
    expect(lines.some(line => line.includes('звонок'))).toBe(true)
    expect(payloads('exportTasks').at(-1)).toEqual({ before: null, after: { rows: listed.length, format: 'csv', columns: [...taskColumns], filter: { view: 'overdue' } } })
  })

  test('a manager’s file has their tasks alone', async () => {
    const manager = taskFacets(team.session, { view: 'overdue' }).managers.find(group => group.manager?.id !== 1 && isActive(group.manager?.id))
    team.desk.db.sqlite.prepare("UPDATE person SET role = 'manager', role_confirmed = 1 WHERE id = ?").run(manager!.manager!.id)
    const own = sessionAs(team.session, manager!.manager!.id, 'Менеджер', 'manager')
    const { rows } = await read(exportTasks(own, { view: 'overdue', filter: {}, sort: { by: 'usual', descending: false }, format: 'csv', decimal: '.', columns: [{ key: 'title', label: 't' }], words: {} }))
    expect(rows).toBe(taskRange(own, { view: 'overdue', offset: 0, limit: 1 }).total)
    expect(rows).toBeLessThan(whole('overdue').length)
  })

  test('managers closed for new leads: narrowed by team and name, why in words', async () => {
    const { sqlite } = team.desk.db
    sqlite.prepare("UPDATE person SET team = 'Север, юг' WHERE id IN (SELECT id FROM person WHERE active = 1 ORDER BY id LIMIT 3)").run()
    const everybody = closedForNewLeads(team.session)
    expect(everybody.rows.length).toBeGreaterThan(1)
    const [first] = everybody.rows
    expect(closedForNewLeads(team.session, { filter: { managerIds: [first!.person.id] } }).rows).toEqual([first])
    expect(ids(closedForNewLeads(team.session, { filter: { text: first!.person.name.toUpperCase() } }).rows.map(row => row.person))).toContain(first!.person.id)
    expect(closedForNewLeads(team.session, { filter: { teams: ['Север, юг'] } }).rows).toEqual(everybody.rows.filter(row => row.team === 'Север, юг'))
    const { lines, rows } = await read(exportClosed(team.session, { filter: {}, format: 'csv', decimal: ',', columns: [{ key: 'manager', label: 'm' }, { key: 'why', label: 'w' }, { key: 'overdueTasks', label: 'o' }, { key: 'stuckDeals', label: 's' }], words: { 'why.overdue': 'просрочено', 'why.stuck': 'застряло' } }))
    expect(rows).toBe(everybody.rows.length)
    const said = (row: (typeof everybody.rows)[number]): string => [...(row.overdueTasks > everybody.overdueLimit ? ['просрочено'] : []), ...(row.stuckDeals > everybody.stuckLimit ? ['застряло'] : [])].join(', ')
    expect(lines.slice(1)).toEqual(everybody.rows.map(row => [row.person.name, said(row), String(row.overdueTasks), String(row.stuckDeals)]))
    expect(payloads('exportClosedManagers')).toHaveLength(1)
  })
})
