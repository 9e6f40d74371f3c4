import type { ImportInspection, InspectedFile } from '../../../shared/contract/importing.ts'
import { readsAsItIs, type FileMapping, type MappingDocument } from '../../../shared/contract/mapping.ts'
import { foldText, partsReading } from '../../../shared/mappingFit.ts'
import type { StageKind } from '../../../shared/vocabulary.ts'

/** A mapping but for its files: whose records these are, habits, and what values mean. */
export type Head = Omit<MappingDocument, 'files'>
/** Files with the same columns are read in the same way: as one kind of record, or (rarely) as several. */
export interface Layout {
  id: string
  files: readonly InspectedFile[]
  parts: readonly FileMapping[]
  /** `part/field` of what was filled from the start: a person reads that first, and it keeps its place while they edit. */
  filled: ReadonlySet<string>
}
/** What a person is making of an inspection. Never changed, only replaced: what was before is an undo away. */
export interface Draft {
  /** null for native files: there is nothing to say about them. */
  head: Head | null
  layouts: readonly Layout[]
  /** Names of files that stay out. */
  skip: ReadonlySet<string>
  /** Suggestions that a person has looked at (`Point`). */
  confirmed: ReadonlySet<string>
}

/** The source of files that no system is known for, until a person names it. */
export const isUnnamed = (source: string): boolean => source.startsWith('table-')
export const isKnownFile = (file: InspectedFile): boolean => file.system !== null
const poorGuess = 0.5
export const filledIn = (parts: readonly FileMapping[]): Set<string> => new Set(parts.flatMap((part, at) => [...Object.keys(part.columns), ...Object.keys(part.constants)].map(field => `${at}/${field}`)))

export const draftOf = (found: ImportInspection): Draft => {
  const layouts: Layout[] = []
  for (const file of found.files) {
    const at = layouts.findIndex(layout => layout.id === file.layout)
    const parts = file.parts.map(part => withGuessedKey(part.mapping, file))
    const known = layouts[at]
    if (known) layouts[at] = { ...known, files: [...known.files, file], ...known.parts.length > 0 ? {} : { parts, filled: filledIn(parts) } }
    else layouts.push({ id: file.layout, files: [file], parts, filled: filledIn(parts) })
  }
  return { head: found.mapping && headOf(found.mapping, found), layouts, skip: new Set(leftOut(found.files)), confirmed: new Set() }
}

/** Beside files that are known, one that nobody knows waits until a person takes it in; a poor guess does so beside better ones. */
const leftOut = (files: readonly InspectedFile[]): string[] => {
  const isRead = (file: InspectedFile): boolean => readsAsItIs(file.system) || file.parts.length > 0
  const readable = files.filter(isRead)
  const good = readable.some(isKnownFile) ? readable.filter(isKnownFile) : readable.filter(file => file.confidence >= poorGuess)
  const taken = good.length > 0 ? good : readable
  return taken.length > 0 ? files.filter(file => !taken.includes(file)).map(file => file.name) : []
}

/** Where there is no number, a column that differs in each row is proposed to tell them apart: the name, or else the first such. */
const withGuessedKey = (part: FileMapping, file: InspectedFile): FileMapping => {
  if (!lacksKey(part) || file.remembered) return part
  const unique = file.columns.filter(column => column.distinct !== null && column.distinct === file.rows && column.filled === file.rows && file.rows > 1).map(column => column.name)
  const name = [...part.columns.title ?? [], ...part.columns.name ?? []].find(column => unique.includes(column)) ?? unique[0]
  return name === undefined ? part : { ...part, key: [name] }
}
/** Rows that nothing tells apart: a change in one of them would look like a new record. */
export const lacksKey = (part: FileMapping): boolean => !part.columns.id && part.key.length === 0 && !(['adCosts', 'stages', 'stageMoves', 'people'] as const).some(kind => kind === part.kind)

/** The kinds of stages are those that the person is shown. */
const headOf = (document: MappingDocument, found: Pick<ImportInspection, 'stages'>): Head => {
  const head: Head & { files?: unknown } = { ...document, stages: withStages(document.stages, found) }
  delete head.files
  return head
}

const withStages = (stages: Head['stages'], found: Pick<ImportInspection, 'stages'>): Head['stages'] => {
  const kinds = new Map(found.stages.map(stage => [foldText(stage.value), stage.kind]))
  const named = new Set(stages.map(stage => foldText(stage.stage)))
  return [...stages.map(stage => ({ ...stage, kind: kinds.get(foldText(stage.stage)) ?? stage.kind })), ...found.stages.filter(stage => !named.has(foldText(stage.value))).map(({ value: stage, kind }) => ({ stage, kind }))]
}

/** Files were looked at again: what the person has said stays, values that came to light join. */
export const refreshed = (draft: Draft, found: ImportInspection): Draft => {
  const files = new Map(found.files.map(file => [file.name, file]))
  const named = new Set(draft.head?.stages.map(stage => foldText(stage.stage)))
  return {
    ...draft,
    layouts: draft.layouts.map(layout => ({ ...layout, files: layout.files.map(file => files.get(file.name) ?? file) })),
    head: draft.head && { ...draft.head, stages: [...draft.head.stages, ...found.stages.filter(stage => !named.has(foldText(stage.value))).map(({ value: stage, kind }) => ({ stage, kind }))] },
  }
}

