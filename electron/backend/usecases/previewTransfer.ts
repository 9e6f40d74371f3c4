import type { TransferPreview } from '../../../src/shared/contract/deals.ts'
import { may } from '../domain/policy.ts'
import { isClosedForNewLeads } from '../domain/transfer.ts'
import { absentOn, personNames } from '../store/queries/controlDays.ts'
import { figureOf, figureSql, type FigureRow } from '../store/queries/dealBoard.ts'
import { all, one } from '../store/queries/rows.ts'
import { refuseUnlessMay, requireMay, subjectOfDeal } from './access.ts'
import { attemptTx } from './attempt.ts'
import { boardOf } from './boardOf.ts'
import { overdueTasksOf, wholeBoard } from './carriedLoads.ts'
import { todayOf } from './controlDay.ts'
import { readDealTarget } from './decideDeals.ts'
import { applyDecisionTx, makeBatch, type Made } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { newUid } from './newUid.ts'
import type { Tx } from './runCommand.ts'

/**
 * What giving these deals to these people would do. The decision itself is carried out and taken back before anybody can see it,
 * so the preview can't know other rules than the transfer; only what a head may override is shown as refused.
 */
export const previewTransfer = (session: Session, { dealIds, toIds }: { dealIds: number[], toIds: number[] }): TransferPreview => {
  const actor = requireMay(session, 'transfer_deal')
  const { desk } = session
  const now = desk.clock()
  const day = todayOf(desk, now)
  const loads = loadsBefore(session, toIds, boardOf(session).moment.now)
  const refused: TransferPreview['refused'] = []
  const made: NonNullable<Made['transfer']>[] = []
  const tx: Tx = { db: desk.db, desk, actor: session.actor, commandId: `preview-${newUid()}`, now, audit: () => {} }
  takenBack(tx, () => {
    const [only] = toIds
    const batch = makeBatch(tx, day, toIds.length === 1 ? { kind: 'reassign', newOwnerId: only!, reason: 'preview' } : { kind: 'spread', toIds, reason: 'preview' })
    for (const dealId of new Set(dealIds)) {
      const attempt = attemptTx(tx, (itemTx) => {
        // Before any rule speaks: what is not theirs has no title here.
        refuseUnlessMay(actor, 'transfer_deal', subjectOfDeal(desk.db, dealId))
        return applyDecisionTx(itemTx, batch, readDealTarget(itemTx, dealId))
      })
      if (attempt.ok) made.push(attempt.value.transfer!)
      else refused.push({ dealId, title: '', rule: String(attempt.error.details.rule ?? attempt.error.code.toLowerCase()) })
    }
  })
  const money = may(actor, 'see_money')
  const figure = one<FigureRow>(desk.db, `SELECT ${figureSql} FROM deal WHERE deal.id IN (SELECT value FROM json_each(?))`, JSON.stringify(made.map(transfer => transfer.dealId)))!
  const titles = new Map(all<{ id: number, title: string }>(desk.db, "SELECT id, coalesce(nullif(trim(title), ''), external_id) AS title FROM deal WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(refused.map(row => row.dealId))).map(row => [row.id, row.title]))
  return {
    deals: made.length, money: figureOf(money ? figure : { ...figure, amount: 0, noRate: 0 }).money, tasks: made.reduce((sum, transfer) => sum + transfer.tasks.length, 0),
    refused: refused.map(row => ({ ...row, title: row.rule === 'forbidden' ? '' : titles.get(row.dealId) ?? '' })),
    takers: loads.map((load) => {
      const taken = made.filter(transfer => transfer.to === load.person.id)
      return { ...load, takes: taken.length, tasks: taken.reduce((sum, transfer) => sum + transfer.tasks.length, 0) }
    }),
  }
}

/** Does the work in a transaction that is always rolled back. */
export const takenBack = ({ db }: Tx, work: () => void): void => {
  const back = new Error('taken back')
  try {
    db.sqlite.transaction(() => {
      work()
      throw back
    }).immediate()
  } catch (error) {
    if (error !== back) throw error
  }
}

type Load = Omit<TransferPreview['takers'][number], 'takes' | 'tasks'>

export const loadsBefore = ({ desk }: Session, ids: readonly number[], now: number): Load[] => {
  const names = personNames(desk.db)
  const absent = absentOn(desk.db, todayOf(desk, now))
  const { rules } = desk.settings()
  const { from, parameters } = wholeBoard(desk, now)
  const deals = new Map(all<{ id: number, openDeals: number, stuckDeals: number }>(desk.db, `SELECT deal.owner_id AS id, count(*) AS openDeals, sum(deal.reasons <> 0) AS stuckDeals ${from}
    WHERE deal.status = 'open' AND deal.owner_id IN (SELECT value FROM json_each($takers)) GROUP BY 1`, { ...parameters, takers: JSON.stringify(ids) }).map(row => [row.id, row]))
  return [...new Set(ids)].filter(id => names.has(id)).map((id) => {
    const { openDeals, stuckDeals } = deals.get(id) ?? { openDeals: 0, stuckDeals: 0 }
    const overdueTasks = overdueTasksOf(desk.db, id, now)
    return { person: { id, name: names.get(id)! }, openDeals, overdueTasks, stuckDeals, absent: absent.has(id), closedForNewLeads: isClosedForNewLeads({ overdueTasks, stuckDeals }, rules) }
  })
}
