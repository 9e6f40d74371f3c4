import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDay } from '../../electron/backend/domain/time/days.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'
import { noteDate, orderOf, readLeadingMoment, readMoment, type DateOrder } from '../../electron/backend/import/values/dates.ts'
import { currencyIn, decimalOf, noteNumber, readAmount, readCurrency, readNumber, type DecimalMark } from '../../electron/backend/import/values/numbers.ts'
import { cleanCell, decodeEntities, isDamagedId, nameHeaders } from '../../electron/backend/import/values/text.ts'
import { readSeconds, readYesNo } from '../../electron/backend/import/values/words.ts'

const zone = makeZone('Europe/Moscow')
const said = (text: string, order: DateOrder = 'dmy'): string | null => {
  const moment = readMoment(text, order, zone)
  return moment && (moment.at === null ? formatDay(moment.day) : zone.format(moment.at).slice(0, 16))
}

describe('dates', () => {
  test.each([
    ['31.12.2025 18:30', '2025-12-31T18:30'], ['31.12.2025 18:30:59', '2025-12-31T18:30'], ['31.12.2025', '2025-12-31'], ['31.12.25', '2025-12-31'], ['1.2.2026', '2026-02-01'],
    ['2025-12-31 18:30:00', '2025-12-31T18:30'], ['2025-12-31T15:30:00Z', '2025-12-31T18:30'], ['2025-12-31T18:30:00.123+03:00', '2025-12-31T18:30'], ['2025/12/31', '2025-12-31'],
    ['Apr 3, 2024', '2024-04-03'], ['15 Apr, 2021 00:02:00', '2021-04-15T00:02'], ['April 3, 2024 5:30 PM', '2024-04-03T17:30'], ['3 Apr 2024', '2024-04-03'], ['12 a.m.', null],
    ['31 декабря 2025 г. 18:30', '2025-12-31T18:30'], ['3 de abril de 2024', '2024-04-03'], ['Wed, 3 Apr 2024 09:05', '2024-04-03T09:05'], ['31.12.2025, 18:30', '2025-12-31T18:30'],
    ['12/31/2025', '2025-12-31'], ['31/12/2025', '2025-12-31'], ['12/31/2025 12:05 AM', '2025-12-31T00:05'], ['1764090000', '2025-11-25T20:00'],
    ['31.02.2026', null], ['32.01.2026', null], ['13.13.2026', null], ['не закрыта', null], ['29.02.2025', null], ['25:61', null], ['', null], ['2026-11-20 24:00', null],
    ['31.12.2025\u00a018:30', '2025-12-31T18:30'],
  ])('%s', (text, expected) => expect(said(text)).toBe(expected))

  test('the order of day and month comes from the whole column', () => {
    const us = { dmy: 0, mdy: 0 }
    for (const text of ['03/04/2025', '04/05/2025', '04/25/2025']) expect(noteDate(us, text)).toBe(true)
    expect(orderOf(us, 'dmy')).toBe('mdy')
    expect(said('03/04/2025', orderOf(us, 'dmy'))).toBe('2025-03-04')
    expect(said('03/04/2025', 'dmy')).toBe('2025-04-03')
    expect(said('03.04.2025', 'mdy')).toBe('2025-04-03')
    expect(noteDate(us, '45/45/2025')).toBe(false)
  })

  test('a date in front of a text', () => {
    expect(readLeadingMoment('20.11.2026 18:30 Позвонить', 'dmy', zone)).toMatchObject({ rest: 'Позвонить', moment: { at: Date.parse('2026-11-20T18:30:00+03:00') } })
    expect(readLeadingMoment('20.11.2026: Встреча с ЛПР', 'dmy', zone)).toMatchObject({ rest: 'Встреча с ЛПР', moment: { at: null } })
    expect(readLeadingMoment('Позвонить', 'dmy', zone)).toBeNull()
  })

  test('what was written is read, in every way of writing', () => {
    const write: Record<string, (y: number, m: number, d: number, h: number, min: number) => string> = {
      ru: (y, m, d, h, min) => `${pad(d)}.${pad(m)}.${y} ${pad(h)}:${pad(min)}:00`, iso: (y, m, d, h, min) => `${y}-${pad(m)}-${pad(d)} ${pad(h)}:${pad(min)}`,
      us: (y, m, d, h, min) => `${m}/${d}/${y} ${h % 12 || 12}:${pad(min)} ${h < 12 ? 'AM' : 'PM'}`, zoho: (y, m, d, h, min) => `${pad(d)} ${short[m - 1]}, ${y} ${pad(h)}:${pad(min)}:00`,
    }
    fc.assert(fc.property(fc.integer({ min: 1990, max: 2060 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.constantFrom(...Object.keys(write)), (y, m, d, h, min, way) => {
      const utc = makeZone('UTC')
      const moment = readMoment(write[way]!(y, m, d, h, min), way === 'us' ? 'mdy' : 'dmy', utc)
      expect(moment?.at).toBe(Date.UTC(y, m - 1, d, h, min))
    }))
  })
})
const pad = (value: number): string => String(value).padStart(2, '0')
const short = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

describe('numbers and money', () => {
  test.each<[string, DecimalMark, string | null]>([
    ['1 234,56', '.', '1234.56'], ['1\u00a0234,56', '.', '1234.56'], ['350\u202f000', ',', '350000'], ['€ 2.900,00', '.', '2900.00'], ['$22,700.00', ',', '22700.00'],
    ['1.234', ',', '1234'], ['1.234', '.', '1.234'], ['1,234', '.', '1234'], ['1,234', ',', '1.234'], ['1.234.567', '.', '1234567'], ['1,234,567.8', ',', '1234567.8'], ['0.123', ',', '0.123'],
    ['1234.567', ',', '1234.567'], ['150000', ',', '150000'], ['-1 234,5', '.', '-1234.5'], ['(1,234.50)', '.', '-1234.50'], ['−5', '.', '-5'], ['1\'234.50', ',', '1234.50'],
    ['150 000 ₽', '.', '150000'], ['150 000 руб.', ',', '150000'], ['RUB 1500', '.', '1500'], ['1 500 RUB', '.', '1500'], ['R$ 1.234,56', '.', '1234.56'], ['$115.00K', '.', '115000'], ['1,5 млн', '.', '1500000'],
    ['75%', '.', '75'], ['', '.', null], ['abc', '.', null], ['1.2.3', '.', null], ['12-34', '.', null], ['31.12.2025', '.', null], ['1,23,456', '.', null], ['+7 999 123-45-67', '.', null],
  ])('%s with %s', (text, decimal, expected) => expect(readNumber(text, decimal)).toBe(expected))

  test('the decimal mark comes from the whole column', () => {
    const evidence = { comma: 0, dot: 0 }
    for (const text of ['1.234', '2.900,50', '3.100']) noteNumber(evidence, text)
    expect(decimalOf(evidence, '.')).toBe(',')
    expect(readNumber('1.234', decimalOf(evidence, '.'))).toBe('1234')
  })

  test('amounts are minor units; floats of an export are rounded', () => {
    expect([readAmount('2900.0000001', '.', 'RUB'), readAmount('1 234,565', ',', 'RUB'), readAmount('1500', '.', 'JPY'), readAmount('-0,5', ',', 'RUB'), readAmount('0.004', '.', 'USD')]).toEqual([290000, 123457, 1500, -50, 0])
    expect(readAmount('99999999999999999', '.', 'RUB')).toBeNull()
  })

  test('what was written is read, in every way of writing', () => {
    fc.assert(fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), fc.constantFrom(' ', '\u00a0', '\u202f', '.', ',', ''), fc.constantFrom(',', '.'), fc.constantFrom('', '€ ', '$'), (cents, group, decimal, sign) => {
      fc.pre(group !== decimal)
      const digits = String(Math.abs(cents)).padStart(3, '0')
      const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group)
      const text = `${cents < 0 ? '-' : ''}${sign}${whole}${decimal}${digits.slice(-2)}`
      expect(readAmount(text, decimal as DecimalMark, 'EUR')).toBe(cents === 0 ? 0 : cents)
    }))
  })

  test.each([['Бюджет ₽', 'RUB'], ['Amount (USD)', 'USD'], ['€ 2.900,00', 'EUR'], ['Presupuesto $', 'USD'], ['Lead venda R$', 'BRL'], ['Бюджет', null], ['Сумма, руб.', 'RUB'], ['Budget_AED', null], ['CRM ID', null]])('currency of «%s»', (text, expected) => {
    expect(currencyIn(text)).toBe(expected)
  })
  test.each([['RUB', 'RUB'], ['rur', 'RUB'], ['Российский рубль', 'RUB'], ['Доллар США', 'USD'], ['US Dollar', 'USD'], ['₽', 'RUB'], ['Euro (EUR)', 'EUR'], ['ничего', null]])('currency word «%s»', (text, expected) => {
    expect(readCurrency(text)).toBe(expected)
  })
})

