import { formatDay } from '../domain/time/days.ts'
import { all } from '../store/queries/rows.ts'
import { decideMoves } from '../usecases/decideMoves.ts'
import type { Session } from '../usecases/desk.ts'
import { moveTasks } from '../usecases/moveTasks.ts'
import type { DemoTexts } from './demoTexts.ts'
import type { Random } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

export interface MoveOptions { session: Session, world: DemoWorld, time: WorkTime, texts: DemoTexts, random: Random, commandId: (step: string) => string }

interface Candidate { id: number, version: number, personId: number, name: string }

/** Managers ask to move tasks that are due by the demo's day; never such as they will have closed by then, which would withdraw the wish. */
export const askMoves = ({ session, world, time, texts, random, commandId }: MoveOptions, count: number): void => {
  const { desk } = session
  const open = world.tasks.filter(task => task.doneAt === null && task.dues.every(due => due.at <= desk.clock())).map(task => task.id)
  const tasks = all<Candidate>(desk.db, `
    SELECT task.id, task.version, person.id AS personId, person.name FROM task JOIN deal ON deal.id = task.deal_id JOIN person ON person.id = task.assignee_id
    WHERE task.source = 'native' AND task.external_id IN (SELECT value FROM json_each($open)) AND task.done_at IS NULL AND task.cancelled_at IS NULL AND task.due_at BETWEEN $from AND $to
      AND deal.status = 'open' AND person.active = 1 AND person.role = 'manager' AND NOT EXISTS (SELECT 1 FROM task_move_request WHERE task_id = task.id)
      AND NOT EXISTS (SELECT 1 FROM absence WHERE absence.person_id = person.id)
    ORDER BY task.id`, { open: JSON.stringify(open), from: time.zone.startOfDay(time.shift(time.lastWorkDay, -4)), to: time.zone.startOfDay(time.today + 1) - 1 })
  const asked = new Map<number, number>()
  for (let left = count; left > 0 && tasks.length > 0;) {
    const [task] = tasks.splice(random.between(0, tasks.length - 1), 1)
    // Not more than two each, or one manager would ask for all.
    if ((asked.get(task!.personId) ?? 0) >= 2) continue
    asked.set(task!.personId, (asked.get(task!.personId) ?? 0) + 1)
    moveTasks({ desk, actor: { id: task!.personId, name: task!.name, role: 'manager' } }, {
      commandId: commandId('move'), items: [{ taskId: task!.id, expectedVersion: task!.version }], dueDay: formatDay(time.shift(time.today, random.between(1, 6))), reason: random.pick(texts.moveReasons),
    })
    left--
  }
}

/** The head denies one of those that wait; the others are the demo's. */
export const denyOneMove = ({ session, texts, random, commandId }: MoveOptions): void => {
  const [first] = all<{ id: number, version: number }>(session.desk.db, "SELECT id, version FROM task_move_request WHERE state = 'pending' ORDER BY id LIMIT 1")
  if (first) decideMoves(session, { commandId: commandId('move'), items: [{ requestId: first.id, expectedVersion: first.version }], decision: 'deny', comment: random.pick(texts.moveDenials) })
}
