import type { ScorecardSections, ScorecardVersion, ScorecardView } from '../../../../src/shared/contract/callDesk.ts'
import { PultError } from '../../../../src/shared/errors.ts'
import { criteriaOf } from '../../../../src/shared/scorecard.ts'
import { shippedSections } from '../../domain/quality/scorecard.ts'
import { presentScorecard, scorecardOfVersion, scorecardVersionRows, type ScorecardRow } from '../../store/queries/callDesk.ts'
import { personNames } from '../../store/queries/controlDays.ts'
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

/** Everybody may read what calls are scored by: it is what is expected of them. */
export const getScorecard = (session: Session): ScorecardView => {
  requireMay(session, 'see_settings')
  return scorecardNow(session.desk)
}

export const scorecardVersions = (session: Session): ScorecardVersion[] => {
  requireMay(session, 'see_settings')
  const { desk } = session
  const names = personNames(desk.db)
  return scorecardVersionRows(desk.db, scorecardNow(desk).id).map(({ createdBy, sections, ...row }) => ({ ...row, createdBy: createdBy === null ? null : { id: createdBy, name: names.get(createdBy) ?? '' }, sections: JSON.parse(sections) as ScorecardSections }))
}

/** A new version: earlier checks keep the one that they were scored by (domain.md, Call quality). CONFLICT when somebody has changed it since. */
export const saveScorecard = (session: Session, input: { commandId: string, expectedVersion: number, name: string | null, sections: ScorecardSections }): ScorecardView => {
  requireMay(session, 'change_settings')
  refuseUnclear(input.sections)
  return runCommand(session, { procedure: 'callDesk.saveScorecard', input, topics: ['calls', 'settings'] }, (tx) => {
    const before = scorecardNow(tx.desk)
    if (before.version !== input.expectedVersion) throw new PultError('CONFLICT', 'Somebody has changed the scorecard meanwhile.', { version: before.version, ...whoSaved(tx.desk, before) })
    addScorecardVersionTx(tx.db, { scorecardId: before.id, number: before.version + 1, by: tx.actor.id, now: tx.now, sections: JSON.stringify(input.sections), key: input.name === null ? before.key ?? 'default' : null, name: input.name })
    tx.audit({ action: 'saveScorecard', recordType: 'scorecard', recordId: before.id, payload: { before: { version: before.version, sections: before.sections }, after: { version: before.version + 1, sections: input.sections } } })
    return scorecardNow(tx.desk)
  })
}

/** BAD_INPUT for criteria that can't be told apart, or that nobody could read: what the team named itself has a name, the rest one of the shipped keys. */
const refuseUnclear = (sections: ScorecardSections): void => {
  const criteria = criteriaOf(sections)
  if (new Set(criteria.map(({ id }) => id)).size < criteria.length) throw new PultError('BAD_INPUT', 'Two criteria have the same id.', { field: 'sections' })
  const shipped = new Set([...shippedSections, ...criteriaOf(shippedSections)].map(({ key }) => key))
  if ([...sections, ...criteria].some(({ key, name }) => name === null ? !shipped.has(key) : name.trim() === '')) throw new PultError('BAD_INPUT', 'A section or a criterion has no name.', { field: 'sections' })
}

const whoSaved = (desk: Desk, { id }: ScorecardView): { who?: string, when?: number } => {
  const [last] = scorecardVersionRows(desk.db, id)
  return last?.createdBy == null ? {} : { who: personNames(desk.db).get(last.createdBy) ?? '', when: last.createdAt }
}
