import type { PolicyActor } from '../../domain/policy.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { all } from './rows.ts'

export interface FoundRow { type: 'deal' | 'client' | 'person', id: number, dealId: number | null, title: string, detail: string | null, rank: number }

/** What a search looks for: a text in any case, and the digits of what may be a phone. */
export interface Needle { text: string, digits: string | null }

/**
 * A GLOB pattern that takes every letter in both cases and ё for е: LIKE knows no case outside ASCII,
 * and a function of ours called for every row is ten times slower.
 */
export const globOf = (text: string): string => [...text.normalize('NFC')].map((sign) => {
  if (/\s/u.test(sign)) return '[ \u00a0]'
  if (/[еёЕЁ]/u.test(sign)) return '[еёЕЁ]'
  const forms = [...new Set([sign, sign.toLowerCase(), sign.toUpperCase()])].filter(form => [...form].length === 1)
  return forms.length > 1 ? `[${forms.join('')}]` : '*?['.includes(sign) ? `[${sign}]` : sign
}).join('')

// 0 = begins with it, 1 = a word begins with it, 2 = contains it.
const rankSql = (column: string): string => `CASE WHEN ${column} GLOB $prefix THEN 0 WHEN ${column} GLOB $word THEN 1 ELSE 2 END`

const parametersOf = ({ text, digits }: Needle) => {
  const glob = globOf(text)
  return { prefix: `${glob}*`, word: `* ${glob}*`, inside: `*${glob}*`, digits: digits === null ? null : `%${digits}%` }
}

/** A client's phone has these `$digits` (a LIKE pattern), however it was written. */
export const phoneSql = "(phone_e164 LIKE $digits OR replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', '') LIKE $digits)"

/** Deals by title or outside id; open ones before closed ones. */
export const findDeals = (db: ReadDb, actor: PolicyActor, needle: Needle, limit: number): FoundRow[] => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  const { digits: _digits, ...parameters } = parametersOf(needle)
  return all<FoundRow>(db, `
    SELECT 'deal' AS type, found.id, found.id AS dealId, coalesce(nullif(trim(found.title), ''), found.external_id) AS title, client.name AS detail, found.rank
    FROM (
      SELECT deal.id, deal.title, deal.external_id, deal.client_id, deal.status, min(${rankSql('deal.title')}, ${rankSql('deal.external_id')}) AS rank
      FROM deal WHERE (deal.title GLOB $inside OR deal.external_id GLOB $inside) AND ${sql}
    ) AS found LEFT JOIN client ON client.id = found.client_id
    ORDER BY found.rank, found.status IN ('won', 'lost'), found.id DESC LIMIT $limit`, { ...parameters, reach, limit })
}

/** Clients by name, e-mail or the digits of the phone; with the newest deal, an open one before others. `contacts` false: phones and e-mails are not for these eyes. */
export const findClients = (db: ReadDb, actor: PolicyActor, needle: Needle, limit: number, contacts: boolean): FoundRow[] => {
  const { sql, reach } = dealScope(actor, 'see_deals')
  return all<FoundRow>(db, `
    SELECT 'client' AS type, found.id, (SELECT deal.id FROM deal WHERE deal.client_id = found.id AND ${sql} ORDER BY deal.status IN ('won', 'lost'), deal.id DESC LIMIT 1) AS dealId,
      coalesce(found.name, iif($contacts, coalesce(found.email, found.phone), NULL), found.external_id) AS title, iif($contacts, coalesce(found.phone_e164, found.phone, found.email), NULL) AS detail, found.rank
    FROM (
      SELECT *, ${rankSql('name')} AS rank FROM client
      WHERE name GLOB $inside OR ($contacts AND email GLOB $inside)
        OR ($digits IS NOT NULL AND ${phoneSql})
    ) AS found
    WHERE $reach IS NULL OR EXISTS (SELECT 1 FROM deal WHERE deal.client_id = found.id AND ${sql})
    ORDER BY found.rank, found.id DESC LIMIT $limit`, { ...parametersOf(needle), reach, limit, contacts: contacts ? 1 : 0 })
}

/** People by name; those who work here first. */
export const findPeople = (db: ReadDb, needle: Needle, limit: number): FoundRow[] => {
  const { digits: _digits, ...parameters } = parametersOf(needle)
  return all<FoundRow>(db, `
    SELECT 'person' AS type, id, NULL AS dealId, name AS title, team AS detail, ${rankSql('name')} AS rank
    FROM person WHERE name GLOB $inside ORDER BY rank, active DESC, name LIMIT $limit`, { ...parameters, limit })
}
