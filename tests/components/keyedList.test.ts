import { expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import KeyedList from '../../src/ui/KeyedList.vue'
import type { RowId } from '../../src/ui/listTypes.ts'
import { mountPart, press } from './mount.ts'

interface Row { id: number, name: string, manager: string }
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: index + 1, name: `Сделка ${index + 1}`, manager: index < count / 2 ? 'Ковалёв' : 'Лебедева' }))

const settle = async (): Promise<void> => {
  await nextTick()
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

const mountList = async (initial: Row[], more: Record<string, unknown> = {}) => {
  const rows = ref(initial)
  const active = ref<RowId | null>(null)
  const selected = ref<ReadonlySet<RowId>>(new Set())
  const opened: number[] = []
  const List = KeyedList as never
  const screen = await mountPart(defineComponent({
    setup: () => () => h(List, {
      'rows': rows.value, 'columns': [{ key: 'name', label: 'Сделка', width: '1fr' }, { key: 'sum', label: 'Сумма', width: '120px', align: 'right' }], 'rowId': (row: Row) => row.id, 'label': 'Находки', 'selectable': true, 'primary': true,
      'active': active.value, 'onUpdate:active': (id: RowId | null) => { active.value = id }, 'selected': selected.value, 'onUpdate:selected': (ids: ReadonlySet<RowId>) => { selected.value = ids }, 'onOpen': (row: Row) => { opened.push(row.id) }, ...more,
    }, { 'cell-name': ({ row }: { row: Row }) => row.name, 'cell-sum': () => '1 250 000 ₽' }),
  }))
  await settle()
  const grid = screen.container.querySelector('[role="grid"]') as HTMLElement
  return { rows, active, selected, opened, grid, screen }
}

test('12 000 rows: a screenful is rendered, End reaches the last', async () => {
  const { grid, active } = await mountList(rowsOf(12_000))
  expect(grid.querySelectorAll('[role="row"]').length).toBeLessThan(60)
  grid.focus()
  press('End', 'End')
  await settle()
  expect(active.value).toBe(12_000)
  expect(grid.textContent).toContain('Сделка 12000')
})

test('j and k on a Russian layout, from anywhere on the screen, without the mouse', async () => {
  const { active, grid } = await mountList(rowsOf(5))
  expect(active.value).toBe(1)
  press('KeyJ', 'о')
  press('KeyJ', 'о')
  await settle()
  expect(active.value).toBe(3)
  press('KeyK', 'л')
  await settle()
  expect(active.value).toBe(2)
  expect(document.activeElement).toBe(grid)
  expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('Сделка 2')
})

test('a row that leaves hands the focus to the next, the last one to the one before', async () => {
  const { rows, active } = await mountList(rowsOf(4))
  active.value = 2
  rows.value = rows.value.filter(row => row.id !== 2)
  await settle()
  expect(active.value).toBe(3)
  active.value = 4
  await settle()
  rows.value = rows.value.filter(row => row.id !== 4)
  await settle()
  expect(active.value).toBe(3)
})

test('a bulk decision that takes several rows leaves the focus on the first that stays behind them', async () => {
  const { rows, active } = await mountList(rowsOf(6))
  active.value = 2
  await settle()
  rows.value = rows.value.filter(row => ![2, 3, 4].includes(row.id))
  await settle()
  expect(active.value).toBe(5)
})

test('x, Shift+j and Ctrl+A choose; rows that leave are forgotten', async () => {
  const { rows, selected } = await mountList(rowsOf(5))
  press('KeyX', 'ч')
  await settle()
  expect([...selected.value]).toEqual([1])
  press('KeyJ', 'О', { shiftKey: true })
  press('KeyJ', 'О', { shiftKey: true })
  await settle()
  expect([...selected.value].sort()).toEqual([1, 2, 3])
  press('KeyA', 'ф', { ctrlKey: true })
  await settle()
  expect(selected.value.size).toBe(5)
  rows.value = rows.value.slice(0, 2)
  await settle()
  expect([...selected.value].sort()).toEqual([1, 2])
})

test('Enter opens the active row', async () => {
  const { grid, opened } = await mountList(rowsOf(3))
  grid.focus()
  press('ArrowDown', 'ArrowDown')
  await settle()
  press('Enter', 'Enter')
  expect(opened).toEqual([2])
})

test('groups have a header each, and the present one stays on top', async () => {
  const { grid } = await mountList(rowsOf(400), { groupOf: (row: Row) => row.manager })
  expect(grid.textContent).toContain('Ковалёв')
  grid.scrollTop = 300 * 32
  await settle()
  await settle()
  const sticky = [...grid.querySelectorAll<HTMLElement>('[role="row"].sticky')]
  expect(sticky.map(row => row.textContent?.trim())).toEqual(['Лебедева'])
})

test('every row of the grid holds only cells', async () => {
  const { grid } = await mountList(rowsOf(30), { groupOf: (row: Row) => row.manager })
  for (const row of grid.querySelectorAll('[role="row"]')) {
    for (const child of row.children) expect(['gridcell', 'columnheader', 'presentation']).toContain(child.getAttribute('role'))
  }
})

test('Shift+X takes the manager’s whole group, and lets it go again', async () => {
  const { active, selected } = await mountList(rowsOf(6), { groupOf: (row: Row) => row.manager })
  active.value = 5
  await settle()
  press('KeyX', 'Ч', { shiftKey: true })
  await settle()
  expect([...selected.value]).toEqual([4, 5, 6])
  press('KeyX', 'Ч', { shiftKey: true })
  await settle()
  expect([...selected.value]).toEqual([])
})
