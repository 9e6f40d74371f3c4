import type { ImportReport } from '../../../../src/shared/contract/importing.ts'
import type { FactKind } from '../../../../src/shared/vocabulary.ts'
import type { InferredFacts } from '../reconcile/applyInferred.ts'
import type { Rejection } from './cells.ts'
import type { StagedFolder } from './rows.ts'

/** Files read and checked, of whatever system: what the comparison takes. */
export interface Staged {
  folder: StagedFolder
  files: ImportReport['files']
  /** The first thousand. */
  rejected: Rejection[]
  rejectedCount: number
  /** What a person should know of how the files were read. */
  warnings?: Map<string, { count: number, example: string }>
  /** Facts that only columns such as «next task» speak of. */
  inferred?: InferredFacts
  /** Kinds of fact that the files brought; all of the folder's unless said. `inferred` as in the table: 1 = not all of them can be seen, 2 = they name no deal. */
  knowledge?: { kind: FactKind, inferred: 0 | 1 | 2 }[]
  /** Whom and what the files only name. */
  named?: ImportReport['named']
  /** Lets go of the files that are still being read. */
  close?: () => void
}

export const rejectedShown = 1000
export const valueShown = 200
