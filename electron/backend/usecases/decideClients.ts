import type { ClientItemResult } from '../../../src/shared/contract/clients.ts'
import type { TransferDecision } from '../../../src/shared/contract/deals.ts'
import type { Topic } from '../../../src/shared/contract/live.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { syncOutboxTx } from '../store/writes/syncOutbox.ts'
import { versionNow } from '../store/writes/versions.ts'
import { refuseUnlessMay, requireMay, subjectOfClient } from './access.ts'
import { attemptTx, type Attempt } from './attempt.ts'
import { forgetLoads } from './carriedLoads.ts'
import { todayOf } from './controlDay.ts'
import { afterwardsTx } from './decideFindings.ts'
import { loadsOf } from './decisionEffects.ts'
import type { Session } from './desk.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { transferClientTx, undoClientTransferTx, type TransferredClient } from './transferClient.ts'

export interface DecideClientsInput { commandId: string, items: readonly { clientId: number, expectedVersion: number }[], decision: TransferDecision }
export interface ClientsResult { results: ClientItemResult[], applied: number }
/** What is kept under the command: the answer, and what each client changed. */
interface KeptResult extends ClientsResult { made: TransferredClient[] }

const topics = ['day', 'deals', 'tasks'] as const satisfies readonly Topic[]

/**
 * Gives clients to somebody, or spreads them over several by load, in one transaction with a result per client: all of a client or nothing.
 * Item codes: CONFLICT (changed meanwhile), REFUSED_BY_RULE, FORBIDDEN, NOT_FOUND; an `ok` one with `closed_for_new_leads` warns.
 */
export const decideClients = (session: Session, input: DecideClientsInput): ClientsResult => {
  const actor = requireMay(session, 'transfer_client')
  const { results, applied } = runCommand(session, { procedure: 'clients.decide', input, topics }, (tx): KeptResult => {
    const give = makeGive(tx, input.decision)
    const made: TransferredClient[] = []
    const answers = input.items.map(({ clientId, expectedVersion }): ClientItemResult => {
      const attempt = attemptTx(tx, (itemTx) => {
        // Before anything is told about a client that is not theirs.
        refuseUnlessMay(actor, 'transfer_client', subjectOfClient(itemTx.db, clientId))
        refuseChanged(itemTx, clientId, expectedVersion)
        return give(itemTx, clientId)
      })
      if (attempt.ok) made.push(attempt.value)
      else forgetLoads(tx.desk)
      return resultOf(tx, clientId, attempt)
    })
    const touched = touchedBy(made)
    followTx(tx, made, touched)
    return { results: answers, applied: made.length, made }
  })
  return { results, applied }
}

/** Carries the decision out for one client; of several takers the least loaded whom no rule closes to it. */
export const makeGive = (tx: Tx, decision: TransferDecision): ((tx: Tx, clientId: number) => TransferredClient) => {
  const { reason } = decision
  if (decision.kind === 'reassign') return (itemTx, clientId) => transferClientTx(itemTx, { clientId, newOwnerId: decision.newOwnerId, reason, override: decision.override })
  const loads = loadsOf(tx, decision.toIds, todayOf(tx.desk, tx.now))
  return (itemTx, clientId) => {
    const { ownerId } = subjectOfClient(itemTx.db, clientId)
    let refused = new PultError('REFUSED_BY_RULE', 'There is nobody to give this to.', { rule: 'nobody_to_give' })
    for (const [newOwnerId] of [...loads].filter(([id]) => id !== ownerId).sort((a, b) => a[1] - b[1] || a[0] - b[0])) {
      const attempt = attemptTx(itemTx, each => transferClientTx(each, { clientId, newOwnerId, reason }))
      if (attempt.ok) {
        const { deals, tasks } = attempt.value
        // A client without deals is work too: else all of those would go to one person.
        loads.set(newOwnerId, loads.get(newOwnerId)! + 1 + tasks.length + deals.reduce((sum, deal) => sum + 1 + deal.tasks.length, 0))
        return attempt.value
      }
      forgetLoads(tx.desk)
      if (attempt.error.code !== 'REFUSED_BY_RULE') throw attempt.error
      refused = attempt.error
    }
    throw refused
  }
}

const refuseChanged = (tx: Tx, clientId: number, expectedVersion: number): void => {
  const version = versionNow(tx.db, 'client', clientId)
  if (version === expectedVersion) return
  const last = one<{ at: number, actorId: number | null }>(tx.db, "SELECT at, actor_id AS actorId FROM audit_entry WHERE record_type = 'client' AND record_id = ? ORDER BY id DESC LIMIT 1", clientId)
  const by = last?.actorId == null ? null : { id: last.actorId, name: personNames(tx.db).get(last.actorId) ?? '' }
  throw new PultError('CONFLICT', 'The client was changed meanwhile.', { reason: 'version', version, at: last?.at ?? null, by })
}

const resultOf = (tx: Tx, clientId: number, attempt: Attempt<Pick<TransferredClient, 'warning'>>): ClientItemResult => {
  if (!attempt.ok) return { clientId, version: null, ok: false, code: attempt.error.code, message: attempt.error.message, details: attempt.error.details }
  const { warning } = attempt.value
  return { clientId, version: versionNow(tx.db, 'client', clientId)!, ok: true, code: warning?.rule ?? null, message: null, details: warning ? { ...warning } : null }
}

interface Touched { dealIds: Set<number>, taskIds: Set<number> }
const touchedBy = (made: readonly TransferredClient[]): Touched => ({
  dealIds: new Set(made.flatMap(client => client.deals.map(deal => deal.dealId))),
  taskIds: new Set(made.flatMap(client => [...client.tasks, ...client.deals.flatMap(deal => deal.tasks)].map(task => task.taskId))),
})

/** Derived columns, findings, and what the CRM is to be told follow in the same transaction. */
const followTx = (tx: Tx, made: readonly TransferredClient[], { dealIds, taskIds }: Touched): void => {
  afterwardsTx(tx, dealIds, taskIds)
  if (made.length > 0) syncOutboxTx(tx.db, { now: tx.now, dayOf: tx.desk.settings().zone.dayOf, scope: { clientIds: made.map(client => client.clientId) } })
}

/** The compensating command: by the same person, on what nobody has changed since; a result per client. */
export const undoClientDecisions = (session: Session, input: { commandId: string, undoOf: string }): ClientsResult => {
  requireMay(session, 'transfer_client')
  return runCommand(session, { procedure: 'clients.undo', input, topics }, (tx): ClientsResult => {
    const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', input.undoOf)
    if (command?.procedure !== 'clients.decide') throw new PultError('NOT_FOUND', 'That command decided nothing here.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
    const touched: Touched = { dealIds: new Set(), taskIds: new Set() }
    const undone: TransferredClient[] = []
    const results = (JSON.parse(command.result) as KeptResult).made.toReversed().map((made): ClientItemResult => {
      const attempt = attemptTx(tx, (itemTx) => {
        undoClientTransferTx(itemTx, made, touched)
        return { warning: null }
      })
      if (attempt.ok) undone.push(made)
      return resultOf(tx, made.clientId, attempt)
    })
    followTx(tx, undone, touched)
    return { results: results.toReversed(), applied: undone.length }
  })
}
