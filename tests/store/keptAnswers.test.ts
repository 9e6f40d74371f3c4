import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { taskListViews } from '../../src/shared/contract/tasks.ts'
import { openBesideOwner } from '../../electron/backend/store/openDatabase.ts'
import { all } from '../../electron/backend/store/queries/rows.ts'
import { taskGroups, usualTaskIds } from '../../electron/backend/store/queries/taskBoard.ts'
import { closedForNewLeads } from '../../electron/backend/usecases/closedForNewLeads.ts'
import { clientFacets } from '../../electron/backend/usecases/clientFacets.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { thenAhead } from '../../electron/backend/usecases/dealsThen.ts'
import { funnelBeside, getFunnel, pastDayOf } from '../../electron/backend/usecases/getFunnel.ts'
import { jamHistory } from '../../electron/backend/usecases/jamHistory.ts'
import { jamOverview } from '../../electron/backend/usecases/jamOverview.ts'
import { countTasksOf, taskFacets, taskRange } from '../../electron/backend/usecases/listTasks.ts'
import { clientRange } from '../../electron/backend/usecases/listClients.ts'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { decideClients } from '../../electron/backend/usecases/decideClients.ts'
import { decideFindings } from '../../electron/backend/usecases/decideFindings.ts'
import { dealRange } from '../../electron/backend/usecases/listDeals.ts'
import { dutiesOf } from '../../electron/backend/usecases/duties.ts'
import { managerLoads } from '../../electron/backend/usecases/managerLoads.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { logCall } from '../../electron/backend/usecases/logCall.ts'
import { makeDesk } from '../../electron/backend/usecases/makeDesk.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { recycledTasks } from '../../electron/backend/usecases/recycledTasks.ts'
import { seenTasks, groupsOf, taskOrderOf } from '../../electron/backend/usecases/taskBoard.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'

const usual = { by: 'usual', descending: false } as const
const day = 86_400_000

/** Every answer that something is kept for. */
const answersOf = (session: Session, past: string, period: { from: string, to: string }): Record<string, unknown> => ({
  counts: countTasksOf(session, {}),
  ...Object.fromEntries(taskListViews.flatMap(view => [[view, taskRange(session, { view, offset: 0, limit: 1000 })], [`${view} facets`, taskFacets(session, { view })]])),
  closed: closedForNewLeads(session),
  facets: dealFacets(session, { filter: {} }), jam: jamOverview(session, { scope: 'stuck', filter: {} }), history: jamHistory(session, { weeks: 4, filter: {} }),
  funnel: getFunnel(session, { filter: {}, period }), beside: funnelBeside(session, { filter: {}, period, day: past }),
  deals: dealRange(session, { filter: {}, sort: { by: 'age', descending: true }, offset: 0, limit: 1000 }), stuck: dealRange(session, { filter: { stuck: true }, sort: { by: 'amount', descending: true }, offset: 0, limit: 1000 }),
  clients: clientRange(session, { filter: {}, sort: { by: 'name', descending: false }, offset: 0, limit: 1000 }), clientFacets: clientFacets(session, { filter: {} }),
  duties: (['key_point', 'courtesy_call'] as const).map(kind => dutiesOf(session, kind)), loads: managerLoads(session), overview: dayOverview(session, {}),
})

/** The same asked of a connection that has kept nothing. */
const freshly = <Value>({ desk, actor }: Session, ask: (session: Session) => Value): Value => {
  const { db, close } = openBesideOwner(desk.path)
  try {
    return ask({ desk: makeDesk({ path: desk.path, db, clock: desk.clock, announce: () => {} }), actor })
  } finally {
    close()
  }
}

const sortedGroups = (groups: readonly { managerId: number | null }[]): unknown[] => groups.toSorted((a, b) => (a.managerId ?? 0) - (b.managerId ?? 0))

