import { describe, expect, test } from 'vitest'
import { convert, currencyDigits, parseAmount } from '../../electron/backend/domain/money.ts'
import { byCodePoint, trimmedLength } from '../../electron/backend/domain/text.ts'

describe('money', () => {
  test.each([
    ['1250000', 'RUB', 125_000_000], ['0.01', 'RUB', 1], ['10.5', 'USD', 1050], ['-3.10', 'EUR', -310], ['500', 'JPY', 500], ['1.234', 'KWD', 1234], ['7.', 'RUB', 700], ['-0', 'RUB', 0],
  ])('%s %s is %i minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor)
  })

  test.each([['1.001', 'RUB'], ['1.5', 'JPY'], ['1,5', 'RUB'], ['1 000', 'RUB'], ['', 'RUB'], ['1e5', 'RUB'], ['99999999999999999', 'RUB'], ['NaN', 'RUB']])('%s %s is refused', (text, currency) => {
    expect(parseAmount(text, currency)).toBeNull()
  })

  test('decimal places follow the currency', () => {
    expect(['RUB', 'JPY', 'KWD'].map(currencyDigits)).toEqual([2, 0, 3])
  })

  test.each([[10_000, 'USD', 'RUB', '92.5', 925_000], [1, 'USD', 'RUB', '0.5', 1], [-1, 'USD', 'RUB', '0.5', -1], [100, 'JPY', 'RUB', '0.61', 6100], [333, 'KWD', 'USD', '3.25', 108]])(
    '%i of %s in %s at %s is %i, half away from zero', (amount, from, to, rate, expected) => {
      expect(convert(amount, from, to, rate)).toBe(expected)
    })
})

describe('text', () => {
  test('length counts code points after trimming', () => {
    expect(trimmedLength('  абвгд ежзик \n')).toBe(11)
    expect(trimmedLength('👍👍👍👍👍👍👍👍👍')).toBe(9)
    expect(trimmedLength('  \t\n')).toBe(0)
    expect(trimmedLength(null)).toBe(0)
  })

  test('ids sort by code point, so an astral one stands after U+FFFD', () => {
    expect(['\u{1F600}', '\uFFFD', 'b', 'a', '9', '10', 'aa'].sort(byCodePoint)).toEqual(['10', '9', 'a', 'aa', 'b', '\uFFFD', '\u{1F600}'])
  })
})
