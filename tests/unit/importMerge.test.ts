import { describe, expect, test } from 'vitest'
import { isLaterDue, isSameDue, type Due } from '../../electron/backend/domain/due.ts'
import { mergeFields, resolveStatus, type StatusFacts, type StatusStep } from '../../electron/backend/import/reconcile/merge.ts'
import { makePhoneReader, readEmail } from '../../electron/backend/import/normalise.ts'

describe('three-way comparison of fields', () => {
  const decided = new Set(['owner_id'])
  test('what the source changed is taken; what it left alone stays as it is here', () => {
    expect(mergeFields({ title: 'ours', kind: 'a' }, { title: 'base', kind: 'a' }, { title: 'base', kind: 'b' }, new Set())).toEqual({ values: { kind: 'b' }, confirmed: [], diverging: [] })
  })
  test('without a base the source is right', () => {
    expect(mergeFields({ title: 'ours' }, {}, { title: 'theirs' }, new Set()).values).toEqual({ title: 'theirs' })
  })
  test('a decided field keeps its value: confirmed when the source shows it, diverging when not', () => {
    expect(mergeFields({ owner_id: 2 }, { owner_id: 1 }, { owner_id: 2 }, decided)).toEqual({ values: {}, confirmed: ['owner_id'], diverging: [] })
    expect(mergeFields({ owner_id: 2 }, { owner_id: 1 }, { owner_id: 3 }, decided)).toEqual({ values: {}, confirmed: [], diverging: ['owner_id'] })
  })
  test('a decision on the due date covers its being a day alone', () => {
    expect(mergeFields({ due_at: 9, due_day_only: 1 }, { due_at: 5, due_day_only: 0 }, { due_at: 6, due_day_only: 0 }, new Set(['due_at']))).toEqual({ values: {}, confirmed: [], diverging: ['due_at'] })
  })
})

const open: StatusFacts = { ours: 'open', base: 'open', theirs: 'open', decided: false, pending: null }
const cases: [string, Partial<StatusFacts>, StatusStep][] = [
  ['open deal newly lost goes into the queue', { theirs: 'lost' }, { status: 'refusal_review', step: 'closedOutside' }],
  ['open deal won is won', { theirs: 'won' }, { status: 'won', step: 'take' }],
  ['won then lost never waits: it was not open', { ours: 'won', base: 'won', theirs: 'lost' }, { status: 'lost', step: 'take' }],
  ['lost then open again is open', { ours: 'lost', base: 'lost', theirs: 'open' }, { status: 'open', step: 'take' }],
  ['waiting deal still lost keeps waiting', { ours: 'refusal_review', base: 'lost', theirs: 'lost', pending: 'closed_outside' }, { status: 'refusal_review', step: 'keep' }],
  ['waiting deal open again is withdrawn', { ours: 'refusal_review', base: 'lost', theirs: 'open', pending: 'closed_outside' }, { status: 'open', step: 'withdraw' }],
  ['waiting deal won is withdrawn', { ours: 'refusal_review', base: 'lost', theirs: 'won', pending: 'closed_outside' }, { status: 'won', step: 'withdraw' }],
  ['asked here and open there keeps waiting', { ours: 'refusal_review', pending: 'asked' }, { status: 'refusal_review', step: 'keep' }],
  ['asked here, lost there and open again keeps waiting', { ours: 'refusal_review', base: 'lost', pending: 'asked' }, { status: 'refusal_review', step: 'keep' }],
  ['asked here and won there is won', { ours: 'refusal_review', theirs: 'won', pending: 'asked' }, { status: 'won', step: 'withdraw' }],
  ['asked here and lost there keeps waiting', { ours: 'refusal_review', theirs: 'lost', pending: 'asked' }, { status: 'refusal_review', step: 'keep' }],
  ['returned and still lost there diverges', { base: 'lost', theirs: 'lost', decided: true }, { status: 'open', step: 'diverging' }],
  ['returned and open there is confirmed', { base: 'lost', theirs: 'open', decided: true }, { status: 'open', step: 'confirmed' }],
  ['returned, open there, then lost again is a new round', { base: 'open', theirs: 'lost', decided: true }, { status: 'refusal_review', step: 'closedOutside' }],
  ['approved and still open there diverges', { ours: 'lost', decided: true }, { status: 'lost', step: 'diverging' }],
  ['approved and lost there is confirmed', { ours: 'lost', theirs: 'lost', decided: true }, { status: 'lost', step: 'confirmed' }],
  ['approved and won there diverges', { ours: 'lost', theirs: 'won', decided: true }, { status: 'lost', step: 'diverging' }],
  ['nothing new keeps everything', {}, { status: 'open', step: 'keep' }],
]

test.each(cases)('status: %s', (_name, facts, expected) => {
  expect(resolveStatus({ ...open, ...facts })).toEqual(expected)
})

const dayOf = (instant: number): number => Math.floor(instant / 100)
const at = (value: number | null): Due => ({ at: value, dayOnly: false })
const day = (value: number): Due => ({ at: value * 100 + 99, dayOnly: true })

test.each<[string, Due, Due, boolean, boolean]>([
  ['a later instant', at(10), at(11), true, false],
  ['an earlier instant', at(11), at(10), false, false],
  ['an instant and the same day alone', at(110), day(1), false, true],
  ['an instant and a later day', at(110), day(2), true, false],
  ['a day and a later instant of it', day(1), at(150), false, true],
  ['from none', at(null), at(10), false, false],
  ['to none', at(10), at(null), false, false],
  ['none and none', at(null), at(null), false, true],
])('due date: %s', (_name, before, after, later, same) => {
  expect(isLaterDue(before, after, dayOf)).toBe(later)
  expect(isSameDue(before, after, dayOf)).toBe(same)
})

test.each([
  ['8 912 345-67-89', 'RU', '+79123456789'], ['+44 20 7946 0958', 'RU', '+442079460958'], ['12345', 'RU', null], ['(212) 555-2368', 'US', '+12125552368'], ['нет', 'RU', null], ['8 912 345-67-89', 'ZZ', null],
])('phone %s in %s', (text, region, expected) => {
  expect(makePhoneReader(region)(text)).toBe(expected)
})

test.each([[' Ivan@Example.com ', 'ivan@example.com'], ['иван@пример.рф', 'иван@пример.рф'], ['ivan@example', null], ['a b@example.com', null], [null, null]])('e-mail %s', (text, expected) => {
  expect(readEmail(text)).toBe(expected)
})
