import type { AuditRow } from '../../shared/contract/audit.ts'

/** Where an entry's record can be looked at; null when it has no screen. */
export const recordAddress = ({ dealId, clientId, recordType }: Pick<AuditRow, 'dealId' | 'clientId' | 'recordType'>): string | null => {
  if (dealId !== null) return `/deals/${dealId}`
  if (clientId !== null) return `/clients/${clientId}`
  const screens: Record<string, string> = { person: '/settings/team', stage: '/settings/stages', setting: '/settings/rules', refusal_reason: '/settings/reasons', calendar: '/settings/calendar', rate: '/settings/rates', control_day: '/days', import: '/import?view=history', nurture: '/nurture' }
  return screens[recordType ?? ''] ?? null
}
