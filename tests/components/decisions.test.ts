import { expect, test } from 'vitest'
import { makeDecisions } from '../../src/features/today/decisions.ts'

test('an undone row comes back with its new version only: a second decision at once would meet a conflict with the old one', async () => {
  const answer = { results: [{ findingId: 7, ok: true, decisionId: 1, code: null, message: null, details: null }], applied: 1 }
  const nothing = (): void => {}
  const decisions = makeDecisions({ decide: async () => answer, undo: async () => ({ ...answer, back: [{ id: 7, version: 5 }] }) } as never, { applied: nothing, refused: nothing, failed: nothing, undone: nothing })
  const row = { id: 7, version: 3, title: 'Поставка', decision: null }
  await decisions.decide('2026-11-19', [row], { kind: 'allow' })
  expect(decisions.isOpen(row, '2026-11-19')).toBe(false)
  await decisions.undo()
  expect(decisions.isOpen(row, '2026-11-19')).toBe(false)
  expect(decisions.isOpen({ ...row, version: 5 }, '2026-11-19')).toBe(true)
})
