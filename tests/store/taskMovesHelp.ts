import { requestRefusal } from '../../electron/backend/usecases/requestRefusal.ts'
import type { TestWorkspace } from './helpers.ts'
import { importRows, newCommandId, value, withTask, type Row } from './importFiles.ts'

/** The sole head closes the deal: its open tasks are cancelled. */
export const approveRefusalDecision = (workspace: TestWorkspace, dealId: number): void => {
  requestRefusal(workspace.session, { commandId: newCommandId(), dealId, reasonId: value<number>(workspace, "SELECT id FROM refusal_reason WHERE key = 'budget'"), comment: 'Бюджета нет до следующего года, решили окончательно' })
}

/** The small team's task with changes, in a workspace of another zone. */
export const importOf = async (workspace: TestWorkspace, change: Row, asOf: string): Promise<void> => {
  const team = withTask(change)
  const early = '2026-01-10T10:00:00Z'
  await importRows(workspace, {
    ...team, clients: team.clients!.map(row => ({ ...row, created_at: early })), deals: team.deals!.map(row => ({ ...row, created_at: early, updated_at: early })),
    tasks: team.tasks!.map(row => ({ ...row, created_at: early })), stageMoves: [], activities: [], notes: [],
  }, asOf)
}
