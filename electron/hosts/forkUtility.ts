import type { BackendEnds } from './serveBackend.ts'
import type { FromBackend, ToBackend, WindowPort } from './processPort.ts'
import type { BackendChild } from './supervisor.ts'

/** What this file needs of Electron's UtilityProcess. `postMessage` queues until the process is there. */
export interface UtilityChild<Port> {
  readonly pid: number | undefined
  postMessage: (message: unknown, transfer?: Port[]) => void
  on: ((event: 'message', listener: (message: unknown) => void) => unknown) & ((event: 'exit', listener: (code: number) => void) => unknown) & ((event: 'error', listener: (type: string, location: string) => void) => unknown)
  kill: () => boolean
}

/** A backend in a process of Electron's own (runAsNode is off, so child_process.fork is not there). */
export interface UtilityBackend<Port> extends BackendChild {
  /** Gives the backend its end of a window's channel; the other end goes to the window. */
  readonly connect: (windowId: number, port: Port) => void
}

export const forkUtility = <Port>(fork: () => UtilityChild<Port>): UtilityBackend<Port> => {
  const child = fork()
  let gone = false
  const exits: ((reason: string) => void)[] = []
  const tellExit = (reason: string): void => {
    if (gone) return
    gone = true
    for (const listener of exits) listener(reason)
  }
  child.on('exit', code => tellExit(`code ${code}`))
  // Said before the exit of a process that ran out of memory; unheard, it would end main. The report stays away: it holds the environment.
  child.on('error', (type, location) => console.error(`The backend's process: ${type} at ${location}.`))
  const send = (message: ToBackend, transfer?: Port[]): void => {
    // The exit is told by onExit; a message that can't leave any more is not an error of its own.
    if (!gone) child.postMessage(message, ...transfer ? [transfer] : [])
  }
  return {
    send: message => send(message),
    connect: (windowId, port) => send({ kind: 'window', windowId }, [port]),
    onMessage: listener => { child.on('message', message => listener(message as FromBackend)) },
    onExit: listener => { exits.push(listener) },
    kill: () => {
      // Never launched: no exit would come.
      if (child.pid === undefined) return tellExit('not started')
      try {
        // kill() of a utility process asks (SIGTERM); a backend that hangs hears nothing.
        process.kill(child.pid, 'SIGKILL')
      } catch {
        child.kill()
      }
    },
  }
}

/** What this file needs of `process.parentPort` in a utility process. */
export interface ParentPort {
  postMessage: (message: unknown) => void
  on: (event: 'message', listener: (event: { data: unknown, ports: WindowPort[] }) => void) => unknown
}

/** The utility process's own side. */
export const endsOfUtility = (parent: ParentPort, exit: () => void): BackendEnds => ({
  send: message => parent.postMessage(message),
  onMessage: listener => { parent.on('message', ({ data, ports }) => listener(data as ToBackend, ports[0])) },
  exit,
})
