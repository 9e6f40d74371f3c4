import { makeBackend } from '../backend/api/makeBackend.ts'
import { router } from '../backend/api/router.ts'
import { clockFrom } from './clock.ts'
import { makeClockwork } from './clockwork.ts'
import type { ToBackend } from './processPort.ts'
import { serveBackend } from './serveBackend.ts'

const clock = clockFrom(process.env)

serveBackend({
  makeBackend: folder => makeBackend({ folder, clock }),
  router,
  makeClockwork,
  ends: {
    // A host that is gone needs no answer; `disconnect` below ends this process.
    send: message => { process.send?.(message, undefined, undefined, () => {}) },
    onMessage: listener => { process.on('message', message => listener(message as ToBackend)) },
    exit: () => process.exit(0),
  },
})

// Ctrl+C reaches the whole group: the host asks us to stop, so that a decision is finished first.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
// The host is gone: nobody can ask us anything any more, and the file must be free.
process.on('disconnect', () => process.exit(0))
