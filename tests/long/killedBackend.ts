// The backend process, but it ends itself with SIGKILL where a plan says: built and forked by kills.long.test.ts.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import type { ToBackend } from '../../electron/hosts/processPort.ts'
import { serveBackend } from '../../electron/hosts/serveBackend.ts'
import type { KillPlan } from './killPlan.ts'
import { watchStatements } from './statements.ts'

const planFolder = process.env.PULT_TEST_PLANS ?? ''
const planFile = join(planFolder, 'plan.json')
let plan: KillPlan | null = null
let seen = 0

const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
  // Nothing more may happen in this process.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

watchStatements((when, sql) => {
  if (!plan) return
  if (when === 'before') seen++
  if (plan.kind === 'commit' && sql === 'COMMIT' && when === plan.when) die()
  if (plan.kind === 'statement' && seen === plan.number && when === plan.when) die()
})

serveBackend({
  makeBackend: folder => makeBackend({ folder, clock: () => Number(readFileSync(join(planFolder, 'clock'), 'utf8')) }),
  router,
  around: async (path, next) => {
    // A plan begins with the next decision or import, and is for one life of the process.
    if (existsSync(planFile)) {
      const read = JSON.parse(readFileSync(planFile, 'utf8')) as KillPlan
      if (read.procedures.includes(path.join('.'))) {
        rmSync(planFile)
        plan = read
        seen = 0
      }
    }
    const output = await next()
    if (plan?.kind === 'answer') die()
    return output
  },
  ends: {
    send: message => { process.send?.(message) },
    onMessage: listener => { process.on('message', message => listener(message as ToBackend)) },
    exit: () => process.exit(0),
  },
})
process.on('disconnect', () => process.exit(0))
