import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { headBytes, kindOfAudio } from './audioKind.ts'
import { makePeakCounter, type PeakCounter } from './peakCounter.ts'
import { readWav, sampleReader } from './wav.ts'

export interface Peaks { durationS: number, peaks: Uint8Array<ArrayBuffer> }
/** `unknown`: a coding that is played, but not read here. */
export type PeaksResult = { kind: 'peaks' } & Peaks | { kind: 'unknown' } | { kind: 'damaged' }

const slice = 512 * 1024

/** Reads a recording once, in slices, and says how loud it is over its time. For a thread of its own. */
export const computePeaks = async (path: string): Promise<PeaksResult> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(headBytes, size))
    await file.read(head, 0, head.length, 0)
    const kind = kindOfAudio(head, basename(path))
    const counter = kind === 'wav' ? await countWav(file, size) : kind === 'mp3' ? await countMp3(file) : kind === 'opus' ? await countOpus(file) : 'unknown'
    if (counter === 'unknown') return { kind: 'unknown' }
    const result = counter?.done()
    return result && result.durationS > 0 ? { kind: 'peaks', ...result } : { kind: 'damaged' }
  } finally {
    await file.close()
  }
}

async function* slicesOf(file: FileHandle, from = 0, to = Infinity, size = slice): AsyncGenerator<Buffer> {
  for (let at = from; at < to;) {
    const buffer = Buffer.allocUnsafe(Math.min(size, to - at))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

const countWav = async (file: FileHandle, bytes: number): Promise<PeakCounter | 'unknown' | null> => {
  const wav = await readWav(file, bytes)
  if (!wav) return null
  const sampleAt = sampleReader(wav)
  if (!sampleAt) return 'unknown'
  const counter = makePeakCounter(wav.rate)
  const width = wav.block / wav.channels
  // Slices of whole moments; what stands after the last whole one is no sound.
  const whole = Math.floor(slice / wav.block) * wav.block
  for await (const part of slicesOf(file, wav.dataAt, wav.dataAt + wav.dataBytes, whole)) {
    for (let at = 0; at + wav.block <= part.length; at += wav.block) {
      let loud = 0
      for (let channel = 0; channel < wav.channels; channel++) {
        const value = Math.abs(sampleAt(part, at + channel * width))
        if (value > loud) loud = value
      }
      counter.sample(loud)
    }
  }
  return counter
}

interface Decoded { channelData: Float32Array[], samplesDecoded: number, sampleRate: number }

const countDecoded = () => {
  let counter: PeakCounter | null = null
  return {
    add: ({ channelData, samplesDecoded, sampleRate }: Decoded): void => {
      if (samplesDecoded > 0) (counter ??= makePeakCounter(sampleRate)).channels(channelData)
    },
    counter: () => counter,
  }
}

const countMp3 = async (file: FileHandle): Promise<PeakCounter | null> => {
  const { MPEGDecoder } = await import('mpg123-decoder')
  const decoder = new MPEGDecoder()
  await decoder.ready
  try {
    const count = countDecoded()
    for await (const part of slicesOf(file)) count.add(decoder.decode(part))
    return count.counter()
  } finally {
    decoder.free()
  }
}

const countOpus = async (file: FileHandle): Promise<PeakCounter | null> => {
  const { OggOpusDecoder } = await import('ogg-opus-decoder')
  // A telephone's own rate is enough to see how loud it is, and several times faster; its types don't name it.
  const decoder = new OggOpusDecoder({ sampleRate: 8000, forceStereo: false } as object)
  await decoder.ready
  try {
    const count = countDecoded()
    for await (const part of slicesOf(file)) count.add(await decoder.decode(part))
    count.add(await decoder.flush())
    return count.counter()
  } finally {
    decoder.free()
  }
}
