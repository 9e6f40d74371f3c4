import { runCli } from './cli/runCli.ts'

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: Error & { code?: string }) => process.exit(error.code === 'EPIPE' ? 0 : 1))

process.exitCode = await runCli(process.argv.slice(2), { readingThread: new URL('readingThread.js', import.meta.url) })
