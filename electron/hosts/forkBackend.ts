import { fork } from 'node:child_process'
import type { FromBackend } from './processPort.ts'
import type { BackendChild } from './supervisor.ts'

/** Starts the backend's entry file as a process of its own under plain Node. */
export const forkBackend = (entry: string, environment: Record<string, string | undefined> = process.env): BackendChild & { pid: number | undefined } => {
  const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: environment, execArgv: [] })
  return {
    pid: child.pid,
    send: message => {
      // The exit is told by onExit; a message that can't leave any more is not an error of its own.
      if (child.connected) child.send(message, () => {})
    },
    onMessage: listener => { child.on('message', message => listener(message as FromBackend)) },
    onExit: listener => {
      let told = false
      const once = (reason: string): void => {
        if (told) return
        told = true
        listener(reason)
      }
      child.on('exit', (code, signal) => once(signal ?? `code ${code}`))
      child.on('error', error => once(error.message))
    },
    kill: () => { child.kill('SIGKILL') },
  }
}
