import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { all, one } from '../../electron/backend/store/queries/rows.ts'
import { closeTasks } from '../../electron/backend/usecases/closeTasks.ts'
import { computeReview } from '../../electron/backend/usecases/computeReview.ts'
import { approveMoves, decideMoves } from '../../electron/backend/usecases/decideMoves.ts'
import { countTasksOf, listTasks } from '../../electron/backend/usecases/listTasks.ts'
import { moveTasks } from '../../electron/backend/usecases/moveTasks.ts'
import { reassignTasks } from '../../electron/backend/usecases/reassignTasks.ts'
import { refreshFindingsTx } from '../../electron/backend/usecases/refreshFindings.ts'
import { undoTaskDecisions } from '../../electron/backend/usecases/undoTaskDecisions.ts'
import { makeGeneratedTeam } from './generatedTeam.ts'
import { newCommandId } from './salesTeam.ts'

const facts = ['SELECT id, due_at, due_day_only, done_at, cancelled_at, result, assignee_id, unapproved_moves FROM task ORDER BY id', 'SELECT * FROM task_move ORDER BY id', "SELECT * FROM field_decision WHERE record_type = 'task' ORDER BY record_id, field",
  "SELECT id, task_id, state, decided_by, decided_at, decision_comment, move_id FROM task_move_request WHERE state <> 'withdrawn' ORDER BY id"]

test('after any decisions lists, counters and findings are what the facts say, and undone one by one nothing is left of them', async () => {
  const team = await makeGeneratedTeam({ deals: 60, seed: 5 })
  const { session, desk } = team
  // Ten days after the last import some tasks became overdue by the clock alone.
  desk.db.sqlite.transaction(() => refreshFindingsTx(desk, desk.clock()))()
  const read = (): unknown[] => facts.map(sql => all(desk.db, sql))
  const today = desk.settings().zone.format(desk.clock()).slice(0, 10)
  const dayAfter = (days: number): string => new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const people = all<{ id: number }>(desk.db, "SELECT id FROM person WHERE role = 'manager' AND active = 1").map(row => row.id)
  const steps = fc.array(fc.record({ act: fc.constantFrom('move', 'ask', 'allow', 'deny', 'approve', 'close', 'assign', 'undo'), which: fc.nat(), days: fc.integer({ min: 0, max: 9 }), count: fc.integer({ min: 1, max: 3 }) }), { minLength: 5, maxLength: 14 })
  let whole = 0
  try {
    fc.assert(fc.property(steps, run => {
      const before = read()
      const made: string[] = []
      const used = new Set<number>()
      let refused = false
      for (const { act, which, days, count } of run) {
        const commandId = newCommandId()
        const open = all<{ taskId: number, expectedVersion: number }>(desk.db, 'SELECT id AS taskId, version AS expectedVersion FROM task WHERE done_at IS NULL AND cancelled_at IS NULL ORDER BY id')
        const free = open.filter(({ taskId }) => !used.has(taskId))
        const items = Array.from({ length: count }, (_, index) => free[(which + index * 7) % free.length]!)
        for (const { taskId } of items) if (act !== 'undo' && act !== 'allow' && act !== 'deny') used.add(taskId)
        const waiting = all<{ requestId: number, expectedVersion: number }>(desk.db, "SELECT id AS requestId, version AS expectedVersion FROM task_move_request WHERE state = 'pending' ORDER BY id")
        const wishes = waiting.length === 0 ? [] : [waiting[which % waiting.length]!]
        if (act === 'move') moveTasks(session, { commandId, items, dueDay: dayAfter(days), reason: 'Проверка' })
        if (act === 'ask') moveTasks(session, { commandId, items, dueDay: dayAfter(days + 5), reason: 'Проверка', onBehalfOf: people[which % people.length] })
        if ((act === 'allow' || act === 'deny') && wishes.length > 0) decideMoves(session, { commandId, items: wishes, decision: act })
        if (act === 'approve') approveMoves(session, { commandId, items })
        if (act === 'close') closeTasks(session, { commandId, items, result: 'Сделано и записано' })
        if (act === 'assign') reassignTasks(session, { commandId, items, toId: people[which % people.length]! })
        if (act === 'undo' && made.length > 0) refused = undoTaskDecisions(session, { commandId, undoOf: made.pop()! }).results.some(result => !result.ok) || refused
        if (one(desk.db, 'SELECT 1 FROM task_decision WHERE command_id = ?', commandId)) made.push(commandId)
      }
      expect(checkDerived(desk.db)).toEqual([])
      const { total } = listTasks(session, { view: 'overdue', limit: 1 })
      expect(total).toBe(computeReview(desk, { asOf: desk.clock(), ids: false }).checks.B.count)
      expect(one(desk.db, "SELECT count(*) AS count FROM finding WHERE kind = 'overdue' AND present = 1")).toEqual({ count: total })
      expect(countTasksOf(session, {}).requests).toBe(listTasks(session, { view: 'requests' }).rows.length)
      const results = made.toReversed().flatMap(undoOf => undoTaskDecisions(session, { commandId: newCommandId(), undoOf }).results)
      expect(results.filter(result => !result.ok && result.code !== 'CONFLICT')).toEqual([])
      if (!refused) {
        // The last first, everything goes back, whatever was decided on the same task in between.
        expect(results.filter(result => !result.ok)).toEqual([])
        expect(read()).toEqual(before)
        whole++
      }
      expect(checkDerived(desk.db)).toEqual([])
    }), { numRuns: 15 })
    expect(whole).toBeGreaterThan(3)
  } finally {
    team.cleanup()
  }
}, 60_000)
