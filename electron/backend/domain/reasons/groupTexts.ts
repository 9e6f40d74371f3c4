import { stemsOf } from './stems.ts'

export interface ReasonText { key: string, deals: number }
/** Indexes of texts that are likely to be one wording, the most frequent first; `stems` are its words. */
export interface TextGroup { texts: number[], stems: readonly string[] }

/** How alike two texts have to be: the weight of the stems that they share, of the weight of both. */
const alike = 0.6
/** Words that so many deals have as their whole text are a reason of their own: a longer text that holds them is theirs. */
const wholeDeals = (total: number): number => Math.max(3, total / 1500)

interface Lead { bag: readonly string[], weight: number, isReason: boolean }

/**
 * Groups texts by likeness: stems without order, typos by one or two letters, words that stand alone often take longer texts along.
 * Nothing is compared with everything: texts meet by their stems, stems by what is left when letters are dropped.
 */
export const groupTexts = (texts: readonly ReasonText[]): TextGroup[] => {
  const stems = texts.map(text => stemsOf(text.key))
  const canon = canonOf(stems, texts)
  const bags = new Map<string, { bag: string[], texts: number[], deals: number }>()
  let total = 0
  for (const [index, list] of stems.entries()) {
    const bag = [...new Set(list.map(stem => lastOf(canon, stem)))].sort()
    // Texts without any word meet by their letters alone.
    const signature = bag.join(' ') || `\n${index}`
    const known = bags.get(signature) ?? { bag, texts: [], deals: 0 }
    known.texts.push(index)
    known.deals += texts[index]!.deals
    bags.set(signature, known)
    total += texts[index]!.deals
  }
  const weights = weightsOf([...bags.values()], total)
  const order = [...bags.values()].sort((a, b) => b.deals - a.deals || a.bag.length - b.bag.length || a.texts[0]! - b.texts[0]!)
  const groups: TextGroup[] = []
  const leads: Lead[] = []
  const groupsOfStem = new Map<string, number[]>()
  for (const { bag, texts: same, deals } of order) {
    const found = nearest(bag, leads, groupsOfStem, weights)
    if (found !== null) {
      groups[found]!.texts.push(...same)
      continue
    }
    const made = groups.push({ texts: [...same], stems: bag }) - 1
    leads.push({ bag, weight: weightOf(bag, weights), isReason: deals >= wholeDeals(total) })
    for (const stem of bag) {
      const list = groupsOfStem.get(stem)
      if (list) list.push(made)
      else groupsOfStem.set(stem, [made])
    }
  }
  for (const group of groups) group.texts.sort((a, b) => texts[b]!.deals - texts[a]!.deals || a - b)
  return groups
}

const weightOf = (bag: Iterable<string>, weights: ReadonlyMap<string, number>): number => {
  let sum = 0
  for (const stem of bag) sum += weights.get(stem)!
  return sum
}

const nearest = (bag: readonly string[], leads: readonly Lead[], groupsOfStem: ReadonlyMap<string, number[]>, weights: ReadonlyMap<string, number>): number | null => {
  const shared = new Map<number, { stems: number, weight: number }>()
  for (const stem of bag) {
    const weight = weights.get(stem)!
    for (const group of groupsOfStem.get(stem) ?? []) {
      const known = shared.get(group)
      if (known) Object.assign(known, { stems: known.stems + 1, weight: known.weight + weight })
      else shared.set(group, { stems: 1, weight })
    }
  }
  const own = weightOf(bag, weights)
  let best: number | null = null
  let bestScore = 0
  for (const [group, { stems, weight }] of shared) {
    const lead = leads[group]!
    const dice = 2 * weight / (own + lead.weight)
    // Of several reasons in one text the longest stands for it.
    const inside = lead.isReason && stems === lead.bag.length ? 1 + weight : 0
    const score = inside || dice
    if (score >= alike && score > bestScore) [best, bestScore] = [group, score]
  }
  return best
}

const lastOf = (canon: ReadonlyMap<string, string>, stem: string): string => {
  const once = canon.get(stem) ?? stem
  return canon.get(once) ?? once
}

/** A stem weighs by how seldom deals name it; one that hardly anybody else uses is somebody's story around a reason. */
const weightsOf = (bags: readonly { bag: readonly string[], deals: number }[], total: number): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { bag, deals } of bags) for (const stem of bag) counts.set(stem, (counts.get(stem) ?? 0) + deals)
  const rare = Math.max(3, total / 1000)
  return new Map([...counts].map(([stem, count]) => [stem, Math.log(2 + total / count) * (count >= rare ? 1 : 0.25)]))
}

const longEnough = 5
const twoTypos = 9

/** Rare stems that are a frequent one with a typo, by the letters that are left when some are dropped (each pair meets there). */
const canonOf = (stems: readonly (readonly string[])[], texts: readonly ReasonText[]): Map<string, string> => {
  const counts = new Map<string, number>()
  for (const [index, list] of stems.entries()) for (const stem of new Set(list)) counts.set(stem, (counts.get(stem) ?? 0) + texts[index]!.deals)
  const canon = new Map<string, string>()
  // «Неактуально» is «не актуально».
  for (const stem of counts.keys()) if (stem.startsWith('не') && !stem.includes('_') && counts.has(`не_${stem.slice(2)}`)) {
    const apart = `не_${stem.slice(2)}`
    canon.set(stem, apart)
    counts.set(apart, counts.get(apart)! + counts.get(stem)!)
    counts.delete(stem)
  }
  const byRest = new Map<string, string[]>()
  for (const [stem, count] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const allowed = typosOf(stem)
    if (allowed === 0) continue
    const rests = restsOf(stem, allowed)
    // The most frequent one that is near; it must be clearly more frequent, or two words become one.
    let found: string | null = null
    for (const rest of rests) for (const other of byRest.get(rest) ?? []) {
      const times = counts.get(other)!
      if (times >= count * 2 && (found === null || times > counts.get(found)!) && prefixOf(other) === prefixOf(stem) && distance(stem, other, allowed) <= allowed) found = other
    }
    if (found !== null) {
      canon.set(stem, found)
      continue
    }
    // What stands once can't be what another one was meant to be.
    if (count >= 2) for (const rest of rests) {
      const list = byRest.get(rest)
      if (list) list.push(stem)
      else byRest.set(rest, [stem])
    }
  }
  return canon
}

const prefixOf = (stem: string): string => stem.slice(0, stem.indexOf('_') + 1)

const typosOf = (stem: string): number => /\d/.test(stem) || stem.length < longEnough - 1 ? 0 : stem.length >= twoTypos ? 2 : 1

/** The word itself and what is left without one letter (of long ones: without two). */
const restsOf = (stem: string, typos: number): Set<string> => {
  const rests = new Set([stem])
  let last: Iterable<string> = [stem]
  for (let typo = 0; typo < typos; typo++) {
    const next = new Set<string>()
    for (const word of last) for (let place = 0; place < word.length; place++) next.add(word.slice(0, place) + word.slice(place + 1))
    for (const word of next) rests.add(word)
    last = next
  }
  return rests
}

/** Damerau's distance (a swap of neighbours is one typo), given up beyond `most`. */
export const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let value = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2]! + 1)
      row.push(value)
      if (value < least) least = value
    }
    if (least > most) return most + 1
    before = last
    last = row
  }
  return last[b.length]!
}