test('after any decisions, rolled back ones among them, what is kept answers as a connection that has kept nothing, and as SQL', async () => {
  const team = await makeGeneratedTeam({ deals: 60, seed: 8 })
  const { session, desk } = team
  const { sqlite } = desk.db
  const zone = desk.settings().zone
  const dayAfter = (days: number): string => zone.format(desk.clock() + days * day).slice(0, 10)
  const past = dayAfter(-12)
  const period = { from: dayAfter(-30), to: dayAfter(0) }
  const people = all<{ id: number, name: string }>(desk.db, "SELECT id, name FROM person WHERE role = 'manager' AND active = 1")
  openDay(session, {})
  sqlite.prepare("UPDATE person SET role_confirmed = 1 WHERE role = 'manager'").run()
  const steps = fc.array(fc.record({
    act: fc.constantFrom('move', 'ask', 'allow', 'close', 'talk', 'reassign', 'task', 'park', 'contact', 'finding', 'client', 'controlTask', 'rollBack', 'beside'), which: fc.nat(), days: fc.integer({ min: 1, max: 9 }), readsFirst: fc.boolean(),
  }), { minLength: 4, maxLength: 10 })
  // Closed in silence and made again two days later, on some deals.
  for (const [name, made, done] of [['first', -5, -3], ['again', -2, null]] as const) {
    sqlite.prepare(`INSERT INTO task (source, external_id, deal_id, assignee_id, kind, title, created_at, due_at, done_at) SELECT source, 'recycled ' || id || $name, id, owner_id, 'again', 'Перезвонить', $made, $made + ${day}, $done FROM deal WHERE status = 'open' AND id % 3 = 0`)
      .run({ name, made: desk.clock() + made * day, done: done === null ? null : desk.clock() + done * day })
  }
  let contacts = 0
  const act = (kind: string, which: number, days: number): void => {
    const commandId = randomUUID()
    const tasks = all<{ taskId: number, expectedVersion: number }>(desk.db, "SELECT task.id AS taskId, task.version AS expectedVersion FROM task JOIN deal ON deal.id = deal_id WHERE done_at IS NULL AND cancelled_at IS NULL AND deal.status = 'open' ORDER BY task.id")
    const deals = all<{ dealId: number, expectedVersion: number }>(desk.db, "SELECT id AS dealId, version AS expectedVersion FROM deal WHERE status = 'open' ORDER BY id")
    const items = [tasks[which % tasks.length]!]
    const deal = deals[which % deals.length]!
    const person = people[which % people.length]!.id
    if (kind === 'move') moveTasks(session, { commandId, items, dueDay: dayAfter(days), reason: 'Проверка' })
    if (kind === 'ask') moveTasks(session, { commandId, items, dueDay: dayAfter(days + 9), reason: 'Проверка', onBehalfOf: person })
    if (kind === 'allow') {
      const wish = all<{ requestId: number, expectedVersion: number }>(desk.db, "SELECT id AS requestId, version AS expectedVersion FROM task_move_request WHERE state = 'pending' LIMIT 1")
      if (wish.length > 0) decideMoves(session, { commandId, items: wish, decision: 'allow' })
    }
    if (kind === 'close') closeTasks(session, { commandId, items, result: which % 2 === 0 ? 'Сделано и записано полностью' : 'Готово, да' })
    if (kind === 'talk') logCall(session, { commandId, on: items[0]!, direction: 'out', said: { outcome: 'talked', talkMinutes: 3, result: 'Договорились о встрече на следующей неделе' } })
    if (kind === 'reassign') decideDeals(session, { commandId, items: [deal], decision: { kind: 'reassign', newOwnerId: person, reason: 'Проверка', override: 'Проверка' } })
    if (kind === 'task') decideDeals(session, { commandId, items: [deal], decision: { kind: 'task', title: 'Ещё одна', dueDay: dayAfter(days) } })
    if (kind === 'park') decideDeals(session, { commandId, items: [deal], decision: { kind: 'park', reason: 'Ждёт', untilDay: dayAfter(days) } })
    if (kind === 'finding') {
      const found = all<{ findingId: number, expectedVersion: number }>(desk.db, "SELECT id AS findingId, version AS expectedVersion FROM finding WHERE present = 1 AND kind = 'no_task' AND decision_id IS NULL ORDER BY id")
      const one = found[which % Math.max(1, found.length)]
      if (one) decideFindings(session, { commandId, items: [one], decision: which % 2 === 0 ? { kind: 'allow', reason: 'Договорились' } : { kind: 'task', title: 'Позвонить', dueDay: dayAfter(days) } })
    }
    if (kind === 'client') {
      const clients = all<{ clientId: number, expectedVersion: number }>(desk.db, 'SELECT id AS clientId, version AS expectedVersion FROM client ORDER BY id')
      decideClients(session, { commandId, items: [clients[which % clients.length]!], decision: { kind: 'reassign', newOwnerId: person, reason: 'Проверка', override: 'Проверка' } })
      sqlite.prepare("UPDATE client SET name = ? WHERE id = ?").run(`Клиент ${which % 7}`, clients[(which + 3) % clients.length]!.clientId)
    }
    if (kind === 'controlTask') sqlite.prepare("UPDATE control_task SET done_at = ? WHERE id = (SELECT max(id) FROM control_task WHERE done_at IS NULL)").run(desk.clock())
    if (kind === 'contact') {
      // On the day on which a recycled task was closed: it is none any more.
      const [closed] = [...recycledTasks(desk, desk.clock()).recycled]
      if (closed !== undefined) contacts += sqlite.prepare("INSERT INTO activity (source, external_id, deal_id, kind, occurred_at, created_at, contact_at) SELECT 'pult', ?, deal_id, 'call', done_at, done_at, done_at FROM task WHERE id = ?").run(commandId, closed).changes
    }
    if (kind === 'beside') {
      const beside = openBesideOwner(desk.path)
      beside.db.sqlite.prepare('UPDATE task SET due_at = due_at - 86400000 WHERE id % 7 = ?').run(which % 7)
      beside.close()
    }
  }
  let acted = 0
  try {
    fc.assert(fc.property(steps, run => {
      for (const { act: kind, which, days, readsFirst } of run) {
        if (readsFirst) answersOf(session, past, period)
        if (kind !== 'rollBack') act(kind, which, days)
        else {
          expect(() => sqlite.transaction(() => {
            for (const each of ['UPDATE task SET due_at = 1, assignee_id = NULL', 'UPDATE task SET done_at = NULL WHERE id % 2 = 0', 'UPDATE activity SET contact_at = NULL, deal_id = NULL WHERE id % 3 = 0']) sqlite.prepare(each).run()
            countTasksOf(session, {})
            recycledTasks(desk, desk.clock())
            throw new Error('taken back')
          })()).toThrow('taken back')
        }
        acted++
      }
      const kept = answersOf(session, past, period)
      expect(kept).toEqual(freshly(session, fresh => answersOf(fresh, past, period)))
      for (const actor of [session.actor, { ...people[0]!, role: 'manager' as const }]) {
        for (const view of taskListViews) {
          const tasks = seenTasks({ desk, actor }, view, {})
          const groups = groupsOf(tasks)
          expect(sortedGroups(groups)).toEqual(sortedGroups(taskGroups(desk.db, tasks.input)))
          const [order, whole] = [taskOrderOf(tasks, usual), usualTaskIds(desk.db, tasks.input, groups.map(group => group.managerId))]
          expect(order.length).toBe(whole.length)
          // Page by page, the last first: each sorts what it needs of it.
          for (let from = Math.floor(whole.length / 7) * 7; from >= 0; from -= 7) expect([...order.slice(from, from + 7)]).toEqual([...whole.slice(from, from + 7)])
        }
      }
    }), { numRuns: 12 })
    expect(acted).toBeGreaterThan(30)
    expect(contacts).toBeGreaterThan(0)
  } finally {
    team.cleanup()
  }
}, 120_000)

