/** What a file's first bytes say that it is: names lie, and an «mp3» of a failed download is a page of HTML. */
export type AudioKind = 'wav' | 'mp3' | 'opus' | 'vorbis' | 'flac' | 'mp4' | 'webm' | 'amr' | 'gsm'

/** As the window's player takes it; null = no browser plays it. */
export const mimeOf: Record<AudioKind, string | null> = {
  wav: 'audio/wav', mp3: 'audio/mpeg', opus: 'audio/ogg', vorbis: 'audio/ogg', flac: 'audio/flac', mp4: 'audio/mp4', webm: 'audio/webm', amr: null, gsm: null,
}

/** Enough for every signature below, an ID3 tag's own head included. */
export const headBytes = 512

export const kindOfAudio = (head: Buffer, name: string): AudioKind | null => {
  const text = (from: number, to: number): string => head.toString('latin1', from, to)
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'wav'
  if (text(0, 4) === 'OggS') return text(28, 36) === 'OpusHead' ? 'opus' : text(29, 35) === 'vorbis' ? 'vorbis' : null
  if (text(0, 4) === 'fLaC') return 'flac'
  if (text(0, 3) === 'ID3' || isMp3Frame(head)) return 'mp3'
  if (text(4, 8) === 'ftyp') return 'mp4'
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'webm'
  if (text(0, 5) === '#!AMR') return 'amr'
  // Frames of 33 bytes, each beginning with the same half byte; alone that would be too little to go by.
  if (/\.gsm$/i.test(name) && head.length >= 34 && head[0]! >> 4 === 0xd && head[33]! >> 4 === 0xd) return 'gsm'
  return null
}

/** Sync word, a layer, a bit rate and a sampling rate that exist. */
const isMp3Frame = (head: Buffer): boolean =>
  head.length >= 4 && head[0] === 0xff && (head[1]! & 0xe0) === 0xe0 && (head[1]! & 0x18) !== 0x08 && (head[1]! & 0x06) !== 0 && (head[2]! & 0xf0) !== 0xf0 && (head[2]! & 0x0c) !== 0x0c
