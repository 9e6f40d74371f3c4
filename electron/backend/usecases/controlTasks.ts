import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { requireControl } from './controlDay.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'
import { evaluateDeals } from './teamEvaluation.ts'

export interface ControlTaskRow {
  id: number, version: number, kind: string, dealId: number | null, title: string, stage: string | null, manager: { id: number, name: string } | null,
  amount: number | null, ageDays: number | null, limitDays: number | null, raisedAt: number, dueDay: string | null
}

/** The head's own list, the largest sum first; amounts in the reporting currency. */
export const listControlTasks = ({ desk }: Session): ControlTaskRow[] => {
  const rows = all<Omit<ControlTaskRow, 'manager' | 'ageDays' | 'limitDays'> & { managerId: number | null }>(desk.db, `
    SELECT control_task.id, control_task.version, control_task.kind, deal.id AS dealId, coalesce(control_task.title, deal.title, deal.external_id, '') AS title, stage.name AS stage,
      deal.owner_id AS managerId, deal.amount_reporting AS amount, control_task.raised_at AS raisedAt, control_task.due_day AS dueDay
    FROM control_task LEFT JOIN deal ON deal.id = control_task.deal_id LEFT JOIN stage ON stage.id = deal.stage_id
    WHERE control_task.done_at IS NULL ORDER BY deal.amount_reporting IS NULL, deal.amount_reporting DESC, control_task.id`)
  const names = personNames(desk.db)
  const dealIds = rows.flatMap(row => row.dealId ?? [])
  const states = new Map(dealIds.length === 0 ? [] : evaluateDeals(desk, desk.clock(), dealIds).map(state => [state.deal.id, state]))
  return rows.map(({ managerId, ...row }) => {
    const state = row.dealId === null ? undefined : states.get(row.dealId)
    return { ...row, manager: managerId === null ? null : { id: managerId, name: names.get(managerId) ?? '' }, ageDays: state?.age.days ?? null, limitDays: state?.stage.dwellLimitDays ?? null }
  })
}

export interface CloseControlTaskInput { commandId: string, controlTaskId: number, expectedVersion: number, result: string }

/** Closes a control task with its result; the same stay in the stage raises no other. */
export const closeControlTask = (session: Session, input: CloseControlTaskInput): Record<string, never> => {
  requireControl(session)
  return runCommand(session, { procedure: 'day.closeControlTask', input, topics: ['day'] }, (tx) => {
    const task = one<{ version: number, dealId: number | null, doneAt: number | null, doneBy: number | null }>(tx.db,
      'SELECT version, deal_id AS dealId, done_at AS doneAt, done_by AS doneBy FROM control_task WHERE id = ?', input.controlTaskId)
    if (!task) throw new PultError('NOT_FOUND', 'There is no such control task.', { controlTaskId: input.controlTaskId })
    if (task.version !== input.expectedVersion || task.doneAt !== null) {
      throw new PultError('CONFLICT', 'This control task was closed meanwhile.', { version: task.version, at: task.doneAt, by: task.doneBy })
    }
    statement(tx.db, 'UPDATE control_task SET done_at = ?, done_by = ?, result = ?, version = version + 1 WHERE id = ?').run(tx.now, tx.actor.id, input.result, input.controlTaskId)
    tx.audit({ action: 'closeControlTask', recordType: task.dealId === null ? 'control_task' : 'deal', recordId: task.dealId ?? input.controlTaskId, payload: { after: { controlTask: input.controlTaskId, result: input.result } } })
    return {}
  })
}