test('rows that are written alone, without the deal or the task that decisions write along, are followed as well', async () => {
  const team = await makeGeneratedTeam({ deals: 60, seed: 8 })
  const { session, desk } = team
  const { sqlite } = desk.db
  const zone = desk.settings().zone
  const dayAfter = (days: number): string => zone.format(desk.clock() + days * day).slice(0, 10)
  openDay(session, {})
  const [past, period] = [dayAfter(-12), { from: dayAfter(-30), to: dayAfter(0) }]
  const people = all<{ id: number }>(desk.db, "SELECT id FROM person WHERE role = 'manager' AND active = 1")
  const open = all<{ dealId: number, expectedVersion: number }>(desk.db, "SELECT id AS dealId, version AS expectedVersion FROM deal WHERE status = 'open' ORDER BY id")
  const tasks = all<{ taskId: number, expectedVersion: number }>(desk.db, "SELECT task.id AS taskId, task.version AS expectedVersion FROM task JOIN deal ON deal.id = deal_id WHERE done_at IS NULL AND cancelled_at IS NULL AND deal.status = 'open' LIMIT 5")
  try {
    const ask = sqlite.prepare("INSERT INTO task_move_request (task_id, state, asked_by, asked_at, from_due_at, to_due_at, reason) SELECT id, 'pending', assignee_id, $at, due_at, coalesce(due_at, $at) + 86400000, 'Проверка' FROM task WHERE id = $taskId")
    for (const { taskId } of tasks) ask.run({ taskId, at: desk.clock() - day })
    // Whose deals they were is asked only of somebody's.
    const answers = (of: Session): Record<string, unknown> => ({ ...answersOf(of, past, period), ofOne: funnelBeside(of, { filter: { managerIds: [people[1]!.id] }, period, day: past }) })
    decideDeals(session, { commandId: randomUUID(), items: open.slice(0, 20), decision: { kind: 'park', reason: 'Ждёт', untilDay: dayAfter(5) } })
    const bare = {
      task_move_request: 'UPDATE task_move_request SET asked_at = asked_at - 86400000',
      stage_move: `UPDATE stage_move SET at = at - 30 * ${day}`,
      refusal: `UPDATE refusal SET requested_at = requested_at - 40 * ${day}, decided_at = NULL, state = 'pending'`,
      parking: `UPDATE parking SET at = at - 30 * ${day}`,
      transfer: `INSERT INTO transfer (record_type, record_id, from_id, to_id, reason, at) SELECT 'deal', id, ${people[1]!.id}, owner_id, 'Проверка', ${desk.clock() - 5 * day} FROM deal WHERE owner_id IS NOT NULL AND owner_id <> ${people[1]!.id}`,
    }
    const idle: string[] = []
    for (const [table, sql] of Object.entries(bare)) {
      const before = answers(session)
      sqlite.prepare(sql).run()
      const fresh = freshly(session, answers)
      expect([table, answers(session)]).toEqual([table, fresh])
      if (JSON.stringify(fresh) === JSON.stringify(before)) idle.push(table)
    }
    // A table whose change changes no answer would hold nothing here.
    expect(idle).toEqual([])
  } finally {
    team.cleanup()
  }
}, 60_000)

