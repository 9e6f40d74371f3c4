import type { KillPlan } from './killPlan.ts'
import { watchStatements } from './statements.ts'

export const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
  // Nothing more may happen in this process.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

/** Ends the process where the present plan says, counted from when it was set. */
export const makeKiller = (): (plan: KillPlan | null) => void => {
  let plan: KillPlan | null = null
  let seen = 0
  watchStatements((when, sql) => {
    if (!plan) return
    if (when === 'before') seen++
    if (plan.kind === 'commit' && sql === 'COMMIT' && when === plan.when) die()
    if (plan.kind === 'statement' && seen === plan.number && when === plan.when) die()
  })
  return next => {
    plan = next
    seen = 0
  }
}
