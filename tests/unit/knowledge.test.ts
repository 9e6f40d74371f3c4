import { describe, expect, test } from 'vitest'
import { isCheckKnown, isReasonKnown, makeKnowledge, type KnowledgeRow } from '../../electron/backend/domain/knowledge.ts'
import { checks, stuckReasons, type FactKind } from '../../src/shared/vocabulary.ts'

const row = (kind: FactKind, inferred: KnowledgeRow['inferred'] = 0, source = 'crm', since = 5): KnowledgeRow => ({ source, kind, inferred, since })
const knownChecks = (rows: readonly KnowledgeRow[], alone = false): string => checks.filter(check => isCheckKnown[check](makeKnowledge(rows, alone))).join('')
const knownReasons = (rows: readonly KnowledgeRow[], alone = false): string => stuckReasons.filter(reason => isReasonKnown[reason](makeKnowledge(rows, alone))).join(' ')

// domain.md, Unknown is not none: a check whose facts no import has ever brought is unknown.
describe('which checks and reasons are known', () => {
  test.each<[string, KnowledgeRow[], string, string]>([
    ['nothing was brought', [], 'DF', 'dwell'],
    ['tasks', [row('tasks')], 'ABDEF', 'dwell no_task overdue_task dragged'],
    ['a «next task» column shows that there is one, not what was done', [row('tasks', 1)], 'ABDF', 'dwell no_task overdue_task dragged'],
    ['tasks that name no deal say nothing of deals', [row('tasks', 2)], 'BDF', 'dwell'],
    ['contacts that name no deal say nothing of silence', [row('activities', 2)], 'DF', 'dwell'],
    ['notes need the contacts, all of them', [row('notes'), row('activities', 1)], 'DF', 'dwell silent'],
    ['notes and contacts', [row('notes'), row('activities')], 'CDF', 'dwell silent'],
    ['another source knows what this one doesn’t', [row('tasks', 2), row('tasks', 0, 'other')], 'ABDEF', 'dwell no_task overdue_task dragged'],
  ])('%s', (_name, rows, expectedChecks, expectedReasons) => {
    expect(knownChecks(rows)).toBe(expectedChecks)
    expect(knownReasons(rows)).toBe(expectedReasons)
  })

  test('a team that works alone knows what it enters itself, and what was agreed once a call was checked', () => {
    expect(knownChecks([], true)).toBe('ABCDEF')
    expect(knownReasons([], true)).toBe('dwell silent no_task overdue_task dragged')
    expect(stuckReasons.filter(reason => isReasonKnown[reason](makeKnowledge([], true, true)))).toEqual([...stuckReasons])
    expect(isReasonKnown.promise_missed(makeKnowledge([row('tasks')], false, true))).toBe(false)
  })
})

test('by source, with Pult’s own', () => {
  const knowledge = makeKnowledge([row('tasks'), row('tasks', 1, 'other'), row('activities', 0, 'crm', 7), row('activities', 2, 'third')], false)
  expect([knowledge.knows('crm', 'tasks'), knowledge.knowsAll('other', 'tasks'), knowledge.knows('other', 'tasks'), knowledge.knows('third', 'activities'), knowledge.knows('pult', 'notes')]).toEqual([true, false, true, false, true])
  expect(knowledge.sources('tasks')).toEqual(['pult', 'crm', 'other'])
  expect(knowledge.wholeSources('tasks', 'activities')).toEqual(['pult', 'crm'])
  expect([...knowledge.wholeSince('activities')]).toEqual([['pult', 0], ['crm', 7]])
})
