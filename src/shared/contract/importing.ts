import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { stageKinds } from '../vocabulary.ts'
import { importFormats, mappingDocument, fileMapping, recordKinds } from './mapping.ts'
import { commandId, id, instant, progress } from './common.ts'
import { divergenceExportInput, divergenceIdsInput, divergenceList, divergencesInput, outboxExportInput, outboxIdsInput, outboxInput, outboxList, rowIds } from './outbox.ts'
import { exportEvent } from './exports.ts'

const counts = z.record(z.string(), z.int())

/** The document of `pult import --json` (contract.md). */
export const importReport = z.object({
  batch: z.string(),
  asOf: z.string(),
  dryRun: z.boolean(),
  files: z.array(z.object({ name: z.string(), format: z.string(), encoding: z.string(), delimiter: z.string(), rows: z.int(), unknownColumns: z.array(z.string()) })),
  created: counts,
  updated: counts,
  unchanged: counts,
  /** The first 1 000; `rejectedCount` counts all. */
  rejected: z.array(z.object({ file: z.string(), row: z.int(), column: z.string(), code: z.string(), value: z.string() })),
  rejectedCount: z.int(),
  found: z.object({ taskMoves: z.int(), stageMoves: z.int(), ownerChanges: z.int(), closedOutside: z.int(), divergences: z.int() }),
  /** Rows that came in although something about them contradicts (`STATUS_STAGE`); `example` is the id of the first. */
  warnings: z.array(z.object({ code: z.string(), count: z.int(), example: z.string() })),
  /** What the files of other systems only name and what was made of it. */
  named: z.object({ people: z.array(z.string()), clients: z.int(), stages: z.array(z.object({ pipeline: z.string(), stage: z.string(), kind: z.enum(stageKinds) })) }).optional(),
})
export type ImportReport = z.infer<typeof importReport>

/** Files come by path (Electron, CLI) or as an upload made before over the host's `POST /upload/:id`. */
const importSource = z.union([z.object({ folder: z.string() }), z.object({ paths: z.array(z.string()).min(1) }), z.object({ uploadId: z.string() })])

const counted = { value: z.string(), count: z.int() }

/** What was found in the files before anything is imported: for the wizard's preview and mapping. */
export const importInspection = z.object({
  /** The one system of all files; null when it is unknown, or when they come from several. */
  system: z.string().nullable(),
  /** More than one: they have to be imported apart. */
  systems: z.array(z.string()),
  files: z.array(z.object({
    name: z.string(),
    format: z.string(),
    encoding: z.string(),
    delimiter: z.string(),
    rows: z.int(),
    /** The same for files with the same columns. */
    layout: z.string(),
    system: z.string().nullable(),
    kind: z.enum(recordKinds).nullable(),
    /** 0..1: of the suggestion; 1 = a known layout. */
    confidence: z.number(),
    columns: z.array(z.object({
      name: z.string(), filled: z.int(),
      /** null = too many to be a choice. */
      distinct: z.int().nullable(),
      /** The first distinct values. Of more than 500 columns the first. */
      samples: z.array(z.string()),
      /** In which order its dates are written; null when no order matters. */
      dates: z.enum(['dmy', 'mdy', 'unclear']).nullable(),
      decimal: z.enum([',', '.', 'unclear']).nullable(),
    })),
    /** The first rows, cell by cell. */
    preview: z.array(z.array(z.string())),
    /** Suggested, given, or what was remembered for these headers: one or, where a row is several records, more. */
    parts: z.array(z.object({
      mapping: fileMapping,
      /** Required fields that have no column yet. */
      missing: z.array(z.string()),
      /** Field with few meanings → what stands in the file, and what it is taken for without being told. */
      values: z.record(z.string(), z.array(z.object({ ...counted, means: z.string().nullable() }))),
    })),
    /** Field → 0..1. */
    sure: z.record(z.string(), z.number()),
    remembered: z.object({ id, name: z.string(), exact: z.boolean(), usedAt: instant, /** Columns that were not there then. */ newColumns: z.array(z.string()) }).nullable(),
    warnings: z.array(z.string()),
  })),
  /** Files that can't be read at all; the others can be brought without them. */
  unreadable: z.array(z.object({ name: z.string(), code: z.string() })),
  /** All of it as one document, to be edited, given to `run` and exported; null for native files. */
  mapping: mappingDocument.nullable(),
  /** Over all rows, the most frequent first, at most 5 000 each. */
  stages: z.array(z.object({ ...counted, kind: z.enum(stageKinds), /** Known, mapped, or said by its own words. */ sure: z.boolean() })),
  owners: z.array(z.object({ ...counted, /** The person of the workspace that it will be; null = one is made. */ personId: id.nullable(), /** Who bears nearly this name. */ likeId: id.nullable() })),
  reasons: z.array(z.object({ ...counted, /** Merged into this reason of the dictionary. */ reasonId: id.nullable(), /** Whose words it speaks. */ likeId: id.nullable() })),
  /** The day in the files' names, if they have one: when the export was made. */
  exportedOn: z.string().nullable(),
  /** Of the last import of this source. */
  lastAsOf: instant.nullable(),
})
export type ImportInspection = z.infer<typeof importInspection>
export type InspectedFile = ImportInspection['files'][number]

