/** Agreement of raters. Below this many pairs chance is louder than they are, and nothing is shown. */
export const leastPairs = 20

export type Disagreement = (a: number, b: number) => number

/** Of categories without an order. */
export const nominal: Disagreement = (a, b) => a === b ? 0 : 1
/** Of marks: twice as far apart is four times the disagreement. */
export const quadratic: Disagreement = (a, b) => (a - b) ** 2

const countBy = (values: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Cohen's κ of two raters, weighted by how far apart they are: 1 − observed ÷ expected disagreement. Null where all marks are one: chance agrees as well. */
export const cohensKappa = (pairs: readonly (readonly [number, number])[], disagreement: Disagreement = nominal): number | null => {
  const [first, second] = [countBy(pairs.map(pair => pair[0])), countBy(pairs.map(pair => pair[1]))]
  const observed = pairs.reduce((sum, [a, b]) => sum + disagreement(a, b), 0) / pairs.length
  let expected = 0
  for (const [a, countA] of first) for (const [b, countB] of second) expected += countA * countB * disagreement(a, b) / pairs.length ** 2
  return expected > 0 ? 1 - observed / expected : null
}

export type Metric = 'nominal' | 'ordinal' | 'interval'

/** Krippendorff's δ² between two values, given how often each value occurs. */
const metricOf = (metric: Metric, totals: ReadonlyMap<number, number>): Disagreement => {
  if (metric === 'nominal') return nominal
  if (metric === 'interval') return quadratic
  const values = [...totals.keys()].toSorted((a, b) => a - b)
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const between = values.filter(value => value >= low && value <= high).reduce((sum, value) => sum + totals.get(value)!, 0)
    return a === b ? 0 : (between - (totals.get(low)! + totals.get(high)!) / 2) ** 2
  }
}

/** Krippendorff's α: any number of raters, gaps allowed. A unit is all marks that one call got; one mark alone can't agree with anything. */
export const krippendorffsAlpha = (units: readonly (readonly number[])[], metric: Metric = 'nominal'): number | null => {
  const pairable = units.filter(unit => unit.length > 1)
  const totals = countBy(pairable.flat())
  const count = pairable.reduce((sum, unit) => sum + unit.length, 0)
  const distance = metricOf(metric, totals)
  let observed = 0
  for (const unit of pairable) {
    for (const a of unit) for (const b of unit) observed += distance(a, b) / (unit.length - 1)
  }
  let expected = 0
  for (const [a, countA] of totals) for (const [b, countB] of totals) expected += countA * countB * distance(a, b) / (count - 1)
  return expected > 0 ? 1 - observed / expected : null
}

/** One call's marks of one criterion, by who gave them. */
export type RatedUnit = readonly { raterId: number, mark: number }[]
export interface ShownAgreement {
  calls: number
  /** Two marks of one call are a pair. */
  pairs: number
  measure: 'kappa' | 'alpha'
  /** Null under `leastPairs`, and where all marks are one. */
  value: number | null
}

/** Agreement on one criterion (domain.md, Call quality): Cohen's κ where the same two people scored all calls, else Krippendorff's α; marks of a scale are weighted by how far apart they are. */
export const agreementOf = (units: readonly RatedUnit[], kind: 'yes_no' | 'scale'): ShownAgreement => {
  const scored = units.filter(unit => unit.length > 1)
  const pairs = scored.reduce((sum, unit) => sum + unit.length * (unit.length - 1) / 2, 0)
  const raters = [...new Set(scored.flatMap(unit => unit.map(rated => rated.raterId)))].toSorted((a, b) => a - b)
  const measure = raters.length > 2 ? 'alpha' : 'kappa'
  const shown = { calls: scored.length, pairs, measure } as const
  if (pairs < leastPairs) return { ...shown, value: null }
  if (measure === 'alpha') return { ...shown, value: krippendorffsAlpha(scored.map(unit => unit.map(rated => rated.mark)), kind === 'scale' ? 'ordinal' : 'nominal') }
  const markOf = (unit: RatedUnit, raterId: number): number => unit.find(rated => rated.raterId === raterId)!.mark
  return { ...shown, value: cohensKappa(scored.map(unit => [markOf(unit, raters[0]!), markOf(unit, raters[1]!)] as const), kind === 'scale' ? quadratic : nominal) }
}
