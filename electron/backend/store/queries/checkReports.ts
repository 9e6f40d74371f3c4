import type { ReadDb } from '../db.ts'
import { sha256 } from '../writes/appendAudit.ts'

interface SignedRow { day: string, signedAt: number, report: string | null, hash: string | null, auditedHash: string | null, erased: number | null }

/** What is wrong with the signed days, in words: a report that isn't the signed one, by its own hash or by the one that the audit keeps. */
export const checkReports = ({ sqlite }: ReadDb): string[] => {
  const rows = sqlite.prepare(`
    SELECT day, signed_at AS signedAt, report, report_hash AS hash, json_extract(payload.payload, '$.after.hash') AS auditedHash, payload.payload IS NULL AND payload.entry_id IS NOT NULL AS erased
    FROM control_day LEFT JOIN audit_payload AS payload ON payload.entry_id = (
      SELECT max(entry.id) FROM audit_entry AS entry WHERE entry.record_type = 'control_day' AND entry.record_id = CAST(julianday(control_day.day) - 2440587.5 AS INTEGER) AND entry.action = 'signDay')
    WHERE signed_at IS NOT NULL ORDER BY day`).iterate() as Iterable<SignedRow>
  return [...rows].flatMap(({ day, report, hash, auditedHash, erased }) => {
    if (report === null || hash === null || sha256(report) !== hash) return [`the report of ${day} is not the one that was signed`]
    return auditedHash === hash || erased === 1 ? [] : [`the report of ${day} is not the one that the audit knows`]
  })
}
