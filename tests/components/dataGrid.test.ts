import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { expect, test } from 'vitest'
import { render } from 'vitest-browser-vue'
import { createPinia } from 'pinia'
import { defineComponent, h, nextTick, ref } from 'vue'
import nuxtIcons from '@nuxt/ui/runtime/vue/plugins/icons.js'
import { i18n } from '../../src/i18n/index.ts'
import DataGrid from '../../src/ui/DataGrid.vue'
import { emptyLayout } from '../../src/ui/useGridColumns.ts'
import type { GridColumn, GridLayout, GridSort } from '../../src/ui/gridTypes.ts'
import type { RowId } from '../../src/ui/listTypes.ts'
import { useRangeRows } from '../../src/ui/useRangeRows.ts'
import { press } from './mount.ts'

interface Row { id: number, name: string, sum: number }
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: index + 1, name: `Сделка ${index + 1}`, sum: (index + 1) * 1000 }))
const columns: GridColumn[] = [
  { key: 'name', label: 'Сделка', width: 200, sort: 'name', always: true }, { key: 'sum', label: 'Сумма', width: 120, align: 'right', sort: 'sum', largestFirst: true }, { key: 'note', label: 'Заметка', width: 140 }, { key: 'extra', label: 'Ещё', width: 100, hidden: true },
]

const settle = async (): Promise<void> => {
  await nextTick()
  for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
}

const mountGrid = async (initial: Row[], selectable = true) => {
  i18n.global.locale.value = 'ru'
  const data = ref(initial)
  const [active, selected, sort, layout] = [ref<RowId | null>(null), ref<ReadonlySet<RowId>>(new Set()), ref<GridSort | null>({ by: 'name', descending: false }), ref<GridLayout>(emptyLayout)]
  const asked: number[] = []
  const opened: number[] = []
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: false } } })
  const Table = DataGrid as never
  const key = ref('a')
  const screen = await render(defineComponent({
    setup: () => {
      const { rows } = useRangeRows<Row, { rows: Row[], total: number }>({
        key, idOf: row => row.id, allIds: () => Promise.resolve(data.value.map(row => row.id)),
        page: (offset, limit) => ({
          queryKey: ['range', key.value, offset, limit],
          queryFn: () => {
            asked.push(offset)
            return Promise.resolve({ rows: data.value.slice(offset, offset + limit), total: data.value.length })
          },
        }),
      })
      return () => h('div', { style: 'height: 400px; width: 700px; display: flex; flex-direction: column' }, [h(Table, {
        rows, columns, 'rowId': (row: Row) => row.id, 'label': 'Сделки', selectable, 'primary': true, 'active': active.value, 'onUpdate:active': (id: RowId | null) => { active.value = id }, 'selected': selected.value, 'onUpdate:selected': (ids: ReadonlySet<RowId>) => { selected.value = ids },
        'sort': sort.value, 'onUpdate:sort': (now: GridSort) => { sort.value = now }, 'layout': layout.value, 'onUpdate:layout': (now: GridLayout) => { layout.value = now }, 'onOpen': (row: Row) => { opened.push(row.id) }, 'mates': (row: Row) => Promise.resolve(data.value.filter(each => each.sum % 7000 === row.sum % 7000).map(each => each.id)), 'matesLabel': 'Всё этого менеджера',
      }, { 'cell-name': ({ row }: { row: Row }) => row.name, 'cell-sum': ({ row }: { row: Row }) => String(row.sum), 'cell-note': () => 'x' })])
    },
  }), { global: { plugins: [createPinia(), i18n, nuxtIcons, [VueQueryPlugin, { queryClient }]] } })
  await expect.poll(() => screen.container.querySelector('[data-index="0"]')?.textContent ?? '').toContain('Сделка 1')
  const grid = screen.container.querySelector('[role="grid"]') as HTMLElement
  /** What an import or another person's decision does. */
  const change = async (rows: Row[]): Promise<void> => {
    data.value = rows
    await queryClient.invalidateQueries()
    await settle()
  }
  return { data, active, selected, sort, layout, asked, opened, grid, key, change }
}
const rowAt = (grid: HTMLElement, index: number): string => grid.querySelector(`[data-index="${index}"]`)?.textContent ?? ''

