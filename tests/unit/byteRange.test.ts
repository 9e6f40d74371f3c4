import { expect, test } from 'vitest'
import fc from 'fast-check'
import { answerRecording, callIdOf } from '../../electron/hosts/recordings/answerRecording.ts'
import { wantedBytes } from '../../electron/hosts/recordings/byteRange.ts'

test('a part is wanted as RFC 9110 writes it', () => {
  expect(wantedBytes('bytes=0-499', 10_000)).toEqual({ kind: 'part', from: 0, to: 499 })
  expect(wantedBytes('bytes=500-999', 10_000)).toEqual({ kind: 'part', from: 500, to: 999 })
  expect(wantedBytes('bytes=-500', 10_000)).toEqual({ kind: 'part', from: 9500, to: 9999 })
  expect(wantedBytes('bytes=9500-', 10_000)).toEqual({ kind: 'part', from: 9500, to: 9999 })
  expect(wantedBytes('Bytes= 0 - 0 ', 10_000)).toEqual({ kind: 'part', from: 0, to: 0 })
  expect(wantedBytes('bytes=9000-99999', 10_000)).toEqual({ kind: 'part', from: 9000, to: 9999 })
  expect(wantedBytes('bytes=-99999', 10_000)).toEqual({ kind: 'part', from: 0, to: 9999 })
})

test('a part that isn’t there is none; what isn’t understood is answered with all of it', () => {
  for (const header of ['bytes=10000-', 'bytes=10000-10001', 'bytes=-0']) expect([header, wantedBytes(header, 10_000)]).toEqual([header, { kind: 'none' }])
  for (const header of [undefined, null, '', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=a-b', 'lines=0-5', 'bytes=0-1,5-6', 'bytes=0x1-5', `bytes=${'9'.repeat(30)}-`]) expect([header, wantedBytes(header, 10_000)]).toEqual([header, { kind: 'all' }])
})

test('whatever comes, a part lies within the file', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.nat(), fc.nat()).map(([a, b]) => `bytes=${a}-${b}`), fc.nat().map(last => `bytes=-${last}`)), fc.integer({ min: 1, max: 1_000_000 }), (header, size) => {
    const wanted = wantedBytes(header, size)
    if (wanted.kind === 'part') expect(0 <= wanted.from && wanted.from <= wanted.to && wanted.to < size).toBe(true)
  }))
})

test('a part of a file that was replaced in the meantime is answered with all of the new one', () => {
  const file = { path: '/nowhere', bytes: 1000, modifiedAt: Date.parse('2026-11-20T10:00:00.500Z'), mime: 'audio/mpeg' }
  const first = answerRecording(file, { range: 'bytes=0-9' })
  expect([first.status, first.headers['content-range'], first.headers['content-length'], first.headers['content-type']]).toEqual([206, 'bytes 0-9/1000', '10', 'audio/mpeg'])
  const { etag } = first.headers
  expect(answerRecording(file, { range: 'bytes=10-', ifRange: etag }).status).toBe(206)
  expect(answerRecording(file, { range: 'bytes=10-', ifRange: 'Fri, 20 Nov 2026 10:00:00 GMT' }).status).toBe(206)
  for (const changed of [{ ...file, bytes: 1001 }, { ...file, modifiedAt: file.modifiedAt + 1 }]) expect(answerRecording(changed, { range: 'bytes=10-', ifRange: etag }).status).toBe(200)
  const none = answerRecording(file, { range: 'bytes=1000-' })
  expect([none.status, none.headers['content-range'], none.body]).toEqual([416, 'bytes */1000', null])
})

test('only a call’s own number is an address of a recording', () => {
  expect(callIdOf('/recordings/17')).toBe(17)
  for (const path of ['/recordings/', '/recordings/0', '/recordings/1x', '/recordings/../1', '/recordings/1/2', '/recordings/1e3', `/recordings/${'9'.repeat(20)}`, '/x/recordings/1']) expect([path, callIdOf(path)]).toEqual([path, null])
})
