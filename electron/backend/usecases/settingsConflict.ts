import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import type { Tx } from './runCommand.ts'

/** CONFLICT with who changed the record last, as the audit has it; BAD_INPUT when a change names no version. */
export const refuseChanged = (tx: Tx, recordType: 'person' | 'stage' | 'refusal_reason', record: { id: number, version: number }, expectedVersion: number | undefined): void => {
  if (expectedVersion === undefined) throw new PultError('BAD_INPUT', 'A change names the version that it was made from.', { field: 'expectedVersion' })
  if (record.version === expectedVersion) return
  const last = one<{ at: number, actorId: number | null, action: string }>(tx.db,
    'SELECT at, actor_id AS actorId, action FROM audit_entry WHERE record_type = ? AND record_id = ? ORDER BY id DESC LIMIT 1', recordType, record.id)
  throw new PultError('CONFLICT', 'This was changed meanwhile.', {
    who: last?.actorId == null ? null : personNames(tx.db).get(last.actorId) ?? null, whoId: last?.actorId ?? null, when: last?.at ?? null, what: last?.action ?? null, version: record.version,
  })
}
