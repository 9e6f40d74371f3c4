import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { call, type AnyProcedure } from '@orpc/server'
import { makeBackend } from '../../electron/backend/api/makeBackend.ts'
import type { Caller } from '../../electron/backend/domain/account.ts'
import { addPerson } from '../../electron/backend/usecases/addPerson.ts'
import { shippedSections } from '../../electron/backend/domain/quality/scorecard.ts'
import { createWorkspace } from '../../electron/backend/usecases/createWorkspace.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'
import { changePassword, signIn } from '../../electron/backend/usecases/signIn.ts'
import { makeTestFolder, testNow } from '../store/helpers.ts'
import { makeTeam } from '../store/salesTeam.ts'

/** Everybody who may call: the team's own supervisor and another's, the owner of the records and another manager, and nobody. */
export const callers = { H: 'head', S: 'the team’s supervisor', T: 'another team’s supervisor', Q: 'QA', O: 'operator', M: 'the owner', F: 'another manager', N: 'nobody' } as const
export type CallerKey = keyof typeof callers

const password = 'correct horse battery'
const day = 86_400_000

/** A team on a shared host with one of everything that can be decided on; each call is taken back after it. */
export const makePolicyTeam = async () => {
  const { folder, cleanup } = makeTestFolder()
  const path = await createWorkspace({ path: join(folder, 'team.pult'), name: 'Отдел', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Анна Руководитель', now: testNow })
  const opened = openWorkspace({ path, clock: () => testNow })
  const { session } = opened
  await changePassword(session, { commandId: randomUUID(), login: 'head', present: null, next: password })
  const add = async (name: string, role: 'supervisor' | 'qa' | 'operator' | 'manager', login: string, team: string | null): Promise<number> => (await addPerson(session, { name, role, login, team, password })).personId
  const people = {
    head: 1, supervisor: await add('Сергей Старший', 'supervisor', 'supervisor', 'Юг'), other: await add('Олег Другой', 'supervisor', 'other', 'Север'), qa: await add('Кира Качество', 'qa', 'qa', null),
    operator: await add('Оля Оператор', 'operator', 'operator', null), manager: await add('Борис Менеджер', 'manager', 'manager', 'Юг'), foreign: await add('Вера Чужая', 'manager', 'foreign', 'Север'),
  }
  const team = makeTeam(session.desk)
  team.know('deals', 'tasks', 'activities', 'notes')
  const client = team.client('ООО «Ромашка»', { owner_id: people.manager })
  const own = { owner_id: people.manager, client_id: client }
  const deal = team.deal({ ...own, created_at: testNow - 90 * day })
  const waiting = team.deal({ ...own, status: 'refusal_review' })
  const lost = team.deal({ ...own, status: 'lost', stage_id: team.stages.lost, closed_at: testNow - day })
  const won = team.deal({ ...own, status: 'won', stage_id: team.stages.won, closed_at: testNow - 30 * day })
  const refusal = team.insert('refusal', { deal_id: waiting, round: 1, state: 'pending', origin: 'asked', requested_by: people.manager, requested_at: testNow - day, from_stage_id: team.stages.talks, reason_id: team.reason('budget'), comment: 'Клиент не готов' })
  const approved = team.insert('refusal', { deal_id: lost, round: 1, state: 'approved', origin: 'asked', requested_by: people.manager, requested_at: testNow - 2 * day, from_stage_id: team.stages.talks, reason_id: team.reason('budget'), decided_reason_id: team.reason('budget'), decided_by: people.supervisor, decided_at: testNow - day, comment: 'Клиент не готов' })
  const task = team.task({ deal_id: deal, assignee_id: people.manager, due_at: testNow - 5 * day, unapproved_moves: 1 })
  const quiet = team.task({ deal_id: deal, assignee_id: people.manager, due_at: testNow - 5 * day })
  const wish = team.insert('task_move_request', { task_id: task, state: 'pending', asked_by: people.manager, asked_at: testNow - day, from_due_at: testNow - 5 * day, from_day_only: 0, to_due_at: testNow + 2 * day, to_day_only: 0, reason: 'Клиент в отъезде' })
  const question = team.insert('question', { deal_id: deal, to_id: people.manager, asked_by: 1, asked_at: testNow - day, text: 'Почему стоит?', answer_day: '2026-11-21' })
  const control = team.insert('control_task', { kind: 'courtesy_call', deal_id: won, stay: 9, raised_at: testNow - day })
  const recorded = team.insert('activity', { source: 'crm', external_id: 'call-1', created_at: testNow - 6 * 3_600_000, deal_id: deal, client_id: client, manager_id: people.manager, kind: 'call', direction: 'out', occurred_at: testNow - 6 * 3_600_000, talk_s: 0, recording: 'calls/1.mp3' })
  // Two checks of the manager's calls: one may be appealed against, one was.
  const scorecard = team.insert('scorecard_version', { scorecard_id: team.insert('scorecard', { key: 'default', version: 1 }), number: 1, created_at: testNow, sections: JSON.stringify(shippedSections) })
  const checked = (key: string): number => team.insert('call_check', {
    activity_id: team.insert('activity', { source: 'crm', external_id: key, created_at: testNow - 7 * 3_600_000, deal_id: deal, client_id: client, manager_id: people.manager, kind: 'call', direction: 'out', occurred_at: testNow - 7 * 3_600_000, talk_s: 90, judged_fake: 1, verdict: 'voicemail' }),
    checker_id: people.qa, scorecard_version_id: scorecard, state: 'done', blind: 0, verdict: 'voicemail', scores: '{}', comments: '[]', started_at: testNow - day, updated_at: testNow - day, done_at: testNow - day,
  })
  const [check, appealed] = [checked('call-2'), checked('call-3')]
  const appeal = team.insert('call_appeal', { check_id: appealed, manager_id: people.manager, raised_at: testNow - 3_600_000, text: 'Это был разговор', state: 'pending' })
  const view = team.insert('saved_view', { owner_id: people.manager, created_at: testNow, screen: 'deals', name: 'Мои', settings: '{}' })
  openDay(session, {})
  const { stages, pipeline } = team
  const reason = team.reason('budget')
  opened.close()

  const backend = makeBackend({ folder, clock: () => testNow })
  backend.open(path)
  const desk = backend.desk()!
  const shared: Caller = { door: 'shared', token: null, address: '10.0.0.7' }
  const tokens: Record<CallerKey, string | null> = { H: 'head', S: 'supervisor', T: 'other', Q: 'qa', O: 'operator', M: 'manager', F: 'foreign', N: null }
  for (const [key, login] of Object.entries(tokens)) if (login !== null) tokens[key as CallerKey] = (await signIn(desk, shared, { login, password })).token
  const one = (table: string, id: number, column = 'version'): number => desk.db.sqlite.prepare(`SELECT ${column} FROM ${table} WHERE id = ?`).pluck().get(id) as number
  const finding = desk.db.sqlite.prepare("SELECT id, version FROM finding WHERE deal_id = ? AND present = 1 ORDER BY id LIMIT 1").get(deal) as { id: number, version: number }

  /** Everything that the procedure says to that person, as text; what it refuses with as well. */
  const answerOf = async (procedure: AnyProcedure, input: unknown, as: CallerKey): Promise<string> => {
    const said: unknown[] = []
    const sqlite = desk.db.sqlite
    sqlite.exec('BEGIN')
    try {
      const answer: unknown = await call(procedure, input, { context: { backend, caller: { ...shared, token: tokens[as] } } } as never)
      if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) for await (const event of answer as AsyncIterable<unknown>) said.push(event)
      else said.push(answer)
    } catch (error) {
      const { message, details } = error as { message?: string, details?: unknown }
      said.push(message, details)
    } finally {
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    }
    return JSON.stringify(said, (_key, value: unknown) => value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value)
  }
  /** What came of it: `yes`, `no` (no right, or not signed in, or hidden from these eyes), or the code of what is wrong with the call itself. */
  const ask = async (procedure: AnyProcedure, input: unknown, as: CallerKey): Promise<string> => {
    const sqlite = desk.db.sqlite
    sqlite.exec('BEGIN')
    try {
      const answer: unknown = await call(procedure, input, { context: { backend, caller: { ...shared, token: tokens[as] } } } as never)
      if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer) for await (const _event of answer as AsyncIterable<unknown>) { /* to its end */ }
      // A preview says of each record that it would be refused, without its name.
      const foretold = (answer as { refused?: { rule: string }[] } | null)?.refused ?? []
      if (foretold.length > 0 && foretold.every(({ rule }) => rule === 'forbidden')) return 'no'
      const results = (answer as { results?: { ok: boolean, code: string | null }[] } | null)?.results ?? []
      const refused = results.filter(result => !result.ok)
      return refused.length === 0 ? 'yes' : refused.every(({ code }) => code === 'FORBIDDEN' || code === 'NOT_FOUND') ? 'no' : refused[0]!.code === 'REFUSED_BY_RULE' ? 'yes' : refused[0]!.code ?? '?'
    } catch (error) {
      const { code = '?' } = error as { code?: string }
      return ['FORBIDDEN', 'SIGN_IN', 'NOT_FOUND'].includes(code) ? 'no' : code === 'REFUSED_BY_RULE' ? 'yes' : code
    } finally {
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    }
  }
  return {
    ask, answerOf, sqlite: desk.db.sqlite, backend, tokens, people, stages, pipeline, reason, client, deal, waiting, lost, won, refusal, approved, task, quiet, wish, question, control, recorded, check, appeal, view, finding, path,
    version: { deal: one('deal', deal), client: one('client', client), task: one('task', task), quiet: one('task', quiet), refusal: one('refusal', refusal), approved: one('refusal', approved), wish: one('task_move_request', wish), question: one('question', question), control: one('control_task', control), view: one('saved_view', view) },
    close: () => {
      backend.close()
      cleanup()
    },
  }
}
export type PolicyTeam = Awaited<ReturnType<typeof makePolicyTeam>>
