import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { taskListViews } from '../../src/shared/contract/tasks.ts'
import type { Role } from '../../src/shared/vocabulary.ts'
import { noteConcerned } from '../../electron/backend/store/memory/concerned.ts'
import { all } from '../../electron/backend/store/queries/rows.ts'
import { closedForNewLeads } from '../../electron/backend/usecases/closedForNewLeads.ts'
import { dealFacets } from '../../electron/backend/usecases/dealFacets.ts'
import { dealView } from '../../electron/backend/usecases/dealView.ts'
import { decideClients } from '../../electron/backend/usecases/decideClients.ts'
import { decideDeals } from '../../electron/backend/usecases/decideDeals.ts'
import { decideRefusals } from '../../electron/backend/usecases/decideRefusals.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { jamOverview } from '../../electron/backend/usecases/jamOverview.ts'
import { clientRange } from '../../electron/backend/usecases/listClients.ts'
import { dealRange } from '../../electron/backend/usecases/listDeals.ts'
import { listRefusals } from '../../electron/backend/usecases/listRefusals.ts'
import { taskRange } from '../../electron/backend/usecases/listTasks.ts'
import { logCall } from '../../electron/backend/usecases/logCall.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { myDay } from '../../electron/backend/usecases/myDay.ts'
import { readQueue } from '../../electron/backend/usecases/readQueue.ts'
import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'

const page = { offset: 0, limit: 1000 }
const day = 86_400_000

/** What somebody's screens show; what they may not ask for is none of it. */
const screensOf = (session: Session, dealIds: readonly number[]): Record<string, string> => {
  const asks: Record<string, () => unknown> = {
    deals: () => dealRange(session, { filter: {}, sort: { by: 'created', descending: false }, ...page }), facets: () => dealFacets(session, { filter: {} }), jam: () => jamOverview(session, { scope: 'stuck', filter: {} }),
    clients: () => clientRange(session, { filter: {}, sort: { by: 'name', descending: false }, ...page }), refusals: () => listRefusals(session, {}), day: () => myDay(session), queue: () => readQueue(session), closed: () => closedForNewLeads(session),
    ...Object.fromEntries(taskListViews.map(view => [view, () => taskRange(session, { view, ...page })])),
    ...Object.fromEntries(dealIds.flatMap(dealId => [[`deal ${dealId}`, () => dealView(session, { dealId })]])),
  }
  return Object.fromEntries(Object.entries(asks).map(([name, ask]) => {
    try {
      return [name, JSON.stringify(ask())]
    } catch (error) {
      return [name, String((error as { code?: string }).code)]
    }
  }))
}

