import type { DealStatus, RefusalState, Role } from '../../../src/shared/vocabulary.ts'

/** How far a role's right goes: everything, the teams given to them, what is theirs, nothing. */
type Reach = 'all' | 'teams' | 'own' | 'none'

const onlyHead = { head: 'all', supervisor: 'none', qa: 'none', operator: 'none', manager: 'none' } as const
const deciders = { ...onlyHead, supervisor: 'teams' } as const

/** domain.md, Who may do what: the one place that says it. */
const rights = {
  see_deals: { head: 'all', supervisor: 'teams', qa: 'all', operator: 'none', manager: 'own' },
  see_money: { head: 'all', supervisor: 'teams', qa: 'none', operator: 'none', manager: 'own' },
  /** Phones and e-mails of clients. */
  see_contacts: { head: 'all', supervisor: 'teams', qa: 'none', operator: 'all', manager: 'own' },
  request_refusal: { ...deciders, manager: 'own' },
  decide_refusal: deciders,
  reopen_refusal: onlyHead,
  see_nurture: deciders,
  transfer_deal: deciders,
  transfer_client: deciders,
  /** Who it was, on the client's request. */
  erase_client: onlyHead,
  /** Only the head overrides the rule «closed for new leads». */
  override_closed: onlyHead,
  decide_task_move: deciders,
  ask_task_move: { ...deciders, manager: 'own' },
  close_task: { ...deciders, manager: 'own' },
  /** What came of a call, and one's own next step. */
  work_deals: { ...deciders, manager: 'own' },
  see_my_day: { ...onlyHead, head: 'none', manager: 'own' },
  /** A supervisor's own queue; the head's is part of the control. */
  see_queue: { ...onlyHead, head: 'none', supervisor: 'teams' },
  control_day: onlyHead,
  /** Hear a call's recording; whose call it is, its manager says. */
  listen_calls: { head: 'all', supervisor: 'teams', qa: 'all', operator: 'none', manager: 'own' },
  /** A manager's own could be any file. */
  attach_recording: { ...deciders, qa: 'all' },
  score_calls: { ...onlyHead, qa: 'all' },
  /** See one's own scores, and answer them once. */
  appeal_score: { ...onlyHead, head: 'none', manager: 'own' },
  decide_appeal: onlyHead,
  /** How calls are scored, by manager: supervisors of their own teams. */
  see_call_boards: { ...deciders, qa: 'all' },
  enter_clients: { head: 'all', supervisor: 'none', qa: 'none', operator: 'all', manager: 'all' },
  take_from_exchange: { ...onlyHead, manager: 'all' },
  see_settings: { head: 'all', supervisor: 'all', qa: 'all', operator: 'all', manager: 'all' },
  change_settings: onlyHead,
  /** Imports bring people and stages, which are settings. */
  import_data: onlyHead,
  change_people: onlyHead,
  see_audit: onlyHead,
  manage_backups: onlyHead,
  see_diagnostics: onlyHead,
} as const satisfies Record<string, Record<Role, Reach>>

export type PolicyAction = keyof typeof rights

export interface PolicyActor { id: number, role: Role, /** Teams given to a supervisor. */ teams: readonly string[] }
/** Sees everything: for what is computed of all records, whoever asks. */
export const everybody: PolicyActor = { id: 0, role: 'head', teams: [] }
/** Whose record it is: the deal's owner and that person's team. */
export interface Subject { ownerId: number | null, team: string | null }

export const reachOf = (actor: PolicyActor, action: PolicyAction): Reach => rights[action][actor.role]

/** Everything that this person may do to something, if not to everything. */
export const rightsOf = (actor: PolicyActor): PolicyAction[] => (Object.keys(rights) as PolicyAction[]).filter(action => may(actor, action))

/** May this person do that to this record? Without a subject: to anything at all. */
export const may = (actor: PolicyActor, action: PolicyAction, subject?: Subject): boolean => {
  switch (reachOf(actor, action)) {
    case 'all': return true
    case 'teams': return subject ? subject.team !== null && actor.teams.includes(subject.team) : actor.teams.length > 0
    case 'own': return subject ? subject.ownerId === actor.id : true
    case 'none': return false
  }
}