const reading = { source: importSource, /** Names of files that stay out. */ skip: z.array(z.string()).max(10_000).optional(), format: z.enum(importFormats).optional(), mapping: mappingDocument.optional() }

const resolved = z.object({
  results: z.array(z.object({ id, ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), details: z.record(z.string(), z.unknown()).nullable() })), applied: z.int(),
})

export const importingContract = {
  /** Looks at files of any system; writes nothing. `kinds`: file name → what its rows are, where that was not found out. */
  inspect: oc.input(z.object({ ...reading, kinds: z.record(z.string(), z.enum(recordKinds)).optional() }))
    .output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), inspection: importInspection })]))),
  run: oc.input(z.object({ commandId, ...reading, asOf: z.string().optional(), dryRun: z.boolean().default(false), /** Keep the given mapping for these headers. */ remember: z.boolean().default(true) }))
    .output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), report: importReport })]))),
  /** The rejected rows as they stand in the files, with a column that says why (`words`: code → sentence): to be repaired and brought again. Writes nothing. */
  rejectedRows: oc.input(z.object({ ...reading, asOf: z.string().optional(), words: z.record(z.string(), z.string().max(300)).optional() }))
    .output(eventIterator(z.discriminatedUnion('type', [progress, z.object({ type: z.literal('done'), files: z.array(z.object({ name: z.string(), rows: z.int(), csv: z.string() })) })]))),
  history: oc.output(z.array(z.object({ batch: z.string(), asOf: instant, appliedAt: instant, source: z.string(), report: importReport }))),
  /** Where a decision made here and the CRM differ. */
  divergences: oc.input(divergencesInput).output(divergenceList),
  divergenceIds: oc.input(divergenceIdsInput).output(rowIds),
  divergencesExport: oc.input(divergenceExportInput).output(eventIterator(exportEvent)),
  /** `ours` stays and waits in the outbox; `theirs` lets the field follow the CRM again, with all that hangs on it. */
  resolve: oc.input(z.object({ commandId, items: z.array(z.object({ id })).min(1).max(5000), choice: z.enum(['ours', 'theirs']) })).output(resolved),
  undoResolve: oc.input(z.object({ commandId, undoOf: commandId })).output(resolved),
  /** What was decided here and the CRM doesn't show yet, by who is to enter it; or what imports confirmed lately. */
  outbox: oc.input(outboxInput).output(outboxList),
  outboxIds: oc.input(outboxIdsInput).output(rowIds),
  outboxExport: oc.input(outboxExportInput).output(eventIterator(exportEvent)),
}

/** How files are read, remembered by their headers. */
export const mappingsContract = {
  list: oc.output(z.array(z.object({ id, name: z.string(), source: z.string(), headers: z.array(z.string()), usedAt: instant, version: z.int(), mapping: mappingDocument }))),
  /** One mapping for one set of headers; what was kept for them before is replaced. */
  save: oc.input(z.object({ commandId, headers: z.array(z.string()).min(1).max(20_000), mapping: mappingDocument })).output(z.object({ id })),
  remove: oc.input(z.object({ commandId, id })).output(z.object({ removed: z.boolean() })),
}
