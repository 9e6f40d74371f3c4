import { implement } from '@orpc/server'
import { restContract } from '../../../../src/shared/contract/rest.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { formatDay, parseDay, type DayNumber } from '../../domain/time/days.ts'
import { auditAfter } from '../../store/queries/auditEntries.ts'
import { lastRefusalOf } from '../../store/queries/outsideIds.ts'
import { requireMay } from '../../usecases/access.ts'
import { callLengths } from '../../usecases/callLengths.ts'
import { callQuota } from '../../usecases/callQuota.ts'
import { decideDeals } from '../../usecases/decideDeals.ts'
import { decideRefusals, type RefusalDecision } from '../../usecases/decideRefusals.ts'
import type { Session } from '../../usecases/desk.ts'
import { listCalls } from '../../usecases/listCalls.ts'
import { getRefusal, listRefusals } from '../../usecases/listRefusals.ts'
import { finishCheck } from '../../usecases/listening/finishCheck.ts'
import { openCall } from '../../usecases/listening/openCall.ts'
import { moveTasks } from '../../usecases/moveTasks.ts'
import { requestRefusal } from '../../usecases/requestRefusal.ts'
import { reviewOf } from '../../usecases/reviewOf.ts'
import { signIn, signOut } from '../../usecases/signIn.ts'
import { deskOf, sessionOf, type ApiContext } from '../context.ts'
import { sayErrors } from '../errors.ts'
import { momentOf } from '../moment.ts'
import { dueOf, idOfOutside, reasonOf } from './outside.ts'
import { restAudit, restCalls, restDeal, restRefusal, restTask } from './views.ts'

const rest = implement(restContract).$context<ApiContext>().use(sayErrors)

/** One item's refusal is the whole call's here. */
const refuseItem = (item: { ok: boolean, code: string | null, message: string | null, details: Record<string, unknown> | null } | undefined): void => {
  if (item && !item.ok) throw new PultError(item.code as PultError['code'], item.message ?? '', item.details ?? {})
}

/** A deal's last refusal: the repetition of a decision means the same one. */
const refusalOf = (session: Session, outsideDealId: string): number => {
  const dealId = idOfOutside(session.desk, 'deal', outsideDealId)
  const found = lastRefusalOf(session.desk.db, dealId)
  if (!found) throw new PultError('NOT_FOUND', 'Nobody asked for this deal to be closed.', { id: outsideDealId })
  return found.id
}

interface DecisionInput { decision: 'approve' | 'return' | 'reassign', reason?: string, instruction?: string, dueAt?: string, newOwnerId?: string, comment?: string, override?: string }

const decisionOf = (session: Session, refusalId: number, { decision, reason, instruction, dueAt, newOwnerId, comment, override }: DecisionInput): RefusalDecision => {
  const { desk } = session
  if (decision === 'approve') {
    const reasonId = reason === undefined ? getRefusal(session, { refusalId }).reasonId : reasonOf(desk, reason)
    if (reasonId === null) throw new PultError('BAD_INPUT', 'Say the reason: none of the dictionary was asked for.', { field: 'reason' })
    return { decision, reasonId, comment }
  }
  const words = instruction ?? (decision === 'reassign' ? reason ?? comment : undefined)
  if (!words) throw new PultError('BAD_INPUT', 'Say what is to be done with the deal.', { field: 'instruction' })
  const work = { instruction: words, dueDay: dueDayOf(session, dueAt), comment }
  if (decision === 'return') return { decision, ...work }
  if (newOwnerId === undefined) throw new PultError('BAD_INPUT', 'Say who gets the deal.', { field: 'newOwnerId' })
  return { decision, newOwnerId: idOfOutside(desk, 'person', newOwnerId), override, ...work }
}

/** A day of calls, for who scores them. */
const dayToScore = (session: Session, text: string): DayNumber => {
  requireMay(session, 'score_calls')
  const day = parseDay(text)
  if (day === null) throw new PultError('BAD_INPUT', 'There is no such day.', { day: text })
  return day
}

/** The day of an instruction; the next working day unless said. */
const dueDayOf = ({ desk }: Session, text: string | undefined): string => {
  const { zone, calendar } = desk.settings()
  if (text === undefined) return formatDay(calendar.workDayAfter(zone.dayOf(desk.clock()), 1))
  const due = dueOf(desk, text)
  return 'dueDay' in due ? due.dueDay : formatDay(zone.dayOf(due.dueAt))
}

