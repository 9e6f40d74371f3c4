// The thread of an import, but it ends its process where a plan says: built beside killedBackend.ts.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { serveImportThread } from '../../electron/backend/api/importThread.ts'
import type { KillPlan } from './killPlan.ts'
import { makeKiller } from './killer.ts'

const file = join(process.env.PULT_TEST_PLANS ?? '', 'thread.json')
const setPlan = makeKiller()
if (existsSync(file)) {
  setPlan(JSON.parse(readFileSync(file, 'utf8')) as KillPlan)
  rmSync(file)
}
await serveImportThread()
