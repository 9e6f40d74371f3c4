import type { ReadDb } from '../db.ts'
import { all } from './rows.ts'

export interface ContactClient { id: number, name: string | null, ownerId: number | null, team: string | null, createdAt: number | null, createdBy: number | null }

const columns = `SELECT client.id, client.name, client.owner_id AS ownerId, owner.team, client.created_at AS createdAt, client.created_by AS createdBy
  FROM client LEFT JOIN person AS owner ON owner.id = client.owner_id`

export const clientsById = (db: ReadDb, id: number): ContactClient[] => all(db, `${columns} WHERE client.id = ?`, id)

/** Clients with this phone (E.164) or e-mail, the earliest first: the same phone or e-mail is the same client (domain.md, First contact). */
export const clientsByContact = (db: ReadDb, phoneE164: string | null, emailKey: string | null): ContactClient[] => all(db, `
  ${columns}
  WHERE client.id IN (SELECT id FROM client WHERE phone_e164 = $phone UNION SELECT id FROM client WHERE email_key = $email)
  ORDER BY client.created_at IS NULL, client.created_at, client.id LIMIT 2`, { phone: phoneE164, email: emailKey })

/** Clients that a person entered here between two instants, the newest first. */
export const clientsEnteredBy = (db: ReadDb, personId: number, from: number, to: number): { id: number, name: string, phone: string | null, email: string | null, at: number }[] => all(db, `
  SELECT id, coalesce(name, '') AS name, coalesce(phone_e164, phone) AS phone, email, created_at AS at FROM client
  WHERE created_by = $person AND created_at BETWEEN $from AND $to AND source = 'pult' ORDER BY created_at DESC, id DESC`, { person: personId, from, to })
