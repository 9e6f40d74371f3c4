/** A WAV file of one channel, 16 bits, from a sound over time: −1 to 1 at each second. */
export const writeWav = (seconds: number, sound: (second: number) => number, rate = 8000): Uint8Array<ArrayBuffer> => {
  const samples = Math.round(seconds * rate)
  const file = new Uint8Array(44 + samples * 2)
  const view = new DataView(file.buffer)
  const word = (at: number, text: string): void => { for (let index = 0; index < text.length; index++) file[at + index] = text.charCodeAt(index) }
  word(0, 'RIFF')
  view.setUint32(4, 36 + samples * 2, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate * 2, true)
  view.setUint16(32, 2, true)
  view.setUint16(34, 16, true)
  word(36, 'data')
  view.setUint32(40, samples * 2, true)
  for (let index = 0; index < samples; index++) view.setInt16(44 + index * 2, Math.round(Math.max(-1, Math.min(1, sound(index / rate))) * 32_767), true)
  return file
}
