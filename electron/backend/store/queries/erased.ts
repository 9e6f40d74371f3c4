import { createHash } from 'node:crypto'
import type { ReadDb } from '../db.ts'
import { all, one } from './rows.ts'

/** The id of the outside of an erased client: known again when an import brings it, and no word of whom it was. */
export const erasedKey = (salt: string, source: string, externalId: string): string =>
  `erased:${createHash('sha256').update(`${salt}\n${source}\n${externalId}`).digest('hex').slice(0, 32)}`

export const erasureSaltKey = 'erasureSalt'

export const readErasureSalt = (db: ReadDb): string | null => {
  const kept = one<{ value: string }>(db, 'SELECT value FROM setting WHERE key = ?', erasureSaltKey)
  return kept ? JSON.parse(kept.value) as string : null
}

/** Whom an import must not bring back. */
export interface Erased {
  /** The client that an id of the outside stood for before it was erased. */
  readonly clientOf: (source: string, externalId: string) => number | null
  /** Is this client, or the client of this deal, erased? */
  readonly has: (clientId: number | null, dealId: number | null) => boolean
  /** A deal that came for an erased client. */
  readonly add: (dealId: number) => void
}

const nobody: Erased = { clientOf: () => null, has: () => false, add: () => {} }

/** Erased clients and their deals, read once for an import. */
export const readErased = (db: ReadDb): Erased => {
  const salt = readErasureSalt(db)
  if (salt === null) return nobody
  const clients = new Map(all<{ id: number, key: string }>(db, 'SELECT id, external_id AS key FROM client WHERE erased_at IS NOT NULL').map(({ id, key }) => [key, id]))
  const ids = new Set(clients.values())
  const deals = new Set(all<{ id: number }>(db, 'SELECT deal.id FROM deal JOIN client ON client.id = deal.client_id WHERE client.erased_at IS NOT NULL').map(({ id }) => id))
  return {
    clientOf: (source, externalId) => clients.get(erasedKey(salt, source, externalId)) ?? null,
    has: (clientId, dealId) => (clientId !== null && ids.has(clientId)) || (dealId !== null && deals.has(dealId)),
    add: dealId => deals.add(dealId),
  }
}
