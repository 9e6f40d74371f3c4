import { createTextVNode, defineComponent, h, type PropType, type Slots, type VNode } from 'vue'
import { useText } from '../i18n/index.ts'
import type { GridColumn, TextCells } from './gridTypes.ts'

/**
 * One row of a DataGrid. A component of its own, so that a frame of scrolling renders only the rows that came into sight; few elements, and texts that
 * are written into the nodes that are there, because a fast frame has ten new rows.
 */
export const GridRow = defineComponent({
  name: 'GridRow',
  props: {
    row: { type: Object as PropType<object | undefined>, default: undefined }, index: { type: Number, required: true }, top: { type: Number, required: true }, domId: { type: String, required: true },
    columns: { type: Array as PropType<readonly GridColumn[]>, required: true }, cells: { type: Object as PropType<Slots>, required: true }, texts: { type: Object as PropType<TextCells<never>>, required: true },
    active: Boolean, selected: Boolean, selectable: Boolean, rowClass: { type: String, default: undefined }, nameOf: { type: Function as PropType<(row: never) => string>, required: true },
  },
  setup(props) {
    const { t } = useText()
    const cell = (column: GridColumn, at: number): VNode => {
      const row = props.row as never
      const look = `grid-cell${at === 0 ? ' grid-first' : ''}${column.align === 'right' ? ' text-right' : ''}`
      const shared = { 'key': column.key, 'role': 'gridcell', 'aria-colindex': at + (props.selectable ? 2 : 1) }
      const text = props.texts[column.key]
      if (text) {
        const said = row === undefined ? null : text(row)
        return h('div', { ...shared, 'class': said?.tone ? `${look} ${said.tone}` : look, 'aria-label': said?.spoken }, [createTextVNode(said?.text ?? ''), ...said?.more?.map(({ text, tone }) => h('span', { class: tone }, [createTextVNode(text)])) ?? []])
      }
      return h('div', { ...shared, class: look }, row === undefined ? [] : props.cells[`cell-${column.key}`]?.({ row, active: props.active, selected: props.selected }) ?? [])
    }
    return () => h('div', {
      'id': props.domId, 'role': 'row', 'aria-rowindex': props.index + 2, 'aria-selected': props.selectable ? props.selected : props.active, 'aria-busy': props.row === undefined || undefined, 'data-index': props.index, 'data-active': props.active || undefined,
      'class': `grid-row${props.row === undefined ? ' is-empty' : ''}${props.selected ? ' is-picked' : ''}${props.active ? ' is-active' : ''}${props.rowClass ? ` ${props.rowClass}` : ''}`, 'style': `transform:translateY(${props.top}px)`,
    }, [
      h('span', { 'key': 'grid-select', 'role': props.selectable ? 'gridcell' : 'presentation', 'aria-colindex': props.selectable ? 1 : undefined, 'class': 'grid-select' }, props.selectable
        ? [h('input', { 'type': 'checkbox', 'tabindex': -1, 'class': 'grid-check size-3.5 accent-(--ui-text-highlighted)', 'hidden': props.row === undefined, 'checked': props.selected, 'aria-label': props.row === undefined ? undefined : t('ui.list.selectRow', { name: props.nameOf(props.row as never) }) })]
        : []),
      ...props.columns.map(cell),
      h('span', { key: 'grid-end', role: 'presentation' }),
    ])
  },
})
