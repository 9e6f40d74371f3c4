import { randomBytes } from 'node:crypto'
import { bars, redacted, withoutWords } from '../../domain/erasure.ts'
import type { WriteDb } from '../db.ts'
import { erasedKey, erasureSaltKey, readErasureSalt } from '../queries/erased.ts'
import { all, one, statement } from '../queries/rows.ts'
import { putSettingTx } from './settings.ts'

/** The same as `redacted` (domain/erasure.ts). */
const redactedSql = (column: string): string => `CASE WHEN length(trim(${column})) > 0 THEN substr($bars, 1, length(trim(${column}))) ELSE ${column} END`

const ofDeals = (column = 'deal_id'): string => `${column} IN (SELECT id FROM deal WHERE client_id = $client)`
const ofTasks = (column = 'task_id'): string => `${column} IN (SELECT id FROM task WHERE client_id = $client OR ${ofDeals()})`
const ofEither = `(client_id = $client OR ${ofDeals()})`
const ofCalls = `activity_id IN (SELECT id FROM activity WHERE ${ofEither})`
const ofChecks = `check_id IN (SELECT id FROM call_check WHERE ${ofCalls})`
const ofRecords = `((record_type = 'client' AND record_id = $client) OR (record_type = 'deal' AND ${ofDeals('record_id')}) OR (record_type = 'task' AND ${ofTasks('record_id')}))`

/** Where people wrote of the client: table, which rows, texts that become bars, and those that go. */
const places: readonly { table: string, where: string, texts?: readonly string[], gone?: readonly string[] }[] = [
  { table: 'task', where: ofEither, texts: ['title', 'result'] },
  { table: 'activity', where: ofEither, gone: ['subject', 'recording'] },
  { table: 'note', where: ofEither, texts: ['text'] },
  { table: 'call_check', where: ofCalls, texts: ['next_step', 'comment'] },
  { table: 'call_appeal', where: ofChecks, texts: ['text', 'decision_comment'] },
  { table: 'deal', where: 'client_id = $client', gone: ['title', 'refusal_reason'] },
  { table: 'refusal', where: ofDeals(), texts: ['comment', 'decision_comment', 'instruction', 'reopen_reason'], gone: ['reason_text'] },
  { table: 'question', where: `(${ofDeals()} OR ${ofTasks()})`, texts: ['text', 'answer'] },
  { table: 'control_task', where: ofDeals(), texts: ['title', 'result'] },
  { table: 'parking', where: ofDeals(), texts: ['reason'] },
  { table: 'deal_decision', where: ofDeals(), texts: ['reason'] },
  { table: 'task_decision', where: ofTasks(), texts: ['reason'] },
  { table: 'task_move_request', where: ofTasks(), texts: ['reason', 'decision_comment'] },
  { table: 'finding_decision', where: `finding_id IN (SELECT id FROM finding WHERE ${ofDeals()} OR (record_type = 'task' AND ${ofTasks('record_id')}))`, texts: ['reason'] },
  { table: 'divergence', where: ofRecords, gone: ['ours', 'theirs'] },
]
/** JSON that may carry the client's words along with others': only those words become bars. */
const carriers: readonly { table: string, key: string, column: string }[] = [
  { table: 'command', key: 'id', column: 'result' }, { table: 'import_batch', key: 'id', column: 'report' }, { table: 'deal_decision', key: 'id', column: 'made' },
  { table: 'task_decision', key: 'id', column: 'made' }, { table: 'finding_decision', key: 'id', column: 'made' }, { table: 'outbox_item', key: 'id', column: 'value' }, { table: 'saved_view', key: 'id', column: 'settings' },
]
/** Shorter ones stand in too many other texts. */
const shortestWord = 6

export interface ErasedClient { deals: number, tasks: number, contacts: number, notes: number, payloads: number }

/**
 * Takes out of a client's records, and out of whatever carries them along, who it was and what was written of them (152-FZ, art. 21). Rows, dates, sums
 * and counts stay, and so does the audit's chain: only contents go. The caller audits, and runs it `leavingNothing`.
 */
