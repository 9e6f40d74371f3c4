import type { Queue } from '../../../src/shared/contract/desk.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { reopenedDecisionsOf } from '../store/queries/ownDesk.ts'
import { one } from '../store/queries/rows.ts'
import { deputyships, requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { listRefusals } from './listRefusals.ts'
import { listTasks } from './listTasks.ts'
import { personOf } from './taskView.ts'

const reopenedOfDays = 30

/** What waits for a supervisor's decision, what the head has reopened of theirs, and for whom they decide today. */
export const readQueue = (session: Session): Queue => {
  const actor = requireMay(session, 'see_queue')
  const { desk } = session
  const { zone } = desk.settings()
  const names = personNames(desk.db)
  const named = (id: number) => ({ id, name: names.get(id) ?? '' })
  const refusals = listRefusals(session, { state: 'pending', limit: 500 })
  const moves = listTasks(session, { view: 'requests', limit: 500 })
  const standIns = deputyships(desk)
  const mine = standIns.find(row => row.supervisorId === actor.id)
  return {
    refusals: { rows: refusals.rows, total: refusals.total, late: refusals.late },
    moves: { rows: moves.rows.toSorted((a, b) => (a.request?.askedAt ?? 0) - (b.request?.askedAt ?? 0) || a.id - b.id), total: moves.total },
    reopened: reopenedDecisionsOf(desk.db, actor.id, zone.startOfDay(zone.dayOf(desk.clock()) - reopenedOfDays))
      .map(({ managerId, byId, stateById, ...row }) => ({ ...row, manager: personOf(names, managerId), by: personOf(names, byId), stateBy: row.state === 'pending' ? null : personOf(names, stateById) })),
    standsInFor: standIns.filter(row => row.deputyId === actor.id).map(row => ({ person: named(row.supervisorId), team: row.team, untilDay: row.toDay })),
    deputy: mine ? { person: named(mine.deputyId), untilDay: mine.toDay } : null,
  }
}

/** How much waits for this person, and the newest asking: cheap, asked every minute. */
export const waitingFor = (session: Session): { count: number, newestAt: number | null } => {
  const { desk } = session
  const teams = JSON.stringify(requireMay(session, 'see_queue').teams)
  return one<{ count: number, newestAt: number | null }>(desk.db, `
    WITH mine AS (SELECT id FROM person WHERE team IN (SELECT value FROM json_each(?)))
    SELECT count(*) AS count, max(at) AS newestAt FROM (
      SELECT refusal.requested_at AS at FROM refusal JOIN deal ON deal.id = refusal.deal_id WHERE refusal.state = 'pending' AND deal.owner_id IN mine
      UNION ALL
      SELECT request.asked_at FROM task_move_request AS request JOIN task ON task.id = request.task_id LEFT JOIN deal ON deal.id = task.deal_id
      WHERE request.state = 'pending' AND (task.assignee_id IN mine OR deal.owner_id IN mine) AND task.done_at IS NULL AND task.cancelled_at IS NULL AND coalesce(deal.status NOT IN ('won', 'lost'), 1))`, teams)!
}
