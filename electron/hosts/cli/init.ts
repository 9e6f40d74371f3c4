import { createWorkspace } from '../../backend/usecases/createWorkspace.ts'
import type { Invocation } from './command.ts'
import { pathOf, textOf } from './values.ts'

export const runInit = async (invocation: Invocation): Promise<number> => {
  const workspace = { name: textOf(invocation, 'name'), timeZone: textOf(invocation, 'timezone'), currency: textOf(invocation, 'currency') }
  const db = await createWorkspace({ path: pathOf(invocation, 'db'), ...workspace, headName: textOf(invocation, 'head'), now: invocation.clock() })
  invocation.output.result({ db, name: workspace.name, timezone: workspace.timeZone, currency: workspace.currency }, () => `Made ${db}.`)
  return 0
}
