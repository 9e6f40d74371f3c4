import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, type ClientContext } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink, type SupportedMessagePort } from '@orpc/client/message-port'
import { createRouterClient } from '@orpc/server'
import { RPCHandler as PortHandler } from '@orpc/server/message-port'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import { router, routerOfHosts } from '../../electron/backend/api/router.ts'
import { atLocalDesk } from '../../electron/backend/domain/account.ts'
import type { FromBackend, ToBackend } from '../../electron/hosts/processPort.ts'
import { serveBackend } from '../../electron/hosts/serveBackend.ts'
import { makeSupervisor, type BackendChild, type Supervisor } from '../../electron/hosts/supervisor.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '../../electron/hosts/web/server.ts'
import { createClient, type PultClient } from '../../src/api/client.ts'
import { loadPage } from '../desktop/page.ts'
import { startShell } from '../desktop/shell.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'

export interface Door { client: PultClient, folder: string, close: () => Promise<void> }

const direct = async (): Promise<Door> => {
  const { folder, cleanup } = makeTestFolder()
  const backend = makeBackend({ folder, clock: () => testNow })
  return {
    folder, client: createRouterClient(router, { context: { backend, caller: atLocalDesk } }) as PultClient,
    close: async () => {
      backend.close()
      cleanup()
    },
  }
}

const messagePort = async (): Promise<Door> => {
  const { folder, cleanup } = makeTestFolder()
  const backend = makeBackend({ folder, clock: () => testNow })
  const { port1, port2 } = new MessageChannel()
  new PortHandler(router).upgrade(port1 as unknown as SupportedMessagePort, { context: { backend, caller: atLocalDesk } })
  const client = createORPCClient<PultClient>(new PortLink<ClientContext>({ port: port2 as unknown as SupportedMessagePort }))
  port1.start()
  port2.start()
  return {
    folder, client,
    close: async () => {
      port1.close()
      port2.close()
      backend.close()
      cleanup()
    },
  }
}

/** A backend «process» inside the test: the same handshake and frames, copied as a process's channel copies them. */
export const inProcessChild = (): BackendChild => {
  const toBackend: ((message: ToBackend) => void)[] = []
  const fromBackend: ((message: FromBackend) => void)[] = []
  const exits: ((reason: string) => void)[] = []
  const later = <Message>(listeners: ((message: Message) => void)[], message: Message): void => {
    const copy = structuredClone(message)
    setImmediate(() => { for (const listener of listeners) listener(copy) })
  }
  serveBackend({
    makeBackend: folder => makeBackend({ folder, clock: () => testNow }),
    router: routerOfHosts,
    ends: {
      send: message => later(fromBackend, message),
      onMessage: listener => { toBackend.push(listener) },
      exit: () => later(exits, 'stopped'),
    },
  })
  return {
    send: message => later(toBackend, message),
    onMessage: listener => { fromBackend.push(listener) },
    onExit: listener => { exits.push(listener) },
    kill: () => later(exits, 'killed'),
  }
}

export interface HttpDoor extends Door { host: WebHost, supervisor: Supervisor, bearer: string }

export const http = async (options: Partial<WebHostOptions> & { spawn?: (() => BackendChild) } = {}): Promise<HttpDoor> => {
  const { folder, cleanup } = makeTestFolder()
  const renderer = join(folder, 'renderer')
  mkdirSync(join(renderer, 'assets'), { recursive: true })
  writeFileSync(join(renderer, 'index.html'), '<!doctype html><title>Pult</title><script type="module" src="/assets/main-1a2b.js"></script>')
  writeFileSync(join(renderer, 'assets', 'main-1a2b.js'), 'export {}')
  const supervisor = makeSupervisor({ spawn: options.spawn ?? inProcessChild, folder, log: () => {}, limits: { firstDelay: 1 } })
  const host = await startWebHost({ supervisor, rendererFolder: renderer, dataFolder: folder, port: 0, ...options })
  const bearer = host.sessions.exchange(host.sessions.mintToken()) ?? ''
  const client = createORPCClient<PultClient>(new FetchLink<ClientContext>({ url: `${host.origin}/rpc`, headers: { authorization: `Bearer ${bearer}` } }))
  return {
    folder, client, host, supervisor, bearer,
    close: async () => {
      await host.close()
      await supervisor.stop()
      cleanup()
    },
  }
}

/** The desktop, its runtime faked: preload, main and the backend's utility process with the window's own port between them. */
const desktopShell = async (): Promise<Door> => {
  const shell = await startShell()
  const page = await loadPage(shell.window().webContents)
  return { folder: shell.folder, client: createClient({ link: page.door() }), close: shell.close }
}

export const doors: Record<string, () => Promise<Door>> = { 'direct call': direct, 'message port': messagePort, HTTP: () => http(), desktop: desktopShell }

/** A team of two in the native format: one open deal without a task, one overdue task. */
export const writeTinyTeam = (folder: string): string => {
  const place = join(folder, 'export')
  mkdirSync(place, { recursive: true })
  const files = {
    'people.csv': ['id,name,role,team,active', 'p1,Борис Менеджер,manager,A,1', 'p2,Вера Менеджер,manager,A,1'],
    'stages.csv': ['pipeline,stage,order,kind,dwell_limit_days,probability', 'Продажи,Новая,1,open,5,0.1', 'Продажи,Думает,2,thinking,,0.5', 'Продажи,Оплачено,3,won,,1', 'Продажи,Отказ,4,lost,,0'],
    'clients.csv': ['id,name,kind,phone,owner_id', 'c1,ООО Ромашка,company,+7 495 000-00-00,p1'],
    'deals.csv': [
      'id,title,client_id,owner_id,pipeline,stage,status,amount,currency,created_at,stage_entered_at',
      'd1,Поставка,c1,p1,Продажи,Новая,open,100000.00,RUB,2026-11-01T10:00:00+03:00,2026-11-01T10:00:00+03:00',
      'd2,Монтаж,c1,p2,Продажи,Новая,open,50000.00,RUB,2026-11-18T10:00:00+03:00,2026-11-18T10:00:00+03:00',
    ],
    'tasks.csv': ['id,deal_id,client_id,assignee_id,kind,title,created_at,due_at,done_at,result', 't1,d2,c1,p2,call,Позвонить,2026-11-18T11:00:00+03:00,2026-11-19T12:00:00+03:00,,'],
  }
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(place, name), `${lines.join('\n')}\n`)
  return place
}
