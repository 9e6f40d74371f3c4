import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { PultError, type ErrorCode } from '../../../src/shared/errors.ts'
import { version } from '../../../package.json'
import { builtFolder } from '../builtFolder.ts'
import { ensureDataFolder } from '../dataFolder.ts'
import { forkBackend } from '../forkBackend.ts'
import { startSharedHost } from '../shared/sharedHost.ts'
import { makeSupervisor } from '../supervisor.ts'
import { threadBackend } from '../threadBackend.ts'
import { sweepUploads } from '../web/uploads.ts'
import type { Invocation } from './command.ts'
import { numberOf, pathOf, usageError } from './values.ts'

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const pem = ({ values }: Invocation, name: string): string | undefined => {
  if (typeof values[name] !== 'string') return undefined
  try {
    return readFileSync(values[name], 'utf8')
  } catch {
    throw new PultError('PULT_NOT_FOUND', `--${name}: there is no file that can be read at ${values[name]}.`, { path: values[name] })
  }
}

/** The shared host, until it is told to stop; then decisions under way are finished first. */
export const runServe = async (invocation: Invocation): Promise<number> => {
  const { values, output, signal } = invocation
  const host = typeof values.host === 'string' ? values.host : '127.0.0.1'
  const port = numberOf(invocation, 'port', { least: 0, most: 65_535, otherwise: 4780 })
  const cert = pem(invocation, 'tls-cert')
  const key = pem(invocation, 'tls-key')
  const behindProxy = values['behind-proxy'] === true
  if ((cert === undefined) !== (key === undefined)) throw usageError('--tls-cert and --tls-key belong together.')
  if (!isLoopback(host) && !cert && !behindProxy && values['plain-http'] !== true) {
    throw usageError('Passwords would cross the network in the open: give --tls-cert and --tls-key, or --behind-proxy where a proxy does TLS, or --plain-http if you really mean it.')
  }
  const folder = ensureDataFolder()
  await sweepUploads(folder, Date.now())
  const spawn = process.versions.electron ? threadBackend : forkBackend
  const supervisor = makeSupervisor({ spawn: () => spawn(join(builtFolder, 'backend.js')), folder, open: pathOf(invocation, 'db') })
  const failure = await supervisor.firstFailure()
  if (failure) {
    await supervisor.stop()
    throw new PultError(failure.code as ErrorCode, failure.message)
  }
  const served = await startSharedHost({ supervisor, rendererFolder: join(builtFolder, '..', 'renderer'), dataFolder: folder, host, port, version, behindProxy, ...cert && key && { tls: { cert, key } } })
    .catch(async (error: NodeJS.ErrnoException) => {
      await supervisor.stop()
      throw error.code === 'EADDRINUSE' ? new PultError('PULT_IN_USE', `The port ${port} is taken by another program; choose another one with --port.`) : error
    })
  output.result({ address: served.origin, db: supervisor.workspace() }, () => `Pult serves ${supervisor.workspace()} at ${served.origin}. Ctrl+C stops it.`)
  await new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await served.close()
  await supervisor.stop()
  return 0
}
