import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { tooLarge, unreadable } from './table.ts'

export interface ZipEntry { name: string, method: number, compressed: number, size: number, offset: number, encrypted: boolean }

const most = { entries: 10_000, bytes: 1024 ** 3, ratio: 200, small: 20 * 1024 ** 2 }

/** The entries that a zip's central directory lists. Refuses one that would unpack to what no spreadsheet is (PULT_IMPORT_TOO_LARGE). */
export const readZip = async (handle: FileHandle, name: string): Promise<Map<string, ZipEntry>> => {
  const { size } = await handle.stat()
  const tail = Buffer.alloc(Math.min(size, 65_557))
  await handle.read(tail, 0, tail.length, size - tail.length)
  const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end < 0 || end + 22 > tail.length) throw unreadable(name)
  const [count, length, start] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count > most.entries || length > 64 * 1024 ** 2) throw tooLarge(name, 'it holds more parts than a spreadsheet has')
  // A value of all ones says «see the 64-bit record»: far beyond what is read here.
  if (start === 0xffffffff || start + length > size) throw unreadable(name)
  const directory = Buffer.alloc(length)
  await handle.read(directory, 0, length, start)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0; at + 46 <= length && directory.readUInt32LE(at) === 0x02014b50;) {
    const [nameLength, extraLength, commentLength] = [directory.readUInt16LE(at + 28), directory.readUInt16LE(at + 30), directory.readUInt16LE(at + 32)]
    const entry: ZipEntry = {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength), method: directory.readUInt16LE(at + 10), encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      compressed: directory.readUInt32LE(at + 20), size: directory.readUInt32LE(at + 24), offset: directory.readUInt32LE(at + 42),
    }
    entries.set(entry.name.replaceAll('\\', '/'), entry)
    at += 46 + nameLength + extraLength + commentLength
  }
  const whole = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0)
  const isBomb = [...entries.values()].some(entry => entry.size > most.small && entry.size > entry.compressed * most.ratio)
  if (isBomb || whole > most.bytes) throw tooLarge(name, 'it would unpack to far more than a spreadsheet holds')
  return entries
}

/** Unpacks one entry piece by piece, and never to more than its directory says. */
export async function* unzip(handle: FileHandle, entry: ZipEntry, name: string): AsyncGenerator<{ bytes: Uint8Array, share: number }> {
  const header = Buffer.alloc(30)
  await handle.read(header, 0, 30, entry.offset)
  if (header.readUInt32LE(0) !== 0x04034b50 || entry.encrypted || (entry.method !== 0 && entry.method !== 8)) throw unreadable(name)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const source = Readable.from(bytesOf(handle, start, entry.compressed))
  const unpacked = entry.method === 0 || entry.compressed === 0 ? source : source.pipe(createInflateRaw())
  source.on('error', error => unpacked.destroy(error))
  let done = 0
  try {
    for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
      done += piece.length
      if (done > entry.size) throw tooLarge(name, 'it unpacks to more than it says')
      yield { bytes: piece, share: entry.size > 0 ? done / entry.size : 1 }
    }
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('PULT_') ? error : unreadable(name)
  } finally {
    unpacked.destroy()
    source.destroy()
  }
  if (done < entry.size) throw unreadable(name)
}

// Not the handle's own stream: that one closes the handle, which the next part still needs.
async function* bytesOf(handle: FileHandle, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length;) {
    const buffer = Buffer.allocUnsafe(Math.min(128 * 1024, length - done))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start + done)
    if (bytesRead === 0) return
    done += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
