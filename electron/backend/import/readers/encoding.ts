import { isUtf8 } from 'node:buffer'
import type { FileHandle } from 'node:fs/promises'

export interface TextEncoding {
  label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252' | 'koi8-r' | 'ibm866'
  /** A few bytes in it are no characters: the file was cut or glued somewhere. */
  damaged: boolean
}

const scanBytes = 4 * 1024 * 1024
const sampleBytes = 256 * 1024

/** The encoding of a text file by its whole content; null when it is no text. */
export const detectEncoding = async (handle: FileHandle): Promise<TextEncoding | null> => {
  const buffer = Buffer.allocUnsafe(scanBytes + 4)
  let kept = 0
  let position = 0
  let good = 0
  let bad = 0
  let cut = false
  let sample: Buffer | null = null
  for (;;) {
    const { bytesRead } = await handle.read(buffer, kept, scanBytes, position)
    const bytes = buffer.subarray(0, kept + bytesRead)
    if (position === 0) {
      const wide = wideOf(bytes)
      if (wide) return { label: wide, damaged: false }
    }
    position += bytesRead
    const last = bytesRead === 0
    if (last && bytes.length === 0) break
    if (bytes.includes(0)) return null
    // A character may be cut by the end of the piece: its bytes wait for the next one.
    const end = bytes.length - unfinished(bytes)
    const piece = bytes.subarray(0, end)
    if (!isUtf8(piece)) {
      const counts = countSequences(piece)
      good += counts.good
      bad += counts.bad
      // The first piece that is no UTF-8 tells a one-byte encoding; a cut last character alone does not.
      if (!sample && counts.bad > 0) sample = highPart(piece)
    } else {
      good++
    }
    kept = bytes.length - end
    if (last) {
      cut = kept > 0
      break
    }
    bytes.copy(buffer, 0, end)
  }
  if (bad === 0 || good > bad * 20) return { label: 'utf-8', damaged: bad > 0 || cut }
  return { label: oneByteOf(sample!), damaged: false }
}

/** UTF-16 by its mark, or by where its zero and Cyrillic page bytes stand. */
const wideOf = (bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 4) return null
  const pages = [0, 0]
  let zeros = 0
  for (let index = 0; index < length; index++) {
    const byte = bytes[index]
    if (byte === 0) zeros++
    if (byte === 0 || byte === 4) pages[index & 1]!++
  }
  if (zeros === 0) return null
  const half = length / 2
  if (pages[1]! > half * 0.8 && pages[0]! < half * 0.3) return 'utf-16le'
  if (pages[0]! > half * 0.8 && pages[1]! < half * 0.3) return 'utf-16be'
  return null
}

/** Bytes at the end that begin a UTF-8 character and don't finish it. */
const unfinished = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? back : 0
    }
  }
  return 0
}

/** Characters of more than one byte that are UTF-8, and bytes that are not. */
const countSequences = (bytes: Uint8Array): { good: number, bad: number } => {
  let good = 0
  let bad = 0
  for (let index = 0; index < bytes.length;) {
    const byte = bytes[index]!
    if (byte < 0x80) {
      index++
      continue
    }
    const length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 0
    let whole = length > 0 && index + length <= bytes.length
    for (let next = 1; whole && next < length; next++) whole = (bytes[index + next]! & 0xc0) === 0x80
    if (whole) good++
    else bad++
    index += whole ? length : 1
  }
  return { good, bad }
}

const highPart = (bytes: Buffer): Buffer => {
  const first = Math.max(0, bytes.findIndex(byte => byte >= 0x80) - 64)
  return Buffer.from(bytes.subarray(first, first + sampleBytes))
}

const frequent = new Set('оеаинтсрвлкмдпуяОЕАИНТСРВЛКМДПУЯ')

/** Cyrillic comes in words of high bytes, Latin with accents in single ones; which Cyrillic: the one that reads like Russian. */
const oneByteOf = (sample: Buffer): TextEncoding['label'] => {
  let inWords = 0
  let alone = 0
  for (let index = 0, run = 0; index <= sample.length; index++) {
    if (index < sample.length && sample[index]! >= 0x80) {
      run++
      continue
    }
    if (run > 2) inWords += run
    else alone += run
    run = 0
  }
  if (alone >= inWords) return 'windows-1252'
  const scoreOf = (label: string): number => {
    let score = 0
    for (const letter of new TextDecoder(label).decode(sample)) {
      if (frequent.has(letter)) score += letter >= 'а' ? 3 : 1
      else if (/[╌-╿▀-▟\u0080-\u009f]/.test(letter)) score -= 2
    }
    return score
  }
  const labels = ['windows-1251', 'koi8-r', 'ibm866'] as const
  return labels.map(label => ({ label, score: scoreOf(label) })).reduce((best, one) => one.score > best.score ? one : best).label
}
