// Where the browser of the tests is, and how it is started in a container.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const usual = ['/usr/bin/chromium', '/snap/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe']

/** Path of a Chromium: PULT_CHROMIUM, the usual places, the PATH; null when there is none. */
export const findChromium = () => {
  if (process.env.PULT_CHROMIUM) return existsSync(process.env.PULT_CHROMIUM) ? process.env.PULT_CHROMIUM : null
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(folder => !folder.includes('node_modules'))
    .flatMap(folder => names.map(name => join(folder, name)))
  return [...usual, ...onPath].find(path => existsSync(path)) ?? null
}

// Sandbox: containers run as root. The rest keeps a browser under test off the network.
export const chromiumArguments = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
