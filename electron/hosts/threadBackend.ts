import { Worker, type MessagePort } from 'node:worker_threads'
import type { FromBackend, ToBackend } from './processPort.ts'
import type { BackendEnds } from './serveBackend.ts'
import type { BackendChild } from './supervisor.ts'

/**
 * Starts the backend's entry file as a thread: for the installed app as the command `pult serve`, where nothing can be forked (runAsNode is off)
 * and no utility process is there yet (Chromium never starts). A host without a window has nothing that a slow report could freeze but its answers.
 */
export const threadBackend = (entry: string, environment: NodeJS.ProcessEnv = process.env): BackendChild => {
  const worker = new Worker(entry, { env: { ...environment } })
  let gone = false
  const exits: ((reason: string) => void)[] = []
  const tellExit = (reason: string): void => {
    if (gone) return
    gone = true
    for (const listener of exits) listener(reason)
  }
  worker.on('error', error => tellExit(error instanceof Error ? error.message : String(error)))
  worker.on('exit', code => tellExit(`code ${code}`))
  return {
    // The exit is told by onExit; a message that can't leave any more is not an error of its own.
    send: message => { if (!gone) worker.postMessage(message) },
    onMessage: listener => { worker.on('message', message => listener(message as FromBackend)) },
    onExit: listener => { exits.push(listener) },
    kill: () => { void worker.terminate() },
  }
}

/** The thread's own side. */
export const endsOfThread = (parent: MessagePort, exit: () => void): BackendEnds => ({
  send: message => parent.postMessage(message),
  onMessage: listener => { parent.on('message', message => listener(message as ToBackend)) },
  exit,
})
