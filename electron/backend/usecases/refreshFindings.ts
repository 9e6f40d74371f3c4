import { findingKinds, type FactKind, type FindingKind } from '../../../src/shared/vocabulary.ts'
import { findingsOf } from '../domain/control/findings.ts'
import type { TeamEvaluation } from '../domain/review/evaluation.ts'
import { formatDay } from '../domain/time/days.ts'
import type { WriteDb } from '../store/db.ts'
import { statement } from '../store/queries/rows.ts'
import type { FactScope } from '../store/queries/loadTeamFacts.ts'
import { syncFindingsTx, type SyncResult } from '../store/writes/syncFindings.ts'
import { syncOutboxTx } from '../store/writes/syncOutbox.ts'
import type { Desk } from './desk.ts'
import { evaluateWorkspace, type ReviewSource } from './teamEvaluation.ts'

/** What a refresh needs; a Desk is one. */
export interface FindingsTarget extends ReviewSource { readonly db: WriteDb }

export interface RefreshOptions {
  /** The refresh after the workspace's first import: everything found then is backlog (domain.md, Daily control). */
  firstImport?: boolean
  /** Kinds of fact that this import brought for the first time: what follows from them is backlog too. */
  newlyKnown?: readonly FactKind[]
  /** Compares only the findings of these deals and tasks. */
  scope?: FactScope
  /** An evaluation at `now` that was made already, without a scope. */
  evaluation?: TeamEvaluation
}

const findingsThatNeed: Partial<Record<FactKind, readonly FindingKind[]>> = {
  tasks: ['no_task', 'far_task', 'not_as_agreed', 'overdue', 'poor_result'],
  notes: ['contact_without_note', 'no_pinned_note'],
  activities: ['contact_without_note', 'no_pinned_note'],
}

/** Brings the findings up to date within the caller's transaction; a scope touches only the findings of its deals and tasks. */
export const refreshFindingsTx = (target: FindingsTarget, now: number, options: RefreshOptions = {}): SyncResult => {
  const { zone } = target.settings()
  const { scope } = options
  const day = formatDay(zone.dayOf(now))
  // An evaluation that was made before has the outbox of its moment already.
  if (!options.evaluation) syncOutboxTx(target.db, { now, dayOf: zone.dayOf, scope })
  const backlogKinds = new Set(options.firstImport ? findingKinds : (options.newlyKnown ?? []).flatMap(kind => findingsThatNeed[kind] ?? []))
  let seeds = findingsOf(scope ? evaluateWorkspace(target, now, scope) : options.evaluation ?? evaluateWorkspace(target, now), zone)
  if (scope) {
    // The scope's evaluation sees more than it names (the clients' other contacts): those stay as they are.
    const deals = new Set(scope.dealIds)
    const tasks = new Set(scope.taskIds)
    seeds = seeds.filter(seed => (seed.dealId !== null && deals.has(seed.dealId)) || (seed.recordType === 'task' && tasks.has(seed.recordId)))
  } else {
    statement(target.db, 'UPDATE control_day SET as_of = ? WHERE day = ? AND signed_at IS NULL').run(now, day)
  }
  return syncFindingsTx(target.db, seeds, { now, day, backlogKinds, scope })
}

/** The same as a transaction of its own; windows hear of it when something changed. */
export const refreshFindings = (desk: Desk, now: number, options: RefreshOptions = {}): SyncResult => {
  const result = desk.db.sqlite.transaction(() => refreshFindingsTx(desk, now, options)).immediate()
  if (result.added + result.changed + result.gone > 0) desk.announce(['day'], null)
  return result
}
