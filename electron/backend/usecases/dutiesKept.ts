import { nextDutyComingTrue, loadDuties, type DutyKind, type DutyMoment, type DutyRow } from '../store/queries/duties.ts'
import { all } from '../store/queries/rows.ts'
import { keepByDeal, workspaceKeyOf, type ByDeal } from './keepByDeal.ts'
import type { Desk } from './desk.ts'

const keep = keepByDeal<DutyRow>(2, ['deal', 'contact', 'clientContact', 'past', 'controlTask'])

/** Every duty of a kind, by its deal, whoever sees the deal (domain.md, Key points): read again for the deals that something was written about. */
export const dutiesByDeal = (desk: Desk, moment: DutyMoment, kind: DutyKind): ByDeal<DutyRow> => keep(desk, {
  name: kind, now: moment.now,
  key: `${moment.today} ${workspaceKeyOf(desk)} ${kind === 'courtesy_call' ? JSON.stringify(all(desk.db, "SELECT id FROM person WHERE role = 'head' AND role_confirmed = 1 ORDER BY id")) : ''}`,
  read: (duties, only) => {
    for (const duty of loadDuties(desk.db, moment, kind, only)) duties[duty.dealId] = duty
    return nextDutyComingTrue(desk.db, moment.now, only)
  },
})