/** Nobody decides on their own request while another decider exists (domain.md, Refusals). */
export const isOwnRequest = (actor: PolicyActor, requestedBy: number | null, otherDecider: boolean): boolean => requestedBy === actor.id && otherDecider

export interface RefusalFacts { state: RefusalState, requestedBy: number | null, /** The deal still stands as the decision left it, and no later round was asked. */ reopenable: boolean, otherDecider: boolean }

/** What the window offers on a refusal. */
export const allowedOnRefusal = (actor: PolicyActor, subject: Subject, refusal: RefusalFacts): string[] => {
  if (refusal.state === 'pending') {
    const decides = may(actor, 'decide_refusal', subject) && !isOwnRequest(actor, refusal.requestedBy, refusal.otherDecider)
    return decides ? ['approve', 'return', 'reassign'] : []
  }
  return refusal.reopenable && may(actor, 'reopen_refusal', subject) ? ['reopen'] : []
}

/** What the window offers on a deal; `close_directly` is a sole decider's request, which needs nobody else. */
export const allowedOnDeal = (actor: PolicyActor, subject: Subject, deal: { status: DealStatus, otherDecider: boolean, parked?: boolean }): string[] => {
  const actions: string[] = []
  if (deal.status === 'open') {
    if (may(actor, 'request_refusal', subject)) actions.push('request_refusal')
    if (may(actor, 'decide_refusal', subject) && !deal.otherDecider) actions.push('close_directly')
    if (may(actor, 'control_day', subject)) actions.push('question', 'task', 'park', 'move', ...deal.parked ? ['unpark'] : [])
  }
  if (deal.status === 'refusal_review') {
    if (may(actor, 'decide_refusal', subject)) actions.push('decide_refusal')
    if (may(actor, 'control_day', subject)) actions.push('question')
  }
  if (may(actor, 'transfer_deal', subject)) actions.push('reassign', 'spread')
  if (deal.status !== 'won' && deal.status !== 'lost' && may(actor, 'work_deals', subject)) actions.push('log_call', 'plan_task')
  return actions
}

/** What the window offers on a client. */
export const allowedOnClient = (actor: PolicyActor, subject: Subject, { erased }: { erased: boolean }): string[] =>
  [...may(actor, 'transfer_client', subject) ? ['reassign', 'spread'] : [], ...!erased && may(actor, 'erase_client', subject) ? ['erase'] : []]

/** May this person do that for one of these? A task is its assignee's and its deal's owner's. */
export const mayAny = (actor: PolicyActor, action: PolicyAction, subjects: readonly Subject[]): boolean => subjects.some(subject => may(actor, action, subject))

export interface TaskFacts { open: boolean, /** Closed with or without a result, not cancelled. */ done?: boolean, /** Later moves without approval. */ moves?: number, /** Its deal is won or lost. */ dealClosed?: boolean, /** The wish to move it that waits. */ request?: { askedBy: number | null, otherDecider: boolean } | null }

/** What the window offers on a task. */
export const allowedOnTask = (actor: PolicyActor, subjects: readonly Subject[], { open, done = false, moves = 0, dealClosed = false, request = null }: TaskFacts): string[] => {
  const actions: string[] = []
  // A poor result is asked about too.
  if (!open) return done && mayAny(actor, 'control_day', subjects) ? ['question', 'task'] : []
  const decides = mayAny(actor, 'decide_task_move', subjects)
  if (request && decides && !isOwnRequest(actor, request.askedBy, request.otherDecider)) actions.push('decide_move')
  if (decides) actions.push('move', ...(moves > 0 ? ['allow_move'] : []))
  else if (!dealClosed && mayAny(actor, 'ask_task_move', subjects)) actions.push('ask_move')
  if (mayAny(actor, 'transfer_deal', subjects)) actions.push('reassign')
  if (mayAny(actor, 'close_task', subjects)) actions.push('close')
  if (mayAny(actor, 'work_deals', subjects)) actions.push('log_call')
  if (mayAny(actor, 'control_day', subjects)) actions.push('question', 'task')
  return actions
}
