import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'
import { commands } from '../hosts/cli/commands.ts'
import { runCommand } from './command.ts'
import { startDesktop } from './desktop.ts'
import { commandWords, wordsOf } from './startWords.ts'

// Whatever page there ever is, it is in Chromium's sandbox.
app.enableSandbox()

const main = dirname(fileURLToPath(import.meta.url))
const words = wordsOf(process.argv, process.defaultApp ?? false)
const command = commandWords(words, [...Object.keys(commands), 'help'])

if (command) await runCommand(command)
else {
  startDesktop({
    main, preload: join(main, '..', 'preload', 'index.cjs'), hostPreload: join(main, '..', 'preload', 'host.cjs'), renderer: join(main, '..', 'renderer'), icons: join(main, '..', '..', 'resources', 'icons'),
  }, words)
}
