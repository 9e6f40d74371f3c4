import { randomUUID } from 'node:crypto'
import type { ImportReport } from '../../../../src/shared/contract/importing.ts'
import { factKinds } from '../../../../src/shared/vocabulary.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { WriteDb } from '../../store/db.ts'
import type { AuditInput } from '../../store/writes/appendAudit.ts'
import { dealsOfClients, deriveActivitiesTx, deriveAllDealsTx, deriveDealsTx, deriveTasksTx } from '../../store/writes/derive.ts'
import { readMergedTexts } from '../../store/queries/reasonTexts.ts'
import { applyReasonTextsTx } from '../../store/writes/reasonTexts.ts'
import { lastIdOf } from '../../store/writes/bulkInsert.ts'
import { syncOutboxTx, takeOverTasksTx } from '../../store/writes/syncOutbox.ts'
import { makePhoneReader } from '../normalise.ts'
import type { Staged } from '../native/staged.ts'
import type { Steps } from '../steps.ts'
import { applyActivities, applyAdCosts, applyNotes } from './applyContacts.ts'
import { applyClients } from './applyClients.ts'
import { applyDeals, type SeenMove } from './applyDeals.ts'
import { applyInferred } from './applyInferred.ts'
import { applyPeople } from './applyPeople.ts'
import { applyStageMoves, keepSeenMoves } from './applyStageMoves.ts'
import { applyStages, readStageIds } from './applyStages.ts'
import { applyTasks } from './applyTasks.ts'
import { auditChange, emptyCounts, type ApplyContext, type RecordIds } from './context.ts'

export interface ApplyInput {
  db: WriteDb
  zone: Zone
  phoneRegion: string
  source: string
  /** The moment of the export. */
  asOf: number
  now: number
  actorId: number
  dryRun: boolean
  ids: RecordIds
  /** Told when every row is compared and only what follows from them is left. */
  onCompared?: () => void
  audit: (entry: Omit<AuditInput, 'at' | 'actorId'>) => void
}

/** Over this share of touched deals, deriving everything is faster than deriving each. */
const deriveAllShare = 0.2

/** Compares a staged folder with the workspace and writes it, inside the caller's transaction. Returns the report of contract.md. */
export function* applyFolderTx(input: ApplyInput, staged: Staged): Steps<ImportReport> {
  const { db, source, asOf } = input
  const uid = randomUUID()
  const batchId = Number(db.sqlite.prepare('INSERT INTO import_batch (uid, source, format, as_of, applied_at, applied_by, report) VALUES (?, ?, ?, ?, ?, ?, \'{}\')')
    .run(uid, source, source, asOf, input.now, input.actorId).lastInsertRowid)
  const context: ApplyContext = {
    db, zone: input.zone, source, asOf, batchId, audit: input.audit,
    created: emptyCounts(), updated: emptyCounts(), unchanged: emptyCounts(),
    found: { taskMoves: 0, stageMoves: 0, ownerChanges: 0, closedOutside: 0, divergences: 0 }, warnings: new Map(staged.warnings),
    touched: { deals: new Set(), clients: new Set(), tasks: new Set(), activities: new Set() }, firstNewDeal: lastIdOf(db.sqlite, 'deal') + 1,
    ...input.ids, stages: readStageIds({ db, source }),
  }
  yield* applyFiles(context, staged, input.phoneRegion)
  input.onCompared?.()
  yield
  applyReasons(context)
  takeOver(context, input.now)
  yield
  derive(context)
  yield
  syncOutboxTx(db, { now: input.now, dayOf: input.zone.dayOf, batchId })
  markOverLimit(context)
  keepKnowledge(context, staged)
  const report: ImportReport = {
    batch: uid, asOf: input.zone.format(asOf), dryRun: input.dryRun, files: staged.files,
    created: context.created, updated: context.updated, unchanged: context.unchanged,
    rejected: staged.rejected, rejectedCount: staged.rejectedCount, found: context.found,
    warnings: [...context.warnings].map(([code, { count, example }]) => ({ code, count, example })),
    ...(staged.named ? { named: staged.named } : {}),
  }
  db.sqlite.prepare('UPDATE import_batch SET report = ? WHERE id = ?').run(JSON.stringify(report), batchId)
  const { created, updated, unchanged, found, rejectedCount } = report
  input.audit({
    action: 'runImport', recordType: 'import', recordId: batchId, batchId,
    payload: { batch: uid, asOf, files: staged.files.map(file => ({ name: file.name, rows: file.rows })), created, updated, unchanged, found, rejectedCount },
  })
  return report
}

