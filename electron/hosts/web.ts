import { fileURLToPath } from 'node:url'
import { join, resolve } from 'node:path'
import { ORPCError } from '@orpc/client'
import { isPultError, PultError, type ErrorCode } from '../../src/shared/errors.ts'
import { ensureDataFolder } from './dataFolder.ts'
import { forkBackend } from './forkBackend.ts'
import { makeSupervisor } from './supervisor.ts'
import { announceHost, askRunningHost, makeOwnerSecret, withdrawHost } from './web/runningHost.ts'
import { openInBrowser } from './web/openInBrowser.ts'
import { startWebHost } from './web/server.ts'
import { sweepUploads } from './web/uploads.ts'

interface Arguments { port: number, open: string | null, browser: boolean }

const usage = (message: string): never => {
  console.error(`PULT_USAGE: ${message}`)
  process.exit(2)
}

const readArguments = (words: readonly string[]): Arguments => {
  const result: Arguments = { port: 0, open: null, browser: true }
  for (let index = 0; index < words.length; index++) {
    const [name, inline] = (words[index] ?? '').split(/=(.*)/s, 2)
    const value = (): string => inline ?? words[++index] ?? usage(`${name} needs a value.`)
    if (name === '--port') {
      result.port = Number(value())
      if (!Number.isInteger(result.port) || result.port < 0 || result.port > 65_535) usage('--port takes a number from 0 to 65535.')
    } else if (name === '--db') result.open = resolve(process.env.INIT_CWD ?? process.cwd(), value())
    else if (name === '--no-open') result.browser = false
    else if (name !== '--web') usage(`Unknown word ${name}. Known: --web, --no-open, --port P, --db FILE.`)
  }
  return result
}

const sayAddress = (address: string, browser: boolean): void => {
  console.log(`Pult: ${address}`)
  if (browser) openInBrowser(address)
}

const main = async (): Promise<void> => {
  const wanted = readArguments(process.argv.slice(2))
  const folder = ensureDataFolder()
  const here = fileURLToPath(new URL('.', import.meta.url))

  const running = await askRunningHost(folder, wanted)
  if (running) {
    console.log('Pult already runs; here is a fresh address of it.')
    return sayAddress(running, wanted.browser)
  }

  await sweepUploads(folder, Date.now())
  const ownerSecret = makeOwnerSecret()
  const supervisor = makeSupervisor({ spawn: () => forkBackend(join(here, 'backend.js')), folder, open: wanted.open })
  const openFile = async (path: string | null): Promise<void> => {
    if (path !== null && path !== supervisor.workspace()) await supervisor.client.workspace.open({ path })
  }
  if (wanted.open !== null) {
    const failure = await supervisor.firstFailure()
    // Where a backup can help, the window offers it.
    const canHelp = failure && (await supervisor.client.backups.rescue())?.backup != null
    if (canHelp) console.error(`${failure.code}: ${failure.message} The window offers its last backup.`)
    else if (failure) {
      await supervisor.stop()
      throw new PultError(failure.code as ErrorCode, failure.message)
    }
  }
  const host = await startWebHost({
    supervisor, rendererFolder: join(here, '..', 'renderer'), dataFolder: folder, port: wanted.port, ownerSecret, onOwnerAsks: openFile,
  }).catch(async (error: unknown) => {
    await supervisor.stop()
    throw error
  })
  announceHost(folder, { port: host.port, secret: ownerSecret })

  let leaving = false
  const leave = async (): Promise<void> => {
    if (leaving) return
    leaving = true
    withdrawHost(folder)
    await host.close()
    await supervisor.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void leave())
  process.on('SIGTERM', () => void leave())
  process.on('SIGHUP', () => void leave())

  sayAddress(host.mintAddress(), wanted.browser)
  if (process.stdin.isTTY) {
    console.log('The address lets one window in. Press Enter for a fresh one, Ctrl+C to stop.')
    process.stdin.setEncoding('utf8').on('data', () => sayAddress(host.mintAddress(), wanted.browser))
  } else console.log('The address lets one window in; `npm start` again prints a fresh one.')
}

main().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') console.error('PULT_IN_USE: The port is taken by another program; choose another one with --port.')
  else console.error(isPultError(error) || error instanceof ORPCError ? `${code}: ${message}` : message)
  process.exit(1)
})
