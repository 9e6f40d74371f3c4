import type { Rules } from '../../shared/contract/settings.ts'

export type RuleKey = keyof Rules
/** Rules that are one whole number. */
export type NumberRule = { [Key in RuleKey]: Rules[Key] extends number ? Key : never }[RuleKey]
export type Unit = 'days' | 'hours' | 'moves' | 'characters' | 'notes' | 'tasks' | 'deals' | 'rows' | 'contacts' | 'workDays' | 'ownWorkDays' | 'seconds' | 'percent' | 'calls'

export const unitOf = {
  silentDays: 'days', draggedMoves: 'moves', proposalDwellDays: 'days', thinkingDwellDays: 'days', 
  taskResultLength: 'characters', recycledDays: 'days', noteLength: 'characters', 
  noteWithinHours: 'hours', contactsShownDays: 'days', notesDrawn: 'notes',
  backlogPerManager: 'rows', newLeadsOverdueLimit: 'tasks', newLeadsStuckLimit: 'deals', 
  refusalCommentLength: 'characters', evidenceContacts: 'contacts', evidenceContactDays: 'days', evidenceLastContactDays: 'days', refusalLateWorkDays: 'workDays', outboxWorkDays: 'workDays',
  presentationWorkDays: 'ownWorkDays', proposalWorkDays: 'ownWorkDays', contractWorkDays: 'ownWorkDays', invoiceWorkDays: 'ownWorkDays', paymentWorkDays: 'ownWorkDays', courtesyCallDays: 'days',
  callQuotaPercent: 'percent', callTalkS: 'seconds', callsPerDeal: 'calls', callBandFromS: 'seconds', callBandToS: 'seconds', callBandDays: 'days', callBandChancePercent: 'percent', agreedDaysOff: 'days',
} as const satisfies Record<NumberRule, Unit>

/** The rule book in the order in which it is read; each group is saved by itself. */
export const ruleGroups = [
  { name: 'stuck', keys: ['silentDays', 'draggedMoves', 'proposalDwellDays', 'thinkingDwellDays'] },
  { name: 'tasks', keys: ['taskResultLength', 'recycledDays'] },
  { name: 'notes', keys: ['noteLength', 'noteWithinHours', 'contactsShownDays', 'notesDrawn'] },
  { name: 'control', keys: ['controlTime', 'workWeek', 'backlogPerManager'] },
  { name: 'plan', keys: ['dayPlan', 'dayPlanOf'] },
  { name: 'refusals', keys: ['refusalCommentLength', 'refusalLateWorkDays', 'evidenceContacts', 'evidenceContactDays', 'evidenceLastContactDays'] },
  { name: 'calls', keys: ['callQuotaPercent', 'callTalkS', 'callsPerDeal', 'callBandFromS', 'callBandToS', 'callBandDays', 'callBandChancePercent', 'agreedDaysOff'] },
  { name: 'keyPoints', keys: ['presentationWorkDays', 'proposalWorkDays', 'contractWorkDays', 'invoiceWorkDays', 'paymentWorkDays', 'courtesyCallDays'] },
  { name: 'leads', keys: ['newLeadsOverdueLimit', 'newLeadsStuckLimit'] },
  { name: 'transfers', keys: ['transferReasons'] },
  { name: 'crm', keys: ['recordAddress', 'clientAddress', 'outboxWorkDays', 'phoneRegion'] },
] as const satisfies readonly { name: string, keys: readonly RuleKey[] }[]
export type RuleGroupName = (typeof ruleGroups)[number]['name']

export const isNumberRule = (key: RuleKey): key is NumberRule => key in unitOf
