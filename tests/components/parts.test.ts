import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { expect, test } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { orpc } from '../../src/api/index.ts'
import ViewsMenu from '../../src/features/record/views/ViewsMenu.vue'
import GridColumns from '../../src/ui/GridColumns.vue'
import type { GridColumn, GridLayout } from '../../src/ui/gridTypes.ts'
import PickField from '../../src/ui/PickField.vue'
import SearchField from '../../src/ui/SearchField.vue'
import SkeletonRows from '../../src/ui/SkeletonRows.vue'
import { emptyLayout } from '../../src/ui/useGridColumns.ts'
import { mountPart, press } from './mount.ts'

const settle = async (): Promise<void> => {
  await nextTick()
  for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
}
const floating = (): HTMLElement | null => document.querySelector('[data-keys="own"]')

test('Enter on what is chosen already closes the field’s list and keeps the choice', async () => {
  const chosen = ref<string | null>('b')
  const screen = await mountPart(defineComponent({ setup: () => () => h(PickField as never, { 'label': 'Город', 'items': [{ value: 'a', label: 'Омск' }, { value: 'b', label: 'Томск' }], 'modelValue': chosen.value, 'onUpdate:modelValue': (now: string | null) => { chosen.value = now } }) }))
  screen.container.querySelector<HTMLElement>('button')?.click()
  await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('combobox')
  press('Enter', 'Enter')
  await expect.poll(() => floating()).toBeNull()
  expect(chosen.value).toBe('b')
})

test('columns: the arrows reach the one that can’t be hidden, it can be moved but not taken away', async () => {
  const columns: GridColumn[] = [{ key: 'title', label: 'Сделка', width: 200, always: true }, { key: 'sum', label: 'Сумма', width: 100 }]
  const layout = ref<GridLayout>(emptyLayout)
  await mountPart(defineComponent({ setup: () => () => h(GridColumns, { columns, 'open': true, 'layout': layout.value, 'onUpdate:layout': (now: GridLayout) => { layout.value = now } }) }))
  const box = (key: string): HTMLInputElement | null => document.querySelector(`input[value="${key}"]`)
  await expect.poll(() => box('sum')).not.toBeNull()
  box('sum')?.focus()
  press('ArrowUp', 'ArrowUp')
  await expect.poll(() => document.activeElement).toBe(box('title'))
  box('title')?.click()
  await settle()
  expect(box('title')?.checked).toBe(true)
  expect(layout.value).toEqual(emptyLayout)
  press('ArrowDown', 'ArrowDown', { altKey: true })
  await expect.poll(() => layout.value.order).toEqual(['sum', 'title'])
  expect(document.activeElement).toBe(box('title'))
})

test('Esc while a view is renamed goes back to that view, and leaves the menu open', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } })
  const view = (id: number, name: string) => ({ id, version: 1, screen: 'deals', name, settings: {} })
  queryClient.setQueryData(orpc.views.list.queryOptions({ input: { screen: 'deals' } }).queryKey, [view(1, 'утро'), view(2, 'вечер')])
  await mountPart(ViewsMenu, { props: { screen: 'deals', open: true, present: () => ({}) }, plugins: [{ install: app => VueQueryPlugin.install(app, { queryClient }) }] })
  const named = (): HTMLElement | null => document.querySelector('[data-view="2"]')
  await expect.poll(named).not.toBeNull()
  named()?.focus()
  press('F2', 'F2')
  await expect.poll(() => (document.activeElement as HTMLInputElement | null)?.value).toBe('вечер')
  press('Escape', 'Escape')
  await settle()
  expect(floating()).not.toBeNull()
  expect(document.activeElement).toBe(named())
  expect(named()?.parentElement?.querySelector('[aria-label="Переименовать: вечер"]')).not.toBeNull()
})

test('grey rows stand in the tracks of their head', async () => {
  const screen = await mountPart(SkeletonRows, { props: { rows: 2, tracks: '32px 200px 100px 12px', cells: [{ key: 'title' }, { key: 'sum', align: 'right' }] } })
  const [row] = screen.container.querySelectorAll<HTMLElement>('.row-h')
  expect(getComputedStyle(row!).gridTemplateColumns).toBe('32px 200px 100px 12px')
  expect(row!.children).toHaveLength(3)
})

test('no more is typed into a search than is looked for', async () => {
  const screen = await mountPart(SearchField, { props: { text: '', label: 'Поиск' } })
  expect(screen.container.querySelector('input')?.maxLength).toBe(200)
})
