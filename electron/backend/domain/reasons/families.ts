/** A wording with what it says and how many deals it stands on. */
export interface Wording { stems: readonly string[], deals: number, /** The dictionary's entry that its words clearly speak of. */ reasonId: number | null }

const shareOfWords = 0.5

/** What a wording is about: its things, without the verbs that «не» turns round; those alone when there is nothing else. */
const thingsOf = (stems: readonly string[]): string[] => {
  const things = stems.filter(stem => !stem.startsWith('не_')).map(stem => stem.replace('нет_', ''))
  return things.length > 0 ? things : [...stems]
}

/**
 * Wordings of one thing: «высокая цена», «цена не подошла»; and those of one entry of the dictionary. Indexes, the most frequent first.
 * A wording is compared with the heads of families alone, and only with those that share a word.
 */
export const familiesOf = (wordings: readonly Wording[]): number[][] => {
  const order = wordings.map((_, index) => index).sort((a, b) => wordings[b]!.deals - wordings[a]!.deals || a - b)
  const families: number[][] = []
  const heads: string[][] = []
  const ofStem = new Map<string, number[]>()
  const ofReason = new Map<number, number>()
  for (const index of order) {
    const { stems, reasonId } = wordings[index]!
    const things = thingsOf(stems)
    const found = (reasonId === null ? undefined : ofReason.get(reasonId)) ?? nearest(things, stems, { heads, ofStem, reasonId, families, wordings })
    const family = found ?? families.push([]) - 1
    families[family]!.push(index)
    if (reasonId !== null && !ofReason.has(reasonId)) ofReason.set(reasonId, family)
    if (found !== undefined) continue
    heads.push(things)
    for (const stem of things) {
      const list = ofStem.get(stem)
      if (list) list.push(family)
      else ofStem.set(stem, [family])
    }
  }
  return families
}

interface Found { heads: readonly string[][], ofStem: ReadonlyMap<string, number[]>, reasonId: number | null, families: readonly number[][], wordings: readonly Wording[] }

const nearest = (things: readonly string[], stems: readonly string[], { heads, ofStem, reasonId, families, wordings }: Found): number | undefined => {
  const shared = new Map<number, number>()
  for (const stem of things) for (const family of ofStem.get(stem) ?? []) shared.set(family, (shared.get(family) ?? 0) + 1)
  let best: number | undefined
  let bestShare = 0
  for (const [family, count] of shared) {
    const share = 2 * count / (things.length + heads[family]!.length)
    const head = wordings[families[family]![0]!]!
    // Two entries of the dictionary stay two, and a thing is not the lack of it.
    const apart = (reasonId !== null && head.reasonId !== null && reasonId !== head.reasonId) || isOpposite(stems, head.stems)
    if (!apart && share >= shareOfWords && share > bestShare) [best, bestShare] = [family, share]
  }
  return best
}

const isOpposite = (a: readonly string[], b: readonly string[]): boolean => {
  const bare = (stems: readonly string[]): string => stems.map(stem => stem.replace(/^(не|нет)_/, '')).sort().join(' ')
  return [...a].sort().join(' ') !== [...b].sort().join(' ') && bare(a) === bare(b) && a.some(stem => stem.includes('_')) !== b.some(stem => stem.includes('_'))
}
