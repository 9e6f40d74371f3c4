/** Where a process ends itself, counted from the first call of one of `procedures`. */
export type KillPlan = { procedures: string[] } & (
  | { kind: 'statement', number: number, when: 'before' | 'after' }
  | { kind: 'commit', when: 'before' | 'after' }
  /** The work is done, its answer not yet sent. */
  | { kind: 'answer' })
