import type { ClientTransferPreview } from '../../../src/shared/contract/clients.ts'
import { may } from '../domain/policy.ts'
import { figureOf, figureSql, type FigureRow } from '../store/queries/dealBoard.ts'
import { all, one } from '../store/queries/rows.ts'
import { refuseUnlessMay, requireMay, subjectOfClient } from './access.ts'
import { attemptTx } from './attempt.ts'
import { forgetLoads } from './carriedLoads.ts'
import { makeGive } from './decideClients.ts'
import type { Session } from './desk.ts'
import { newUid } from './newUid.ts'
import { loadsBefore, takenBack } from './previewTransfer.ts'
import type { Tx } from './runCommand.ts'
import type { TransferredClient } from './transferClient.ts'

/** What giving these clients to these people would do: carried out and taken back before anybody can see it, as a transfer of deals is foretold. */
export const previewClientTransfer = (session: Session, { clientIds, toIds }: { clientIds: number[], toIds: number[] }): ClientTransferPreview => {
  const actor = requireMay(session, 'transfer_client')
  const { desk } = session
  const now = desk.clock()
  const loads = loadsBefore(session, toIds, now)
  const refused: { clientId: number, rule: string }[] = []
  const made: TransferredClient[] = []
  const tx: Tx = { db: desk.db, desk, actor: session.actor, commandId: `preview-${newUid()}`, now, audit: () => {} }
  takenBack(tx, () => {
    const [only] = toIds
    const give = makeGive(tx, toIds.length === 1 ? { kind: 'reassign', newOwnerId: only!, reason: 'preview' } : { kind: 'spread', toIds, reason: 'preview' })
    for (const clientId of new Set(clientIds)) {
      const attempt = attemptTx(tx, (itemTx) => {
        // Before any rule speaks: what is not theirs has no name here.
        refuseUnlessMay(actor, 'transfer_client', subjectOfClient(desk.db, clientId))
        return give(itemTx, clientId)
      })
      if (attempt.ok) made.push(attempt.value)
      else {
        forgetLoads(desk)
        refused.push({ clientId, rule: String(attempt.error.details.rule ?? attempt.error.code.toLowerCase()) })
      }
    }
  })
  forgetLoads(desk)
  const dealsOf = (some: readonly TransferredClient[]) => some.flatMap(client => client.deals)
  const tasksOf = (some: readonly TransferredClient[]): number => some.reduce((sum, client) => sum + client.tasks.length, 0) + dealsOf(some).reduce((sum, deal) => sum + deal.tasks.length, 0)
  const figure = one<FigureRow>(desk.db, `SELECT ${figureSql} FROM deal WHERE deal.id IN (SELECT value FROM json_each(?))`, JSON.stringify(dealsOf(made).map(deal => deal.dealId)))!
  const names = new Map(all<{ id: number, name: string }>(desk.db, "SELECT id, coalesce(nullif(trim(name), ''), external_id) AS name FROM client WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(refused.map(row => row.clientId))).map(row => [row.id, row.name]))
  return {
    clients: made.length, deals: dealsOf(made).length, money: figureOf(may(actor, 'see_money') ? figure : { ...figure, amount: 0, noRate: 0 }).money, tasks: tasksOf(made),
    refused: refused.map(row => ({ ...row, title: row.rule === 'forbidden' ? '' : names.get(row.clientId) ?? '' })),
    takers: loads.map((load) => {
      const taken = made.filter(client => client.to === load.person.id)
      return { ...load, takes: taken.length, deals: dealsOf(taken).length, tasks: tasksOf(taken) }
    }),
  }
}
