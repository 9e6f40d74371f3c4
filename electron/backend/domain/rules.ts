import type { Rules } from '../../../src/shared/contract/settings.ts'
import { dayMetrics, type DayMetric } from '../../../src/shared/vocabulary.ts'

const noPlan = Object.fromEntries(dayMetrics.map(metric => [metric, 0])) as Record<DayMetric, number>

/** The bold numbers of domain.md. The head changes them in Settings; a change is audited and works from then on. */
export const defaultRules: Rules = {
  silentDays: 14,
  draggedMoves: 2,
  taskResultLength: 10,
  noteLength: 10,
  noteWithinHours: 24,
  contactsShownDays: 7,
  notesDrawn: 3,
  newLeadsOverdueLimit: 10,
  newLeadsStuckLimit: 15,
  recycledDays: 2,
  proposalDwellDays: 5,
  thinkingDwellDays: 7,
  backlogPerManager: 10,
  refusalCommentLength: 20,
  evidenceContacts: 3,
  evidenceContactDays: 3,
  evidenceLastContactDays: 14,
  refusalLateWorkDays: 2,
  outboxWorkDays: 1,
  presentationWorkDays: 2,
  proposalWorkDays: 2,
  contractWorkDays: 3,
  invoiceWorkDays: 2,
  paymentWorkDays: 5,
  courtesyCallDays: 7,
  controlTime: '19:00',
  phoneRegion: 'RU',
  workWeek: [1, 2, 3, 4, 5],
  dayPlan: noPlan,
  dayPlanOf: {},
  transferReasons: [],
  recordAddress: {},
  clientAddress: {},
}
