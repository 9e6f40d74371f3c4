import type { AnyProcedure } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { restApi } from '../../electron/backend/api/rest/rest.ts'
import { router } from '../../electron/backend/api/router.ts'
import { clientColumns } from '../../src/shared/contract/clients.ts'
import { dealColumns } from '../../src/shared/contract/deals.ts'
import { divergenceColumns, outboxColumns } from '../../src/shared/contract/outbox.ts'
import { pastColumns } from '../../src/shared/contract/past.ts'
import { closedColumns, taskColumns } from '../../src/shared/contract/tasks.ts'
import { matrix } from './policyMatrix.ts'
import { callers, makePolicyTeam, type CallerKey, type PolicyTeam } from './policyTeam.ts'

/**
 * Values that stand nowhere else, in the records of the manager M, and who may read them (domain.md, Who may do what). Every procedure of the
 * matrix is called as everybody; a value in an answer to anybody else is a leak, whichever field carries it.
 */
const planted = {
  // A sum may come as minor units or as people write it.
  amounts: { values: ['73913377', '739133.77', '739133,77', '81927463', '819274.63', '819274,63', '64738291', '647382.91', '647382,91', '59172839', '591728.39', '591728,39'], to: 'HSM' },
  phones: { values: ['9165551947', '916 555-19-47'], to: 'HSOM' },
  emails: { values: ['planted.secret@romashka.example'], to: 'HSOM' },
  recordings: { values: ['records/planted-call-77.mp3'], to: 'HQ' },
  /** Names of clients, to those who may not even know of them. */
  names: { values: ['Ромашка-Тайная'], to: 'HSQOM' },
} as const

const allOf = (columns: readonly string[]) => ({ format: 'csv', columns: columns.map(key => ({ key, label: key })) })
/** Exports with every column that they have, and searches by what is not to be seen. */
const asMuchAsThereIs: Record<string, object> = {
  'deals.export': allOf(dealColumns), 'clients.export': allOf(clientColumns), 'tasks.export': { view: 'overdue', ...allOf(taskColumns) }, 'tasks.exportClosed': allOf(closedColumns),
  'importing.outboxExport': allOf(outboxColumns), 'importing.divergencesExport': allOf(divergenceColumns), 'past.export': { figure: { of: 'jam', day: '2026-11-19', part: 'all' }, ...allOf(pastColumns) },
}
/** What the HTTP interface reads. */
const restInputs: Record<string, () => object[]> = {
  review: () => [{}], callQuota: () => [{ day: '2026-11-20' }], callLengths: () => [{ day: '2026-11-20' }], calls: () => [{}, { day: '2026-11-20', verdict: 'none' }], refusals: () => [{ state: 'pending' }, { state: 'decided' }], audit: () => [{}],
  deal: () => ids('deal').map(dealId => ({ dealId })), task: () => ids('task').map(taskId => ({ taskId })),
}
const ids = (table: string): string[] => team.sqlite.prepare(`SELECT external_id FROM ${table}`).pluck().all() as string[]
const procedureOf = (name: string): AnyProcedure => name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], router) as AnyProcedure

let team: PolicyTeam
beforeAll(async () => {
  team = await makePolicyTeam()
  const { sqlite } = team
  const amounts = [[team.deal, 73_913_377], [team.waiting, 81_927_463], [team.lost, 64_738_291], [team.won, 59_172_839]] as const
  for (const [id, amount] of amounts) {
    sqlite.prepare('UPDATE deal SET amount = ?, amount_reporting = ? WHERE id = ?').run(amount, amount, id)
    sqlite.prepare('UPDATE finding SET amount = ? WHERE deal_id = ?').run(amount, id)
  }
  sqlite.prepare("UPDATE client SET name = 'ООО «Ромашка-Тайная»', phone = '8 (916) 555-19-47', phone_e164 = '+79165551947', email = 'Planted.Secret@romashka.example', email_key = 'planted.secret@romashka.example' WHERE id = ?").run(team.client)
  for (const kind of ['call', 'meeting']) {
    sqlite.prepare(`INSERT INTO activity (source, external_id, deal_id, client_id, manager_id, kind, state, occurred_at, created_at, talk_s, recording, subject, contact_at)
      SELECT 'crm', 'planted-' || ?, ?, ?, ?, ?, 'held', as_of, as_of, 70, 'records/planted-call-77.mp3', 'Звонок', as_of FROM (SELECT max(at) - 3600000 AS as_of FROM audit_entry)`).run(kind, team.deal, team.client, team.people.manager, kind)
  }
})
afterAll(() => team.close())

const leaksIn = (answer: string, caller: CallerKey): string[] => {
  const text = answer.toLowerCase()
  return Object.entries(planted).flatMap(([what, { values, to }]) => to.includes(caller) ? [] : values.filter(value => text.includes(value.toLowerCase())).map(value => `${what}: ${value}`))
}
const keys = Object.keys(callers) as CallerKey[]

describe('nobody reads what isn’t theirs to see', () => {
  test.each(Object.keys(matrix))('%s', async name => {
    const input = asMuchAsThereIs[name] ?? matrix[name]![1]?.(team)
    const leaks: Record<string, string[]> = {}
    for (const key of keys) {
      const found = leaksIn(await team.answerOf(procedureOf(name), input, key), key)
      if (found.length > 0) leaks[key] = found
    }
    expect(leaks).toEqual({})
  })

  test.each(['9165551947', 'planted.secret', 'Ромашка-Тайная', 'planted-call'])('a search for «%s» finds it only for those who may see it', async text => {
    for (const key of keys) expect([key, leaksIn(await team.answerOf(procedureOf('records.find'), { text }, key), key)]).toEqual([key, []])
    // What somebody may not see they can't find by, either: an answer would say that they guessed right.
    const quality = await team.answerOf(procedureOf('records.find'), { text }, 'Q')
    if (/\d|@|planted/.test(text)) expect(quality).toBe('[[]]')
  })

  test.each(Object.keys(restInputs))('REST %s', async name => {
    const procedure = (restApi as Record<string, unknown>)[name] as AnyProcedure
    for (const key of keys) for (const input of restInputs[name]!()) expect([key, leaksIn(await team.answerOf(procedure, input, key), key)]).toEqual([key, []])
  })

  test('the head does read all of it: the test looks where the values are', async () => {
    const deal = await team.answerOf(procedureOf('records.deal'), { dealId: team.deal }, 'H')
    const client = await team.answerOf(procedureOf('clients.get'), { clientId: team.client }, 'H')
    const csv = await team.answerOf(procedureOf('clients.export'), asMuchAsThereIs['clients.export'], 'H')
    expect(deal).toContain('73913377')
    for (const value of ['9165551947', 'Planted.Secret', 'Ромашка-Тайная']) expect(client + csv).toContain(value)
  })
})
