/** Code points that are left after trimming: an emoji outside the basic plane is one. */
export function trimmedLength(text: string): number {
  return Array.from(text.trim()).length
}

/** UTF-16 order puts astral characters before U+E000 to U+FFFF, code-point order after. */
export function compareCodePoints(left: string, right: string): number {
  const leftPoints = Array.from(left, (character) => character.codePointAt(0) ?? 0)
  const rightPoints = Array.from(right, (character) => character.codePointAt(0) ?? 0)
  for (let index = 0; index < Math.min(leftPoints.length, rightPoints.length); index += 1) {
    const difference = (leftPoints[index] ?? 0) - (rightPoints[index] ?? 0)
    if (difference !== 0) return difference
  }
  return leftPoints.length - rightPoints.length
}

export function sortedIds(ids: Iterable<string>): string[] {
  return [...ids].sort(compareCodePoints)
}

/** One key of two parts that no pair of other parts can give. */
export function pairKey(first: string, second: string): string {
  return JSON.stringify([first, second])
}

export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | null): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
