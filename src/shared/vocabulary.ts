/** The words of the rule book (domain.md) as the program writes them. */

export const roles = ['head', 'supervisor', 'qa', 'operator', 'manager'] as const
export type Role = (typeof roles)[number]

export const stageKinds = ['open', 'thinking', 'won', 'lost'] as const
export type StageKind = (typeof stageKinds)[number]

export const dealStatuses = ['open', 'refusal_review', 'won', 'lost'] as const
export type DealStatus = (typeof dealStatuses)[number]

export const stuckReasons = ['dwell', 'silent', 'no_task', 'overdue_task', 'dragged', 'promise_missed'] as const
export type StuckReason = (typeof stuckReasons)[number]

export const ageBuckets = ['0-7', '8-30', '31-90', '>90'] as const
export type AgeBucket = (typeof ageBuckets)[number]

export const activityKinds = ['call', 'meeting', 'email', 'message', 'presentation', 'proposal', 'contract', 'invoice', 'payment'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** Kinds of activity that are a key point of a deal, in their order (domain.md, Key points). */
export const keyPoints = ['presentation', 'proposal', 'contract', 'invoice', 'payment'] as const satisfies readonly ActivityKind[]
export type KeyPoint = (typeof keyPoints)[number]

/** What came of a call, as the manager says it. */
export const callOutcomes = ['talked', 'no_answer', 'call_back', 'wrong_number'] as const
export type CallOutcome = (typeof callOutcomes)[number]

/** What a listener judges a call to be; a call that is no conversation counts towards no figure. */
export const callVerdicts = ['conversation', 'voicemail', 'wrong_number', 'no_talk'] as const
export type CallVerdict = (typeof callVerdicts)[number]

export const meetingStates = ['planned', 'held', 'cancelled'] as const
export type MeetingState = (typeof meetingStates)[number]

export const checks = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Check = (typeof checks)[number]

/** What a finding says; each belongs to one check of the daily control. */
export const findingKinds = ['no_task', 'far_task', 'overdue', 'contact_without_note', 'no_pinned_note', 'poor_result', 'refusal', 'unparked', 'not_in_crm', 'not_as_agreed'] as const
export type FindingKind = (typeof findingKinds)[number]

export const checkOfFinding = {
  no_task: 'A', far_task: 'A', unparked: 'A', not_in_crm: 'A', not_as_agreed: 'A', overdue: 'B', contact_without_note: 'C', no_pinned_note: 'C', poor_result: 'E', refusal: 'F',
} as const satisfies Record<FindingKind, Check>

export const decisionKinds = ['question', 'allow', 'reassign', 'task', 'park', 'skip', 'spread', 'refusal'] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const refusalClasses = ['not_a_deal', 'lost_by_us', 'lost_by_client'] as const
export type RefusalClass = (typeof refusalClasses)[number]

/** Keys of the dictionary that every workspace begins with; the window says them in its language. */
export const shippedReasons = ['duplicate', 'test', 'wrong_number', 'not_our_customer', 'not_called_back', 'price_not_defended', 'not_worked', 'no_need', 'budget', 'competitor'] as const

export const refusalStates = ['pending', 'approved', 'returned', 'reassigned', 'withdrawn'] as const
export type RefusalState = (typeof refusalStates)[number]

/** Kinds of fact that an import may or may not have brought. */
export const factKinds = ['people', 'stages', 'clients', 'deals', 'stageMoves', 'tasks', 'activities', 'notes', 'adCosts'] as const
export type FactKind = (typeof factKinds)[number]

/** The plan's metrics of check D, in the order in which they are shown. */
export const dayMetrics = ['meetingsSet', 'meetingsHeld', 'proposals', 'presentations', 'callsWithTalk', 'invoices', 'payments', 'tasksDone', 'firstContacts'] as const
export type DayMetric = (typeof dayMetrics)[number]

/** What is to be entered in the CRM because it was decided in Pult. */
export const outboxKinds = ['owner', 'reopen', 'lose', 'stage', 'task_new', 'task_due', 'task_assignee', 'task_done', 'task_cancel', 'client_owner'] as const
export type OutboxKind = (typeof outboxKinds)[number]
