import type { ReviewDocument } from '../../../src/shared/contract/review.ts'
import { reviewDocumentOf } from '../domain/review/document.ts'
import { refuseUnknowablePast } from '../store/queries/loadTeamFacts.ts'
import { evaluateWorkspace, type ReviewSource } from './teamEvaluation.ts'

/** The daily control at `asOf`, not signed; changes nothing (domain.md, Daily control). Throws PULT_AS_OF. */
export const computeReview = (source: ReviewSource, options: { asOf: number, ids: boolean }): ReviewDocument => {
  refuseUnknowablePast(source.db, options.asOf)
  return reviewDocumentOf(evaluateWorkspace(source, options.asOf), source.workspace, source.settings().zone, options.ids)
}
