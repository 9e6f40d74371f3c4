import { raiseControlTasksTx } from './raiseControlTasks.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import { runCommand, type Command, type Tx } from './runCommand.ts'
import type { Session } from './desk.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'

/** A command that changes what the rules read; `work` calls `followSettingsTx` once something has changed. */
export const runSettingsCommand = <Input extends { commandId: string }, Result>(session: Session, command: Command<Input>, work: (tx: Tx) => Result): Result => {
  try {
    return runCommand(session, command, work)
  } finally {
    // After a failure too: what the transaction had read is taken back with it.
    session.desk.reloadSettings()
  }
}

/** A change takes effect from the moment it is made (domain.md, the rule book): the findings and control tasks of Today follow at once. */
export const followSettingsTx = ({ db, desk, now }: Tx): void => {
  desk.reloadSettings()
  const evaluation = evaluateWorkspace(desk, now)
  refreshFindingsTx(desk, now, { evaluation })
  raiseControlTasksTx(db, now, evaluation)
}
