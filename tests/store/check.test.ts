import { createHash } from 'node:crypto'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { makeReadDb } from '../../electron/backend/store/db.ts'
import { deriveAllTx } from '../../electron/backend/store/writes/derive.ts'
import { syncOutboxTx } from '../../electron/backend/store/writes/syncOutbox.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { runCommand } from '../../electron/backend/usecases/runCommand.ts'
import { signDay } from '../../electron/backend/usecases/signDay.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

const at = (text: string): number => Date.parse(`${text}+03:00`)

/** A deal with two open tasks, contacts of every sort, pinned notes, moves and a foreign amount. */
const makeWorkspace = async (): Promise<TestWorkspace> => {
  const workspace = await makeTestWorkspace({
    pipeline: { name: 'Продажи', stages: [{ name: 'Новая', kind: 'open', dwellLimitDays: 5, probability: 0.1 }, { name: 'КП', kind: 'open', dwellLimitDays: 5, probability: 0.4 }] },
  })
  const { db } = workspace.desk
  db.sqlite.transaction(() => {
    db.sqlite.exec(`
      INSERT INTO rate (currency, rate, entered_at) VALUES ('USD', '91.505', 0);
      INSERT INTO client (source, external_id, name) VALUES ('t', 'c1', 'Ромашка'), ('t', 'c2', 'Лютик');
      INSERT INTO deal (source, external_id, client_id, pipeline_id, stage_id, status, amount, currency, updated_at, stage_entered_at, first_seen_at, stage_seen_at) VALUES
        ('t', 'd1', 1, 1, 2, 'open', 1001, 'USD', NULL, ${at('2026-11-01T10:00')}, 0, ${at('2026-11-10T10:00')}),
        ('t', 'd2', 1, 1, 1, 'open', 500, 'RUB', ${at('2026-11-05T10:00')}, NULL, 0, ${at('2026-11-10T10:00')}),
        ('t', 'd3', 2, 1, 1, 'lost', 500, 'EUR', NULL, NULL, 0, ${at('2026-11-10T10:00')});
      INSERT INTO stage_move (deal_id, from_stage_id, to_stage_id, at, source, inferred) VALUES
        (1, 1, 2, ${at('2026-11-07T10:00')}, 't', 0), (1, 2, 1, ${at('2026-11-06T10:00')}, 't', 0), (2, 1, 2, ${at('2026-11-07T10:00')}, 't', 0), (3, 2, 1, ${at('2026-11-08T10:00')}, 't', 1);
      INSERT INTO task (source, external_id, deal_id, due_at, done_at, cancelled_at) VALUES
        ('t', 't1', 1, ${at('2026-11-21T10:00')}, NULL, NULL), ('t', 't2', 1, NULL, NULL, NULL), ('t', 't3', 1, 5, 6, NULL), ('t', 't4', 1, 5, NULL, 7);
      INSERT INTO task_move (task_id, at, source, later, approved_at) VALUES (2, 1, 'import', 1, NULL), (2, 2, 'import', 1, NULL), (2, 3, 'import', 1, 9), (2, 4, 'import', 0, NULL), (3, 1, 'import', 1, NULL);
      INSERT INTO activity (source, external_id, deal_id, client_id, kind, state, occurred_at, created_at, talk_s, duration_s, judged_fake) VALUES
        ('t', 'a1', 1, 1, 'call', NULL, ${at('2026-11-11T10:00')}, NULL, 0, 90, 0), ('t', 'a2', 1, 1, 'call', NULL, NULL, ${at('2026-11-09T10:00')}, NULL, 90, 0),
        ('t', 'a3', 1, 1, 'call', NULL, ${at('2026-11-12T10:00')}, NULL, 60, 90, 1), ('t', 'a4', NULL, 1, 'message', NULL, ${at('2026-11-10T10:00')}, NULL, NULL, NULL, 0),
        ('t', 'a5', 1, NULL, 'meeting', 'planned', ${at('2026-11-13T10:00')}, NULL, NULL, NULL, 0), ('t', 'a6', 3, NULL, 'meeting', 'held', ${at('2026-11-14T10:00')}, NULL, NULL, NULL, 0);
      INSERT INTO note (source, external_id, deal_id, client_id, pinned) VALUES ('t', 'n1', 1, NULL, 1), ('t', 'n2', NULL, 1, 1), ('t', 'n3', 1, NULL, 0);`)
    deriveAllTx(db)
    // The cancelled task is still to be entered in its CRM.
    syncOutboxTx(db, { now: testNow, dayOf: workspace.desk.settings().zone.dayOf })
  })()
  return workspace
}

const problemsOf = (workspace: TestWorkspace, name: string): string[] => checkWorkspace(workspace.desk.db).checks.find(check => check.name === name)!.problems

test('what the counters should be, said by hand; the checker and derive.ts agree with it', async () => {
  const workspace = await makeWorkspace()
  expect(workspace.desk.db.sqlite.prepare(`SELECT amount_reporting AS amount, open_tasks AS tasks, next_due_at AS due, task_moves_max AS moves,
    last_contact_at AS contact, entered_at AS entered, entered_exact AS exact, pinned_notes AS pinned FROM deal ORDER BY id`).all()).toEqual([
    { amount: 91597, tasks: 2, due: at('2026-11-21T10:00'), moves: 2, contact: at('2026-11-10T10:00'), entered: at('2026-11-07T10:00'), exact: 1, pinned: 1 },
    { amount: 500, tasks: 0, due: null, moves: 0, contact: at('2026-11-10T10:00'), entered: at('2026-11-05T10:00'), exact: 0, pinned: 0 },
    { amount: null, tasks: 0, due: null, moves: 0, contact: at('2026-11-14T10:00'), entered: at('2026-11-10T10:00'), exact: 0, pinned: 0 },
  ])
  expect(checkWorkspace(workspace.desk.db)).toMatchObject({ ok: true })
  workspace.cleanup()
})