describe('texts', () => {
  test('headers: spaces around, kinds of space, doubles', () => {
    expect(nameHeaders(['\uFEFFID', 'Бюджет ', 'Рабочий\u00a0телефон', 'Телефон', 'Телефон', 'Телефон #2', ''])).toEqual(['ID', 'Бюджет', 'Рабочий телефон', 'Телефон', 'Телефон #2', 'Телефон #2 #2', ''])
  })
  test.each([["'+7 999 123-45-67", '+7 999 123-45-67'], ["  '=1+1 ", '=1+1'], ["'text'", "'text'"], ["O'Neil", "O'Neil"]])('apostrophe of %s', (text, expected) => expect(cleanCell(text)).toBe(expected))
  test.each([['ООО &quot;Ёлка&quot; &amp; Ко', 'ООО "Ёлка" & Ко'], ['&#171;&#x414;а&raquo;', '«Да»'], ['AT&T &unknown; &#0;', 'AT&T &unknown; &#0;']])('entities of %s', (text, expected) => expect(decodeEntities(text)).toBe(expected))
  test.each([['1,23457E+18', true], ['1.23457E+18', true], ['1234567890123456789', false], ['OPP-1', false]])('damaged id %s', (text, expected) => expect(isDamagedId(text)).toBe(expected))
  test.each([['Да', 1], ['нет', 0], ['TRUE', 1], ['Completed', 1], ['может быть', null]])('yes or no: %s', (text, expected) => expect(readYesNo(text)).toBe(expected))
  test.each([['00:05:30', 330], ['5:30', 330], ['330', 330], ['330.4', 330], ['долго', null]])('seconds of %s', (text, expected) => expect(readSeconds(text)).toBe(expected))
})
