import type { ScorecardSections, ScorecardView } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { criteriaOf } from '../../../../src/shared/scorecard.ts'
import { shippedSections } from '../../domain/quality/scorecard.ts'
import { presentScorecard, scorecardOfVersion, type ScorecardRow } from '../../store/queries/callDesk.ts'
import { addScorecardVersionTx, insertScorecardTx } from '../../store/writes/callChecks.ts'
import { requireMay } from '../access.ts'
import type { Desk, Session } from '../desk.ts'
import { runCommand } from '../runCommand.ts'

const viewOf = ({ sections, ...row }: ScorecardRow): ScorecardView => ({ ...row, sections: JSON.parse(sections) as ScorecardSections })

/** What calls are scored by. The shipped one is made when it is first asked for. */
export const scorecardNow = (desk: Desk): ScorecardView => {
  const known = presentScorecard(desk.db)
  if (known) return viewOf(known)
  const make = (): void => {
    if (presentScorecard(desk.db)) return
    const scorecardId = insertScorecardTx(desk.db, 'default')
    addScorecardVersionTx(desk.db, { scorecardId, number: 1, by: null, now: desk.clock(), sections: JSON.stringify(shippedSections), key: 'default', name: null })
  }
  if (desk.db.sqlite.inTransaction) make()
  else desk.db.sqlite.transaction(make).immediate()
  return viewOf(presentScorecard(desk.db)!)
}

/** The version that a check was scored by. */
export const scorecardOf = (desk: Desk, versionId: number): ScorecardView => viewOf(scorecardOfVersion(desk.db, versionId))

export const getScorecard = (session: Session): ScorecardView => {
  requireMay(session, 'score_calls')
  return scorecardNow(session.desk)
}

/** A new version: earlier checks keep the one that they were scored by (domain.md, Call quality). CONFLICT when somebody has changed it since. */
export const saveScorecard = (session: Session, input: { commandId: string, expectedVersion: number, name: string | null, sections: ScorecardSections }): ScorecardView => {
  requireMay(session, 'change_settings')
  const ids = criteriaOf(input.sections).map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw new PultError('BAD_INPUT', 'Two criteria have the same id.', { field: 'sections' })
  return runCommand(session, { procedure: 'callDesk.saveScorecard', input, topics: ['calls', 'settings'] }, (tx) => {
    const before = scorecardNow(tx.desk)
    if (before.version !== input.expectedVersion) throw new PultError('CONFLICT', 'Somebody has changed the scorecard meanwhile.', { version: before.version })
    addScorecardVersionTx(tx.db, { scorecardId: before.id, number: before.version + 1, by: tx.actor.id, now: tx.now, sections: JSON.stringify(input.sections), key: input.name === null ? before.key : null, name: input.name })
    tx.audit({ action: 'saveScorecard', recordType: 'scorecard', recordId: before.id, payload: { before: { version: before.version, sections: before.sections }, after: { version: before.version + 1, sections: input.sections } } })
    return scorecardNow(tx.desk)
  })
}
