import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Host {
  readonly folder: string
  readonly origin: string
  /** A fresh address: each lets one window in. */
  readonly address: () => Promise<string>
  /** The backend's process id; another one after a restart. */
  readonly backendPid: () => number
  readonly stop: () => Promise<void>
}

/** A temporary data folder of its own for a host; remove it at the end. */
export const makeFolder = (): { folder: string, remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'pult-e2e-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Runs a `pult` command to its end, `input` on its standard input; throws what it said when it failed. */
/** A workspace with the recordings beside it. */
export const copyTeam = (from: string, to: string): void => {
  copyFileSync(from, to)
  if (existsSync(`${from}-recordings`)) cpSync(`${from}-recordings`, `${to}-recordings`, { recursive: true })
}

export const runPult = async (words: readonly string[], environment: Record<string, string> = {}, input = ''): Promise<string> => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'pult.mjs'), ...words], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  child.stdin.end(input)
  let said = ''
  let wrong = ''
  child.stdout.on('data', (chunk: Buffer) => { said += String(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { wrong += String(chunk) })
  const [code] = await once(child, 'close') as [number | null]
  if (code !== 0) throw new Error(`pult ${words.join(' ')} ended with ${code}: ${wrong}`)
  return said
}

const firstAddress = (child: ChildProcess): Promise<string> => new Promise((resolve, reject) => {
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += String(chunk)
    const found = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)
    if (found) resolve(found[0])
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.once('exit', code => reject(new Error(`The host ended with ${code}: ${said}`)))
})

export interface HostOptions {
  folder: string
  db?: string
  /** ISO with an offset; the clock runs from there. */
  now: string
  /** The clock stands still there. */
  frozen?: boolean
  /** The same address again after a stop. */
  port?: number
}

/** Starts the real web host on a free port. */
export const startHost = async ({ folder, db, now, frozen = false, port = 0 }: HostOptions): Promise<Host> => {
  const child = spawn(process.execPath, [join(root, 'out', 'main', 'web.js'), '--no-open', '--port', String(port), ...db ? ['--db', db] : []], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PULT_FOLDER: folder, PULT_NOW: frozen ? '' : now, PULT_NOW_FROZEN: frozen ? now : '', INIT_CWD: '' },
  })
  const first = await firstAddress(child)
  let unused: string | null = first
  const { origin } = new URL(first)
  const gone = once(child, 'exit')
  return {
    folder, origin,
    address: async () => {
      if (unused) {
        const address = unused
        unused = null
        return address
      }
      // What a second `npm start` of the same person does.
      const { secret } = JSON.parse(readFileSync(join(folder, 'host.json'), 'utf8')) as { secret: string }
      const answer = await fetch(`${origin}/owner`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret, open: null }) })
      return (await answer.json() as { address: string }).address
    },
    backendPid: () => {
      const [pid] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number)
      if (!pid) throw new Error('The host has no backend process now.')
      return pid
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await gone
    },
  }
}

export interface TeamHost { readonly origin: string, readonly port: number, readonly stop: () => Promise<void> }

/** Starts `pult serve`, the team's host, on a free port unless said. */
export const startTeamHost = async ({ folder, db, now, port = 0 }: { folder: string, db: string, now: string, port?: number }): Promise<TeamHost> => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'pult.mjs'), 'serve', '--db', db, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PULT_FOLDER: folder, PULT_NOW: now, PULT_NOW_FROZEN: '' } })
  const gone = once(child, 'exit')
  const origin = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += String(chunk)
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)
      if (found) resolve(found[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('exit', code => reject(new Error(`The host ended with ${code}: ${said}`)))
  })
  return {
    origin, port: Number(new URL(origin).port),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await gone
    },
  }
}
