import { crc32, createDeflateRaw } from 'node:zlib'

/** A ZIP file as it grows: each part is compressed off this thread and given out as it comes, none is kept. */
export interface ZipWriter {
  /** Adds a file whose text comes piece by piece. */
  add: (name: string, text: AsyncIterable<string> | Iterable<string>) => AsyncGenerator<Buffer, void>
  /** What closes the file, after the last part. */
  end: () => Buffer
}

interface Part { name: Buffer, crc: number, packed: number, size: number, offset: number }

// A fixed date (1980-01-01): the same rows give the same bytes.
const dosDate = 0x21
// Sizes follow the data; names are UTF-8.
const flags = 0x0808

export const makeZip = (): ZipWriter => {
  const parts: Part[] = []
  let offset = 0
  const given = (buffer: Buffer): Buffer => {
    offset += buffer.length
    return buffer
  }

  async function* add(name: string, text: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer, void> {
    const part: Part = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, offset }
    yield given(localHeader(part.name))
    const deflate = createDeflateRaw({ level: 6 })
    const packed: Buffer[] = []
    deflate.on('data', (chunk: Buffer) => packed.push(chunk))
    const takePacked = (): Buffer | null => {
      if (packed.length === 0) return null
      const chunk = Buffer.concat(packed.splice(0))
      part.packed += chunk.length
      return given(chunk)
    }
    try {
      for await (const piece of text) {
        const bytes = Buffer.from(piece)
        part.crc = crc32(bytes, part.crc)
        part.size += bytes.length
        await new Promise<void>((resolve, reject) => deflate.write(bytes, error => error ? reject(error) : resolve()))
        const chunk = takePacked()
        if (chunk) yield chunk
      }
      await new Promise<void>((resolve, reject) => deflate.once('error', reject).once('end', resolve).end())
      const chunk = takePacked()
      if (chunk) yield chunk
    } finally {
      deflate.destroy()
    }
    parts.push(part)
    yield given(numbers([[4, 0x08074b50], [4, part.crc], [4, part.packed], [4, part.size]]))
  }

  const end = (): Buffer => {
    const directory = Buffer.concat(parts.map(part => Buffer.concat([
      numbers([[4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, 8], [2, 0], [2, dosDate], [4, part.crc], [4, part.packed], [4, part.size], [2, part.name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, part.offset]]),
      part.name,
    ])))
    return Buffer.concat([directory, numbers([[4, 0x06054b50], [2, 0], [2, 0], [2, parts.length], [2, parts.length], [4, directory.length], [4, offset], [2, 0]])])
  }

  return { add, end }
}

const localHeader = (name: Buffer): Buffer =>
  Buffer.concat([numbers([[4, 0x04034b50], [2, 20], [2, flags], [2, 8], [2, 0], [2, dosDate], [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]]), name])

/** Little-endian numbers of 2 or 4 bytes. */
const numbers = (fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer => {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = 0
  for (const [bytes, value] of fields) {
    buffer.writeUIntLE(value, at, bytes)
    at += bytes
  }
  return buffer
}
