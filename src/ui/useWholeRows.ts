import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import type { GridRows } from './gridTypes.ts'
import type { RowId } from './listTypes.ts'

/** A short list that comes in one answer, for a DataGrid: everything is here, in the given order. `key` changes with the filter and the order. */
export const useWholeRows = <Row>({ key, rows, idOf }: { key: MaybeRefOrGetter<string>, /** null while nothing was loaded. */ rows: MaybeRefOrGetter<readonly Row[] | null>, idOf: (row: Row) => RowId }): GridRows<Row> => {
  const all = (): readonly Row[] => toValue(rows) ?? []
  const pageSize = 1_000_000
  const ids = async (): Promise<RowId[]> => all().map(idOf)
  return {
    held: computed(() => ({ key: toValue(key), total: all().length, pages: new Map([[0, all()]]) })), pageSize,
    isPending: computed(() => toValue(rows) === null), isStale: computed(() => false), see: () => {}, allIds: ids, idsBetween: async (from, to) => (await ids()).slice(from, to + 1),
  }
}
