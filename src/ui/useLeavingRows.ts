import { computed, shallowRef } from 'vue'
import type { GridRows } from './gridTypes.ts'
import type { RowId } from './listTypes.ts'

/** Rows of a grid that were decided on and go before the answer comes: `leave` hides them at once, what it returns lets them back. */
export const useLeavingRows = <Row>(rows: GridRows<Row>, idOf: (row: Row) => RowId) => {
  const leaving = shallowRef<ReadonlySet<RowId>>(new Set())
  const isHere = (id: RowId): boolean => !leaving.value.has(id)

  const held = computed(() => {
    const now = rows.held.value
    if (leaving.value.size === 0) return now
    const pages = new Map<number, readonly Row[]>()
    let gone = 0
    // Pages that follow each other close up; behind a gap nobody looks while an answer comes.
    let run: { first: number, last: number, rows: Row[] } | null = null
    const put = (): void => { for (let at = 0; run && at < run.rows.length; at += rows.pageSize) pages.set(run.first + at / rows.pageSize, run.rows.slice(at, at + rows.pageSize)) }
    for (const [number, list] of [...now.pages].sort(([left], [right]) => left - right)) {
      const here = list.filter(row => isHere(idOf(row)))
      gone += list.length - here.length
      if (run?.last === number - 1) {
        run.rows.push(...here)
        run.last = number
      } else {
        put()
        run = { first: number, last: number, rows: here }
      }
    }
    put()
    return { key: now.key, total: now.total - gone, pages }
  })
  const leave = (ids: Iterable<RowId>): (() => void) => {
    const gone = new Set(ids)
    leaving.value = new Set([...leaving.value, ...gone])
    return () => { leaving.value = new Set([...leaving.value].filter(id => !gone.has(id))) }
  }
  const without = async (asked: Promise<RowId[]>): Promise<RowId[]> => (await asked).filter(isHere)
  return {
    rows: { ...rows, held, idsBetween: (from, to) => without(rows.idsBetween(from, to)), allIds: () => without(rows.allIds()) } satisfies GridRows<Row> as GridRows<Row>,
    isHere, leave,
  }
}
