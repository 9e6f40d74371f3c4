import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { computePeaks } from '../../electron/backend/audio/computePeaks.ts'
import { makePeakCounter } from '../../electron/backend/audio/peakCounter.ts'
import { writeWav as wavOf } from '../../electron/backend/audio/writeWav.ts'
import { coarserPeaks, silencesOf } from '../../electron/backend/domain/quality/silence.ts'

const writeWav = (...sound: Parameters<typeof wavOf>): Buffer => Buffer.from(wavOf(...sound))
const folder = mkdtempSync(join(tmpdir(), 'pult-audio-'))
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, bytes: Buffer): string => {
  writeFileSync(join(folder, name), bytes)
  return join(folder, name)
}
const peaksOf = async (path: string) => {
  const result = await computePeaks(path)
  if (result.kind !== 'peaks') throw new Error(result.kind)
  return result
}
/** Half as loud for two seconds, silent for two, quite loud for one. */
const steps = (second: number): number => (second < 2 ? 0.5 : second < 4 ? 0 : 0.9) * Math.sin(2 * Math.PI * 400 * second)
const expected = [...Array<number>(20).fill(0.5), ...Array<number>(20).fill(0), ...Array<number>(10).fill(0.9)]

describe('the peaks of a wave that was made by hand', () => {
  test.each([8000, 11_025, 16_000, 44_100])('16 bits at %i Hz', async rate => {
    const { durationS, peaks } = await peaksOf(put(`steps-${rate}.wav`, writeWav(5, steps, rate)))
    expect(durationS).toBeCloseTo(5, 4)
    expect(peaks).toHaveLength(50)
    // The highest point of a sine may lie between two samples: 2 % at 20 samples a wave.
    peaks.forEach((peak, index) => expect(Math.abs(peak / 255 - expected[index]!), `tenth ${index}`).toBeLessThan(0.02))
  })

  test.each([['alaw', 6], ['ulaw', 7]] as const)('G.711 %s, a published code for each of its ends', async (_name, tag) => {
    const wav = writeWav(0.4, () => 0)
    // 0xd5 and 0xff are silence, 0x2a and 0x00 the loudest: ±32 256 and ±32 124 of 32 768 (ITU-T G.711).
    const [silent, loudest, most] = tag === 6 ? [0xd5, 0x2a, 32_256] : [0xff, 0x00, 32_124]
    const body = Buffer.concat([Buffer.alloc(1600, silent), Buffer.alloc(1600, loudest)])
    const file = Buffer.concat([wav.subarray(0, 44), body])
    file.writeUInt16LE(tag, 20)
    file.writeUInt16LE(1, 32)
    file.writeUInt16LE(8, 34)
    file.writeUInt32LE(body.length, 40)
    const { durationS, peaks } = await peaksOf(put(`g711-${tag}.wav`, file))
    expect(durationS).toBe(0.4)
    expect([...peaks]).toEqual([0, 0, Math.round(most / 32_768 * 255), Math.round(most / 32_768 * 255)])
  })

  test('an MP3 as its encoder got it: two seconds of tone, two of silence, two of tone', async () => {
    const { durationS, peaks } = await peaksOf('tests/fixtures/audio/tone-2s-on-2s-off.mp3')
    // The encoder's own delay and last frame come on top.
    expect(durationS).toBeGreaterThan(6)
    expect(durationS).toBeLessThan(6.3)
    const shift = Math.round((durationS - 6) * 10) - 1
    for (const [tenth, loud] of [[5, true], [15, true], [25, false], [35, false], [45, true], [55, true]] as const) expect([tenth, peaks[tenth + shift]! > 100]).toEqual([tenth, loud])
  })

  test('a length that was never filled in, and a file that was cut off, give what is there', async () => {
    const unfinished = writeWav(5, steps)
    unfinished.writeUInt32LE(0, 40)
    expect((await peaksOf(put('unfinished.wav', unfinished))).durationS).toBe(5)
    const cut = put('cut.wav', writeWav(5, steps))
    truncateSync(cut, 44 + 8000 * 2)
    expect((await peaksOf(cut)).durationS).toBe(1)
  })

  test('what holds no sound is damaged, what nobody decodes here unknown', async () => {
    expect(await computePeaks(put('header.wav', writeWav(1, steps).subarray(0, 44)))).toEqual({ kind: 'damaged' })
    expect(await computePeaks(put('noise.mp3', Buffer.concat([Buffer.from('ID3'), Buffer.alloc(4000, 0x41)])))).toEqual({ kind: 'damaged' })
    expect(await computePeaks(put('song.flac', Buffer.from('fLaC and the rest')))).toEqual({ kind: 'unknown' })
  })

  test('several channels count by the loudest', () => {
    const counter = makePeakCounter(10)
    counter.channels([Float32Array.of(0.1, -0.2, 0), Float32Array.of(-0.5, 0.1, 0.25)])
    expect([...counter.done().peaks]).toEqual([128, 51, 64])
  })
})

describe('pauses', () => {
  const peaks = (...parts: readonly (readonly [tenths: number, peak: number])[]): Uint8Array => Uint8Array.from(parts.flatMap(([tenths, peak]) => Array<number>(tenths).fill(peak)))
  test('are cut with a breath left at both ends, short ones belong to speech', () => {
    const [first, ...rest] = silencesOf(peaks([20, 120], [30, 1], [20, 120], [10, 1], [20, 120]), 10)
    expect(first![0]).toBeCloseTo(2.3)
    expect(first![1]).toBeCloseTo(4.7)
    expect(rest).toEqual([])
  })
  test('go from the very beginning and to the very end', () => {
    const silences = silencesOf(peaks([40, 0], [40, 200], [40, 2]), 10)
    expect(silences.map(each => each.map(value => Math.round(value * 10) / 10))).toEqual([[0, 3.7], [8.3, 12]])
  })
  test('a recording of quiet speech has no more of them than the same one loud', () => {
    expect(silencesOf(peaks([20, 25], [20, 12], [20, 25]), 10)).toEqual([])
  })
  test('a drawing keeps the loudest of each part', () => {
    expect(coarserPeaks(Uint8Array.of(1, 9, 2, 3, 0, 4), 3)).toEqual([9, 3, 4])
    expect(coarserPeaks(Uint8Array.of(1, 9), 2000)).toEqual([1, 9])
  })
})
