import type { RefusalClass } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { all, one } from './rows.ts'

export interface NurtureRow {
  id: number, dealId: number, externalDealId: string, title: string | null, clientName: string | null, phone: string | null, email: string | null
  reasonKey: string | null, reasonName: string | null, reasonClass: RefusalClass | null, day: string, ownerId: number | null, team: string | null, amountReporting: number | null
}

/** Clients that were handed to marketing and not taken back, the newest first (domain.md, Refusals). `beforeId` is the last row's id. */
export const readNurture = (db: ReadDb, actor: PolicyActor, beforeId: number | null, limit: number): NurtureRow[] => {
  const { sql, reach } = dealScope(actor, 'see_nurture')
  return all<NurtureRow>(db, `
    SELECT nurture.id, deal.id AS dealId, deal.external_id AS externalDealId, deal.title, client.name AS clientName, coalesce(client.phone_e164, client.phone) AS phone, client.email,
      reason.key AS reasonKey, reason.name AS reasonName, reason.class AS reasonClass, nurture.day, deal.owner_id AS ownerId, owner.team, deal.amount_reporting AS amountReporting
    FROM nurture JOIN deal ON deal.id = nurture.deal_id LEFT JOIN client ON client.id = nurture.client_id
      LEFT JOIN person AS owner ON owner.id = deal.owner_id LEFT JOIN refusal_reason AS reason ON reason.id = nurture.reason_id
    WHERE nurture.left_at IS NULL AND nurture.id < $before AND ${sql} ORDER BY nurture.id DESC LIMIT $limit`, { before: beforeId ?? Number.MAX_SAFE_INTEGER, limit, reach })
}

export const countNurture = (db: ReadDb, actor: PolicyActor): number => {
  const { sql, reach } = dealScope(actor, 'see_nurture')
  return one<{ count: number }>(db, `SELECT count(*) AS count FROM nurture JOIN deal ON deal.id = nurture.deal_id WHERE nurture.left_at IS NULL AND ${sql}`, { reach })!.count
}
