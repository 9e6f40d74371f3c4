/** The demo's own random numbers: the same seed and label give the same row of numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  /** Around `median`, with a long tail upwards. */
  skewed(median: number, spread: number): number
  shuffle<T>(items: readonly T[]): T[]
}

const hash = (text: string): number => {
  let value = 2_166_136_261
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16_777_619)
  return value >>> 0
}

export const makeRandom = (seed: number, label: string): Random => {
  // mulberry32: small, and good enough for stories.
  let state = hash(`${seed}:${label}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const shuffle = <T>(items: readonly T[]): T[] => {
    const copy = [...items]
    for (let index = copy.length - 1; index > 0; index--) {
      const other = between(0, index)
      const kept = copy[index]!
      copy[index] = copy[other]!
      copy[other] = kept
    }
    return copy
  }
  return {
    next,
    between,
    chance: probability => next() < probability,
    pick: items => items[between(0, items.length - 1)]!,
    weighted: weights => {
      const keys = Object.keys(weights) as (keyof typeof weights)[]
      let rest = next() * keys.reduce((sum, key) => sum + weights[key], 0)
      for (const key of keys) {
        rest -= weights[key]
        if (rest < 0) return key
      }
      return keys.at(-1)!
    },
    skewed: (median, spread) => median * Math.exp(spread * (next() + next() + next() - 1.5) * 1.6),
    shuffle,
  }
}
