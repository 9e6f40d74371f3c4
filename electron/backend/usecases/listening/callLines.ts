import type { CallLine } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { seesOthersScore } from '../../domain/quality/apart.ts'
import { qualityRulesOf, type QualityRules } from '../../domain/quality/qualityRules.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import { isEligible } from '../../domain/quality/quota.ts'
import { formatDay } from '../../domain/time/days.ts'
import { callLine, type CallLineRow } from '../../store/queries/callDesk.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import type { Desk, Session } from '../desk.ts'

/** A lock left alone for so long goes to whoever asks next. */
export const lockMs = 5 * 60_000
export const isEligibleRow = (row: CallLineRow, quality: QualityRules): boolean => isEligible({ ...row, hasRecording: row.hasRecording === 1 }, quality.leastTalkS)

/** `actor`: who reads them; others' scores of what they are to score themselves stay hidden. */
export const lineViews = ({ desk, actor }: { desk: Desk, actor: PolicyActor }, rows: readonly CallLineRow[], suspicious: ReadonlySet<number>): CallLine[] => {
  const names = personNames(desk.db)
  return rows.map(row => {
    const seen = seesOthersScore(actor.role, row.own)
    return {
      id: row.id, manager: { id: row.managerId, name: row.manager }, at: row.at, talkS: row.talkS, durationS: row.durationS, direction: row.direction, hasRecording: row.hasRecording === 1,
      client: row.client, deal: row.dealId === null ? null : { id: row.dealId, title: row.deal ?? '' }, reason: row.reason ?? 'picked', suspicious: suspicious.has(row.id), verdict: seen ? row.verdict : null,
      listened: row.listened === 1, scored: row.scored === 1, total: seen ? row.total : null, lockedBy: row.lockedBy === null || row.lockedBy === actor.id ? null : { id: row.lockedBy, name: names.get(row.lockedBy) ?? '' }, draft: row.own === 'draft',
    }
  })
}

/** The call and the local day that it is of; NOT_FOUND for one that isn't, or that no manager made. */
export const requireLine = ({ desk, actor }: Session, callId: number): { row: CallLineRow, day: string } => {
  const { zone } = desk.settings()
  const ofNoDay = { day: '', me: actor.id, lockedSince: desk.clock() - lockMs }
  const found = callLine(desk.db, callId, ofNoDay)
  if (!found) throw new PultError('NOT_FOUND', 'There is no such call.', { callId })
  const day = formatDay(zone.dayOf(found.at))
  return { row: callLine(desk.db, callId, { ...ofNoDay, day })!, day }
}

export const qualityOf = (desk: Desk): QualityRules => qualityRulesOf(desk.settings().rules)
