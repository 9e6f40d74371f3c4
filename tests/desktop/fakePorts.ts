import { EventEmitter } from 'node:events'

const isPort = (value: unknown): value is FakePort => value instanceof FakePort

/** Electron's MessagePortMain as far as it shows itself: clones, takes no transferables but ports, queues until it is started, says a far end that closed. */
export class FakePort extends EventEmitter {
  peer: FakePort | null = null
  private isStarted = false
  private isClosed = false
  private isGiven = false
  private readonly queue: { data: unknown, ports: FakePort[] }[] = []

  postMessage = (message: unknown, transfer: unknown[] = []): void => {
    if (this.isGiven) throw new Error('This port was transferred and can\'t be used here any more.')
    const event = makeMessage(message, transfer)
    const { peer } = this
    if (this.isClosed || !peer) return
    setImmediate(() => peer.receive(event))
  }

  start = (): void => {
    this.isStarted = true
    for (const event of this.queue.splice(0)) setImmediate(() => this.emit('message', event))
  }

  close = (): void => {
    if (this.isClosed) return
    this.isClosed = true
    const { peer } = this
    setImmediate(() => { if (peer && !peer.isClosed) peer.farEndClosed() })
  }

  /** The other side of a transfer: the same pipe under a new object. */
  give(): FakePort {
    if (this.isGiven) throw new Error('This port was transferred already.')
    this.isGiven = true
    const taken = new FakePort()
    taken.peer = this.peer
    if (this.peer) this.peer.peer = taken
    taken.queue.push(...this.queue.splice(0))
    return taken
  }

  private receive(event: { data: unknown, ports: FakePort[] }): void {
    if (this.isClosed) return
    if (this.isStarted) this.emit('message', event)
    else this.queue.push(event)
  }

  private farEndClosed(): void {
    this.isClosed = true
    this.emit('close')
  }
}

/** What leaves a process: a copy, and the ports that go along. */
export const makeMessage = (message: unknown, transfer: unknown[] = []): { data: unknown, ports: FakePort[] } => {
  if (!transfer.every(isPort)) throw new TypeError('Invalid value for transfer')
  return { data: structuredClone(message), ports: transfer.map(port => port.give()) }
}

export class FakeChannel {
  readonly port1 = new FakePort()
  readonly port2 = new FakePort()
  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}

/** The same pipe as a page sees it: a DOM MessagePort. */
export class DomPort extends EventTarget {
  private readonly port: FakePort
  constructor(port: FakePort) {
    super()
    this.port = port
    port.on('message', ({ data }: { data: unknown }) => this.dispatchEvent(Object.assign(new Event('message'), { data })))
    port.on('close', () => this.dispatchEvent(new Event('close')))
  }

  postMessage = (message: unknown): void => this.port.postMessage(message)
  start = (): void => this.port.start()
  close = (): void => this.port.close()
}
