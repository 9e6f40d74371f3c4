import type { RefusalRow } from '../../../src/shared/contract/refusals.ts'
import { formatDay } from '../domain/time/days.ts'
import { all } from '../store/queries/rows.ts'
import { decideRefusals, type RefusalDecision } from '../usecases/decideRefusals.ts'
import type { Session } from '../usecases/desk.ts'
import { listRefusals } from '../usecases/listRefusals.ts'
import { requestRefusal } from '../usecases/requestRefusal.ts'
import type { DemoTexts } from './demoTexts.ts'
import { lastStage } from './makeDeals.ts'
import type { Random } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

export interface RefusalOptions { session: Session, world: DemoWorld, time: WorkTime, texts: DemoTexts, random: Random, commandId: (step: string) => string }

const reasonsOf = ({ desk }: Session, keys: readonly string[]): number[] =>
  all<{ id: number }>(desk.db, 'SELECT id FROM refusal_reason WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id', JSON.stringify(keys)).map(row => row.id)

/** A manager or two ask for a refusal in Pult itself; never of a deal that is, or will be, in the jam, whose figures are the story. */
export const askRefusals = ({ session, world, texts, random, commandId }: RefusalOptions): void => {
  const { desk } = session
  const settled = world.deals
    .filter(deal => deal.outcome === 'open' && lastStage(deal).kind === 'open' && deal.moves.every(move => move.at <= desk.clock()))
    .map(deal => deal.id)
  const deals = all<{ id: number, ownerId: number, owner: string }>(desk.db, `
    SELECT deal.id, person.id AS ownerId, person.name AS owner FROM deal JOIN stage ON stage.id = deal.stage_id JOIN person ON person.id = deal.owner_id
    WHERE deal.source = 'native' AND deal.external_id IN (SELECT value FROM json_each(?)) AND deal.status = 'open' AND stage.kind = 'open' AND stage.position > 2 AND person.active = 1 AND person.role = 'manager' AND deal.amount_reporting IS NOT NULL
      AND (deal.last_contact_at IS NULL OR deal.last_contact_at < ?)
    ORDER BY deal.id LIMIT 400`, JSON.stringify(settled), desk.clock() - 25 * 86_400_000)
  const reasons = reasonsOf(session, ['no_need', 'budget', 'competitor'])
  for (let count = random.between(1, 2); count > 0 && deals.length > 0; count--) {
    const [deal] = deals.splice(random.between(0, deals.length - 1), 1)
    const asking: Session = { desk, actor: { id: deal!.ownerId, name: deal!.owner, role: 'manager' } }
    requestRefusal(asking, { commandId: commandId('refusal'), dealId: deal!.id, reasonId: random.pick(reasons), comment: random.pick(texts.requestComments) })
  }
}

/** The head decides most of what was asked before; every fifth waits on, and some are late by the demo's day. */
export const decideQueue = ({ session, time, texts, random, commandId }: RefusalOptions): void => {
  const { desk } = session
  const startOfDay = time.zone.startOfDay(time.zone.dayOf(desk.clock()))
  const thinking = new Set(all<{ name: string }>(desk.db, "SELECT name FROM stage WHERE kind = 'thinking'").map(row => row.name))
  const reasons = reasonsOf(session, ['not_called_back', 'price_not_defended', 'no_need', 'budget', 'competitor', 'duplicate'])
  const takers = all<{ id: number }>(desk.db, `SELECT id FROM person WHERE role = 'manager' AND active = 1 ORDER BY
    (SELECT count(*) FROM task WHERE assignee_id = person.id AND done_at IS NULL AND due_at < ?), id LIMIT 3`, desk.clock()).map(row => row.id)
  const decide = (row: RefusalRow): RefusalDecision => {
    const kind = thinking.has(row.fromStage) ? 'approve' : random.weighted({ approve: 55, return: 35, reassign: 10 })
    const dueDay = formatDay(time.shift(time.today, random.between(1, 4)))
    const newOwnerId = takers.find(id => id !== row.manager?.id)
    if (kind === 'reassign' && newOwnerId !== undefined) return { decision: 'reassign', newOwnerId, instruction: random.pick(texts.instructions), dueDay }
    if (kind !== 'approve') return { decision: 'return', instruction: random.pick(texts.instructions), dueDay }
    return { decision: 'approve', reasonId: random.pick(reasons), comment: texts.decisions.approve }
  }
  for (const row of listRefusals(session, { state: 'pending', limit: 500 }).rows) {
    if (row.requestedAt >= startOfDay || row.id % 5 === 0 || !random.chance(0.8)) continue
    decideRefusals(session, { commandId: commandId('refusal'), items: [{ refusalId: row.id, expectedVersion: row.version }], decision: decide(row) })
  }
}
