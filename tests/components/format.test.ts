import { beforeEach, expect, test } from 'vitest'
import { i18n, text } from '../../src/i18n/index.ts'
import { russianPlural } from '../../src/i18n/plural.ts'
import { makeFormat } from '../../src/ui/format.ts'
import { moscow } from './mount.ts'

const plain = (said: string): string => said.replaceAll(/[\u00a0\u202f\u2009]/g, ' ')
const ru = makeFormat(moscow)
const en = makeFormat({ ...moscow, locale: 'en' })
beforeEach(() => { i18n.global.locale.value = 'ru' })

test('money: full in lists, short in headings, kopecks only where there are any', () => {
  expect(plain(ru.money(125_000_000))).toBe('1 250 000 ₽')
  expect(plain(ru.money(12_345))).toBe('123,45 ₽')
  expect(plain(ru.moneyShort(9_840_000_000))).toBe('98,4 млн ₽')
  expect(plain(en.moneyShort(9_840_000_000))).toBe('₽98.4M')
  expect(plain(ru.money(-50_000))).toBe('-500 ₽')
})

test('money has as many minor digits as its currency: none for the yen, three for the dinar', () => {
  expect(plain(en.money(1250, 'JPY'))).toBe('¥1,250')
  expect(plain(en.money(1_250_500, 'KWD'))).toContain('1,250.500')
})

test('an unknown amount is a dash, nothing is 0 ₽', () => {
  expect(ru.money(null)).toBe('—')
  expect(plain(ru.money(0))).toBe('0 ₽')
})

test('a percentage never stands alone', () => {
  expect(plain(ru.share(26, 84))).toBe('31 % (26 из 84)')
  expect(ru.share(0, 0)).toBe('— (0 из 0)')
})

test('days as people say them, in the zone of the workspace and not of this computer', () => {
  expect(ru.day('2026-11-20')).toBe('сегодня')
  expect(ru.day('2026-11-21')).toBe('завтра')
  expect(ru.day('2026-11-19')).toBe('вчера')
  expect(ru.day('2026-11-27')).toBe('пт, 27 нояб.')
  expect(plain(ru.day('2027-01-05'))).toContain('2027')
  // 22:30 in London on the 19th is the 20th in Moscow.
  expect(ru.instant(Date.parse('2026-11-19T22:30:00Z'))).toBe('сегодня, 01:30')
})

test('how long: in the stage, in days, with «≥» where it is a lower bound', () => {
  expect(plain(ru.days(12))).toBe('12 дн.')
  expect(plain(ru.days(12, false))).toBe('≥ 12 дн.')
  expect([1, 3, 5, 11, 21, 112].map(count => plain(ru.daysLong(count)))).toEqual(['1 день', '3 дня', '5 дней', '11 дней', '21 день', '112 дней'])
})

test('Russian plurals, with and without a form for zero', () => {
  expect([0, 1, 2, 5, 11, 14, 21, 22, 111].map(count => russianPlural(count, 3))).toEqual([2, 0, 1, 2, 2, 2, 0, 1, 2])
  expect([0, 1, 2, 5].map(count => russianPlural(count, 4))).toEqual([0, 1, 2, 3])
  expect(text('common.deals', {}, 21)).toBe('21 сделка')
  expect(plain(text('common.deals', {}, 12_345))).toBe('12 345 сделок')
})

test('long work: seconds, minutes, hours', () => {
  expect([4, 75, 3725].map(seconds => plain(ru.duration(seconds)))).toEqual(['4 с', '1 мин 15 с', '1 ч 02 мин'])
})
