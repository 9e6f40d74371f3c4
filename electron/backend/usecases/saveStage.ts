import type { StageView } from '../../../src/shared/contract/settings.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { KeyPoint, StageKind } from '../../../src/shared/vocabulary.ts'
import { countDealsByStatus, findPipeline, listStageRows, readStage, stagesOfPipeline, type StageRow } from '../store/queries/settingsLists.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, type Columns } from '../store/writes/changeRecord.ts'
import { requireMay } from './access.ts'
import { followSettingsTx, runSettingsCommand } from './changeSettings.ts'
import type { Session } from './desk.ts'
import type { Tx } from './runCommand.ts'
import { refuseChanged } from './settingsConflict.ts'

export interface SaveStageInput {
  commandId: string, id?: number, expectedVersion?: number, pipelineId?: number, pipeline?: string, name: string, position: number, kind: StageKind, dwellLimitDays: number | null, probability: number | null
  keyPoint?: KeyPoint | null
}

/** Every stage by pipeline and order; `deals` counts all that stand in it. */
export const listStages = (session: Session): StageView[] => {
  requireMay(session, 'see_settings')
  return listStageRows(session.desk.db).map(({ source: _source, ...row }) => row)
}

/** What a status belongs to: a stage of another kind would hide the deal from the funnel. */
const placeOf = { open: 'open', thinking: 'open', won: 'won', lost: 'lost', refusal_review: 'open' } as const

/**
 * Adds or changes a stage. Throws REFUSED_BY_RULE: `stage_name_taken`, `stage_named_by_source` (the next import would make it anew),
 * `stage_kind_orphans` (deals in it would stand in no row of the funnel), `last_open_stage`.
 */
export const saveStage = (session: Session, input: SaveStageInput): { id: number } => {
  requireMay(session, 'change_settings')
  return runSettingsCommand(session, { procedure: 'settings.saveStage', input, topics: ['settings', 'deals', 'day', 'refusals'] }, (tx) => {
    const values: Columns = { name: input.name.trim(), position: input.position, kind: input.kind, dwell_limit_days: input.dwellLimitDays, probability: input.probability, ...(input.keyPoint === undefined ? {} : { key_point: input.keyPoint }) }
    if (input.id === undefined) return { id: addTx(tx, input, values) }
    const stage = readStage(tx.db, input.id)
    if (!stage) throw new PultError('NOT_FOUND', 'There is no such stage.', { stageId: input.id })
    refuseChanged(tx, 'stage', stage, input.expectedVersion)
    refuseTakenName(tx, stage.pipelineId, input.name, stage.id)
    if (stage.source !== 'pult' && input.name.trim() !== stage.name) {
      throw new PultError('REFUSED_BY_RULE', 'This stage is named by the imported files: under another name the next import would make it anew.', { rule: 'stage_named_by_source', stage: stage.name })
    }
    if (input.kind !== stage.kind) refuseOrphans(tx, stage, input.kind)
    changeTx(tx, stage, values)
    return { id: stage.id }
  })
}

const addTx = (tx: Tx, input: SaveStageInput, values: Columns): number => {
  const pipelineId = pipelineOf(tx, input)
  refuseTakenName(tx, pipelineId, input.name, null)
  const made = { pipeline_id: pipelineId, ...values }
  const id = insertRecordTx(tx.db, 'stage', made)
  tx.audit({ action: 'saveStage', recordType: 'stage', recordId: id, payload: { before: null, after: made } })
  // A lower order than all others is the new first stage.
  followSettingsTx(tx)
  return id
}

const pipelineOf = (tx: Tx, { pipelineId, pipeline }: SaveStageInput): number => {
  if (pipelineId !== undefined) {
    if (!findPipeline(tx.db, { id: pipelineId })) throw new PultError('NOT_FOUND', 'There is no such pipeline.', { pipelineId })
    return pipelineId
  }
  const name = pipeline?.trim()
  if (!name) throw new PultError('BAD_INPUT', 'Say which pipeline the stage belongs to.', { field: 'pipeline' })
  return findPipeline(tx.db, { name })?.id ?? insertRecordTx(tx.db, 'pipeline', { source: 'pult', name })
}

const refuseTakenName = (tx: Tx, pipelineId: number, name: string, exceptId: number | null): void => {
  const wanted = name.trim().toLowerCase()
  const taken = stagesOfPipeline(tx.db, pipelineId).find(stage => stage.id !== exceptId && stage.name.trim().toLowerCase() === wanted)
  if (taken) throw new PultError('REFUSED_BY_RULE', 'This pipeline has a stage of that name.', { rule: 'stage_name_taken', stage: taken.name })
}

const refuseOrphans = (tx: Tx, stage: StageRow, kind: StageKind): void => {
  const orphans = countDealsByStatus(tx.db, stage.id).filter(row => placeOf[row.status as keyof typeof placeOf] !== placeOf[kind])
  const count = orphans.reduce((sum, row) => sum + row.count, 0)
  if (count > 0) {
    throw new PultError('REFUSED_BY_RULE', `${count} deals stand in this stage that would not belong to it any more.`, { rule: 'stage_kind_orphans', stage: stage.name, count, kind })
  }
  const others = stagesOfPipeline(tx.db, stage.pipelineId).filter(other => other.id !== stage.id)
  if (placeOf[stage.kind] === 'open' && placeOf[kind] !== 'open' && !others.some(other => placeOf[other.kind] === 'open')) {
    throw new PultError('REFUSED_BY_RULE', 'A pipeline needs a stage for open deals.', { rule: 'last_open_stage', stage: stage.name })
  }
}

const changeTx = (tx: Tx, stage: StageRow, values: Columns): void => {
  const present: Columns = { name: stage.name, position: stage.position, kind: stage.kind, dwell_limit_days: stage.dwellLimitDays, probability: stage.probability, key_point: stage.keyPoint }
  const changed = Object.fromEntries(Object.entries(values).filter(([field, value]) => value !== present[field]))
  if (Object.keys(changed).length === 0) return
  const { before } = changeRecordTx(tx.db, 'stage', stage.id, changed)
  if (stage.source !== 'pult') for (const field of Object.keys(changed)) keepFieldDecisionTx(tx.db, 'stage', stage.id, field, { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'saveStage', recordType: 'stage', recordId: stage.id, payload: { before, after: changed } })
  followSettingsTx(tx)
}
