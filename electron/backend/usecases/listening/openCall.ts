import type { CallView } from '../../../../src/shared/contract/callDesk.ts'
import { may } from '../../domain/policy.ts'
import { checksOfCall, checksOfDeal } from '../../store/queries/callDesk.ts'
import { personNames } from '../../store/queries/controlDays.ts'
import { notesOf, readDeal } from '../../store/queries/dealRecord.ts'
import { openTasksOfDeal } from '../../store/queries/taskViews.ts'
import { readRecordedCall } from '../../store/queries/recordings.ts'
import { requireMay } from '../access.ts'
import type { Desk, Session } from '../desk.ts'
import { suspiciousAmong } from '../suspiciousCalls.ts'
import { lineViews, qualityOf, requireLine } from './callLines.ts'
import { checkView } from './checks.ts'
import { scorecardNow } from './scorecards.ts'

const mostNotes = 20

/** A call with all that a listener needs beside it; NOT_FOUND. Another's check of the same call is shown once one's own is done: it is scored apart. */
export const openCall = (session: Session, { callId }: { callId: number }): CallView => {
  const actor = requireMay(session, 'score_calls')
  const { desk } = session
  const { row } = requireLine(session, callId)
  const [call] = lineViews({ desk, actor }, [row], suspiciousAmong(desk.db, [row], qualityOf(desk), desk.clock()))
  const checks = checksOfCall(desk.db, callId)
  const own = checks.find(check => check.checkerId === session.actor.id)
  const others = own?.state === 'done' ? checks.filter(check => check.state === 'done' && check !== own) : []
  const recorded = readRecordedCall(desk.db, callId)!
  return {
    call: call!, phone: may(actor, 'see_contacts') ? recorded.phone : null,
    deal: row.dealId === null ? null : dealOf(desk, row.dealId, may(actor, 'see_money')),
    scorecard: own ? checkView(desk, own).scorecard : scorecardNow(desk), own: own ? checkView(desk, own) : null,
    earlier: [...others, ...row.dealId === null ? [] : checksOfDeal(desk.db, row.dealId, callId)].map(check => checkView(desk, check)),
    allowedActions: own?.state === 'done' ? [] : ['score'],
  }
}

const dealOf = ({ db, clock }: Desk, dealId: number, money: boolean): CallView['deal'] => {
  const deal = readDeal(db, dealId)
  if (!deal) return null
  const names = personNames(db)
  const now = clock()
  return {
    id: deal.id, title: deal.title?.trim() || deal.externalId, stage: deal.stage, status: deal.status, amount: money ? deal.amount : null, currency: deal.currency,
    notes: notesOf(db, dealId, deal.clientId).slice(0, mostNotes).map(note => ({ at: note.at, author: note.authorId === null ? null : names.get(note.authorId) ?? null, text: note.text ?? '', pinned: Boolean(note.pinned) })),
    tasks: openTasksOfDeal(db, dealId).map(task => ({ title: task.title ?? '', dueAt: task.dueAt, overdue: task.dueAt !== null && task.dueAt < now })),
  }
}
