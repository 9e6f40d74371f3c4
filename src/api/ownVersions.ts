/**
 * Versions that this window's own decisions left, until the lists are fetched again: whoever decides twice in a row has seen what they
 * decided first, so that isn't a conflict with themselves.
 */
export const makeOwnVersions = () => {
  const left = new Map<number, number>()
  return {
    /** What the person saw of this record. */
    seen: (id: number, version: number): number => Math.max(version, left.get(id) ?? 0),
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
