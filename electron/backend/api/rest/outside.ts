import { PultError } from '../../../../src/shared/errors.ts'
import { parseDay } from '../../domain/time/days.ts'
import { parseInstant } from '../../domain/time/parse.ts'
import { findByOutsideId, type OutsideTable } from '../../store/queries/outsideIds.ts'
import { listReasonRows } from '../../store/queries/settingsLists.ts'
import type { Desk } from '../../usecases/desk.ts'

/** The record that the outside calls so. NOT_FOUND; CONFLICT when two sources use one id. */
export const idOfOutside = ({ db }: Desk, table: OutsideTable, outsideId: string): number => {
  const found = findByOutsideId(db, table, outsideId)
  if (found.length === 0) throw new PultError('NOT_FOUND', `There is no such ${table}.`, { id: outsideId })
  if (found.length > 1) throw new PultError('CONFLICT', `Several sources call a ${table} so.`, { reason: 'ambiguous', id: outsideId, sources: found.map(({ source }) => source) })
  return found[0]!.id
}

/** A reason of the dictionary by its name, key or number. */
export const reasonOf = ({ db }: Desk, text: string): number => {
  const reasons = listReasonRows(db)
  const wanted = text.trim().toLowerCase()
  const found = reasons.find(({ id, key, name }) => key?.toLowerCase() === wanted || name?.trim().toLowerCase() === wanted || String(id) === wanted)
  if (found) return found.id
  throw new PultError('BAD_INPUT', 'The dictionary has no such reason.', { field: 'reason', known: reasons.filter(({ active }) => active === 1).map(({ key, name }) => name ?? key) })
}

/** A day, or an instant: what a due date can be given as. */
export const dueOf = (desk: Desk, text: string): { dueDay: string } | { dueAt: number } => {
  if (parseDay(text) !== null) return { dueDay: text }
  const at = parseInstant(text, desk.settings().zone)
  if (at !== null) return { dueAt: at }
  throw new PultError('PULT_BAD_TIME', 'That is not a moment: write a day like 2026-11-20, or 2026-11-20T19:00 with or without an offset.', { field: 'dueAt', value: text })
}
