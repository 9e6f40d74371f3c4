// The backend process, but it ends itself with SIGKILL where a plan says: built and forked by kills.long.test.ts.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router } from '../../electron/backend/api/router.ts'
import type { ToBackend } from '../../electron/hosts/processPort.ts'
import { serveBackend } from '../../electron/hosts/serveBackend.ts'
import type { KillPlan } from './killPlan.ts'
import { die, makeKiller } from './killer.ts'

const planFolder = process.env.PULT_TEST_PLANS ?? ''
const planFile = join(planFolder, 'plan.json')
let plan: KillPlan | null = null
const setPlan = makeKiller()

serveBackend({
  makeBackend: folder => makeBackend({ folder, clock: () => Number(readFileSync(join(planFolder, 'clock'), 'utf8')), importThread: new URL('importThread.js', import.meta.url) }),
  router,
  around: async (path, next) => {
    // A plan begins with the next decision or import, and is for one life of the process.
    if (existsSync(planFile)) {
      const read = JSON.parse(readFileSync(planFile, 'utf8')) as KillPlan
      if (read.procedures.includes(path.join('.'))) {
        // An import's statements are its thread's.
        if (path[0] === 'importing') renameSync(planFile, join(planFolder, 'thread.json'))
        else rmSync(planFile)
        plan = path[0] === 'importing' ? null : read
        setPlan(plan)
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
