import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ref, type Ref, defineComponent, h } from 'vue'
import { writeWav } from '../../electron/backend/audio/writeWav.ts'
import { useDoor, type Link } from '../../src/api/index.ts'
import RecordingPlayer from '../../src/features/calls/player/RecordingPlayer.vue'
import type { RecordingView, RecordingWave } from '../../src/shared/contract/recordings.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import { mountPart, press } from './mount.ts'

const lengthS = 8
const addresses: string[] = []
const makeFake = () => {
  const fake = { calls: [] as { path: string, input: Record<string, unknown> }[], view: {} as Partial<RecordingView>, wave: { durationS: lengthS, peaks: [100, 10, 200, 0, 0, 0, 150, 90], silences: [[3, 6]] } as RecordingWave | null, error: null as Error | null, listenedAt: null as number | null }
  const address = URL.createObjectURL(new Blob([writeWav(lengthS, second => 0.2 * Math.sin(second * 2500))], { type: 'audio/wav' }))
  addresses.push(address)
  const answer: Record<string, (input: Record<string, unknown>) => unknown> = {
    'recordings.open': input => {
      if (fake.error) throw fake.error
      return { callId: input.callId, state: 'found', problem: null, address, bytes: 1, mime: 'audio/wav', durationS: lengthS, hasPeaks: true, listening: null, listenedPercent: 80, allowedActions: [], ...fake.view }
    },
    'recordings.wave': () => fake.wave,
    'recordings.played': () => ({ coveredS: fake.listenedAt === null ? 2 : 7, lengthS, listenedAt: fake.listenedAt }),
  }
  const link: Link = {
    call: async (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      return answer[name]!((input ?? {}) as Record<string, unknown>)
    },
  }
  useDoor(link)
  return Object.assign(fake, { told: () => fake.calls.filter(call => call.path === 'recordings.played').map(call => call.input as { callId: number, begins: boolean, ranges: [number, number][] }) })
}
let fake: ReturnType<typeof makeFake>
let violations: string[] = []
const onViolation = (event: SecurityPolicyViolationEvent): void => { violations.push(event.violatedDirective) }
beforeEach(() => {
  localStorage.clear()
  fake = makeFake()
  violations = []
  document.addEventListener('securitypolicyviolation', onViolation)
})
afterEach(() => {
  for (const notice of [...notices]) dismiss(notice.id)
  document.removeEventListener('securitypolicyviolation', onViolation)
  for (const address of addresses.splice(0)) URL.revokeObjectURL(address)
})

interface Player { toggle: () => void, play: () => void, pause: () => void, seek: (seconds: number) => void, speed: (step: number) => void, now: () => number }
const open = (callId: Ref<number> = ref(7), props: Record<string, unknown> = {}) => {
  const player = ref<Player | null>(null)
  const times: number[] = []
  const listened: number[] = []
  mountPart(defineComponent({ setup: () => () => h(RecordingPlayer, { ref: player, callId: callId.value, ...props, onTime: (time: number) => times.push(time), onListened: (call: number) => listened.push(call) }) }))
  return { player, times, listened, callId }
}
const playButton = () => page.getByRole('button', { name: 'Слушать', exact: true })
/** Sound takes its own time, on a busy machine more. */
const soon = { timeout: 15_000 }
const slider = () => page.getByRole('slider')
const shown = (): HTMLElement => slider().element() as HTMLElement
const drawn = (): boolean => [...document.querySelectorAll('div')].some(each => each.shadowRoot?.querySelector('canvas'))

test('plays by the key, tells what was heard and shows where it stands', async () => {
  const { times } = open()
  await expect.element(slider()).toHaveAttribute('aria-valuetext', '0:00 из 0:08')
  await expect.poll(drawn).toBe(true)
  await userEvent.click(document.body)
  press('Space', ' ')
  await expect.element(page.getByRole('button', { name: 'Пауза', exact: true })).toBeVisible()
  await expect.poll(() => times.at(-1) ?? 0, soon).toBeGreaterThan(0.6)
  press('Space', ' ')
  await expect.element(playButton()).toBeVisible()
  await expect.poll(() => fake.told().length, soon).toBeGreaterThan(0)
  const [first] = fake.told()
  expect(first).toMatchObject({ callId: 7, begins: true })
  expect(first!.ranges[0]![0]).toBeLessThan(0.3)
  expect(first!.ranges[0]![1]).toBeGreaterThan(0.5)
  expect(fake.told().flatMap(({ ranges }) => ranges).reduce((sum, [from, to]) => sum + to - from, 0)).toBeLessThan(times.at(-1)! + 0.3)
})

test('what was jumped over was not played, a skipped pause was', async () => {
  const { player } = open()
  await expect.poll(drawn).toBe(true)
  await userEvent.click(page.getByRole('checkbox', { name: 'Без пауз' }))
  player.value!.seek(2.7)
  await expect.poll(() => player.value!.now(), soon).toBeGreaterThan(2.6)
  await userEvent.click(playButton())
  await expect.poll(() => player.value!.now(), soon).toBeGreaterThan(6.2)
  player.value!.pause()
  await expect.poll(() => fake.told().length, soon).toBeGreaterThan(0)
  const ranges = fake.told().flatMap(told => told.ranges)
  expect(Math.min(...ranges.map(([from]) => from))).toBeGreaterThan(2.5)
  // From 2.7 on to the end of the pause and a bit: in one piece.
  expect(ranges.some(([from, to]) => from < 3.2 && to >= 6)).toBe(true)
})

