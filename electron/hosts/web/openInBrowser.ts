import { spawn } from 'node:child_process'

/** The system's command that opens an address, or null where there is nothing to show it on. */
export const browserCommand = (platform: string, environment: Record<string, string | undefined>): [string, string[]] | null => {
  if (platform === 'darwin') return ['open', []]
  // `start` reads & as its own sign, rundll32 takes the address as it is.
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler']]
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open', []] : null
}

/** Best effort: the address stands in the terminal in any case. */
export const openInBrowser = (address: string): void => {
  const command = browserCommand(process.platform, process.env)
  if (!command) return
  const child = spawn(command[0], [...command[1], address], { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
