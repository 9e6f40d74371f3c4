import { parentPort as threadPort } from 'node:worker_threads'
import { makeBackend } from '../backend/api/makeBackend.ts'
import { routerOfHosts } from '../backend/api/router.ts'
import { clockFrom } from './clock.ts'
import { makeClockwork } from './clockwork.ts'
import { endsOfUtility, type ParentPort } from './forkUtility.ts'
import type { ToBackend } from './processPort.ts'
import { serveBackend, type BackendEnds } from './serveBackend.ts'
import { endsOfThread } from './threadBackend.ts'

const clock = clockFrom(process.env)

const endsOfFork: BackendEnds = {
  // A host that is gone needs no answer; `disconnect` below ends this process.
  send: message => { process.send?.(message, undefined, undefined, () => {}) },
  onMessage: listener => { process.on('message', message => listener(message as ToBackend)) },
  exit: () => process.exit(0),
}

// Electron's utility process has a parent port, a thread one of its own, a forked Node a channel.
const { parentPort } = process as unknown as { parentPort?: ParentPort }
const exit = (): void => process.exit(0)
const ends = parentPort ? endsOfUtility(parentPort, exit) : threadPort ? endsOfThread(threadPort, exit) : endsOfFork

serveBackend({
  makeBackend: (folder, starts) => makeBackend({ folder, clock, starts, importThread: new URL('importThread.js', import.meta.url), peaksThread: new URL('peaksThread.js', import.meta.url), copyCheckThread: new URL('copyCheckThread.js', import.meta.url) }),
  router: routerOfHosts,
  makeClockwork,
  ends,
})

// Ctrl+C reaches the whole group: the host asks us to stop, so that a decision is finished first.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// The host is gone: nobody can ask us anything any more, and the file must be free.
process.on('disconnect', () => process.exit(0))
