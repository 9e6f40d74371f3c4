/**
 * Versions that this window's own decisions left, until the lists are fetched again: whoever decides twice in a row has seen what they
 * decided first, so that isn't a conflict with themselves.
 */
export const makeOwnVersions = () => {
  const left = new Map<number, number>()
  const seen = (id: number, version: number): number => Math.max(version, left.get(id) ?? 0)
  return {
    /** What the person saw of this record. */
    seen,
    /** The same of several. Asked when a dialog fixes what it is about: it may outlive the rows' own way back. */
    asSeen: <Item extends { id: number, version: number }>(items: readonly Item[]): Item[] => items.map(item => ({ ...item, version: seen(item.id, item.version) })),
    /** Keeps what a decision left while `refresh` runs. */
    during: async (results: readonly { id: number, version: number | null }[], refresh: () => Promise<void>): Promise<void> => {
      const kept = results.flatMap(({ id, version }): [number, number][] => version === null ? [] : [[id, version]])
      for (const [id, version] of kept) left.set(id, version)
      try {
        await refresh()
      } finally {
        // A later decision on the same record keeps its own.
        for (const [id, version] of kept) if (left.get(id) === version) left.delete(id)
      }
    },
  }
}