/** /api of contract.md: ids of the outside in, ids of the outside out; the rules are those of the window's own procedures. */
export const restApi = rest.router({
  signIn: rest.signIn.handler(async ({ input, context }) => {
    const desk = deskOf(context)
    const { token, expiresAt, me } = await signIn(desk, context.caller, { ...input, client: 'API' })
    return { token, expiresAt: desk.settings().zone.format(expiresAt), me }
  }),
  signOut: rest.signOut.handler(({ context }) => {
    signOut(sessionOf(context))
    return {}
  }),
  callQuota: rest.callQuota.handler(({ input, context }) => {
    const session = sessionOf(context)
    return callQuota(session.desk, dayToScore(session, input.day), session.desk.clock())
  }),
  callLengths: rest.callLengths.handler(({ input, context }) => {
    const session = sessionOf(context)
    return callLengths(session.desk, dayToScore(session, input.day), session.desk.clock())
  }),
  calls: rest.calls.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    const { day, manager, dealId, scored, verdict, cursor, limit } = input
    const { rows, next } = listCalls(session, {
      from: day ?? input.from, to: day ?? input.to, managerId: manager === undefined ? undefined : idOfOutside(desk, 'person', manager), dealId: dealId === undefined ? undefined : idOfOutside(desk, 'deal', dealId),
      verdict, scored: scored === undefined ? undefined : scored === 'true', cursor, limit,
    })
    return { items: restCalls(desk, rows), next }
  }),
  checkCall: rest.checkCall.handler(({ input: { callId: outsideId, ...input }, context }) => {
    const session = sessionOf(context)
    requireMay(session, 'score_calls')
    const callId = idOfOutside(session.desk, 'activity', outsideId)
    // What was begun at a window is finished here: the program says the whole check.
    const { checkId, total } = finishCheck(session, { ...input, callId, expectedVersion: openCall(session, { callId }).own?.version ?? null })
    return { checkId, score: total }
  }),
  review: rest.review.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    return reviewOf(session, { asOf: momentOf(input.asOf, desk.settings().zone) ?? desk.clock(), ids: true })
  }),
  refusals: rest.refusals.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { rows, next, total } = listRefusals(session, input)
    return { items: rows.map(row => restRefusal(session.desk, row)), next, total }
  }),
  deal: rest.deal.handler(({ input, context }) => {
    const session = sessionOf(context)
    return restDeal(session, idOfOutside(session.desk, 'deal', input.dealId))
  }),
  task: rest.task.handler(({ input, context }) => {
    const session = sessionOf(context)
    return restTask(session, idOfOutside(session.desk, 'task', input.taskId))
  }),
  requestRefusal: rest.requestRefusal.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    const { commandId, expectedVersion, comment, onBehalfOf } = input
    const { refusalId, closed } = requestRefusal(session, {
      commandId, dealId: idOfOutside(desk, 'deal', input.dealId), expectedVersion, reasonId: reasonOf(desk, input.reason), comment, onBehalfOf: onBehalfOf === undefined ? undefined : idOfOutside(desk, 'person', onBehalfOf),
    })
    const row = getRefusal(session, { refusalId })
    return { closed, refusal: restRefusal(desk, row), dealVersion: row.dealVersion }
  }),
  decideRefusal: rest.decideRefusal.handler(({ input, context }) => {
    const session = sessionOf(context)
    const refusalId = refusalOf(session, input.dealId)
    const { results } = decideRefusals(session, { commandId: input.commandId, items: [{ refusalId, expectedVersion: input.expectedVersion }], decision: decisionOf(session, refusalId, input) })
    refuseItem(results[0])
    const row = getRefusal(session, { refusalId })
    return { refusal: restRefusal(session.desk, row), dealVersion: row.dealVersion, warning: results[0]?.details ?? null }
  }),
  reassign: rest.reassign.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    const dealId = idOfOutside(desk, 'deal', input.dealId)
    const { results } = decideDeals(session, {
      commandId: input.commandId, items: [{ dealId, expectedVersion: input.expectedVersion }],
      decision: { kind: 'reassign', newOwnerId: idOfOutside(desk, 'person', input.newOwnerId), reason: input.reason, override: input.override },
    })
    refuseItem(results[0])
    return restDeal(session, dealId)
  }),
  moveTask: rest.moveTask.handler(({ input, context }) => {
    const session = sessionOf(context)
    const { desk } = session
    const taskId = idOfOutside(desk, 'task', input.taskId)
    const { results } = moveTasks(session, { commandId: input.commandId, items: [{ taskId, expectedVersion: input.expectedVersion }], ...dueOf(desk, input.dueAt), reason: input.reason })
    refuseItem(results[0])
    return { requested: results[0]?.requestId != null, task: restTask(session, taskId) }
  }),
  audit: rest.audit.handler(({ input, context }) => {
    const session = sessionOf(context)
    requireMay(session, 'see_audit')
    const rows = auditAfter(session.desk.db, input.after, input.limit + 1)
    const items = rows.slice(0, input.limit).map(row => restAudit(session.desk, row))
    return { items, next: rows.length > input.limit ? items.at(-1)!.id : null }
  }),
})
