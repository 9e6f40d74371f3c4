// What is remembered between imports: the latest row of every record, and the few things that only a comparison
// of two imports can tell.

import { dealStageAt, dealStatusAt } from './deals.ts'
import { readNative } from './readNative.ts'
import type { Activity, Client, Deal, Due, NativeFile, Note, Person, Rejection, Stage, StageMove, Task } from './records.ts'
import { pairKey } from './text.ts'
import { localDay, parseMoment } from './time.ts'

export interface OracleSettings {
  timezone: string
  currency: string
  /** The country of phone numbers written without one. */
  country?: string
  /** Public holidays beside Saturdays and Sundays. */
  holidays?: readonly string[]
}

export interface AppliedImport { dir: string; asOf: string }

export interface Refusal { askedAt: number; fromPipeline: string; fromStage: string }

export interface KnownDeal {
  deal: Deal
  /** As-of of the import that first saw the deal in the stage that it is in, in this stay. */
  seenInStageSince: number
  /** Waiting for a decision: "closed outside". */
  refusal: Refusal | null
}

export interface KnownTask { task: Task; laterMoves: number }

export interface Workspace {
  settings: OracleSettings
  brought: Set<NativeFile>
  people: Map<string, Person>
  stages: Map<string, Stage>
  clients: Map<string, Client>
  deals: Map<string, KnownDeal>
  /** By deal, then by instant. */
  movesOfDeal: Map<string, Map<number, StageMove>>
  tasks: Map<string, KnownTask>
  activities: Map<string, Activity>
  notes: Map<string, Note>
  /** One list for each import. */
  rejections: Rejection[][]
}

function emptyWorkspace(settings: OracleSettings): Workspace {
  return {
    settings, brought: new Set(), people: new Map(), stages: new Map(), clients: new Map(), deals: new Map(),
    movesOfDeal: new Map(), tasks: new Map(), activities: new Map(), notes: new Map(), rejections: [],
  }
}

/** A day without a time is compared by day; having no date is neither earlier nor later than having one. */
export function isLater(before: Due | null, after: Due | null, timezone: string): boolean {
  if (before === null || after === null) return false
  if (before.kind === 'instant' && after.kind === 'instant') return after.at > before.at
  const dayOf = (due: Due): string => (due.kind === 'day' ? due.day : localDay(due.at, timezone))
  return dayOf(after) > dayOf(before)
}

function applyDeal(workspace: Workspace, deal: Deal, asOf: number): void {
  const before = workspace.deals.get(deal.id)
  if (before === undefined) {
    workspace.deals.set(deal.id, { deal, seenInStageSince: asOf, refusal: null })
    return
  }
  const sameStage = before.deal.pipeline === deal.pipeline && before.deal.stage === deal.stage
  let refusal: Refusal | null = null
  if (deal.status === 'lost') {
    refusal = before.refusal
    if (refusal === null && dealStatusAt(before, asOf) === 'open') {
      const from = dealStageAt(workspace, before, asOf)
      refusal = { askedAt: asOf, fromPipeline: from.pipeline, fromStage: from.stage }
    }
  }
  workspace.deals.set(deal.id, { deal, seenInStageSince: sameStage ? before.seenInStageSince : asOf, refusal })
}

function applyTask(workspace: Workspace, task: Task): void {
  const before = workspace.tasks.get(task.id)
  const moved = before !== undefined && isLater(before.task.due, task.due, workspace.settings.timezone) ? 1 : 0
  workspace.tasks.set(task.id, { task, laterMoves: (before?.laterMoves ?? 0) + moved })
}

function applyImport(workspace: Workspace, applied: AppliedImport): void {
  const asOf = parseMoment(applied.asOf, workspace.settings.timezone)
  const dealPipelines = new Map([...workspace.deals].map(([id, known]) => [id, known.deal.pipeline] as const))
  const folder = readNative(applied.dir, workspace.settings.currency, { ...workspace, dealPipelines })
  for (const file of folder.brought) workspace.brought.add(file)
  for (const person of folder.people) workspace.people.set(person.id, person)
  for (const stage of folder.stages) workspace.stages.set(pairKey(stage.pipeline, stage.stage), stage)
  for (const client of folder.clients) workspace.clients.set(client.id, client)
  // Deals before moves: where a deal was before this import is told by what was known then.
  for (const deal of folder.deals) applyDeal(workspace, deal, asOf)
  for (const move of folder.moves) {
    const moves = workspace.movesOfDeal.get(move.dealId) ?? new Map<number, StageMove>()
    workspace.movesOfDeal.set(move.dealId, moves.set(move.at, move))
  }
  for (const task of folder.tasks) applyTask(workspace, task)
  for (const activity of folder.activities) workspace.activities.set(activity.id, activity)
  for (const note of folder.notes) workspace.notes.set(note.id, note)
  workspace.rejections.push(folder.rejections)
}

export function rememberImports(imports: readonly AppliedImport[], settings: OracleSettings): Workspace {
  const workspace = emptyWorkspace(settings)
  for (const applied of imports) applyImport(workspace, applied)
  return workspace
}