export const filesIn = (draft: Draft): InspectedFile[] => draft.layouts.flatMap(layout => layout.files).filter(file => !draft.skip.has(file.name))
export const layoutsIn = (draft: Draft): Layout[] => draft.layouts.filter(layout => layout.files.some(file => !draft.skip.has(file.name)))

/** A file's name without what changes from day to day. */
const stemOf = (name: string): string => name.replace(/\.[^.]+$/, '').replace(/[\s_.()-]*(?:\d[\d._-]*)?(?:_[0-9a-f]{6,})*[\s_.()\d-]*$/i, '') || name.replace(/\.[^.]+$/, '')

const sameParts = (left: readonly FileMapping[], right: readonly FileMapping[]): boolean => {
  const keys = (parts: readonly FileMapping[]): string => parts.map(part => JSON.stringify({ ...part, name: undefined })).sort().join('\n')
  return keys(left) === keys(right)
}
const unique = (parts: readonly FileMapping[]): FileMapping[] => [...new Map(parts.map(part => [JSON.stringify(part), part])).values()]

/** Does every file find its own parts in the document, by its columns and name? */
const readsAll = (files: readonly FileMapping[], layouts: readonly Layout[]): boolean =>
  layouts.every(layout => layout.files.every(file => sameParts(partsReading({ files: [...files] }, file.columns.map(column => column.name), file.name), layout.parts)))

/** The mapping as it is run, remembered and exported. Parts get a part of their file's name only where columns alone don't tell files apart. */
export const compose = (draft: Draft): MappingDocument | null => {
  if (!draft.head) return null
  const layouts = layoutsIn(draft).map(layout => ({ ...layout, files: layout.files.filter(file => !draft.skip.has(file.name)) })).filter(layout => layout.parts.length > 0)
  const named = (nameOf: (file: InspectedFile) => string): FileMapping[] => unique(layouts.flatMap(layout => layout.files.flatMap(file => layout.parts.map(part => ({ ...part, name: nameOf(file) })))))
  const plain = unique(layouts.flatMap(layout => layout.parts))
  const tries = [plain, named(file => stemOf(file.name))]
  const files = tries.find(each => readsAll(each, layouts)) ?? named(file => file.name)
  return files.length > 0 ? { ...draft.head, files } : null
}

export const withLayout = (draft: Draft, id: string, change: (layout: Layout) => Layout): Draft => ({ ...draft, layouts: draft.layouts.map(layout => layout.id === id ? change(layout) : layout) })
export const withPart = (draft: Draft, id: string, index: number, change: (part: FileMapping) => FileMapping): Draft =>
  withLayout(draft, id, layout => ({ ...layout, parts: layout.parts.map((part, at) => at === index ? change(part) : part) }))
export const withHead = (draft: Draft, change: (head: Head) => Head): Draft => draft.head ? { ...draft, head: change(draft.head) } : draft
export const withConfirmed = (draft: Draft, ids: readonly string[]): Draft => ({ ...draft, confirmed: new Set([...draft.confirmed, ...ids]) })

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> => Object.fromEntries(Object.entries(record).filter(([each]) => each !== key))

/** The columns of a field, first things first; none = the field has no column. */
export const withColumns = (part: FileMapping, field: string, columns: readonly string[]): FileMapping =>
  ({ ...part, columns: columns.length > 0 ? { ...part.columns, [field]: [...new Set(columns)] } : without(part.columns, field) })
export const withConstant = (part: FileMapping, field: string, value: string | null): FileMapping =>
  ({ ...part, constants: value === null ? without(part.constants, field) : { ...part.constants, [field]: value } })
export const withMeaning = (part: FileMapping, field: string, said: string, meant: string | null): FileMapping => {
  const words = withWord(part.values[field] ?? {}, said, meant)
  return { ...part, values: Object.keys(words).length > 0 ? { ...part.values, [field]: words } : without(part.values, field) }
}

/** Names are compared as the reader does it: a second spelling of one name is the same name. */
export const wordOf = (words: Readonly<Record<string, string>>, said: string): string | undefined => {
  const folded = foldText(said)
  return words[said] ?? Object.entries(words).find(([each]) => foldText(each) === folded)?.[1]
}
export const withWord = (words: Readonly<Record<string, string>>, said: string, meant: string | null): Record<string, string> => {
  const folded = foldText(said)
  return { ...Object.fromEntries(Object.entries(words).filter(([each]) => foldText(each) !== folded)), ...meant === null ? {} : { [said]: meant } }
}

export const withStageKind = (head: Head, names: readonly string[], kind: StageKind): Head => {
  const folded = new Set(names.map(foldText))
  const known = new Set(head.stages.map(stage => foldText(stage.stage)))
  return { ...head, stages: [...head.stages.map(stage => folded.has(foldText(stage.stage)) ? { ...stage, kind } : stage), ...names.filter(name => !known.has(foldText(name))).map(stage => ({ stage, kind }))] }
}

/** What the lists of stages, people, reasons and values depend on: when it changes, the files are looked at again. */
export const namingOf = (draft: Draft): string => JSON.stringify(layoutsIn(draft).map(({ id, parts }) => [id, parts.map(({ kind, columns }) =>
  [kind, columns.stage, columns.owner, columns.assignee, columns.manager, columns.refusal_reason, columns.status, columns.done, columns.kind, columns.state, columns.direction, columns.role, columns.active, columns.pinned])]))
