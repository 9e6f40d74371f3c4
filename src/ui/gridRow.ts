import { defineComponent, h, type PropType, type Slots, type VNode } from 'vue'
import type { GridColumn } from './gridTypes.ts'

const bones = ['58%', '72%', '46%', '64%', '52%']

/** One row of a DataGrid. A component of its own, so that a frame of scrolling renders only the rows that came into sight. */
export const GridRow = defineComponent({
  name: 'GridRow',
  props: {
    row: { type: Object as PropType<object | undefined>, default: undefined }, index: { type: Number, required: true }, top: { type: Number, required: true }, domId: { type: String, required: true },
    columns: { type: Array as PropType<readonly GridColumn[]>, required: true }, tracks: { type: String, required: true }, cells: { type: Object as PropType<Slots>, required: true },
    active: Boolean, selected: Boolean, selectable: Boolean, anySelected: Boolean, rowClass: { type: String, default: undefined }, selectLabel: { type: String, default: '' },
  },
  setup(props) {
    const cell = (column: GridColumn, at: number): VNode => h('div', {
      'key': column.key, 'role': 'gridcell', 'aria-colindex': at + (props.selectable ? 2 : 1), 'class': ['min-w-0 truncate px-2', column.align === 'right' ? 'text-right' : '', at === 0 ? 'grid-first' : ''],
    }, props.row === undefined
      ? [h('span', { 'class': ['inline-block h-2 rounded-full bg-elevated align-middle'], 'style': { width: bones[(props.index + at) % bones.length] }, 'aria-hidden': 'true' })]
      : props.cells[`cell-${column.key}`]?.({ row: props.row, active: props.active, selected: props.selected }) ?? [])
    return () => h('div', {
      'id': props.domId, 'role': 'row', 'aria-rowindex': props.index + 2, 'aria-selected': props.selectable ? props.selected : props.active, 'aria-busy': props.row === undefined || undefined, 'data-index': props.index, 'data-active': props.active || undefined,
      'class': ['row-h group/row absolute left-0 top-0 grid w-full items-center border-b border-muted', props.rowClass, props.selected ? 'is-picked' : '', props.active ? 'is-active' : ''],
      'style': { gridTemplateColumns: props.tracks, transform: `translateY(${props.top}px)` },
    }, [
      h('span', { 'role': props.selectable ? 'gridcell' : 'presentation', 'aria-colindex': props.selectable ? 1 : undefined, 'class': 'grid-select flex h-full items-center justify-center' }, props.selectable && props.row !== undefined
        ? [h('input', { 'type': 'checkbox', 'tabindex': -1, 'class': ['size-3.5 accent-(--ui-text-highlighted)', props.anySelected ? '' : 'opacity-0 group-hover/row:opacity-100 group-data-active/row:opacity-100'], 'checked': props.selected, 'aria-label': props.selectLabel })]
        : []),
      ...props.columns.map(cell),
      h('span', { role: 'presentation' }),
    ])
  },
})
