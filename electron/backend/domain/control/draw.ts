/** FNV-1a, spread over 32 bits: the same words always give the same seed. */
export const seedOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash ^= text.charCodeAt(index)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** mulberry32: numbers in [0, 1). */
const makeRandom = (seed: number): () => number => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `count` different items, the same for the same seed and list. */
export const drawSample = <Item>(items: readonly Item[], count: number, seed: number): Item[] => {
  const random = makeRandom(seed)
  const rest = [...items]
  const drawn: Item[] = []
  while (drawn.length < count && rest.length > 0) drawn.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return drawn
}

/** Notes to read, per manager (domain.md, Contacts and notes): keeps what was drawn before and fills up to `count`. */
export const drawNotes = (day: string, pool: readonly { id: number, managerId: number }[], kept: ReadonlyMap<number, number[]>, count: number): Map<number, number[]> => {
  const drawn = new Map<number, number[]>([...kept].map(([managerId, ids]) => [managerId, [...ids]]))
  const byManager = new Map<number, number[]>()
  for (const { id, managerId } of pool) byManager.set(managerId, [...byManager.get(managerId) ?? [], id])
  for (const [managerId, ids] of byManager) {
    const before = drawn.get(managerId) ?? []
    const rest = ids.filter(id => !before.includes(id))
    drawn.set(managerId, [...before, ...drawSample(rest, count - before.length, seedOf(`${day}/${managerId}/${before.length}`))])
  }
  return drawn
}
