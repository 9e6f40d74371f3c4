import { afterEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import AppealsScreen from '../../src/features/calls/appeals/AppealsScreen.vue'
import MyCallsScreen from '../../src/features/calls/appeals/MyCallsScreen.vue'
import BoardsScreen from '../../src/features/calls/boards/BoardsScreen.vue'
import type { CheckedCall } from '../../src/shared/contract/callAppeals.ts'
import type { CallScores } from '../../src/shared/contract/callBoards.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dismiss, notices } from '../../src/ui/notices.ts'
import { press } from './mount.ts'
import { openScreen } from './openScreen.ts'

const at = Date.parse('2026-11-19T12:00:00+03:00')
const criterion = (id: string, name: string) => ({ id, key: null, name, weight: 50, kind: 'scale' as const, critical: false, phrases: [] })
const checked = (id: number, appeal: Partial<NonNullable<CheckedCall['appeal']>> | null, actions: string[]): CheckedCall => ({
  call: { id, at, manager: { id: 7, name: 'Борис' }, talkS: 112, direction: 'out', hasRecording: false, client: `Клиент ${id}`, deal: { id: 4, title: 'Поставка' } },
  check: {
    id: 100 + id, version: 2, checker: { id: 9, name: 'Кира' }, doneAt: at, total: 70, verdict: 'conversation', marks: { needs: { score: 2, comment: 'Один вопрос' }, offer: { score: 5, comment: '' } }, comments: [{ at: 12, text: 'Пауза' }], comment: 'Спокойно', nextStep: '', agreedDay: null,
    scorecard: { id: 1, version: 1, versionId: 1, key: null, name: 'Лист', sections: [{ key: null, name: 'Разговор', criteria: [criterion('needs', 'Потребности'), criterion('offer', 'Предложение')] }] },
  },
  appeal: appeal && { id: 50 + id, version: 1, state: 'pending', raisedAt: at, text: 'Вопросов было три', decidedBy: null, decidedAt: null, answer: null, before: null, ...appeal }, allowedActions: actions,
})
const noAgreement = { calls: 0, pairs: 0, measure: 'kappa' as const, value: null }
const scores = (more: Partial<CallScores> = {}): CallScores => ({
  all: { mean: 81, checks: 13, withoutTotal: 1 }, leastPairs: 20, weeks: [], managers: [{ manager: { id: 7, name: 'Борис' }, mean: 81, checks: 13, withoutTotal: 1, entered: 84, movedOn: 26 }],
  criteria: [{ criterion: criterion('needs', 'Потребности'), mean: 40, applied: 12, belowFull: 11, agreement: { calls: 24, pairs: 24, measure: 'kappa', value: 0.654 } }, { criterion: criterion('offer', 'Предложение'), mean: 90, applied: 12, belowFull: 2, agreement: { ...noAgreement, pairs: 7 } }], ...more,
})

afterEach(() => { for (const notice of [...notices]) dismiss(notice.id) })

describe('a manager’s own scores', () => {
  test('nothing yet: says why; the mean stands where there is one', async () => {
    await openScreen(MyCallsScreen, '/my-calls', { 'callAppeals.mine': () => ({ since: '2026-10-22', mean: null, scored: 0, withoutTotal: 0, calls: [] }) })
    await expect.element(page.getByText('Оценок за это время нет')).toBeVisible()
  })

  test('an appeal that is refused keeps what was typed; one a check', async () => {
    let rows = [checked(1, null, ['appeal'])]
    let refuse = true
    const { sent } = await openScreen(MyCallsScreen, '/my-calls', {
      'callAppeals.mine': () => ({ since: '2026-10-22', mean: 70, scored: 1, withoutTotal: 0, calls: rows }),
      'callAppeals.raise': () => {
        if (refuse) throw new PultError('REFUSED_BY_RULE', 'No', { rule: 'already_appealed' })
        rows = [checked(1, {}, [])]
        return { appealId: 51 }
      },
    })
    await expect.element(page.getByText('В среднем 70 % (1 проверка)')).toBeInTheDocument()
    await expect.element(page.getByRole('grid').getByText('Клиент 1')).toBeVisible()
    press('KeyA', 'ф')
    await userEvent.fill(page.getByLabelText('С чем вы не согласны'), 'Вопросов было три')
    press('Enter', 'Enter', { ctrlKey: true })
    await expect.element(page.getByText(/уже обжаловали/)).toBeVisible()
    await expect.element(page.getByLabelText('С чем вы не согласны')).toHaveValue('Вопросов было три')
    refuse = false
    press('Enter', 'Enter', { ctrlKey: true })
    await expect.element(page.getByRole('grid').getByText('Ждёт решения РОПа')).toBeVisible()
    expect(sent('callAppeals.raise').map(({ checkId, text }) => [checkId, text])).toEqual([[101, 'Вопросов было три'], [101, 'Вопросов было три']])
    await expect.element(page.getByRole('toolbar').getByText('Оценка обжалуется один раз.')).toBeVisible()
  })
})

describe('appeals before the head', () => {
  test('what couldn’t be loaded says so, and comes again', async () => {
    let away = true
    await openScreen(AppealsScreen, '/calls/appeals', { 'callAppeals.list': () => {
      if (away) throw new PultError('INTERNAL', 'away')
      return { pending: 0, rows: [] }
    } })
    await expect.element(page.getByRole('alert')).toBeVisible()
    away = false
    await page.getByRole('button', { name: /ещё раз|Повторить/ }).click()
    await expect.element(page.getByText('Обжалований нет')).toBeVisible()
  })

  test('without a change the score stands; a changed mark is shown beside the old one and sent; the next appeal comes by itself', async () => {
    let rows = [checked(1, {}, ['decide']), checked(2, { text: 'Не согласен' }, ['decide'])]
    const { sent } = await openScreen(AppealsScreen, '/calls/appeals', {
      'callAppeals.list': () => ({ pending: rows.length, rows }),
      'callAppeals.decide': ({ appealId }) => {
        rows = rows.filter(row => row.appeal!.id !== appealId)
        return { total: 90 }
      },
    })
    await expect.element(page.getByRole('button', { name: /Оставить оценку/ })).toBeVisible()
    press('Digit4', '4')
    await expect.element(page.getByText('Было: 2')).toBeVisible()
    await expect.element(page.getByRole('button', { name: /Изменить: 70 % → 90 %/ })).toBeVisible()
    press('Enter', 'Enter', { ctrlKey: true })
    await expect.element(page.getByText('Напишите менеджеру, почему так решили.')).toBeVisible()
    expect(sent('callAppeals.decide')).toEqual([])
    await userEvent.fill(page.getByLabelText('Ответ менеджеру'), 'Согласен')
    press('Enter', 'Enter', { ctrlKey: true })
    await expect.element(page.getByText('Не согласен')).toBeVisible()
    expect(sent('callAppeals.decide')).toMatchObject([{ appealId: 51, expectedVersion: 1, answer: 'Согласен', changed: { verdict: 'conversation', marks: { needs: { score: 4 }, offer: { score: 5 } } } }])
    // A window of its own: the second one begins with its own marks and no answer.
    await expect.element(page.getByLabelText('Ответ менеджеру')).toHaveValue('')
    await expect.element(page.getByRole('button', { name: /Оставить оценку/ })).toBeVisible()
  })
})

describe('the boards', () => {
  test('agreement is told with its pairs, and under the least of them only how many there are', async () => {
    await openScreen(BoardsScreen, '/calls/boards', { 'callBoards.scores': () => scores(), 'callBoards.quotas': () => ({ managers: [], days: [] }) })
    await expect.element(page.getByRole('row', { name: /Борис/ }).getByText('31 % (26 из 84)')).toBeVisible()
    await expect.element(page.getByText(/Средняя оценка 81\s%\s\(13\sпроверок\)\.\s+Из них 1\s/)).toBeVisible()
    press('Digit2', '2')
    await expect.element(page.getByRole('row', { name: /Потребности/ }).getByText('κ 0,65, хорошее (24 пары)')).toBeVisible()
    await expect.element(page.getByRole('row', { name: /Предложение/ }).getByText('7 из 20 пар')).toBeVisible()
    press('Digit3', '3')
    await expect.element(page.getByText('Норм за это время нет')).toBeVisible()
  })
})
