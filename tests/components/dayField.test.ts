import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { defineComponent, h, ref } from 'vue'
import DayField from '../../src/ui/DayField.vue'
import { parseDay } from '../../src/ui/parseDay.ts'
import { mountPart } from './mount.ts'

// 2026-11-20 is a Friday.
const today = '2026-11-20'

test.each([
  ['завтра', '2026-11-21'], ['Послезавтра', '2026-11-22'], ['сегодня', '2026-11-20'], ['tomorrow', '2026-11-21'], ['mañana', '2026-11-21'],
  ['пн', '2026-11-23'], ['в среду', '2026-11-25'], ['пт', '2026-11-27'], ['fri', '2026-11-27'], ['monday', '2026-11-23'],
  ['+3', '2026-11-23'], ['+ 2н', '2026-12-04'], ['+2w', '2026-12-04'], ['+1м', '2026-12-20'], ['через неделю', '2026-11-27'], ['через 3 дня', '2026-11-23'], ['in 2 weeks', '2026-12-04'],
  ['27.11', '2026-11-27'], ['19.11', '2027-11-19'], ['27.11.2026', '2026-11-27'], ['27.11.26', '2026-11-27'], ['2026-12-01', '2026-12-01'],
  ['1 декабря', '2026-12-01'], ['nov 27', '2026-11-27'], ['5 мая', '2027-05-05'], ['29.02', '2028-02-29'], ['25', '2026-11-25'], ['3', '2026-12-03'],
  ['31.02', null], ['32.01', null], ['скоро', null], ['', null], ['13.13.2026', null],
])('«%s» is %s', (typed, day) => { expect(parseDay(typed, today)).toBe(day) })

test('what happened lies behind: «пт» is the last Friday, 19.11 was yesterday', () => {
  expect(parseDay('пт', today, { past: true })).toBe('2026-11-13')
  expect(parseDay('19.11', today, { past: true })).toBe('2026-11-19')
  expect(parseDay('25.12', today, { past: true })).toBe('2025-12-25')
})

test('month arithmetic is of the calendar: 31 August and six months', () => {
  expect(parseDay('+6м', '2026-08-31')).toBe('2027-02-28')
})

const mountField = async (more: Record<string, unknown> = {}) => {
  const value = ref<string | null>(null)
  const screen = await mountPart(defineComponent({ setup: () => () => h(DayField, { 'label': 'Срок', 'modelValue': value.value, 'onUpdate:modelValue': (day: string | null) => { value.value = day }, ...more }) }))
  const input = screen.container.querySelector('input[type=text]') as HTMLInputElement
  input.focus()
  return { value, input, screen }
}

test('says back the day that was understood, and that nobody works then', async () => {
  const { value, screen } = await mountField()
  await userEvent.keyboard('завтра')
  expect(value.value).toBe('2026-11-21')
  expect(screen.container.textContent).toContain('суббота, 21 ноября · завтра · выходной')
})

test('a day that is shown back («пн, 23 нояб.») is not taken for nonsense after leaving the field', async () => {
  const { value, input, screen } = await mountField()
  await userEvent.keyboard('+3')
  input.blur()
  await expect.poll(() => input.value).toContain('нояб')
  expect(value.value).toBe('2026-11-23')
  expect(screen.container.querySelector('[aria-invalid]')).toBeNull()
})

test('a day before the first allowed one is refused with a sentence and not given on', async () => {
  const { value, screen } = await mountField({ min: '2026-11-23' })
  await userEvent.keyboard('завтра')
  expect(value.value).toBeNull()
  expect(screen.container.textContent).toContain('Не раньше')
})

test('arrows move by a day', async () => {
  const { value } = await mountField()
  await userEvent.keyboard('27.11{ArrowUp}{ArrowUp}{ArrowDown}')
  expect(value.value).toBe('2026-11-28')
})
