import { parentPort } from 'node:worker_threads'
import { computePeaks } from '../audio/computePeaks.ts'
import type { PeaksDone, PeaksJob } from './peakMaker.ts'

/** The thread's side of peakMaker.ts. */
export const servePeaks = (): void => {
  const port = parentPort!
  port.on('message', ({ id, path }: PeaksJob) => {
    const say = (done: PeaksDone): void => port.postMessage(done)
    computePeaks(path).then(result => say({ id, result }), (error: unknown) => say({ id, error: String(error) }))
  })
}