test('100 000 rows: a screenful is rendered, End shows the last one, and only the pages in sight are asked for', async () => {
  const { grid, active, asked } = await mountGrid(rowsOf(100_000))
  expect(grid.getAttribute('aria-rowcount')).toBe('100001')
  expect(grid.querySelectorAll('[data-index]').length).toBeLessThan(60)
  expect(grid.scrollHeight).toBeGreaterThan(100_000 * 25)
  grid.focus()
  press('End', 'End')
  await expect.poll(() => rowAt(grid, 99_999)).toContain('Сделка 100000')
  expect(active.value).toBe(100_000)
  expect(new Set(asked).size).toBeLessThan(5)
})

test('skeleton cells until a page is there, then its rows; the row that was active stays rendered for readers', async () => {
  const { grid, active } = await mountGrid(rowsOf(5000))
  grid.scrollTop = 3000 * 32
  await settle()
  await expect.poll(() => rowAt(grid, 3002)).toContain('Сделка 3003')
  expect(active.value).toBe(1)
  expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')?.textContent).toContain('Сделка 1')
})

test('j, k, x and Shift+j on a Russian layout; the selection holds while its rows are out of sight', async () => {
  const { grid, active, selected } = await mountGrid(rowsOf(5000))
  press('KeyJ', 'о')
  press('KeyJ', 'о')
  await settle()
  expect(active.value).toBe(3)
  press('KeyX', 'ч')
  press('KeyJ', 'О', { shiftKey: true })
  await settle()
  expect([...selected.value]).toEqual([3, 4])
  grid.scrollTop = 4000 * 32
  await expect.poll(() => rowAt(grid, 4002)).toContain('Сделка 4003')
  expect([...selected.value]).toEqual([3, 4])
  grid.scrollTop = 0
  await expect.poll(() => grid.querySelector('[data-index="2"]')?.getAttribute('aria-selected')).toBe('true')
  press('Escape', 'Escape')
  await settle()
  expect(selected.value.size).toBe(0)
})

test('Ctrl+A takes the whole filter, not only what is loaded', async () => {
  const { selected } = await mountGrid(rowsOf(3000))
  press('KeyA', 'ф', { ctrlKey: true })
  await expect.poll(() => selected.value.size).toBe(3000)
  press('KeyA', 'ф', { ctrlKey: true })
  await expect.poll(() => selected.value.size).toBe(0)
})

test('Shift+X takes all that belongs together with the row, loaded or not; again lets it go', async () => {
  const { selected } = await mountGrid(rowsOf(3000))
  press('KeyX', 'Ч', { shiftKey: true })
  await expect.poll(() => selected.value.size).toBe(429)
  expect(selected.value.has(2997)).toBe(true)
  press('KeyX', 'Ч', { shiftKey: true })
  await expect.poll(() => selected.value.size).toBe(0)
})

test('a range over rows that are not loaded takes them all', async () => {
  const { grid, selected } = await mountGrid(rowsOf(3000))
  grid.scrollTop = 1500 * 32
  await expect.poll(() => rowAt(grid, 1502)).toContain('Сделка 1503')
  grid.querySelector('[data-index="1502"] [role="gridcell"]:nth-child(2)')?.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey: true }))
  await expect.poll(() => selected.value.size).toBe(1503)
})

test('a row that leaves hands the focus to the next, also when rows before it leave with it', async () => {
  const { active, change, data } = await mountGrid(rowsOf(500))
  for (let step = 0; step < 4; step++) press('KeyJ', 'о')
  await settle()
  expect(active.value).toBe(5)
  await change(data.value.filter(row => ![2, 5, 6].includes(row.id)))
  await expect.poll(() => active.value).toBe(7)
})

test('a row that only changed its place stays the active one', async () => {
  const { active, change, data } = await mountGrid(rowsOf(500))
  press('KeyJ', 'о')
  await settle()
  await change(data.value.filter(row => row.id !== 1))
  expect(active.value).toBe(2)
  press('KeyJ', 'о')
  await settle()
  expect(active.value).toBe(3)
})

