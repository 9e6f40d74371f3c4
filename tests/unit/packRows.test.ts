import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buffersOf, packRows, unpackRows } from '../../electron/backend/import/beside/packRows.ts'

const text = fc.option(fc.oneof(fc.constantFrom('call', 'email', ''), fc.string({ unit: 'grapheme' })), { nil: null })
const number = fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true }), fc.maxSafeInteger()), { nil: null })
const row = fc.record({ key: fc.string({ minLength: 1 }), name: text, at: number, few: fc.constantFrom('a', 'b', null), nothing: fc.constant(null), flag: fc.constantFrom(0, 1) })

test('rows come out of their packing as they went in, whatever is empty', () => {
  fc.assert(fc.property(fc.array(row, { maxLength: 60 }), rows => {
    const packed = structuredClone(packRows(rows))
    expect(unpackRows(packed)).toEqual(rows)
    // A buffer can be handed over only once.
    expect(new Set(buffersOf(packed)).size).toBe(buffersOf(packed).length)
  }))
})
