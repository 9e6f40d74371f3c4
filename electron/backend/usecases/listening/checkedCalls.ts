import type { CheckedCall, OwnScores } from '../../../../src/shared/contract/callAppeals.ts'
import { may } from '../../domain/policy.ts'
import { formatDay } from '../../domain/time/days.ts'
import { appealedChecks, appealOfCheck, callOfCheck, checksOfManager, pendingAppeals, type AppealRow } from '../../store/queries/callAppeals.ts'
import { checkById } from '../../store/queries/callDesk.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import { policyActorOf, requireMay } from '../access.ts'
import type { Session } from '../desk.ts'
import { checkView } from './checks.ts'

const appealView = (names: ReadonlyMap<number, string>, { decidedBy, before, checkId: _check, managerId: _manager, ...appeal }: AppealRow): CheckedCall['appeal'] =>
  ({ ...appeal, decidedBy: decidedBy === null ? null : { id: decidedBy, name: names.get(decidedBy) ?? '' }, before: before === null ? null : JSON.parse(before) as NonNullable<CheckedCall['appeal']>['before'] })

const viewsOf = (session: Session, checkIds: readonly { checkId: number }[]): CheckedCall[] => {
  const { desk } = session
  const actor = policyActorOf(session)
  const names = personNames(desk.db)
  return checkIds.flatMap(({ checkId }) => {
    const check = checkById(desk.db, checkId)!
    const call = callOfCheck(desk.db, check.activityId)
    if (!call) return []
    const appeal = appealOfCheck(desk.db, checkId)
    const { managerId, manager, dealId, deal, hasRecording, ...rest } = call
    return [{
      call: { ...rest, manager: { id: managerId, name: manager }, hasRecording: hasRecording === 1, deal: dealId === null ? null : { id: dealId, title: deal ?? '' } },
      check: checkView(desk, check), appeal: appeal ? appealView(names, appeal) : null,
      allowedActions: [
        ...!appeal && may(actor, 'appeal_score', { ownerId: managerId, team: null }) ? ['appeal'] : [],
        ...appeal?.state === 'pending' && may(actor, 'decide_appeal') ? ['decide'] : [],
      ],
    }]
  })
}

/** A manager's own scores with their comments (domain.md, Call quality): fair is what can be read and answered. */
export const ownScores = (session: Session, { days }: { days: number }): OwnScores => {
  requireMay(session, 'appeal_score')
  const { desk, actor } = session
  const { zone } = desk.settings()
  const since = zone.dayOf(desk.clock()) - days + 1
  const calls = viewsOf(session, checksOfManager(desk.db, actor.id, zone.startOfDay(since)))
  const totals = calls.flatMap(({ check }) => check.total ?? [])
  return { since: formatDay(since), mean: totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0) / totals.length, scored: totals.length, withoutTotal: calls.length - totals.length, calls }
}

export const listAppeals = (session: Session, { state, limit }: { state: 'pending' | 'decided', limit: number }): { pending: number, rows: CheckedCall[] } => {
  requireMay(session, 'decide_appeal')
  const { db } = session.desk
  return { pending: pendingAppeals(db), rows: viewsOf(session, appealedChecks(db, state, limit)) }
}