test('a past day that is looked at in slices is what it is at once, also when somebody decides between two of them; who asks meanwhile waits for the same look', async () => {
  const team = await makeGeneratedTeam({ deals: 60, seed: 21 })
  const { session, desk } = team
  const dayAfter = (days: number): string => desk.settings().zone.format(desk.clock() + days * day).slice(0, 10)
  const [past, period] = [dayAfter(-12), { from: dayAfter(-30), to: dayAfter(0) }]
  const { at } = pastDayOf(desk, past, 'day')
  const ask = (of: Session): unknown => funnelBeside(of, { filter: {}, period, day: past })
  try {
    const open = all<{ dealId: number, expectedVersion: number }>(desk.db, "SELECT id AS dealId, version AS expectedVersion FROM deal WHERE status = 'open' ORDER BY id")
    const slices = Math.ceil(all<{ id: number }>(desk.db, 'SELECT id FROM deal').length / 10)
    let pauses = 0
    const pause = async (): Promise<void> => {
      // Moves of deals that were looked at already.
      if (++pauses === 4) desk.db.sqlite.prepare(`UPDATE stage_move SET at = at - 30 * ${day} WHERE deal_id IN (SELECT value FROM json_each(?))`).run(JSON.stringify(open.slice(0, 10).map(({ dealId }) => dealId)))
    }
    const before = freshly(session, ask)
    await Promise.all([thenAhead(desk, at, pause, 10), thenAhead(desk, at, pause, 10)])
    expect(pauses).toBe(slices)
    const answer = ask(session)
    expect(answer).toEqual(freshly(session, ask))
    expect(answer).not.toEqual(before)
    // What is kept isn't looked at again.
    await thenAhead(desk, at, pause, 10)
    expect(pauses).toBe(slices)
  } finally {
    team.cleanup()
  }
}, 60_000)