test('another filter begins at its top, and until it is there the former rows stand', async () => {
  const { grid, active, key, data } = await mountGrid(rowsOf(2000))
  grid.scrollTop = 1000 * 32
  await expect.poll(() => rowAt(grid, 1001)).toContain('Сделка 1002')
  data.value = rowsOf(2000).slice(1500)
  key.value = 'b'
  await nextTick()
  expect(grid.querySelectorAll('[data-index]').length).toBeGreaterThan(5)
  await expect.poll(() => rowAt(grid, 0)).toContain('Сделка 1501')
  expect(grid.scrollTop).toBe(0)
  expect(active.value).toBe(1501)
})

test('the head sorts by Enter and says so; the edge changes the width by arrows', async () => {
  const { grid, sort, layout } = await mountGrid(rowsOf(10))
  const [name, sum] = grid.querySelectorAll<HTMLElement>('[data-head]')
  name?.focus()
  press('ArrowRight', 'ArrowRight')
  await settle()
  expect(document.activeElement).toBe(sum)
  sum?.click()
  await settle()
  expect(sort.value).toEqual({ by: 'sum', descending: true })
  expect(sum?.closest('[role="columnheader"]')?.getAttribute('aria-sort')).toBe('descending')
  const edge = sum?.closest('[role="columnheader"]')?.querySelector<HTMLElement>('[role="separator"]')
  edge?.focus()
  press('ArrowRight', 'ArrowRight')
  press('ArrowRight', 'ArrowRight')
  await settle()
  expect(layout.value.widths.sum).toBeGreaterThan(120)
  expect(edge?.getAttribute('aria-valuenow')).toBe(String(layout.value.widths.sum))
})

test('columns: hidden ones stay away, their order is the person’s, a new column finds its place', async () => {
  const { grid, layout } = await mountGrid(rowsOf(10))
  const heads = (): (string | undefined)[] => [...grid.querySelectorAll('[data-head]')].map(head => head.textContent?.trim())
  expect(heads()).toEqual(['Сделка', 'Сумма', 'Заметка'])
  layout.value = { order: ['name', 'note', 'sum'], hidden: ['+extra', 'sum'], widths: {} }
  await settle()
  expect(heads()).toEqual(['Сделка', 'Заметка', 'Ещё'])
  expect(grid.getAttribute('aria-colcount')).toBe('4')
})

test('Enter opens the active row; every row holds only cells', async () => {
  const { grid, opened } = await mountGrid(rowsOf(10))
  grid.focus()
  press('ArrowDown', 'ArrowDown')
  await settle()
  press('Enter', 'Enter')
  expect(opened).toEqual([2])
  for (const row of grid.querySelectorAll('[role="row"]')) for (const child of row.children) expect(['gridcell', 'columnheader', 'presentation']).toContain(child.getAttribute('role'))
})

test('a table without selection has as many cells in a row as columns', async () => {
  const { grid } = await mountGrid(rowsOf(10), false)
  expect(grid.getAttribute('aria-colcount')).toBe('3')
  for (const row of grid.querySelectorAll('[data-index]')) expect([...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.getAttribute('aria-colindex'))).toEqual(['1', '2', '3'])
})

test('scrolled, its elements are used again where they stand; at rest they stand in the order of the rows, for readers', async () => {
  const { grid } = await mountGrid(rowsOf(2000))
  const elements = (): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('[data-index]')].filter(row => !row.dataset.active)
  const placesOf = (rows: HTMLElement[]): number[] => rows.map(row => Number(row.dataset.index))
  grid.scrollTop = 500 * 32
  await expect.poll(() => rowAt(grid, 502)).toContain('Сделка 503')
  const before = new Set(elements())
  for (let step = 1; step <= 4; step++) {
    grid.scrollTop = 500 * 32 + step * 160
    await settle()
    expect(new Set(elements())).toEqual(before)
    expect(placesOf(elements())).toContain(500 + step * 5)
  }
  await expect.poll(() => placesOf(elements())).toEqual(placesOf(elements()).toSorted((left, right) => left - right))
})

test('rows ahead are there before they come into sight', async () => {
  const { grid, asked } = await mountGrid(rowsOf(2000))
  expect(asked).toEqual([0])
  grid.scrollTop = 120 * 32
  await expect.poll(() => asked).toEqual([0, 200])
  grid.scrollTop = 185 * 32
  await settle()
  expect(rowAt(grid, 201)).toContain('Сделка 202')
})