test.each([
  ['deal', 'open_tasks', 3], ['deal', 'next_due_at', 17], ['deal', 'task_moves_max', 3], ['deal', 'last_contact_at', 17], ['deal', 'entered_at', 17],
  ['deal', 'entered_exact', 0], ['deal', 'pinned_notes', 2], ['deal', 'amount_reporting', 91598], ['task', 'unapproved_moves', 5], ['activity', 'contact_at', 17],
])('a wrong %s.%s is named with what it should be', async (table, column, value) => {
  const workspace = await makeWorkspace()
  workspace.desk.db.sqlite.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = 1`).run(value)
  const problems = problemsOf(workspace, 'derivedColumns')
  expect(problems).toEqual([expect.stringMatching(new RegExp(`^${table} 1: ${column} is ${value}, should be `))])
  workspace.cleanup()
})

const decide = (workspace: TestWorkspace, commandId: string): void => {
  runCommand(workspace.session, { procedure: 'test', input: { commandId }, topics: [] }, tx => tx.audit({ action: 'test', recordType: 'deal', recordId: 1, payload: { before: 1, after: 2 } }))
}

test('the first broken entry of the audit is named; an erased payload breaks nothing', async () => {
  const workspace = await makeWorkspace()
  for (let number = 1; number <= 5; number++) decide(workspace, `command-${number}`)
  const { sqlite } = workspace.desk.db
  expect(() => sqlite.exec('UPDATE audit_entry SET at = 1 WHERE id = 4')).toThrow(/append-only/)
  expect(() => sqlite.exec('DELETE FROM audit_payload WHERE entry_id = 4')).toThrow(/erased/)
  sqlite.exec('UPDATE audit_payload SET payload = NULL, erased_at = 5 WHERE entry_id = 3')
  expect(problemsOf(workspace, 'auditChain')).toEqual([])

  // Somebody with another program, and without the triggers.
  let copies = 0
  const broken = (sql: string): string[] => {
    const path = `${workspace.folder}/broken-${++copies}.db`
    sqlite.prepare('VACUUM INTO ?').run(path)
    const copy = new Database(path)
    copy.exec('DROP TRIGGER audit_entry_no_update; DROP TRIGGER audit_entry_no_delete; DROP TRIGGER audit_payload_no_delete; DROP TRIGGER audit_payload_only_erase; PRAGMA foreign_keys = OFF')
    copy.exec(sql)
    const { problems } = checkWorkspace(makeReadDb(copy)).checks.find(check => check.name === 'auditChain')!
    copy.close()
    return problems
  }
  expect(broken('UPDATE audit_entry SET at = 1 WHERE id >= 4')).toEqual(['entry 4 was changed'])
  expect(broken("UPDATE audit_payload SET payload = '{}' WHERE entry_id = 5")).toEqual(['the contents of entry 5 were changed'])
  expect(broken('DELETE FROM audit_entry WHERE id = 3; DELETE FROM audit_payload WHERE entry_id = 3')).toEqual(['entry 3 is missing before entry 4'])
  expect(broken('DELETE FROM audit_payload WHERE entry_id = 2')).toEqual(['the contents of entry 2 were removed'])
  expect(broken("UPDATE audit_entry SET prev_hash = 'x' WHERE id = 6")).toEqual(["entry 6 doesn't follow the entry before it"])
  // A cut-off end leaves a chain that is sound in itself.
  expect(broken('DELETE FROM audit_payload WHERE entry_id >= 5; DELETE FROM audit_entry WHERE id >= 5')).toEqual(['the chain ends with entry 4, but it went on to entry 6'])
  expect(broken("DELETE FROM setting WHERE key = 'auditEnd'")).toEqual(['the chain ends with entry 6, but its end was kept as entry 0'])
  workspace.cleanup()
})

test('a signed report that was changed is named, also when its own hash was changed along', async () => {
  const workspace = await makeWorkspace()
  const { version } = openDay(workspace.session, {})
  signDay(workspace.session, { commandId: 'sign-the-day', day: '2026-11-20', expectedVersion: version, leaveOpen: true })
  expect(checkWorkspace(workspace.desk.db).ok).toBe(true)
  const { sqlite } = workspace.desk.db
  sqlite.exec(`UPDATE control_day SET report = replace(report, '"minutes":0', '"minutes":9')`)
  expect(problemsOf(workspace, 'signedReports')).toEqual(['the report of 2026-11-20 is not the one that was signed'])
  const report = sqlite.prepare('SELECT report FROM control_day').pluck().get() as string
  sqlite.prepare('UPDATE control_day SET report_hash = ?').run(createHash('sha256').update(report).digest('hex'))
  expect(problemsOf(workspace, 'signedReports')).toEqual(['the report of 2026-11-20 is not the one that the audit knows'])
  sqlite.exec('UPDATE control_day SET report = NULL')
  expect(problemsOf(workspace, 'signedReports')).toEqual(['the report of 2026-11-20 is not the one that was signed'])
  workspace.cleanup()
})

test('a row that points to nothing is named', async () => {
  const workspace = await makeWorkspace()
  const { sqlite } = workspace.desk.db
  sqlite.pragma('foreign_keys = OFF')
  sqlite.exec('UPDATE task SET assignee_id = 999 WHERE id = 2')
  expect(problemsOf(workspace, 'foreignKeys')).toEqual(["task 2: points to a person that doesn't exist"])
  workspace.cleanup()
})
