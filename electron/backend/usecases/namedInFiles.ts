import type { ImportInspection } from '../../../src/shared/contract/importing.ts'
import type { FileMapping, MappingDocument } from '../../../src/shared/contract/mapping.ts'
import { foldText } from '../../../src/shared/mappingFit.ts'
import type { StageKind } from '../../../src/shared/vocabulary.ts'
import { makeLikeName } from '../domain/people/likeName.ts'
import { textKeyOf } from '../domain/reasons/stems.ts'
import { makeSuggester } from '../domain/reasons/suggestReason.ts'
import { valuesOf } from '../import/recognise/document.ts'
import { stageKindOf } from '../import/recognise/presets.ts'
import type { Survey } from '../import/recognise/survey.ts'
import type { ReadDb } from '../store/db.ts'
import { readMergedTexts } from '../store/queries/reasonTexts.ts'
import { all } from '../store/queries/rows.ts'
import { makeFindReason, readDictionary } from './reasonTexts.ts'

type Mapped = readonly { survey: Survey, mapping: FileMapping }[]
type Named = Pick<ImportInspection, 'stages' | 'owners' | 'reasons'>

const most = 5000
/** Likeness is looked for with the frequent ones. */
const mostLike = 1000

export const counted = (values: ReadonlyMap<string, number>, limit = most): { value: string, count: number }[] =>
  [...values].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count).slice(0, limit)

/** The stages, people and reasons that files name, with what they are in the workspace and what a person might say that they are. */
export const namedIn = (db: ReadDb, mapped: Mapped, document: MappingDocument | null): Named =>
  ({ stages: stagesIn(db, mapped, document), owners: ownersIn(db, mapped, document), reasons: reasonsIn(db, mapped, document) })

/** A kind that the head has changed in the settings is what the stage is. */
const stagesIn = (db: ReadDb, mapped: Mapped, document: MappingDocument | null): Named['stages'] => {
  const known = new Map(all<{ name: string, kind: StageKind }>(db, 'SELECT stage.name AS name, kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id ORDER BY pipeline.source = ?', document?.source ?? '').map(stage => [foldText(stage.name), stage.kind]))
  const kinds = new Map(document?.stages.map(stage => [foldText(stage.stage), stage.kind]))
  return counted(valuesOf(mapped.filter(file => file.mapping.kind === 'deals'), ['stage'])).map(row => {
    const name = foldText(row.value)
    const kind = known.get(name) ?? kinds.get(name) ?? stageKindOf(row.value)
    // «Open» is what remains when nothing says otherwise.
    return { ...row, kind: kind ?? 'open', sure: known.has(name) || (kind !== null && (kind !== 'open' || isNamed(document, name))) }
  })
}

/** A place in the funnel was given to it: by a preset or by a person. */
const isNamed = (document: MappingDocument | null, name: string): boolean => document?.stages.some(stage => foldText(stage.stage) === name && stage.order !== undefined) ?? false

const ownersIn = (db: ReadDb, mapped: Mapped, document: MappingDocument | null): Named['owners'] => {
  const people = all<{ id: number, externalId: string, name: string }>(db, 'SELECT id, external_id AS externalId, name FROM person ORDER BY source = ?', document?.source ?? '')
  const byName = new Map(people.map(person => [foldText(person.name), person.id]))
  const byKey = new Map(people.map(person => [person.externalId, person.id]))
  const chosen = new Map(Object.entries(document?.owners ?? {}).map(([name, key]) => [foldText(name), byKey.get(key) ?? null]))
  const like = makeLikeName(people)
  return counted(valuesOf(mapped, ['owner', 'assignee', 'manager'])).map((row, index) => {
    const name = foldText(row.value)
    const personId = chosen.has(name) ? chosen.get(name)! : byName.get(name) ?? byKey.get(row.value) ?? null
    return { ...row, personId, likeId: personId === null && index < mostLike ? like(row.value) : null }
  })
}

const reasonsIn = (db: ReadDb, mapped: Mapped, document: MappingDocument | null): Named['reasons'] => {
  const merged = readMergedTexts(db)
  const dictionary = readDictionary(db)
  const findReason = makeFindReason(dictionary)
  const given = new Map(Object.entries(document?.reasons ?? {}).map(([written, called]) => [foldText(written), findReason(called)]))
  const suggest = makeSuggester(dictionary)
  return counted(valuesOf(mapped, ['refusal_reason'])).map((row, index) => {
    const reasonId = given.get(foldText(row.value)) ?? merged.get(textKeyOf(row.value)) ?? null
    return { ...row, reasonId, likeId: reasonId === null && index < mostLike ? suggest([row.value])?.id ?? null : null }
  })
}
