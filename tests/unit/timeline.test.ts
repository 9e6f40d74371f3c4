import { describe, expect, test } from 'vitest'
import { drawTimeline, makeAxis } from '../../src/features/record/timeline.ts'
import { historyLines } from '../../src/features/record/timelineWords.ts'
import { i18n, text } from '../../src/i18n/index.ts'
import type { TaskHistory } from '../../src/shared/contract/tasks.ts'
import { makeFormat } from '../../src/ui/format.ts'

const at = (day: string): number => Date.parse(`${day}T12:00:00Z`)
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const moment = { today: '2026-11-20', dayOf }
const move = (from: string, to: string, approved = false) => ({ fromDueAt: at(from), toDueAt: at(to), at: at(from), by: null, source: 'import', later: to > from, approved })
const history = (over: Partial<Omit<TaskHistory, 'task'>> & { task?: Partial<TaskHistory['task']> } = {}): TaskHistory => {
  const { task, ...rest } = over
  return {
    requests: [], chain: [], events: [], contactsKnown: true, ...rest,
    task: { id: 9, version: 1, title: 'Позвонить', kind: 'call', assignee: null, createdAt: at('2026-11-10'), dueAt: at('2026-11-19'), dueDayOnly: true, doneAt: null, cancelledAt: null, result: null, overdue: true, overdueDays: 1, moves: [], dealId: 1, dealTitle: 'Сделка', clientName: null, allowedActions: [], ...task },
  }
}

describe('the axis', () => {
  test('is true to scale where things happen', () => {
    const { x, breaks } = makeAxis(['2026-11-01', '2026-11-04', '2026-11-10'])
    expect((x('2026-11-10') - x('2026-11-04')) / (x('2026-11-04') - x('2026-11-01'))).toBeCloseTo(2, 1)
    expect(breaks).toEqual([])
  })
  test('shortens a long silence, or a task of July moved daily in November would show one smear', () => {
    const { x, breaks } = makeAxis(['2026-07-17', '2026-11-10', '2026-11-11', '2026-11-19'])
    expect(breaks).toMatchObject([{ days: 116 }])
    expect(x('2026-11-19') - x('2026-11-10')).toBeGreaterThan(120)
  })
  test('keeps the order of the days, whatever the gaps', () => {
    const days = ['2025-01-01', '2026-01-01', '2026-01-02', '2026-11-20']
    const places = days.map(makeAxis(days.toReversed()).x)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places.every(place => place >= 12 && place <= 328)).toBe(true)
  })
  test('a task of today stands at the left, not over the whole line', () => {
    expect(makeAxis(['2026-11-20', '2026-11-21']).x('2026-11-21')).toBeLessThan(80)
  })
})

