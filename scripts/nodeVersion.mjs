// Before anything native is loaded: better-sqlite3 ends an old Node's process without a word.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const isNewEnough = version => {
  const [major, minor] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 12)
}

/** Goes on under the Node that `npm ci` brought when this one is too old; ends with a sentence where there is none. */
export const requireNode = () => {
  if (isNewEnough(process.versions.node)) return
  const brought = join(root, 'node_modules', '.bin', 'node')
  if (process.platform === 'linux' && existsSync(brought) && !process.env.PULT_NODE_SWITCHED) {
    const again = spawnSync(brought, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, PULT_NODE_SWITCHED: '1' } })
    process.exit(again.status ?? 1)
  }
  console.error(`PULT_NODE_VERSION: Pult needs Node 22.12 or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org and run npm ci again.`)
  process.exit(1)
}
