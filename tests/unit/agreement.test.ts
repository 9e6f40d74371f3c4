import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreementOf, cohensKappa, krippendorffsAlpha, quadratic, type Disagreement } from '../../electron/backend/domain/quality/agreement.ts'

/** Pairs of a table of counts: rows the first rater's marks, columns the second's. */
const pairsOf = (table: number[][]): [number, number][] => table.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, (): [number, number] => [a, b])))

describe('Cohen\'s κ', () => {
  test('of 50 grant proposals (Wikipedia, Cohen\'s kappa, «Simple example»)', () => {
    expect(cohensKappa(pairsOf([[20, 5], [10, 15]]))).toBeCloseTo(0.4, 12)
  })

  test('of the same agreement with other margins (Wikipedia, «Same percentage agreement but different numbers»)', () => {
    expect(cohensKappa(pairsOf([[45, 15], [25, 15]]))).toBeCloseTo(0.1304, 4)
    expect(cohensKappa(pairsOf([[25, 35], [5, 35]]))).toBeCloseTo(0.2593, 4)
  })

  test('of 200 diagnoses, plain and weighted (Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70, 213–220; the table as in R\'s psych::cohen.kappa)', () => {
    const table = pairsOf([[88, 10, 2], [14, 40, 6], [18, 10, 12]])
    const weights = [[0, 1, 3], [1, 0, 6], [3, 6, 0]]
    const disagreement: Disagreement = (a, b) => weights[a]![b]!
    expect(cohensKappa(table)).toBeCloseTo(0.492, 3)
    expect(cohensKappa(table, disagreement)).toBeCloseTo(0.348, 3)
  })

  test('is nothing where all marks are one', () => expect(cohensKappa([[1, 1], [1, 1]])).toBeNull())

  test('is what frequencies of agreement give', () => {
    const mark = fc.integer({ min: 0, max: 5 })
    fc.assert(fc.property(fc.array(fc.tuple(mark, mark), { minLength: 1, maxLength: 40 }), pairs => {
      let expected = 0
      for (let value = 0; value <= 5; value++) expected += pairs.filter(([a]) => a === value).length * pairs.filter(([, b]) => b === value).length / pairs.length ** 2
      const observed = pairs.filter(([a, b]) => a === b).length / pairs.length
      const kappa = cohensKappa(pairs)
      if (kappa !== null) expect(kappa).toBeCloseTo((observed - expected) / (1 - expected), 9)
      else expect(expected).toBeCloseTo(1, 9)
    }))
  })

  test('weighted by squares is what means and variances give (Fleiss and Cohen 1973)', () => {
    const mark = fc.integer({ min: 0, max: 5 })
    fc.assert(fc.property(fc.array(fc.tuple(mark, mark), { minLength: 2, maxLength: 40 }), pairs => {
      const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
      const [a, b] = [pairs.map(pair => pair[0]), pairs.map(pair => pair[1])]
      const covariance = mean(pairs.map(pair => (pair[0] - mean(a)) * (pair[1] - mean(b))))
      const spread = mean(a.map(value => (value - mean(a)) ** 2)) + mean(b.map(value => (value - mean(b)) ** 2)) + (mean(a) - mean(b)) ** 2
      const kappa = cohensKappa(pairs, quadratic)
      if (kappa !== null) expect(kappa).toBeCloseTo(2 * covariance / spread, 9)
      else expect(spread).toBeCloseTo(0, 9)
    }))
  })
})

// The examples A, B and C of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
describe('Krippendorff\'s α', () => {
  const unitsOf = (...raters: string[]): number[][] => Array.from({ length: raters[0]!.length }, (_, unit) => raters.map(marks => marks[unit]!).filter(mark => mark !== '.').map(mark => mark.codePointAt(0)!))

  test('binary, two raters', () => expect(krippendorffsAlpha(unitsOf('0100000010', '1110010000'))).toBeCloseTo(0.095, 3))
  test('nominal, two raters', () => expect(krippendorffsAlpha(unitsOf('aabbdcccedda', 'babbbccceddd'))).toBeCloseTo(0.692, 3))
  test('four raters with gaps', () => {
    const units = unitsOf('123321412...', '1233224125.3', '.3332342251.', '12332441251.')
    expect(krippendorffsAlpha(units, 'nominal')).toBeCloseTo(0.743, 3)
    expect(krippendorffsAlpha(units, 'ordinal')).toBeCloseTo(0.815, 3)
    expect(krippendorffsAlpha(units, 'interval')).toBeCloseTo(0.849, 3)
  })

  test('all marks the same, or none to compare', () => {
    expect(krippendorffsAlpha([[1, 1], [1, 1]])).toBeNull()
    expect(krippendorffsAlpha([[1], [2]])).toBeNull()
  })

  test('is one minus the disagreement within calls over that between any two marks, pair by pair', () => {
    const unit = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 })
    fc.assert(fc.property(fc.array(unit, { maxLength: 12 }), units => {
      const pairable = units.filter(each => each.length > 1)
      const marks = pairable.flat()
      const distances = (values: number[]): number => values.flatMap((a, i) => values.map((b, j) => i === j ? 0 : (a - b) ** 2)).reduce((sum, each) => sum + each, 0)
      const within = pairable.reduce((sum, each) => sum + distances(each) / (each.length - 1), 0) / marks.length
      const between = distances(marks) / (marks.length * (marks.length - 1))
      const alpha = krippendorffsAlpha(units, 'interval')
      if (alpha !== null) expect(alpha).toBeCloseTo(1 - within / between, 9)
      else expect(marks.length === 0 || between === 0).toBe(true)
    }))
  })
})

describe('what is shown of a criterion (domain.md, Call quality)', () => {
  const unit = (marks: Record<number, number>) => Object.entries(marks).map(([raterId, mark]) => ({ raterId: Number(raterId), mark }))
  const both = (count: number) => Array.from({ length: count }, (_, index) => unit({ 7: index % 2, 9: index % 3 === 0 ? 0 : index % 2 }))

  test('nothing under 20 pairs, κ from the twentieth on', () => {
    expect(agreementOf(both(19), 'yes_no')).toEqual({ calls: 19, pairs: 19, measure: 'kappa', value: null })
    const shown = agreementOf(both(20), 'yes_no')
    expect(shown).toMatchObject({ calls: 20, pairs: 20, measure: 'kappa' })
    expect(shown.value).toBeCloseTo(cohensKappa(both(20).map(([a, b]) => [a!.mark, b!.mark]))!, 12)
  })

  test('a call that one person scored is no pair; three people make α, and three pairs a call', () => {
    expect(agreementOf([...both(19), unit({ 7: 1 })], 'yes_no').value).toBeNull()
    const three = Array.from({ length: 7 }, (_, index) => unit({ 7: index % 2, 9: index % 2, 11: 1 }))
    expect(agreementOf(three, 'scale')).toEqual({ calls: 7, pairs: 21, measure: 'alpha', value: krippendorffsAlpha(three.map(marks => marks.map(rated => rated.mark)), 'ordinal') })
  })

  test('who stands first in a unit doesn\'t matter; a scale is weighted by squares', () => {
    const units = Array.from({ length: 20 }, (_, index) => unit({ 7: index % 6, 9: Math.min(5, index % 6 + 1) }))
    const mixed = units.map((each, index) => index % 2 ? each.toReversed() : each)
    expect(agreementOf(mixed, 'scale').value).toBeCloseTo(cohensKappa(units.map(([a, b]) => [a!.mark, b!.mark]), quadratic)!, 12)
  })
})