describe('the drawing', () => {
  test('each later move without approval counts, allowed and earlier ones are drawn but don’t', () => {
    const drawing = drawTimeline(history({ task: { dueAt: at('2026-11-18'), moves: [move('2026-11-12', '2026-11-14'), move('2026-11-14', '2026-11-16'), move('2026-11-16', '2026-11-19', true), move('2026-11-19', '2026-11-18')] } }), moment)
    expect(drawing.arcs.map(arc => arc.kind)).toEqual(['late', 'late', 'allowed', 'earlier'])
    expect(drawing.lateCount).toBe(2)
    expect(drawing.marks.map(mark => [mark.kind, mark.day])).toEqual([['created', '2026-11-10'], ['past', '2026-11-12'], ['past', '2026-11-14'], ['past', '2026-11-16'], ['due', '2026-11-18'], ['past', '2026-11-19'], ['now', '2026-11-20']])
  })
  test('a wish that waits is an arc of its own, one that was denied is none', () => {
    const request = { id: 1, version: 1, state: 'pending' as const, askedBy: null, enteredBy: null, askedAt: at('2026-11-19'), from: { dueAt: at('2026-11-19'), dueDayOnly: true }, to: { dueAt: at('2026-11-26'), dueDayOnly: true }, reason: 'Отпуск', decidedBy: null, decidedAt: null, comment: null }
    expect(drawTimeline(history({ requests: [request] }), moment)).toMatchObject({ wish: { from: '2026-11-19', to: '2026-11-26' }, last: '2026-11-26', lateCount: 0 })
    expect(drawTimeline(history({ requests: [{ ...request, state: 'denied' }] }), moment).wish).toBeNull()
  })
  test('contacts and notes are one dot a day and kind', () => {
    const { dots } = drawTimeline(history({ events: [{ type: 'contact', at: at('2026-11-12'), kind: 'call', direction: 'out' }, { type: 'contact', at: at('2026-11-12') + 1000, kind: 'call', direction: 'out' }, { type: 'note', at: at('2026-11-12'), text: 'Да' }] }), moment)
    expect(dots.map(({ type, count }) => [type, count])).toEqual([['contact', 2], ['note', 1]])
  })
  test('tasks closed and opened again are bars with a link from each to the next', () => {
    const chain = [{ id: 7, title: null, createdAt: at('2026-11-02'), doneAt: at('2026-11-06'), result: null }, { id: 8, title: null, createdAt: at('2026-11-07'), doneAt: at('2026-11-10'), result: null }, { id: 9, title: null, createdAt: at('2026-11-10'), doneAt: null, result: null }]
    const drawing = drawTimeline(history({ chain }), moment)
    expect(drawing.links.map(({ closed, next }) => [closed, next])).toEqual([['2026-11-06', '2026-11-07'], ['2026-11-10', '2026-11-10']])
    expect(drawing.bars.map(bar => [bar.id, bar.present, bar.to])).toEqual([[7, false, '2026-11-06'], [8, false, '2026-11-10'], [9, true, null]])
    expect(drawing.first).toBe('2026-11-02')
  })
  test('a task without any date is still drawn', () => {
    const drawing = drawTimeline(history({ task: { createdAt: null, dueAt: null } }), moment)
    expect(drawing.marks).toMatchObject([{ kind: 'now' }])
    expect(drawing.arcs).toEqual([])
  })
  test('a done task has its end instead of today', () => {
    expect(drawTimeline(history({ task: { doneAt: at('2026-11-15') } }), moment).marks.map(mark => mark.kind)).toEqual(['created', 'due', 'done'])
  })
})

describe('the same in words', () => {
  const words = (over: Parameters<typeof history>[0], language: 'ru' | 'en') => {
    i18n.global.locale.value = language
    return historyLines(history(over), text, makeFormat({ locale: language, timeZone: 'UTC', currency: 'RUB', today: '2026-11-20' }))
  }
  const request = { id: 1, version: 1, state: 'denied' as const, askedBy: { id: 7, name: 'Ковалёв' }, enteredBy: null, askedAt: at('2026-11-17'), from: { dueAt: at('2026-11-19'), dueDayOnly: true }, to: { dueAt: at('2026-11-26'), dueDayOnly: true }, reason: ' Отпуск ', decidedBy: { id: 1, name: 'Ирина' }, decidedAt: at('2026-11-18'), comment: 'Позвоните сегодня' }

  test('every move is a line, not the newest eight alone; newest first', () => {
    const moves = Array.from({ length: 12 }, (_, index) => move(`2026-11-0${Math.floor(index / 2) + 1}`, `2026-11-0${Math.floor(index / 2) + 2}`))
    const lines = words({ task: { moves } }, 'ru')
    expect(lines).toHaveLength(12)
    expect(lines.map(line => line.at)).toEqual(lines.map(line => line.at).sort((a, b) => b - a))
    expect(new Set(lines.map(line => line.key)).size).toBe(12)
  })
  test('quotes are the language’s own, and what stands beside a line are facts whole in themselves', () => {
    expect(words({ requests: [request] }, 'ru')[0]).toMatchObject({ quotes: ['«Отпуск»', 'Ответ: «Позвоните сегодня»'] })
    expect(words({ requests: [request] }, 'en')[0]).toMatchObject({ quotes: ['“Отпуск”', 'Answer: “Позвоните сегодня”'] })
    expect(words({ task: { moves: [move('2026-11-12', '2026-11-14')] } }, 'en')[0]!.notes.slice(0, 2)).toEqual(['without approval', 'in the CRM'])
  })
})
