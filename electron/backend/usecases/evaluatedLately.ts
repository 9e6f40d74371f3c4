import type { TeamEvaluation } from '../domain/review/evaluation.ts'
import { one } from '../store/queries/rows.ts'
import type { Desk } from './desk.ts'
import { evaluateWorkspace } from './teamEvaluation.ts'

const maxAgeMs = 60_000
const lately = new WeakMap<Desk, { lastAudit: number, evaluation: TeamEvaluation }>()

/**
 * The evaluation of the whole team at `asOf`, or one made at most a minute before it while nothing changed: an audit entry follows
 * every change. For screens that read numbers of the team; what is written is computed anew.
 */
export const evaluatedLately = (desk: Desk, asOf: number): TeamEvaluation => {
  const lastAudit = one<{ id: number }>(desk.db, 'SELECT coalesce(max(id), 0) AS id FROM audit_entry')!.id
  const known = lately.get(desk)
  if (known && known.lastAudit === lastAudit && known.evaluation.asOf <= asOf && asOf - known.evaluation.asOf < maxAgeMs
    && known.evaluation.today === desk.settings().zone.dayOf(asOf)) return known.evaluation
  const evaluation = evaluateWorkspace(desk, asOf)
  // What a transaction has written may yet be taken back, with its audit entries.
  if (!desk.db.sqlite.inTransaction) lately.set(desk, { lastAudit, evaluation })
  return evaluation
}
