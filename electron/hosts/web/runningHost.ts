import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PultError, type ErrorCode } from '../../../src/shared/errors.ts'

interface RunningHost { pid: number, port: number, secret: string }

const fileOf = (folder: string): string => join(folder, 'host.json')

export const makeOwnerSecret = (): string => randomBytes(32).toString('base64url')

/** Leaves word for a second `npm start`; the file is readable by its owner alone. */
export const announceHost = (folder: string, host: Omit<RunningHost, 'pid'>): void => {
  rmSync(fileOf(folder), { force: true })
  writeFileSync(fileOf(folder), JSON.stringify({ pid: process.pid, ...host } satisfies RunningHost), { mode: 0o600, flag: 'wx' })
}

export const withdrawHost = (folder: string): void => {
  if (readRunningHost(folder)?.pid === process.pid) rmSync(fileOf(folder), { force: true })
}

const readRunningHost = (folder: string): RunningHost | null => {
  try {
    return JSON.parse(readFileSync(fileOf(folder), 'utf8')) as RunningHost
  } catch {
    return null
  }
}

/**
 * A fresh address of the host that already serves this folder; null when none answers, or when another port than its own is asked for (0 = any).
 * Throws the host's sentence when it refuses the file.
 */
export const askRunningHost = async (folder: string, { open, port }: { open: string | null, port: number }): Promise<string | null> => {
  const host = readRunningHost(folder)
  if (!host || host.pid === process.pid || (port !== 0 && port !== host.port)) return null
  let response: Response
  try {
    response = await fetch(`http://127.0.0.1:${host.port}/owner`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret: host.secret, open }), signal: AbortSignal.timeout(10_000),
    })
  } catch {
    return null
  }
  const body = await response.json().catch(() => null) as { address?: string, code?: string, message?: string } | null
  if (response.ok && body?.address) return body.address
  // Another program may sit on that port by now: not ours, so not a refusal.
  if (response.status === 403 || response.status === 404 || !body?.message || !body.code) return null
  throw new PultError(body.code as ErrorCode, body.message)
}
