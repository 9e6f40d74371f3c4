import { backupWorkspace, restoreWorkspace } from '../../backend/usecases/backupWorkspace.ts'
import type { Invocation } from './command.ts'
import { pathOf } from './values.ts'

export const runBackup = (invocation: Invocation): number => {
  const to = backupWorkspace(pathOf(invocation, 'db'), pathOf(invocation, 'to'), invocation.clock)
  invocation.output.result({ backup: to }, () => `Copied to ${to}.`)
  return 0
}

export const runRestore = (invocation: Invocation): number => {
  const { db, kept } = restoreWorkspace(pathOf(invocation, 'from'), pathOf(invocation, 'db'), invocation.clock)
  invocation.output.result({ db, kept }, () => `Restored ${db}.${kept ? ` What was there before is ${kept}.` : ''}`)
  return 0
}
