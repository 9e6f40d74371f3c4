/** What a host and its backend process say to each other; `rpc` carries oRPC's own frames. */
export type ToBackend =
  | { kind: 'hello', folder: string, open: string | null, /** 1 for the first process of this host. */ starts: number }
  | { kind: 'rpc', data: unknown }
  /** On the desktop: a window's own port comes with it (forkUtility.ts). */
  | { kind: 'window', windowId: number }
  | { kind: 'stop' }

export type FromBackend =
  | { kind: 'ready', workspace: string | null, openFailure: { code: string, message: string } | null }
  | { kind: 'failed', code: string, message: string }
  | { kind: 'workspace', path: string | null }
  | { kind: 'rpc', data: unknown }

/** What oRPC asks of a port; the same shape as Electron's MessagePortMain. */
export interface RpcPort {
  on: (event: string, listener: (event?: { data: unknown }) => void) => void
  postMessage: (data: unknown) => void
}

/** One end of a channel between a window and the backend: Electron's MessagePortMain. Silent until it is started. */
export interface WindowPort extends RpcPort {
  start: () => void
  close: () => void
}

/** A port made of a process's messages: `deliver` and `close` are called by whoever owns the process. */
export interface OwnedPort { port: RpcPort, deliver: (data: unknown) => void, close: () => void }

export const makeOwnedPort = (send: (data: unknown) => void): OwnedPort => {
  const listeners = new Map<string, ((event?: { data: unknown }) => void)[]>()
  const tell = (event: string, payload?: { data: unknown }): void => {
    for (const listener of listeners.get(event) ?? []) listener(payload)
  }
  return {
    port: {
      on: (event, listener) => { listeners.set(event, [...listeners.get(event) ?? [], listener]) },
      postMessage: send,
    },
    deliver: data => tell('message', { data }),
    close: () => tell('close'),
  }
}
