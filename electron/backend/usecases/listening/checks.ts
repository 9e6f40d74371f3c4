import type { CheckView, CheckWords } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { totalOfCheck } from '../../../../src/shared/scorecard.ts'
import { parseDay } from '../../domain/time/days.ts'
import { checksOfCall, type CheckRow } from '../../store/queries/callDesk.ts'
import { insertCheckTx, updateCheckTx, type CheckValues } from '../../store/writes/callChecks.ts'
import type { Desk, Session } from '../desk.ts'
import { scorecardNow, scorecardOf } from './scorecards.ts'

export const checkView = (desk: Desk, row: CheckRow): CheckView => ({
  id: row.id, version: row.version, checker: { id: row.checkerId, name: row.checker }, doneAt: row.doneAt, total: row.total, scorecard: scorecardOf(desk, row.versionId), verdict: row.verdict,
  marks: JSON.parse(row.marks) as CheckWords['marks'], comments: JSON.parse(row.comments) as CheckWords['comments'], comment: row.comment ?? '', nextStep: row.nextStep ?? '', agreedDay: row.agreedDay,
})

export interface CheckInput extends CheckWords { callId: number, /** null = there is none yet. */ expectedVersion: number | null }

export const valuesOf = (desk: Desk, versionId: number, { verdict, marks, comments, comment, nextStep, agreedDay }: CheckWords): CheckValues => {
  const day = agreedDay === null ? null : parseDay(agreedDay)
  if (agreedDay !== null && day === null) throw new PultError('BAD_INPUT', 'That is not a day.', { value: agreedDay })
  return {
    verdict, marks: JSON.stringify(marks), comments: JSON.stringify(comments.toSorted((a, b) => a.at - b.at)), comment: comment.trim(), total: totalOfCheck(scorecardOf(desk, versionId).sections, { verdict, marks }),
    nextStep: nextStep.trim() || null, agreedDay, agreedAt: day === null ? null : desk.settings().zone.startOfDay(day),
  }
}

/** The person's own check with these words, within the caller's transaction; done at `doneAt`, else a draft. CONFLICT when it was done, or changed at another window. */
export const putCheckTx = ({ desk, actor }: Pick<Session, 'desk' | 'actor'>, input: CheckInput, doneAt: number | null): CheckRow => {
  const { db } = desk
  const now = desk.clock()
  const all = checksOfCall(db, input.callId)
  const own = all.find(check => check.checkerId === actor.id)
  if (own?.state === 'done') throw new PultError('CONFLICT', 'You have scored this call already.', { reason: 'done' })
  if ((own?.version ?? null) !== input.expectedVersion) throw new PultError('CONFLICT', 'This check was changed at another window.', { reason: 'version', version: own?.version ?? null })
  const versionId = own?.versionId ?? scorecardNow(desk).versionId
  const values = valuesOf(desk, versionId, input)
  // Who comes second scores apart from the first one, whose verdict and score stay the call's.
  const id = own?.id ?? insertCheckTx(db, { ...values, callId: input.callId, checkerId: actor.id, versionId, blind: all.some(check => check.state === 'done' && check.blind === 0), now })
  if (own || doneAt !== null) updateCheckTx(db, id, { ...values, doneAt, now })
  return checksOfCall(db, input.callId).find(check => check.id === id)!
}
