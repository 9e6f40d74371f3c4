import { PultError, type ErrorCode } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { deriveTasksTx } from '../store/writes/derive.ts'
import { syncOutboxTx } from '../store/writes/syncOutbox.ts'
import { requireMay } from './access.ts'
import { changedSince } from './assignTask.ts'
import { attemptTx } from './attempt.ts'
import { afterwardsTx } from './decideFindings.ts'
import type { Session } from './desk.ts'
import { refreshFindingsTx } from './refreshFindings.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { isAudited, takeTheirsTx, undoTakenTx, type Divergence, type Taken } from './takeTheirs.ts'

export type DivergenceChoice = 'ours' | 'theirs'
export interface ResolveInput { commandId: string, items: readonly { id: number }[], choice: DivergenceChoice }
export interface ResolveItem { id: number, ok: boolean, code: ErrorCode | null, message: string | null, details: Record<string, unknown> | null }
export interface ResolveResult { results: ResolveItem[], applied: number }
interface Made { id: number, /** Divergences that this one's choice settled. */ settled: number[], taken: Taken | null }
interface KeptResult extends ResolveResult { made: Made[] }

const topics = ['imports', 'deals', 'tasks', 'day', 'refusals', 'people', 'settings'] as const

/**
 * Ends divergences: keeps what stands here (it waits in the outbox, and the same difference isn't reported again), or takes what the CRM says:
 * the field follows the source again. A result per item; CONFLICT when it was settled meanwhile.
 */
export const resolveDivergences = (session: Session, input: ResolveInput): KeptResult => {
  requireMay(session, 'import_data')
  return runCommand(session, { procedure: 'importing.resolve', input, topics }, (tx): KeptResult => {
    const made: Made[] = []
    const settledBefore = new Set<number>()
    const results = input.items.map(({ id }): ResolveItem => {
      // Stage and status are taken together, an owner with the tasks: the second of them is done already.
      if (settledBefore.has(id)) return { id, ok: true, code: null, message: null, details: null }
      const attempt = attemptTx(tx, itemTx => resolveTx(itemTx, id, input.choice))
      if (!attempt.ok) return { id, ok: false, code: attempt.error.code, message: attempt.error.message, details: attempt.error.details }
      made.push(attempt.value)
      for (const settled of attempt.value.settled) settledBefore.add(settled)
      return { id, ok: true, code: null, message: null, details: null }
    })
    followTx(tx, made)
    return { results, applied: results.filter(result => result.ok).length, made }
  })
}

const resolveTx = (tx: Tx, id: number, choice: DivergenceChoice): Made => {
  const row = one<Divergence & { resolvedAt: number | null }>(tx.db, `SELECT id, record_type AS recordType, record_id AS recordId, field, ours, theirs, resolved_at AS resolvedAt FROM divergence WHERE id = ?`, id)
  if (!row) throw new PultError('NOT_FOUND', 'There is no such divergence.', { id })
  if (row.resolvedAt !== null) throw new PultError('CONFLICT', 'This divergence was settled meanwhile.', { reason: 'gone', at: row.resolvedAt })
  const taken = choice === 'theirs' ? takeTheirsTx(tx, row) : null
  const openOf = (type: string, recordId: number, field: string): number[] =>
    all<{ id: number }>(tx.db, 'SELECT id FROM divergence WHERE record_type = ? AND record_id = ? AND field = ? AND resolved_at IS NULL', type, recordId, field).map(open => open.id)
  const along = (taken?.endedFields ?? []).filter(field => field !== row.field).flatMap(field => openOf(row.recordType, row.recordId, field))
  const settled = [id, ...along, ...(taken?.agreedTasks ?? []).flatMap(taskId => openOf('task', taskId, 'assignee_id'))]
  for (const each of settled) statement(tx.db, 'UPDATE divergence SET resolved_at = ?, resolution = ? WHERE id = ?').run(tx.now, choice === 'theirs' ? 'took_theirs' : 'kept_ours', each)
  // What was taken is in the audit with every column that changed; an owner or a field that agreed already only ends the decision.
  if (taken && isAudited(taken, row.recordType, row.recordId)) return { id, settled, taken }
  tx.audit({ action: choice === 'theirs' ? 'takeTheirs' : 'keepOurs', recordType: row.recordType, recordId: row.recordId, payload: { divergence: id, field: row.field, before: { [row.field]: parsed(row.ours) }, after: { [row.field]: parsed(choice === 'theirs' ? row.theirs : row.ours) } } })
  return { id, settled, taken }
}

const parsed = (json: string | null): unknown => json === null ? null : JSON.parse(json)

/** The compensating command: by the same person, on what nobody has changed since. */
export const undoResolved = (session: Session, input: { commandId: string, undoOf: string }): ResolveResult => {
  requireMay(session, 'import_data')
  return runCommand(session, { procedure: 'importing.undoResolve', input, topics }, (tx): ResolveResult => {
    const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', input.undoOf)
    if (command?.procedure !== 'importing.resolve') throw new PultError('NOT_FOUND', 'That command settled no divergence.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
    const { made } = JSON.parse(command.result) as KeptResult
    const undone: Made[] = []
    const results = made.toReversed().map((each): ResolveItem => {
      const attempt = attemptTx(tx, itemTx => undoTx(itemTx, each))
      if (attempt.ok) undone.push(each)
      return attempt.ok ? { id: each.id, ok: true, code: null, message: null, details: null } : { id: each.id, ok: false, code: attempt.error.code, message: attempt.error.message, details: attempt.error.details }
    })
    followTx(tx, undone)
    return { results: results.toReversed(), applied: undone.length }
  })
}

const undoTx = (tx: Tx, made: Made): void => {
  if (made.taken) undoTakenTx(tx, made.taken)
  for (const id of made.settled) {
    const done = statement(tx.db, 'UPDATE divergence SET resolved_at = NULL, resolution = NULL WHERE id = ? AND resolved_at IS NOT NULL').run(id)
    if (done.changes === 0) throw changedSince('divergence')
  }
  const row = one<{ recordType: string, recordId: number }>(tx.db, 'SELECT record_type AS recordType, record_id AS recordId FROM divergence WHERE id = ?', made.id)!
  if (!made.taken || !isAudited(made.taken, row.recordType, row.recordId)) tx.audit({ action: 'undoResolve', recordType: row.recordType, recordId: row.recordId, payload: { divergence: made.id } })
}

/** Derived columns, findings and the outbox follow; people and stages touch everything. */
const followTx = (tx: Tx, made: readonly Made[]): void => {
  const taken = made.flatMap(each => each.taken ?? [])
  const taskIds = new Set(taken.flatMap(each => each.rows.filter(row => row.table === 'task').map(row => row.id)))
  const dealIds = new Set(taken.flatMap(each => each.dealIds))
  deriveTasksTx(tx.db, taskIds)
  afterwardsTx(tx, dealIds, taskIds)
  const clientIds = made.flatMap(each => each.taken?.clientOwner?.clientId ?? [])
  if (clientIds.length > 0) syncOutboxTx(tx.db, { now: tx.now, dayOf: tx.desk.settings().zone.dayOf, scope: { clientIds } })
  if (taken.some(each => each.rows.some(row => row.table === 'stage' || row.table === 'person'))) refreshFindingsTx(tx.desk, tx.now)
}
