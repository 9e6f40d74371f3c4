import { app } from 'electron'

const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise(resolve => {
  // A reader that has seen enough (`| head`) is no failure, and nothing more will leave.
  stream.once('error', () => resolve())
  stream.write('', () => resolve())
})

/**
 * The installed app as the command `pult`: no window, no lock, no profile. Electron waits for this module before it starts Chromium, so the
 * command has run and left by then. In this process, because runAsNode is off and a utility process doesn't hear the terminal's Ctrl+C.
 */
export const runCommand = async (words: readonly string[]): Promise<void> => {
  const { runCli } = await import('../hosts/cli/runCli.ts')
  const code = await runCli(words)
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  app.exit(code)
}
