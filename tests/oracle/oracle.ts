// The reference computation of the daily review. It knows the rule book and the contract, and nothing of the product.

import { checkA, checkB, checkC, checkE, checkF, stuckDeals } from './checks.ts'
import { managersDay } from './day.ts'
import { sumOf, viewDeals, type DealView } from './deals.ts'
import type { FunnelRow, ReviewDocument, StuckReasons } from './document.ts'
import type { Stage } from './records.ts'
import { compareCodePoints, groupBy, pairKey, sortedIds } from './text.ts'
import { formatInZone, parseMoment } from './time.ts'
import { rememberImports, type AppliedImport, type OracleSettings, type Workspace } from './workspace.ts'

export { rememberImports }
export type { AppliedImport, OracleSettings, ReviewDocument, Workspace }

function statusOfKind(stage: Stage): DealView['status'] {
  return stage.kind === 'won' || stage.kind === 'lost' ? stage.kind : 'open'
}

function funnelRows(workspace: Workspace, views: readonly DealView[], stuck: ReadonlySet<string>): FunnelRow[] {
  const viewsOfStage = groupBy(views, (view) => pairKey(view.stage.pipeline, view.stage.stage))
  return [...workspace.stages.values()]
    .sort((left, right) => compareCodePoints(left.pipeline, right.pipeline) || left.order - right.order
      || compareCodePoints(left.stage, right.stage))
    .map((stage) => {
      const here = viewsOfStage.get(pairKey(stage.pipeline, stage.stage)) ?? []
      const counted = here.filter((view) => view.status === statusOfKind(stage))
      return {
        pipeline: stage.pipeline, stage: stage.stage, kind: stage.kind,
        count: counted.length, ...sumOf(counted, workspace.settings.currency),
        stuck: counted.filter((view) => stuck.has(view.id)).length,
        inReview: here.filter((view) => view.status === 'refusal_review').length,
      }
    })
}

function stuckPart(workspace: Workspace, views: readonly DealView[], reasonsOf: Map<string, (keyof StuckReasons)[]>): ReviewDocument['stuck'] {
  const reasons: StuckReasons = { dwell: 0, silent: 0, no_task: 0, overdue_task: 0, dragged: 0, promise_missed: 0 }
  for (const held of reasonsOf.values()) for (const reason of held) reasons[reason] += 1
  const stuck = views.filter((view) => reasonsOf.has(view.id))
  return { count: stuck.length, ...sumOf(stuck, workspace.settings.currency), reasons, ids: sortedIds(reasonsOf.keys()) }
}

function thinkingPart(workspace: Workspace, views: readonly DealView[]): ReviewDocument['thinking'] {
  const thinking = views.filter((view) => view.status === 'open' && view.stage.kind === 'thinking')
  const between = (from: number, to: number): number =>
    thinking.filter((view) => view.ageInStage >= from && view.ageInStage <= to).length
  return {
    count: thinking.length, ...sumOf(thinking, workspace.settings.currency),
    buckets: { '0-7': between(0, 7), '8-30': between(8, 30), '31-90': between(31, 90), '>90': between(91, Infinity) },
    ids: sortedIds(thinking.map((view) => view.id)),
  }
}

/** The review of a workspace as of a moment that is not before its last import. */
export function reviewWorkspace(workspace: Workspace, moment: string): ReviewDocument {
  const { timezone, currency } = workspace.settings
  const asOf = parseMoment(moment, timezone)
  const views = viewDeals(workspace, asOf)
  const reasons = stuckDeals(workspace, views, asOf)
  return {
    asOf: formatInZone(asOf, timezone), timezone, currency,
    funnel: funnelRows(workspace, views, new Set(reasons.keys())),
    stuck: stuckPart(workspace, views, reasons),
    thinking: thinkingPart(workspace, views),
    checks: {
      A: checkA(workspace, views, asOf),
      B: checkB(workspace, views, asOf),
      C: checkC(workspace, views, asOf),
      D: managersDay(workspace, asOf),
      E: checkE(workspace, asOf),
      F: checkF(workspace, views, asOf),
    },
  }
}

/** The review after a sequence of imports. */
export function reviewAfter(imports: readonly AppliedImport[], moment: string, settings: OracleSettings): ReviewDocument {
  return reviewWorkspace(rememberImports(imports, settings), moment)
}
