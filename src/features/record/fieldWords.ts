import { text, textIfAny } from '../../i18n/index.ts'
import type { Format } from '../../ui/format.ts'

/** Columns that say nothing to a person: other records' numbers, bookkeeping, a second form of what stands beside them. */
export const silentFields: ReadonlySet<string> = new Set([
  'id', 'version', 'source', 'external_id', 'deal_id', 'client_id', 'task_id', 'absence_id', 'reason_id', 'decided_reason_id', 'pipeline_id', 'controlTask', 'closedItself', 'conditions',
  'stay', 'stage_seen_at', 'over_limit_when_seen', 'updated_at', 'due_day_only', 'from_day_only', 'to_day_only', 'phone_e164', 'email_key', 'role_confirmed',
])

/** What a field is called; its own name where a newer backend sends one we don't know. */
export const fieldName = (field: string): string => textIfAny(`record.field.${field}`) ?? field

const wordsOf: Record<string, string> = {
  status: 'record.status', state: 'record.refusal.state', decision: 'today.decided', kind: 'common.activities', origin: 'refusals.origin', reason: 'record.because', role: 'common.roles',
}

/** A kept value as a person reads it: instants (ms) and days as dates, the program's own words in the person's language. */
export const fieldValue = (field: string, value: string | null, format: Format): string => {
  if (value === null || value === '') return '—'
  if (field.endsWith('_at') && /^-?\d{9,}$/.test(value)) return format.instant(Number(value))
  if (/^(day|untilDay|.*_day)$/.test(field) && /^\d{4}-\d{2}-\d{2}$/.test(value)) return format.day(value)
  if (field === 'active') return text(value === '1' || value === 'true' ? 'common.yes' : 'common.no')
  const words = wordsOf[field]
  return (words === undefined ? null : textIfAny(`${words}.${value}`)) ?? value
}
