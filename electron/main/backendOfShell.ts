import { utilityProcess, type MessagePortMain } from 'electron'
import { forkUtility, type UtilityBackend } from '../hosts/forkUtility.ts'
import { makeSupervisor, type Supervisor } from '../hosts/supervisor.ts'

export interface ShellBackend {
  readonly supervisor: Supervisor
  /** Gives the present process its end of a window's channel. */
  readonly connect: (windowId: number, port: MessagePortMain) => void
}

/** The backend in a utility process, kept alive by the same supervisor as the web host's; after the app is ready. */
export const startBackend = (entry: string, folder: string): ShellBackend => {
  let present: UtilityBackend<MessagePortMain> | null = null
  const supervisor = makeSupervisor({
    folder,
    spawn: () => present = forkUtility<MessagePortMain>(() => utilityProcess.fork(entry, [], { serviceName: 'Pult backend', stdio: 'inherit' })),
  })
  return { supervisor, connect: (windowId, port) => present?.connect(windowId, port) }
}

/** Calls `onChange` for what reminders are made of, at most once a second, through every restart of the backend. */
export const followChanges = (supervisor: Supervisor, onChange: () => void): void => {
  let planned: NodeJS.Timeout | null = null
  const soon = (): void => {
    planned ??= setTimeout(() => {
      planned = null
      onChange()
    }, 1000)
  }
  const follow = async (): Promise<void> => {
    for await (const event of await supervisor.client.live.events()) {
      if (event.type === 'hello' || (event.type === 'changed' && event.topics.some(topic => ['workspace', 'day', 'refusals', 'settings', 'imports'].includes(topic)))) soon()
    }
  }
  const begin = (): void => {
    // A process that dies ends its stream with an error; the next one is followed from its own `ready`.
    if (supervisor.status().backend === 'ready') follow().catch(() => {})
  }
  supervisor.onStatus(begin)
  begin()
}
