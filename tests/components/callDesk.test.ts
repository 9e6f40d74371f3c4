import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { orpc } from '../../src/api/index.ts'
import CallsScreen from '../../src/features/calls/CallsScreen.vue'
import type { CallDay, CallLine } from '../../src/shared/contract/callDesk.ts'
import { openScreen, type Answers } from './openScreen.ts'

const at = Date.parse('2026-11-19T12:00:00+03:00')
const line = (id: number, more: Partial<CallLine> = {}): CallLine => ({
  id, manager: { id: 7, name: 'Борис' }, at, talkS: 112, durationS: 130, direction: 'out', hasRecording: true, client: `Клиент ${id}`, deal: null, reason: 'random', suspicious: false, verdict: null, listened: false, scored: false, total: null, lockedBy: null, draft: false, ...more,
})
const dayOf = (calls: CallLine[]): CallDay => ({ day: '2026-11-19', deadline: '2026-11-20', hoursLeft: 0.1, overdue: false, managers: [{ manager: { id: 7, name: 'Борис' }, calls: 3, withRecording: 3, eligible: 3, quota: 1, listened: 0, scored: 0, minutesLeft: 2 }], calls })
const scorecard = { id: 1, version: 1, versionId: 1, key: null, name: 'Лист', sections: [{ key: null, name: 'Разговор', criteria: [{ id: 'needs', key: null, name: 'Потребности', weight: 100, kind: 'scale', critical: false, phrases: [] }] }] }
const locked = { lockedBy: { id: 9, name: 'Кира' } }

const desk = (day: () => unknown): Answers => ({
  'callDesk.day': day, 'callDesk.open': ({ callId }) => ({ call: line(callId as number), phone: null, deal: null, scorecard, own: null, earlier: [], allowedActions: ['score'] }),
  'callDesk.lock': () => ({ until: at }), 'callDesk.release': () => ({}),
})
/** A list that is known from before and may have changed since: the desk's second visit. */
const comeBack = async (known: CallDay, day: () => unknown): Promise<Awaited<ReturnType<typeof openScreen>>> => {
  const opened = await openScreen(CallsScreen, '/calls', desk(() => known))
  await expect.element(page.getByRole('button', { name: /Клиент 1/ })).toHaveAttribute('aria-current', 'true')
  await opened.router.push('/elsewhere')
  await opened.queryClient.invalidateQueries({ queryKey: orpc.callDesk.day.key() })
  Object.assign(opened.answers, { 'callDesk.day': day })
  void opened.router.push('/calls')
  return opened
}

test('the first call that waits is open before the list is asked for again; should somebody have it meanwhile, the next one is', async () => {
  let arrive: (day: CallDay) => void = () => undefined
  const { sent } = await comeBack(dayOf([line(1), line(2), line(3)]), () => new Promise(resolve => { arrive = resolve }))
  await expect.element(page.getByRole('button', { name: /Клиент 1/ })).toHaveAttribute('aria-current', 'true')
  await expect.poll(() => sent('callDesk.open').at(-1)).toEqual({ callId: 1 })
  arrive(dayOf([line(1, locked), line(2), line(3)]))
  await expect.element(page.getByRole('button', { name: /Клиент 2/ })).toHaveAttribute('aria-current', 'true')
})

test('a call that a hand chose stays, whoever has it', async () => {
  let arrive: (day: CallDay) => void = () => undefined
  await comeBack(dayOf([line(1), line(2), line(3)]), () => new Promise(resolve => { arrive = resolve }))
  await page.getByRole('button', { name: /Клиент 3/ }).click()
  arrive(dayOf([line(1, { ...locked, client: 'Первый' }), line(2), line(3, locked)]))
  await expect.element(page.getByRole('button', { name: /Первый/ })).toBeVisible()
  await expect.element(page.getByRole('button', { name: /Клиент 3/ })).toHaveAttribute('aria-current', 'true')
})

test('a day is asked for once, although its address names it from the first call on', async () => {
  const { sent, router } = await openScreen(CallsScreen, '/calls', desk(() => dayOf([line(1)])))
  await expect.poll(() => router.currentRoute.value.query).toEqual({ day: '2026-11-19', call: '1' })
  await expect.poll(() => sent('callDesk.lock')).toEqual([{ callId: 1 }])
  expect(sent('callDesk.day')).toEqual([{}])
})

test('sixty managers: all their calls come behind the first screenful', async () => {
  const managers = Array.from({ length: 60 }, (_, index) => ({ id: 1000 + index, name: `Менеджер ${index}` }))
  const day = dayOf(managers.map((manager, index) => line(index + 1, { manager })))
  await openScreen(CallsScreen, '/calls', desk(() => ({ ...day, managers: managers.map(manager => ({ ...day.managers[0]!, manager })) })))
  await expect.poll(() => document.querySelectorAll('[data-call]').length).toBe(60)
})