export const eraseClientTx = (db: WriteDb, { clientId, now }: { clientId: number, now: number }): ErasedClient => {
  const words = wordsOf(db, clientId)
  const parameters = { client: clientId, bars }
  const counts = one<Omit<ErasedClient, 'payloads'>>(db, `SELECT (SELECT count(*) FROM deal WHERE client_id = $client) AS deals, (SELECT count(*) FROM task WHERE ${ofEither}) AS tasks,
    (SELECT count(*) FROM activity WHERE ${ofEither}) AS contacts, (SELECT count(*) FROM note WHERE ${ofEither}) AS notes`, parameters)!
  for (const { table, where, texts = [], gone = [] } of places) {
    const changes = [...texts.map(column => `${column} = ${redactedSql(column)}`), ...gone.map(column => `${column} = NULL`)]
    statement(db, `UPDATE ${table} SET ${changes.join(', ')} WHERE ${where}`).run(texts.length > 0 ? parameters : { client: clientId })
  }
  const { source, externalId } = one<{ source: string, externalId: string }>(db, 'SELECT source, external_id AS externalId FROM client WHERE id = ?', clientId)!
  statement(db, 'UPDATE client SET name = NULL, phone = NULL, phone_e164 = NULL, email = NULL, email_key = NULL, external_id = ?, erased_at = ?, version = version + 1 WHERE id = ?')
    .run(erasedKey(saltOf(db, now), source, externalId), now, clientId)
  // After the changes above, which kept the former values as what the source said.
  for (const { type, id, fields } of all<{ type: string, id: number, fields: string }>(db, `SELECT record_type AS type, record_id AS id, fields FROM source_value WHERE ${ofRecords}`, { client: clientId })) {
    statement(db, 'UPDATE source_value SET fields = ? WHERE record_type = ? AND record_id = ?').run(JSON.stringify(withoutSaid(type, JSON.parse(fields) as Said)), type, id)
  }
  eraseChecks(db, parameters.client)
  for (const carrier of carriers) takeOut(db, carrier, words)
  const payloads = statement(db, `UPDATE audit_payload SET payload = NULL, erased_at = $now WHERE payload IS NOT NULL AND entry_id IN (
    SELECT id FROM audit_entry WHERE ${ofRecords} OR (record_type = 'refusal' AND record_id IN (SELECT id FROM refusal WHERE ${ofDeals()}))
      OR (record_type = 'activity' AND record_id IN (SELECT id FROM activity WHERE ${ofEither})) OR (record_type = 'note' AND record_id IN (SELECT id FROM note WHERE ${ofEither}))
      OR (record_type = 'question' AND record_id IN (SELECT id FROM question WHERE ${ofDeals()} OR ${ofTasks()})) OR (record_type = 'control_task' AND record_id IN (SELECT id FROM control_task WHERE ${ofDeals()})))`)
    .run({ client: clientId, now }).changes
  // Contents of others' entries that name the client, a bulk decision's for instance.
  const named = words.length === 0 ? 0 : statement(db, `UPDATE audit_payload SET payload = NULL, erased_at = $now WHERE payload IS NOT NULL AND EXISTS (SELECT 1 FROM json_each($words) AS word WHERE instr(payload, word.value) > 0)
    AND entry_id NOT IN (SELECT id FROM audit_entry WHERE action = 'signDay')`).run({ now, words: JSON.stringify(words.map(inJson)) }).changes
  // The index of words forgets what it dropped only when its parts are joined.
  for (const index of ['client_search', 'deal_search']) db.sqlite.exec(`INSERT INTO ${index} (${index}) VALUES ('optimize')`)
  return { ...counts, payloads: payloads + named }
}

const texts = new Set(['text', 'comment'])
/** JSON of a check: what a listener wrote becomes bars, marks and seconds stay. */
const withoutTexts = (json: string): string => JSON.stringify(JSON.parse(json), (key, value: unknown) => texts.has(key) && typeof value === 'string' ? redacted(value) : value)

/** What listeners wrote of the client's calls within JSON; their other texts stand in `places`. */
const eraseChecks = (db: WriteDb, client: number): void => {
  for (const { id, scores, comments } of all<{ id: number, scores: string, comments: string }>(db, `SELECT id, scores, comments FROM call_check WHERE ${ofCalls}`, { client })) {
    statement(db, 'UPDATE call_check SET scores = ?, comments = ? WHERE id = ?').run(withoutTexts(scores), withoutTexts(comments), id)
  }
  for (const { id, before } of all<{ id: number, before: string }>(db, `SELECT id, before FROM call_appeal WHERE before IS NOT NULL AND ${ofChecks}`, { client })) {
    statement(db, 'UPDATE call_appeal SET before = ? WHERE id = ?').run(withoutTexts(before), id)
  }
}

type Said = Record<string, string | number | null>
/** What the CRM said of dates, owners and states stays: the outbox compares with it. */
const withoutSaid = (type: string, said: Said): Said => {
  const gone = type === 'client' ? ['name', 'phone', 'phone_e164', 'email', 'email_key'] : type === 'deal' ? ['title', 'refusal_reason'] : []
  const texts = type === 'task' ? ['title', 'result'] : []
  return Object.fromEntries(Object.entries(said).map(([field, value]) => [field, gone.includes(field) ? null : texts.includes(field) && typeof value === 'string' ? redacted(value) : value]))
}

/** Runs work that leaves nothing of what it deletes in the file's free pages, nor in the log beside it. */
export const leavingNothing = <Result>({ sqlite }: WriteDb, work: () => Result): Result => {
  sqlite.pragma('secure_delete = ON')
  try {
    return work()
  } finally {
    sqlite.pragma('secure_delete = OFF')
    if (!sqlite.inTransaction) sqlite.pragma('wal_checkpoint(TRUNCATE)')
  }
}

/** What names the client: as it stands in the records, and as it may stand in others' texts. */
const wordsOf = (db: WriteDb, clientId: number): string[] => {
  const client = one<Record<string, string | null>>(db, 'SELECT name, phone, phone_e164, email, email_key FROM client WHERE id = ?', clientId)!
  const titles = all<{ title: string }>(db, `SELECT DISTINCT title FROM deal AS mine WHERE client_id = ? AND title IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM deal AS other WHERE other.title = mine.title AND other.client_id IS NOT mine.client_id)`, clientId).map(({ title }) => title)
  return [...new Set([...Object.values(client), ...titles].flatMap(text => text && text.trim().length >= shortestWord ? [text, text.trim()] : []))].sort((a, b) => b.length - a.length)
}

const inJson = (word: string): string => JSON.stringify(word).slice(1, -1)

const takeOut = (db: WriteDb, { table, key, column }: typeof carriers[number], words: readonly string[]): void => {
  if (words.length === 0) return
  const rows = all<{ key: string | number, text: string }>(db, `SELECT ${key} AS key, ${column} AS text FROM ${table} WHERE EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(${column}, word.value) > 0)`, JSON.stringify(words.map(inJson)))
  for (const row of rows) statement(db, `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`).run(JSON.stringify(withoutWords(JSON.parse(row.text), words)), row.key)
}

const saltOf = (db: WriteDb, now: number): string => {
  const known = readErasureSalt(db)
  if (known !== null) return known
  const salt = randomBytes(16).toString('hex')
  putSettingTx(db, { key: erasureSaltKey, value: JSON.stringify(salt), changedAt: now })
  return salt
}
