import { makeZone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import type { DerivedDifference } from './derivedDifference.ts'
import { readOpenItems, readWanted } from './outbox.ts'

const none = 'null'

/**
 * What the whole file says is to be entered in the CRM, held against the items that every change kept for its own records: an item too
 * many, one that is missing, one that says something else. At most `most`.
 */
export const checkOutbox = (db: ReadDb, most: number): DerivedDifference[] => {
  const zone = makeZone(db.sqlite.prepare('SELECT time_zone FROM workspace').pluck().get() as string)
  const keyOf = (item: { kind: string, recordType: string, recordId: number }): string => `${item.kind} ${item.recordType} ${item.recordId}`
  const kept = new Map(readOpenItems(db).map(item => [keyOf(item), item]))
  const found: DerivedDifference[] = []
  const differs = (item: { kind: string, recordType: DerivedDifference['table'], recordId: number }, stored: string, expected: string): void => {
    if (found.length < most) found.push({ table: item.recordType, id: item.recordId, column: `outbox.${item.kind}`, stored, expected })
  }
  for (const seed of readWanted(db, zone.dayOf)) {
    const item = kept.get(keyOf(seed))
    kept.delete(keyOf(seed))
    const said = (value: string, { decidedAt, decidedBy, dealId }: { decidedAt: number, decidedBy: number | null, dealId: number | null }): string => `${value} of ${decidedAt} by ${decidedBy} on ${dealId}`
    const expected = said(JSON.stringify(seed.value), seed)
    const stored = item ? said(item.value, item) : none
    if (stored !== expected) differs(seed, stored, expected)
  }
  for (const item of kept.values()) differs(item, item.value, none)
  return found
}