test('whoever sees another picture after a decision was told of it; a manager isn’t told of what others do on their own', async () => {
  const team = await makeGeneratedTeam({ deals: 60, seed: 8 })
  const { desk, session, announced } = team
  const { sqlite } = desk.db
  try {
    sqlite.prepare("UPDATE person SET role_confirmed = 1 WHERE role IS NOT NULL").run()
    const [firstTeam] = all<{ team: string }>(desk.db, "SELECT DISTINCT team FROM person WHERE role = 'manager' AND team IS NOT NULL ORDER BY team").map(row => row.team)
    for (const [name, of] of [['Супервайзер', firstTeam], ['Другой супервайзер', 'Никакая']]) sqlite.prepare("INSERT INTO person (source, external_id, name, role, role_confirmed, active, team, created_at) VALUES ('pult', ?, ?, 'supervisor', 1, 1, ?, 0)").run(name, name, of)
    const people = all<{ id: number, name: string, role: Role }>(desk.db, "SELECT id, name, role FROM person WHERE active = 1 AND role IN ('manager', 'supervisor', 'head')")
    const managers = people.filter(person => person.role === 'manager')
    const sessions = people.map((actor): Session => ({ desk, actor }))
    noteConcerned(desk.db)
    const dayAfter = (days: number): string => desk.settings().zone.format(desk.clock() + days * day).slice(0, 10)
    const open = (): { dealId: number, expectedVersion: number, ownerId: number | null, clientId: number | null }[] => all(desk.db, "SELECT id AS dealId, version AS expectedVersion, owner_id AS ownerId, client_id AS clientId FROM deal WHERE status = 'open' ORDER BY id")
    const reasons = all<{ id: number }>(desk.db, 'SELECT id FROM refusal_reason ORDER BY id')
    const acts: Record<string, (which: number, commandId: string) => unknown> = {
      reassign: (which, commandId) => decideDeals(session, { commandId, items: [open()[which]!], decision: { kind: 'reassign', newOwnerId: managers[which % managers.length]!.id, reason: 'Проверка', override: 'Проверка' } }),
      park: (which, commandId) => decideDeals(session, { commandId, items: [open()[which]!], decision: { kind: 'park', reason: 'Ждёт', untilDay: dayAfter(3) } }),
      question: (which, commandId) => decideDeals(session, { commandId, items: [open()[which]!], decision: { kind: 'question', text: 'Что с договором?', answerDay: dayAfter(1) } }),
      task: (which, commandId) => decideDeals(session, { commandId, items: [open()[which]!], decision: { kind: 'task', title: 'Позвонить', dueDay: dayAfter(2), assigneeId: managers[(which + 1) % managers.length]!.id } }),
      move: (which, commandId) => moveTasks(session, { commandId, items: [all<{ taskId: number, expectedVersion: number }>(desk.db, 'SELECT id AS taskId, version AS expectedVersion FROM task WHERE done_at IS NULL AND cancelled_at IS NULL AND deal_id = ? UNION ALL SELECT id, version FROM task WHERE done_at IS NULL AND cancelled_at IS NULL LIMIT 1', open()[which]!.dealId)[0]!], dueDay: dayAfter(4), reason: 'Проверка' }),
      talk: (which, commandId) => {
        const task = all<{ taskId: number, expectedVersion: number }>(desk.db, "SELECT task.id AS taskId, task.version AS expectedVersion FROM task JOIN deal ON deal.id = task.deal_id WHERE done_at IS NULL AND cancelled_at IS NULL AND deal.status = 'open' ORDER BY task.id")[which]!
        return logCall(session, { commandId, on: task, direction: 'out', said: { outcome: 'talked', talkMinutes: 3, result: 'Договорились о встрече на следующей неделе' } })
      },
      refuse: (which, commandId) => requestRefusal(session, { commandId, ...open()[which]!, reasonId: reasons[0]!.id, comment: 'Клиент выбрал другого поставщика, цена ниже на треть' }),
      decide: (which, commandId) => {
        const waiting = all<{ refusalId: number, expectedVersion: number }>(desk.db, "SELECT id AS refusalId, version AS expectedVersion FROM refusal WHERE state = 'pending' ORDER BY id")
        return decideRefusals(session, { commandId, items: [waiting[which % waiting.length]!], decision: which % 2 === 0 ? { decision: 'approve', reasonId: reasons[0]!.id } : { decision: 'return', instruction: 'Позвонить и предложить рассрочку', dueDay: dayAfter(2) } })
      },
      client: (which, commandId) => {
        const clients = all<{ clientId: number, expectedVersion: number }>(desk.db, 'SELECT id AS clientId, version AS expectedVersion FROM client ORDER BY id')
        return decideClients(session, { commandId, items: [clients[which % clients.length]!], decision: { kind: 'reassign', newOwnerId: managers[which % managers.length]!.id, reason: 'Проверка', override: 'Проверка' } })
      },
    }
    const spared = new Set<string>()
    for (const [name, act] of Object.entries(acts)) {
      for (const which of [1, 2]) {
        const dealIds = open().map(deal => deal.dealId)
        const before = sessions.map(each => screensOf(each, dealIds))
        const commandId = randomUUID()
        act(which, commandId)
        const told = announced.findLast(event => event.commandId === commandId)?.people
        const changed = sessions.flatMap((each, index) => {
          const after = screensOf(each, dealIds)
          return Object.keys(after).filter(screen => after[screen] !== before[index]![screen]).map(screen => `${each.actor.role} ${each.actor.id}: ${screen}`)
        })
        expect([name, which, changed.length > 0]).toEqual([name, which, true])
        const missed = told === undefined ? [] : changed.filter(change => !told.includes(Number(/ (\d+):/.exec(change)![1])))
        expect([name, which, missed]).toEqual([name, which, []])
        if (told && people.some(person => !told.includes(person.id))) spared.add(name)
      }
    }
    expect([...spared].sort()).toEqual(Object.keys(acts).sort())
  } finally {
    team.cleanup()
  }
}, 120_000)
