// The document of `review --json --ids` as the contract has it.

export interface FunnelRow {
  pipeline: string; stage: string; kind: string
  count: number; amount: number; noRate: number; stuck: number; inReview: number
}

export interface StuckReasons {
  dwell: number; silent: number; no_task: number; overdue_task: number; dragged: number; promise_missed: number
}

export interface ManagerDay {
  manager: string
  meetingsSet: number; meetingsHeld: number; proposals: number; presentations: number; callsWithTalk: number
  invoices: number; payments: number; tasksDone: number; firstContacts: number
}

export interface ManagerOverdue { manager: string; count: number; oldestDays: number }

export interface CountedIds { count: number; ids: string[] }

export interface ReviewDocument {
  asOf: string
  timezone: string
  currency: string
  funnel: FunnelRow[]
  stuck: { count: number; amount: number; noRate: number; reasons: StuckReasons; ids: string[] }
  thinking: {
    count: number; amount: number; noRate: number
    buckets: { '0-7': number; '8-30': number; '31-90': number; '>90': number }
    ids: string[]
  }
  checks: {
    A: { known: boolean; count: number; amount: number; noRate: number; far: number; ids: string[] }
    B: { known: boolean; count: number; ids: string[]; byManager: ManagerOverdue[] }
    C: { known: boolean; contactsWithoutNote: CountedIds; dealsWithoutPinnedNote: CountedIds }
    D: ManagerDay[]
    E: { known: boolean; count: number; ids: string[] }
    F: { count: number; late: number; ids: string[] }
  }
}
