import type { Page } from '@playwright/test'
import type { CallDay } from '../../src/shared/contract/callDesk.ts'
import { ask } from './desk.ts'

const marks = (needs: number): Record<string, { score: number, comment: string }> => ({
  greeting: { score: 1, comment: '' }, purpose: { score: 1, comment: '' }, needs: { score: needs, comment: 'Вопросы закрытые' }, qualification: { score: 5, comment: '' },
  offer: { score: 5, comment: '' }, objection: { score: 5, comment: '' }, next_step: { score: 1, comment: '' }, note: { score: 1, comment: '' },
})
/** Scores the first calls of the day's list, all of them conversations but every fifth. */
export const scoreSome = async (page: Page, count: number): Promise<void> => {
  const { calls } = await ask<CallDay>(page, 'callDesk/day', { day: '2026-11-18' })
  for (const [at, { id }] of calls.slice(0, count).entries()) {
    const isTalk = at % 5 !== 4
    await ask(page, 'callDesk/finish', { commandId: `boards-${String(at).padStart(4, '0')}`, callId: id, expectedVersion: null, verdict: isTalk ? 'conversation' : 'voicemail', marks: isTalk ? marks(at % 6) : {}, comments: [], comment: '', nextStep: '', agreedDay: null })
  }
}
