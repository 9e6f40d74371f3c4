import type { FileHandle } from 'node:fs/promises'

export type WavCoding = 'pcm' | 'float' | 'alaw' | 'ulaw' | 'gsm' | 'other'
export interface Wav { coding: WavCoding, channels: number, rate: number, bits: number, /** Bytes of one moment of all channels. */ block: number, dataAt: number, dataBytes: number }

const codings: Record<number, WavCoding> = { 1: 'pcm', 3: 'float', 6: 'alaw', 7: 'ulaw', 0x31: 'gsm' }
const extensible = 0xfffe
const mostChunks = 64

/** The head of a WAV file; null when it is none or has no sound in it. A length that its writer never filled in means the rest of the file. */
export const readWav = async (file: Pick<FileHandle, 'read'>, bytes: number): Promise<Wav | null> => {
  const read = async (at: number, length: number): Promise<Buffer | null> => {
    const buffer = Buffer.alloc(length)
    return (await file.read(buffer, 0, length, at)).bytesRead === length ? buffer : null
  }
  let format: Omit<Wav, 'dataAt' | 'dataBytes'> | null = null
  for (let at = 12, chunk = 0; at + 8 <= bytes && chunk < mostChunks; chunk++) {
    const head = await read(at, 8)
    if (!head) return null
    const [name, said] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)]
    if (name === 'fmt ' && said >= 16) {
      const body = await read(at + 8, Math.min(said, 26))
      if (!body) return null
      const tag = body.readUInt16LE(0)
      format = { coding: codings[tag === extensible && body.length >= 26 ? body.readUInt16LE(24) : tag] ?? 'other', channels: body.readUInt16LE(2), rate: body.readUInt32LE(4), block: body.readUInt16LE(12), bits: body.readUInt16LE(14) }
    }
    if (name === 'data') {
      if (!format || format.channels === 0 || format.rate === 0 || format.block === 0) return null
      const left = bytes - at - 8
      const dataBytes = said === 0 || said === 0xffffffff ? left : Math.min(said, left)
      return dataBytes > 0 ? { ...format, dataAt: at + 8, dataBytes } : null
    }
    at += 8 + said + said % 2
  }
  return null
}

/** GSM in WAV: 65 bytes are 320 moments. */
const gsmSamples = 320

export const secondsOf = ({ coding, rate, block, dataBytes }: Wav): number => coding === 'gsm' ? Math.floor(dataBytes / block) * gsmSamples / rate : Math.floor(dataBytes / block) / rate

/** One sample as −1 to 1, by its coding; null for one that isn't read here. */
export const sampleReader = ({ coding, bits }: Wav): ((buffer: Buffer, at: number) => number) | null => {
  if (coding === 'pcm') {
    if (bits === 8) return (buffer, at) => (buffer[at]! - 128) / 128
    if (bits === 16) return (buffer, at) => buffer.readInt16LE(at) / 32_768
    if (bits === 24) return (buffer, at) => buffer.readIntLE(at, 3) / 8_388_608
    if (bits === 32) return (buffer, at) => buffer.readInt32LE(at) / 2_147_483_648
  }
  if (coding === 'float' && bits === 32) return (buffer, at) => buffer.readFloatLE(at)
  if (coding === 'alaw' && bits === 8) return (buffer, at) => alaw[buffer[at]!]!
  if (coding === 'ulaw' && bits === 8) return (buffer, at) => ulaw[buffer[at]!]!
  return null
}

/** ITU-T G.711, both laws, as tables of 256. */
const alaw = Float32Array.from({ length: 256 }, (_, code) => {
  const value = code ^ 0x55
  const [exponent, mantissa] = [(value & 0x70) >> 4, value & 0x0f]
  const magnitude = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  return (value & 0x80 ? magnitude : -magnitude) / 32_768
})
const ulaw = Float32Array.from({ length: 256 }, (_, code) => {
  const value = ~code & 0xff
  const magnitude = ((((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)) - 0x84
  return (value & 0x80 ? -magnitude : magnitude) / 32_768
})