function* applyFiles(context: ApplyContext, { folder, inferred }: Staged, phoneRegion: string): Steps {
  let moves: SeenMove[] = []
  if (folder.people) yield* applyPeople(context, folder.people, makePhoneReader(phoneRegion))
  if (folder.stages) yield* applyStages(context, folder.stages)
  if (folder.clients) yield* applyClients(context, folder.clients)
  if (folder.deals) moves = yield* applyDeals(context, folder.deals)
  if (folder.stageMoves) yield* applyStageMoves(context, folder.stageMoves)
  keepSeenMoves(context, moves)
  if (folder.tasks) yield* applyTasks(context, folder.tasks)
  if (folder.activities) yield* applyActivities(context, folder.activities)
  if (folder.notes) yield* applyNotes(context, folder.notes)
  if (inferred) applyInferred(context, inferred, { tasks: folder.tasks !== undefined, activities: folder.activities !== undefined, notes: folder.notes !== undefined })
  if (folder.adCosts) yield* applyAdCosts(context, folder.adCosts)
}

/** Reasons in words that were merged into the dictionary once are so in every import. */
const applyReasons = (context: ApplyContext): void => {
  for (const { id, before, after } of applyReasonTextsTx(context.db, readMergedTexts(context.db))) auditChange(context, 'refusal', id, before, after)
}

/** Tasks raised here that the CRM has by now: its own goes on in their place. */
const takeOver = (context: ApplyContext, now: number): void => {
  for (const { taskId, dealId, enteredTaskId } of takeOverTasksTx(context.db, { now, dayOf: context.zone.dayOf, batchId: context.batchId, source: context.source })) {
    context.touched.tasks.add(taskId)
    if (dealId !== null) context.touched.deals.add(dealId)
    context.audit({ action: 'cancelTask', recordType: 'task', recordId: taskId, batchId: context.batchId, payload: { before: { cancelled_at: null }, after: { cancelled_at: now, reason: 'in_crm', task_id: enteredTaskId } } })
  }
}

const derive = ({ db, touched }: ApplyContext): void => {
  // New ones have theirs from the beginning.
  deriveTasksTx(db, touched.tasks)
  deriveActivitiesTx(db, touched.activities)
  const dealCount = db.sqlite.prepare('SELECT count(*) FROM deal').pluck().get() as number
  if (touched.deals.size + touched.clients.size > dealCount * deriveAllShare) return deriveAllDealsTx(db)
  deriveDealsTx(db, new Set([...touched.deals, ...dealsOfClients(db, touched.clients)]))
}

/** New deals that were already over their stage's limit are backlog, not control tasks (domain.md, Dwell limit). */
const markOverLimit = ({ db, zone, asOf, firstNewDeal }: ApplyContext): void => {
  const limited = db.sqlite.prepare(`SELECT deal.id, deal.entered_at AS enteredAt, stage.dwell_limit_days AS days FROM deal JOIN stage ON stage.id = deal.stage_id
    WHERE deal.id >= ? AND deal.status = 'open' AND stage.dwell_limit_days IS NOT NULL`).all(firstNewDeal) as { id: number, enteredAt: number, days: number }[]
  const today = zone.dayOf(asOf)
  const over = limited.filter(({ enteredAt, days }) => today - zone.dayOf(enteredAt) > days).map(({ id }) => id)
  db.sqlite.prepare('UPDATE deal SET over_limit_when_seen = 1 WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(over))
}

/** A file that was there, even with a header alone, makes its kind of fact known; what was only inferred becomes known when its file comes. */
const keepKnowledge = ({ db, source, asOf }: ApplyContext, { folder, knowledge }: Staged): void => {
  const insert = db.sqlite.prepare(`INSERT INTO knowledge (source, kind, since, inferred) VALUES (?, ?, ?, ?)
    ON CONFLICT (source, kind) DO UPDATE SET since = excluded.since, inferred = excluded.inferred WHERE excluded.inferred < inferred`)
  for (const { kind, inferred } of knowledge ?? factKinds.filter(one => folder[one]).map(one => ({ kind: one, inferred: 0 as const }))) insert.run(source, kind, asOf, inferred)
}
