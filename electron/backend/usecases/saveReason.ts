import type { ReasonView } from '../../../src/shared/contract/settings.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { RefusalClass } from '../../../src/shared/vocabulary.ts'
import { listReasonRows } from '../store/queries/settingsLists.ts'
import { changeRecordTx, insertRecordTx, type Columns } from '../store/writes/changeRecord.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'
import { refuseChanged } from './settingsConflict.ts'

export interface SaveReasonInput { commandId: string, id?: number, expectedVersion?: number, name: string, class: RefusalClass, active: boolean }

export const listReasons = (session: Session): ReasonView[] => {
  requireMay(session, 'see_settings')
  return listReasonRows(session.desk.db).map(({ position: _position, ...row }) => ({ ...row, active: row.active === 1 }))
}

/**
 * Adds or changes a reason of the dictionary (domain.md, Refusals). A shipped one saved under its own key keeps following the language.
 * Throws REFUSED_BY_RULE `reason_name_taken`, `last_reason`.
 */
export const saveReason = (session: Session, input: SaveReasonInput): { id: number } => {
  requireMay(session, 'change_settings')
  return runCommand(session, { procedure: 'settings.saveReason', input, topics: ['settings', 'refusals'] }, (tx) => {
    const reasons = listReasonRows(tx.db)
    const name = input.name.trim()
    const known = input.id === undefined ? undefined : reasons.find(reason => reason.id === input.id)
    if (input.id !== undefined && !known) throw new PultError('NOT_FOUND', 'There is no such reason in the dictionary.', { reasonId: input.id })
    const taken = reasons.find(reason => reason.id !== input.id && reason.name?.trim().toLowerCase() === name.toLowerCase())
    if (taken) throw new PultError('REFUSED_BY_RULE', 'The dictionary has a reason of that name.', { rule: 'reason_name_taken', reasonId: taken.id })
    if (!input.active && known?.active === 1 && !reasons.some(reason => reason.id !== known.id && reason.active === 1)) {
      throw new PultError('REFUSED_BY_RULE', 'One reason has to stay in use.', { rule: 'last_reason' })
    }
    const values: Columns = { name: known?.key != null && known.key === name ? null : name, class: input.class, active: input.active ? 1 : 0 }
    if (!known) {
      const made = { key: null, ...values, position: Math.max(0, ...reasons.map(reason => reason.position)) + 1 }
      const id = insertRecordTx(tx.db, 'refusal_reason', made)
      tx.audit({ action: 'saveReason', recordType: 'refusal_reason', recordId: id, payload: { before: null, after: made } })
      return { id }
    }
    refuseChanged(tx, 'refusal_reason', known, input.expectedVersion)
    const { before } = changeRecordTx(tx.db, 'refusal_reason', known.id, values)
    tx.audit({ action: 'saveReason', recordType: 'refusal_reason', recordId: known.id, payload: { before, after: values } })
    return { id: known.id }
  })
}
