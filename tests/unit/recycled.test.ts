import { describe, expect, test } from 'vitest'
import { recycledOf, type ClosableTask } from '../../electron/backend/domain/recycled.ts'
import { parseInstant } from '../../electron/backend/domain/time/parse.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'

const zone = makeZone('Europe/Moscow')
const at = (text: string): number => parseInstant(`2026-11-${text}`, zone)!
const task = (id: number, created: string, done: string | null, kind: string | null = 'call'): ClosableTask => ({ id, kind, createdAt: at(created), doneAt: done === null ? null : at(done) })
const of = (tasks: ClosableTask[], contacts: string[] = [], days = 2) => {
  const { before, total } = recycledOf(tasks, contacts.map(at), { zone, days })
  return { before: Object.fromEntries(before), total }
}

describe('recycled tasks (domain.md, Tasks)', () => {
  test.each<[string, ClosableTask[], string[], number]>([
    ['closed in silence and raised again on the second day', [task(1, '01T10:00', '10T18:00'), task(2, '12T23:59', null)], [], 1],
    ['on the third day it is a new task', [task(1, '01T10:00', '10T18:00'), task(2, '13T00:00', null)], [], 0],
    ['a contact on the day of closing, even after it', [task(1, '01T10:00', '10T18:00'), task(2, '11T10:00', null)], ['10T23:00'], 0],
    ['a contact on the day before doesn\'t count', [task(1, '01T10:00', '10T18:00'), task(2, '11T10:00', null)], ['09T23:00'], 1],
    ['another kind', [task(1, '01T10:00', '10T18:00'), task(2, '11T10:00', null, 'meeting')], [], 0],
    ['kinds that nobody knows are not the same', [task(1, '01T10:00', '10T18:00', null), task(2, '11T10:00', null, null)], [], 0],
    ['one that was there before', [task(1, '01T10:00', '10T18:00'), task(2, '10T17:59', null)], [], 0],
    ['a task is no successor of itself', [task(1, '10T18:00', '10T18:00')], [], 0],
  ])('%s', (_name, tasks, contacts, total) => expect(of(tasks, contacts).total).toBe(total))

  test('a chain is counted from its beginning, whatever order the tasks come in', () => {
    const chain = [task(9, '12T18:00', null), task(3, '01T10:00', '10T18:00'), task(1, '10T18:05', '12T17:00')]
    expect(of(chain)).toEqual({ before: { 1: 1, 9: 2 }, total: 2 })
  })
})
