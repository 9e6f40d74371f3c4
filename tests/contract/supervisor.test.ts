import { expect, test } from 'vitest'
import type { FromBackend, ToBackend } from '../../electron/hosts/processPort.ts'
import { makeSupervisor, type BackendChild, type BackendStatus, type SupervisorOptions, type Timers } from '../../electron/hosts/supervisor.ts'

interface FakeChild extends BackendChild {
  sent: ToBackend[]
  killed: boolean
  say: (message: FromBackend) => void
  die: () => void
}

const makeChild = (): FakeChild => {
  let hear: (message: FromBackend) => void = () => {}
  let exit: (reason: string) => void = () => {}
  const child: FakeChild = {
    sent: [], killed: false,
    send: message => { child.sent.push(message) },
    onMessage: listener => { hear = listener },
    onExit: listener => { exit = listener },
    kill: () => {
      child.killed = true
      exit('killed')
    },
    say: message => hear(message),
    die: () => exit('SIGSEGV'),
  }
  return child
}

const makeClock = (): Timers & { pass: (ms: number) => void, waiting: () => number[] } => {
  let now = 0
  const planned = new Map<object, { at: number, work: () => void }>()
  return {
    set: (work, ms) => {
      const handle = {}
      planned.set(handle, { at: now + ms, work })
      return handle
    },
    clear: handle => { planned.delete(handle as object) },
    pass: ms => {
      const until = now + ms
      for (;;) {
        const next = [...planned].filter(([, { at }]) => at <= until).toSorted((a, b) => a[1].at - b[1].at)[0]
        if (!next) break
        now = next[1].at
        planned.delete(next[0])
        next[1].work()
      }
      now = until
    },
    waiting: () => [...planned.values()].map(({ at }) => at - now),
  }
}

const ready: FromBackend = { kind: 'ready', workspace: null, openFailure: null }

const make = (options: Partial<SupervisorOptions> = {}) => {
  const children: FakeChild[] = []
  const clock = makeClock()
  const told: BackendStatus[] = []
  const supervisor = makeSupervisor({
    folder: '/data', timers: clock, log: () => {}, limits: { firstDelay: 100, longestDelay: 1000, stable: 30_000, start: 60_000, waitForReady: 5000, call: 20_000 },
    spawn: () => {
      const child = makeChild()
      children.push(child)
      return child
    },
    ...options,
  })
  supervisor.onStatus(status => told.push(status))
  return { supervisor, clock, children, told, last: () => children.at(-1)! }
}

test('a process that keeps dying is started ever more slowly, up to the cap', () => {
  const { clock, last, children } = make()
  const delays: number[] = []
  for (let time = 0; time < 6; time++) {
    last().die()
    delays.push(Math.max(...clock.waiting()))
    clock.pass(delays.at(-1)!)
  }
  expect(delays).toEqual([100, 200, 400, 800, 1000, 1000])
  expect(children).toHaveLength(7)
})

test('a process that lived for long has earned a short delay again', () => {
  const { clock, last } = make()
  for (let time = 0; time < 4; time++) {
    last().die()
    clock.pass(1000)
  }
  last().say(ready)
  clock.pass(30_000)
  last().die()
  expect(clock.waiting()).toEqual([100])
})

test('listeners hear away, starting, ready, and the generation grows', () => {
  const { clock, last, told } = make()
  last().say(ready)
  last().die()
  clock.pass(100)
  last().say(ready)
  expect(told.map(({ backend, generation }) => [backend, generation])).toEqual([['ready', 1], ['away', 1], ['starting', 2], ['ready', 2]])
})

test('a process that never gets ready is killed and started anew', () => {
  const { clock, last, children } = make()
  clock.pass(60_000)
  expect(children[0]!.killed).toBe(true)
  clock.pass(100)
  expect(children).toHaveLength(2)
  last().say({ kind: 'failed', code: 'INTERNAL', message: 'The library is missing.' })
  expect(children[1]!.killed).toBe(true)
})

