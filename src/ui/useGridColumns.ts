import { computed, toValue, type MaybeRefOrGetter, type Ref } from 'vue'
import type { GridColumn, GridLayout } from './gridTypes.ts'

export const emptyLayout: GridLayout = { order: [], hidden: [], widths: {} }
export const narrowest = 56
export const widest = 800

/** Columns as the person arranged them; a column that the screen got since then stands where the screen puts it. */
export const arrange = (columns: readonly GridColumn[], layout: GridLayout): GridColumn[] => {
  const known = layout.order.flatMap(key => columns.find(column => column.key === key) ?? [])
  const arranged = [...known]
  columns.forEach((column, index) => {
    if (arranged.includes(column)) return
    const before = columns.slice(0, index).findLast(each => arranged.includes(each))
    arranged.splice(before ? arranged.indexOf(before) + 1 : 0, 0, column)
  })
  return arranged
}

/** Order, choice and widths of a grid's columns. `hidden` holds keys that differ from the column's own `hidden` with a `+` for shown ones. */
export const useGridColumns = (columns: MaybeRefOrGetter<readonly GridColumn[]>, layout: Ref<GridLayout>) => {
  const all = computed(() => arrange(toValue(columns), layout.value))
  const isShown = (column: GridColumn): boolean => column.always === true || (column.hidden ? layout.value.hidden.includes(`+${column.key}`) : !layout.value.hidden.includes(column.key))
  const minOf = (column: GridColumn): number => column.min ?? narrowest
  const widthOf = (column: GridColumn): number => layout.value.widths[column.key] ?? column.width
  const shown = computed(() => all.value.filter(isShown).map(column => ({ ...column, width: widthOf(column) })))

  const toggle = (key: string): void => {
    const column = all.value.find(each => each.key === key)
    if (!column || column.always) return
    const mark = column.hidden ? `+${key}` : key
    const { hidden } = layout.value
    layout.value = { ...layout.value, hidden: hidden.includes(mark) ? hidden.filter(each => each !== mark) : [...hidden, mark] }
  }
  const move = (key: string, by: number): void => {
    const order = all.value.map(column => column.key)
    const at = order.indexOf(key)
    const to = Math.min(order.length - 1, Math.max(0, at + by))
    if (at < 0 || to === at) return
    order.splice(at, 1)
    order.splice(to, 0, key)
    layout.value = { ...layout.value, order }
  }
  const resize = (key: string, width: number): void => {
    const column = all.value.find(each => each.key === key)
    if (!column) return
    layout.value = { ...layout.value, widths: { ...layout.value.widths, [key]: Math.round(Math.min(widest, Math.max(minOf(column), width))) } }
  }
  const reset = (): void => { layout.value = emptyLayout }
  return { all, shown, isShown, minOf, toggle, move, resize, reset }
}
