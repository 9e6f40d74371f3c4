import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { capsOf, keysEnabled, presentActions, useKeyLayer, useKeys, type KeyBinding } from '../../src/ui/keys.ts'
import { mountPart, press } from './mount.ts'

const withKeys = (bindings: () => readonly KeyBinding[]) => defineComponent({
  setup() {
    useKeys('test', bindings)
    return () => h('input', { 'aria-label': 'text' })
  },
})

beforeEach(() => { keysEnabled.value = true })
afterEach(() => { if (document.activeElement instanceof HTMLElement) document.activeElement.blur() })

test('a letter works on a Russian layout, by its place', async () => {
  const run = vi.fn()
  await mountPart(withKeys(() => [{ code: 'KeyJ', run: () => run() }]))
  press('KeyJ', 'о')
  expect(run).toHaveBeenCalledOnce()
})

test('«?» is Shift and the key beside the right Shift, whatever the layout prints there', async () => {
  const run = vi.fn()
  await mountPart(withKeys(() => [{ code: 'Slash', shift: true, run: () => run() }]))
  press('Slash', ',', { shiftKey: true })
  press('Slash', '.')
  expect(run).toHaveBeenCalledOnce()
})

test('typing into a field is not a decision', async () => {
  const letter = vi.fn()
  const submit = vi.fn()
  const screen = await mountPart(withKeys(() => [{ code: 'KeyS', run: () => letter() }, { code: 'Enter', mod: true, inInputs: true, run: () => submit() }]))
  ;(screen.container.querySelector('input') as HTMLInputElement).focus()
  press('KeyS', 'ы')
  press('Enter', 'Enter', { ctrlKey: true })
  expect(letter).not.toHaveBeenCalled()
  expect(submit).toHaveBeenCalledOnce()
})

test('a menu that was closed and still fades away swallows no key: the next letter is the screen’s', async () => {
  const run = vi.fn()
  const state = ref('open')
  const screen = await mountPart(defineComponent({
    setup() {
      useKeys('test', () => [{ code: 'KeyS', run: () => run() }])
      return () => h('div', { role: 'dialog', 'data-state': state.value }, [h('div', { 'data-keys': 'own' }, [h('input', { 'aria-label': 'text' }), h('button', 'pick')])])
    },
  }))
  for (const inside of ['input', 'button']) {
    screen.container.querySelector<HTMLElement>(inside)!.focus()
    state.value = 'open'
    await nextTick()
    press('KeyS', 'ы')
    expect(run).not.toHaveBeenCalled()
    state.value = 'closed'
    await nextTick()
    press('KeyS', 'ы')
    expect(run).toHaveBeenCalledOnce()
    run.mockClear()
  }
})

test('g then t, on a Russian layout, and another key in between forgets the g', async () => {
  const go = vi.fn()
  const task = vi.fn()
  await mountPart(withKeys(() => [{ code: 'KeyG KeyT', run: () => go() }, { code: 'KeyT', run: () => task() }]))
  press('KeyG', 'п')
  press('KeyT', 'е')
  expect([go.mock.calls.length, task.mock.calls.length]).toEqual([1, 0])
  press('KeyT', 'е')
  expect([go.mock.calls.length, task.mock.calls.length]).toEqual([1, 1])
})

test('switched off: letters rest, arrows and Ctrl keys work', async () => {
  const calls: string[] = []
  await mountPart(withKeys(() => ['KeyJ', 'ArrowDown', 'Escape'].map(code => ({ code, run: () => { calls.push(code) } })).concat([{ code: 'KeyK', mod: true, run: () => { calls.push('palette') } } as never])))
  keysEnabled.value = false
  press('KeyJ', 'о')
  press('ArrowDown', 'ArrowDown')
  press('KeyK', 'л', { ctrlKey: true })
  expect(calls).toEqual(['ArrowDown', 'palette'])
})

test('a dialog silences the screen under it, and gives its keys back when it closes', async () => {
  const open = ref(false)
  const below = vi.fn()
  const inside = vi.fn()
  const Inner = defineComponent({ setup() { useKeys('inner', () => [{ code: 'Digit1', run: () => inside() }]); return () => null } })
  const Dialog = defineComponent({ setup() { useKeyLayer(open); return () => h(Inner) } })
  await mountPart(defineComponent({ setup() { useKeys('screen', () => [{ code: 'KeyA', run: () => below() }]); return () => h(Dialog) } }))
  open.value = true
  press('KeyA', 'ф')
  press('Digit1', '1')
  expect([below.mock.calls.length, inside.mock.calls.length]).toEqual([0, 1])
  open.value = false
  press('KeyA', 'ф')
  expect(below).toHaveBeenCalledOnce()
})

test('Enter on a focused button belongs to the button', async () => {
  const run = vi.fn()
  const screen = await mountPart(defineComponent({ setup() { useKeys('test', () => [{ code: 'Enter', run: () => run() }]); return () => h('button', 'x') } }))
  ;(screen.container.querySelector('button') as HTMLButtonElement).focus()
  press('Enter', 'Enter')
  expect(run).not.toHaveBeenCalled()
})

test('Ctrl+K offers what can be done now, once, and nothing without a name', async () => {
  const may = ref(false)
  await mountPart(withKeys(() => [{ code: 'KeyT', label: 'Задача', when: () => may.value, run: () => {} }, { code: 'KeyT', label: 'Задача', when: () => may.value, run: () => {} }, { code: 'KeyQ', run: () => {} }]))
  expect(presentActions()).toHaveLength(0)
  may.value = true
  expect(presentActions().map(action => action.text)).toEqual(['Задача'])
})

test('keycaps', () => {
  expect(capsOf({ code: 'KeyG KeyT' })).toEqual(['g', 't'])
  expect(capsOf({ code: 'Slash', shift: true })).toEqual(['?'])
  expect(capsOf({ code: 'Digit3' })).toEqual(['3'])
})

test('a key held down walks the list on and decides once', async () => {
  const next = vi.fn()
  const allow = vi.fn()
  await mountPart(withKeys(() => [{ code: 'KeyJ', group: 'list', run: () => next() }, { code: 'KeyA', group: 'decide', run: () => allow() }]))
  for (const repeat of [false, true, true]) {
    press('KeyJ', 'о', { repeat })
    press('KeyA', 'ф', { repeat })
  }
  expect(next).toHaveBeenCalledTimes(3)
  expect(allow).toHaveBeenCalledOnce()
})