test('the file that was open is opened again, the one that was closed is not', () => {
  const { clock, last } = make({ open: '/data/a.pult' })
  expect(last().sent[0]).toEqual({ kind: 'hello', folder: '/data', open: '/data/a.pult', starts: 1 })
  last().say({ ...ready, workspace: '/data/a.pult' })
  last().say({ kind: 'workspace', path: '/data/b.pult' })
  last().die()
  clock.pass(100)
  expect(last().sent[0]).toMatchObject({ open: '/data/b.pult' })
  last().say({ ...ready, workspace: '/data/b.pult' })
  last().say({ kind: 'workspace', path: null })
  last().die()
  clock.pass(1000)
  expect(last().sent[0]).toMatchObject({ open: null })
})

test('a file at whose opening the process dies twice is let go, so that the window comes up', () => {
  const { clock, last } = make({ open: '/data/deadly.pult' })
  last().die()
  clock.pass(1000)
  expect(last().sent[0]).toMatchObject({ open: '/data/deadly.pult' })
  last().die()
  clock.pass(1000)
  expect(last().sent[0]).toMatchObject({ open: null })
})

test('calls under a dying process are rejected, and one made meanwhile waits for the next process', async () => {
  const { supervisor, clock, last } = make()
  last().say(ready)
  const under = supervisor.call(['workspace', 'current'], undefined)
  const seen = expect(under).rejects.toMatchObject({ code: 'BACKEND_AWAY', data: { reason: 'restarted' } })
  await Promise.resolve()
  last().die()
  await seen
  const waits = supervisor.call(['workspace', 'current'], undefined)
  clock.pass(100)
  last().say(ready)
  await expect.poll(() => last().sent.filter(({ kind }) => kind === 'rpc').length).toBe(1)
  last().die()
  await expect(waits).rejects.toMatchObject({ code: 'BACKEND_AWAY' })
})

test('what is only carried comes as the backend wrote it, errors of the procedure too, and dies with the process like any call', async () => {
  const { supervisor, last } = make()
  last().say(ready)
  const frames = (): { i: string, p: { u: string, h: Record<string, string>, b: unknown } }[] => last().sent.flatMap(message => message.kind === 'rpc' ? [JSON.parse(message.data as string)] : [])
  const answered = supervisor.carry(['deals', 'range'], { json: { limit: 2 } }, { caller: { door: 'shared', token: 'abc', address: null } })
  await expect.poll(() => frames().length).toBe(1)
  expect(frames()[0]!.p).toMatchObject({ u: '/deals/range', b: { json: { limit: 2 } }, h: { 'pult-carried': '1', 'pult-door': 'shared', 'pult-session': 'abc' } })
  last().say({ kind: 'rpc', data: { i: frames()[0]!.i, p: { s: 409, b: '{"json":{"code":"CONFLICT"}}' } } })
  expect(await answered).toEqual({ status: 409, text: '{"json":{"code":"CONFLICT"}}' })

  const seen = expect(supervisor.carry(['deals', 'range'], { json: {} })).rejects.toMatchObject({ code: 'BACKEND_AWAY', data: { reason: 'restarted' } })
  await expect.poll(() => frames().length).toBe(2)
  last().die()
  await seen
})

test('a call that waits for a backend too long, or that it never answers, is given up', async () => {
  const { supervisor, clock, last } = make()
  const early = expect(supervisor.call(['workspace', 'current'], undefined)).rejects.toMatchObject({ code: 'BACKEND_AWAY', data: { reason: 'starting' } })
  clock.pass(5000)
  await early
  last().say(ready)
  const unanswered = expect(supervisor.call(['workspace', 'current'], undefined)).rejects.toMatchObject({ code: 'BACKEND_AWAY', data: { reason: 'timeout' } })
  await expect.poll(() => last().sent.filter(({ kind }) => kind === 'rpc').length).toBe(1)
  clock.pass(20_000)
  await unanswered
})

test('stopping asks first, kills a process that does not leave, and starts none', async () => {
  const { supervisor, clock, children, last } = make()
  last().say(ready)
  const stopped = supervisor.stop()
  expect(last().sent.at(-1)).toEqual({ kind: 'stop' })
  clock.pass(5000)
  await stopped
  clock.pass(100_000)
  expect([children.length, last().killed]).toEqual([1, true])
})
