import { expect, test } from 'vitest'
import type { Criterion, ScorecardSections } from '../../src/shared/contract/callDesk.ts'
import { changesBetween } from '../../src/features/settings/scorecard/changes.ts'

const criterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({ id, key: null, name: id, weight: 10, kind: 'yes_no', critical: false, phrases: [], ...more })
const sheet = (...criteria: Criterion[]): ScorecardSections => [{ key: null, name: 'Разговор', criteria }]
const said = (before: ScorecardSections, after: ScorecardSections): string[] => changesBetween(before, after).map(({ what, criterion: { id } }) => `${id} ${what}`)

test('what changed between two versions is said criterion by criterion; a place isn’t a change', () => {
  const before = sheet(criterion('a'), criterion('b', { critical: true }), criterion('c', { phrases: ['«…»'] }), criterion('d'))
  expect(said(before, sheet(...before[0]!.criteria.toReversed()))).toEqual([])
  expect(said(before, sheet(criterion('a', { weight: 25, name: 'Другое' }), criterion('b'), criterion('c', { kind: 'scale' }), criterion('e')))).toEqual(['a renamed', 'a weight', 'b uncritical', 'c kind', 'c phrases', 'e added', 'd removed'])
  expect(changesBetween(before, sheet(criterion('a', { weight: 25 })))[0]).toMatchObject({ from: 10, to: 25 })
})

test('a shipped criterion that the team names brings its own phrases: that is one change', () => {
  const shipped = sheet(criterion('greeting', { key: 'greeting', name: null }))
  expect(said(shipped, sheet(criterion('greeting', { name: 'Приветствие', phrases: ['«Добрый день»'] })))).toEqual(['greeting renamed'])
})
