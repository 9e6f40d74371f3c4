import { describe, expect, test } from 'vitest'
import { shippedReasons } from '../../src/shared/vocabulary.ts'
import { distance, groupTexts } from '../../electron/backend/domain/reasons/groupTexts.ts'
import { groupReasons, type GroupOfTexts } from '../../electron/backend/domain/reasons/reasonGroups.ts'
import { stemsOf, textKeyOf } from '../../electron/backend/domain/reasons/stems.ts'
import { makeSuggester } from '../../electron/backend/domain/reasons/suggestReason.ts'
import { makeReasonTexts } from './reasonTexts.ts'

const grouped = (...texts: string[]): string[][] => groupTexts(texts.map((text, index) => ({ key: textKeyOf(text), deals: 100 - index }))).map(group => group.texts.map(index => texts[index]!))

describe('texts that are one', () => {
  test.each([
    ['case, spaces, punctuation', ['Дорого', 'ДОРОГО!!', ' дорого. ']],
    ['ё and е, full-width letters', ['не берёт трубку', 'не берет трубку', 'Ｎｅ'].slice(0, 2)],
    ['endings', ['высокая цена', 'высокие цены', 'цену высокую']],
    ['order of words', ['сроки поставки', 'поставки сроки']],
    ['a typo', ['конкуренты', 'конкуренти', 'конкурнеты', 'конуренты']],
    ['extra words', ['нет бюджета', 'клиент сказал, что нет бюджета', 'нет бюджета (Иван)']],
    ['one negation', ['не дозвонились', 'Не дозвонилсь']],
  ])('%s', (_, texts) => expect(grouped(...texts)).toHaveLength(1))

  test.each([
    ['a negation turns the word round', ['актуально', 'не актуально']],
    ['short words one letter apart', ['цена', 'цели']],
    ['numbers', ['этап 12', 'этап 13'].map(text => text.replace('этап ', ''))],
    ['different reasons', ['нет бюджета', 'нет товара']],
  ])('but not: %s', (_, texts) => expect(grouped(...texts)).toHaveLength(2))

  test('a text of punctuation alone, or nothing, has no stems and breaks nothing', () => {
    expect(stemsOf('...')).toEqual([])
    expect(grouped('...', 'что', 'и')).toHaveLength(3)
  })

  test('a swap of neighbours is one typo', () => {
    expect(distance('цена', 'цнеа', 2)).toBe(1)
    expect(distance('дорого', 'дешево', 2)).toBe(3)
  })
})

const dictionary = shippedReasons.map((key, index) => ({ id: index + 1, key, name: null }))

describe('2 900 texts on 7 600 deals', () => {
  const made = makeReasonTexts()
  const texts = made.map(each => ({ key: textKeyOf(each.text), deals: each.deals }))
  const total = texts.reduce((sum, each) => sum + each.deals, 0)
  const pureOf = (groups: readonly GroupOfTexts[]): number => groups.reduce((sum, { texts: group }) => {
    const byReason = new Map<number, number>()
    for (const index of group) byReason.set(made[index]!.reason, (byReason.get(made[index]!.reason) ?? 0) + made[index]!.deals)
    return sum + Math.max(...byReason.values())
  }, 0) / groups.reduce((sum, each) => sum + each.deals, 0)

  test('twenty groups hold at least 80 % of the deals, and what stands together means one thing', () => {
    expect([made.length, total]).toEqual([2900, 7600])
    const screen = groupReasons(texts, dictionary, 'families').slice(0, 20)
    const covered = screen.reduce((sum, each) => sum + each.deals, 0) / total
    expect(covered).toBeGreaterThan(0.88)
    expect(pureOf(screen)).toBeGreaterThan(0.97)
  })

  test('no text is lost or doubled, at either level, and the order of the texts changes nothing about the sums', () => {
    for (const level of ['families', 'wordings'] as const) {
      const groups = groupReasons(texts, dictionary, level)
      expect(groups.flatMap(each => each.texts).sort((a, b) => a - b)).toEqual(texts.map((_, index) => index))
      expect(groups.reduce((sum, each) => sum + each.deals, 0)).toBe(total)
      expect(groupReasons(texts.toReversed(), dictionary, level).reduce((sum, each) => sum + each.deals, 0)).toBe(total)
    }
  })

  test('wordings are finer than families', () => {
    expect(groupReasons(texts, dictionary, 'wordings').length).toBeGreaterThan(groupReasons(texts, dictionary, 'families').length)
  })
})

describe('families', () => {
  const familyTexts = (...said: string[]): string[][] => groupReasons(said.map((text, index) => ({ key: textKeyOf(text), deals: 100 - index })), dictionary, 'families').map(group => group.texts.map(index => said[index]!))
  test.each([
    ['one entry of the dictionary', ['дорого', 'высокая цена', 'цена не подошла']],
    ['one thing', ['проиграли тендер', 'тендер не прошли']],
  ])('%s stands together', (_, said) => expect(familyTexts(...said)).toHaveLength(1))
  test.each([
    ['two entries of the dictionary', ['нет бюджета', 'не актуально']],
    ['a missing thing and an unneeded one', ['нет нужного товара', 'не нужно']],
  ])('but not: %s', (_, said) => expect(familyTexts(...said)).toHaveLength(2))
})

test('the dictionary entry that the words speak of, a word of the team among them', () => {
  const suggest = makeSuggester([{ id: 1, key: 'price_not_defended', name: null }, { id: 2, key: 'competitor', name: null }, { id: 3, key: null, name: 'Нет рассрочки' }, { id: 4, key: 'no_need', name: null }])
  expect([['слишком дорого'], ['ушли к конкурентам'], ['рассрочки нет'], ['неактуально'], ['погода плохая']].map(said => suggest(said)?.id ?? null)).toEqual([1, 2, 3, 4, null])
})