test('← → move by five seconds, [ ] change the speed, which is kept', async () => {
  const { player } = open()
  await expect.element(slider()).toBeVisible()
  await userEvent.click(document.body)
  press('ArrowRight', 'ArrowRight')
  await expect.poll(() => player.value!.now(), soon).toBeCloseTo(5, 1)
  press('ArrowLeft', 'ArrowLeft')
  await expect.poll(() => player.value!.now(), soon).toBeCloseTo(0, 1)
  press('BracketRight', 'ъ')
  press('BracketRight', 'ъ')
  await expect.element(page.getByRole('combobox', { name: 'Скорость' })).toHaveValue('1.5')
  for (let time = 0; time < 9; time++) player.value!.speed(1)
  await expect.element(page.getByRole('combobox', { name: 'Скорость' })).toHaveValue('3')
  await expect.poll(() => localStorage.getItem('pult.player.speed')).toBe('3')
})

test('the slider is moved by its own keys, and a comment leads to its second', async () => {
  const { player } = open(ref(7), { markers: [{ at: 4, text: 'Не спросил про бюджет' }] })
  await expect.element(slider()).toBeVisible()
  shown().focus()
  press('End', 'End')
  await expect.poll(() => player.value!.now(), soon).toBeCloseTo(lengthS, 1)
  await userEvent.click(page.getByRole('button', { name: '0:04: Не спросил про бюджет' }))
  await expect.poll(() => player.value!.now(), soon).toBeCloseTo(4, 1)
  await expect.element(slider()).toHaveAttribute('aria-valuetext', '0:04 из 0:08')
})

test('a call that was left tells its last seconds and plays no further', async () => {
  const callId = ref(7)
  const { player, listened } = open(callId)
  await expect.element(slider()).toBeVisible()
  await userEvent.click(playButton())
  await expect.poll(() => player.value!.now(), soon).toBeGreaterThan(0.3)
  fake.listenedAt = 1_795_000_000_000
  callId.value = 8
  await expect.poll(() => fake.told().at(-1)?.callId, soon).toBe(7)
  await expect.element(playButton()).toBeVisible()
  await expect.poll(() => player.value!.now(), soon).toBe(0)
  await userEvent.click(playButton())
  await expect.poll(() => player.value!.now(), soon).toBeGreaterThan(0.3)
  player.value!.pause()
  await expect.poll(() => listened, soon).toEqual([8])
  expect(fake.told().at(-1)).toMatchObject({ callId: 8, begins: true })
  await expect.element(page.getByText('Прослушан', { exact: true })).toBeVisible()
})

test.each([
  ['broken', 'empty', /Файл записи пустой/], ['broken', 'too_big', /больше 1 ГБ/], ['broken', 'wrong_type', /не похож на звукозапись/], ['broken', 'damaged', /повреждён/], ['missing', 'not_there', /в папке нет/],
  ['missing', 'outside', /вне папки записей/], ['missing', 'none', /записи нет/], ['failed', 'timeout', /не пришла/],
] as const)('%s, %s: says so in a sentence', async (state, problem, sentence) => {
  fake.view = { state, problem, address: null, durationS: null }
  open()
  await expect.element(page.getByText(sentence)).toBeVisible()
  expect(document.querySelector('[role=slider]')).toBeNull()
})

test('a file dropped on a call without a recording becomes it, for who may attach one', async () => {
  fake.view = { state: 'missing', problem: 'none', address: null, durationS: null, allowedActions: ['attach'] }
  open()
  await expect.element(page.getByRole('button', { name: 'выберите его' })).toBeVisible()
  const transfer = new DataTransfer()
  transfer.items.add(new File([writeWav(1, () => 0)], 'call.wav', { type: 'audio/wav' }))
  const section = document.querySelector('section')!
  section.dispatchEvent(new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  section.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
  // No host takes the upload here: it is said, and nothing else happens.
  await expect.poll(() => notices.length, soon).toBe(1)
})

test('who may not hear it is told who may', async () => {
  fake.error = new PultError('FORBIDDEN', 'Your role does not allow that.')
  open()
  await expect.element(page.getByText(/Этот звонок слушают/)).toBeVisible()
})

test('a stream that can’t be read is asked for once more and then said to be damaged', async () => {
  fake.view = { address: URL.createObjectURL(new Blob(['no sound at all'], { type: 'audio/wav' })) }
  open()
  await expect.element(page.getByText(/Файл записи повреждён/)).toBeVisible()
  expect(fake.calls.filter(call => call.path === 'recordings.open')).toHaveLength(2)
})

test('without a wave it still plays, and says why there is none', async () => {
  fake.wave = null
  const { player } = open()
  await expect.element(page.getByText(/Форму звука этой записи показать нельзя/)).toBeVisible()
  await userEvent.click(playButton())
  await expect.poll(() => player.value!.now(), soon).toBeGreaterThan(0.2)
})

test('nothing of the waveform needs a style that the content policy refuses', async () => {
  open()
  await expect.poll(drawn).toBe(true)
  const shadows = [...document.querySelectorAll('div')].flatMap(each => each.shadowRoot ?? [])
  expect(shadows.flatMap(shadow => [...shadow.querySelectorAll('style')])).toEqual([])
  expect(shadows.some(shadow => shadow.adoptedStyleSheets.length === 1)).toBe(true)
  expect(violations).toEqual([])
})
