import type { ReadDb } from '../db.ts'
import { one } from './rows.ts'

/** Columns that a source can fill, in the order in which `source_value` keeps them. */
export const sourceColumns = {
  deal: [
    'title', 'client_id', 'owner_id', 'pipeline_id', 'stage_id', 'status', 'amount', 'currency', 'channel',
    'created_at', 'updated_at', 'stage_entered_at', 'expected_close_day', 'closed_at', 'refusal_reason',
  ],
  task: ['deal_id', 'client_id', 'assignee_id', 'kind', 'title', 'created_at', 'due_at', 'due_day_only', 'done_at', 'result'],
  client: ['name', 'kind', 'phone', 'phone_e164', 'email', 'email_key', 'owner_id', 'created_at', 'created_by', 'channel'],
} as const

/**
 * Records of these types keep what the source said of them apart only once it differs from what stands here: triggers
 * (drizzle/0007) keep it before the first change. While there is no such row, the record's own columns are what the source said.
 */
export type LazyType = keyof typeof sourceColumns
export const isLazy = (type: string): type is LazyType => type in sourceColumns

const keptSql = (type: string, id: string): string => `(SELECT fields FROM source_value WHERE record_type = '${type}' AND record_id = ${id})`

/** What the source last said of a record, as JSON: SQL beside a table `deal`, `task` or `client`. null for a record of Pult's own. */
export const sourceFieldsSql = (type: LazyType): string =>
  `CASE WHEN ${type}.source <> 'pult' THEN coalesce(${keptSql(type, `${type}.id`)}, json_object(${sourceColumns[type].map(column => `'${column}', ${type}.${column}`).join(', ')})) END`

/** One of its values: SQL beside the same table. */
export const sourceFieldSql = (type: LazyType, column: string): string =>
  `CASE WHEN ${type}.source <> 'pult' THEN coalesce(${keptSql(type, `${type}.id`)}, json_object('${column}', ${type}.${column})) ->> '$.${column}' END`

/** What the source last said of a record, column by column; empty when no source has it. */
export const readSourceFields = <Value>(db: ReadDb, type: string, id: number): Record<string, Value> => {
  const row = isLazy(type)
    ? one<{ fields: string | null }>(db, `SELECT ${sourceFieldsSql(type)} AS fields FROM ${type} WHERE id = ?`, id)
    : one<{ fields: string | null }>(db, 'SELECT fields FROM source_value WHERE record_type = ? AND record_id = ?', type, id)
  return row?.fields ? JSON.parse(row.fields) as Record<string, Value> : {}
}
