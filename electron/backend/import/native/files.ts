import { closeSync, openSync, readdirSync, readSync, statSync, type Stats } from 'node:fs'
import { basename, join } from 'node:path'
import { PultError } from '../../../../src/shared/errors.ts'
import { isTableName } from '../../../../src/shared/tableFiles.ts'
import { factKinds, type FactKind } from '../../../../src/shared/vocabulary.ts'

export interface NamedFile { name: string, path: string }

interface NativeFile {
  file: string
  /** Columns without which no row can be told from another. */
  keys: readonly string[]
  columns: readonly string[]
}

/** The files of contract.md, «The native format», in the order in which references lead. */
export const nativeFiles = {
  people: { file: 'people.csv', keys: ['id'], columns: ['id', 'name', 'role', 'team', 'email', 'phone', 'active'] },
  stages: { file: 'stages.csv', keys: ['pipeline', 'stage'], columns: ['pipeline', 'stage', 'order', 'kind', 'dwell_limit_days', 'probability'] },
  clients: { file: 'clients.csv', keys: ['id'], columns: ['id', 'name', 'kind', 'phone', 'email', 'owner_id', 'created_at', 'created_by', 'channel'] },
  deals: {
    file: 'deals.csv', keys: ['id'],
    columns: [
      'id', 'title', 'client_id', 'owner_id', 'pipeline', 'stage', 'status', 'amount', 'currency', 'channel',
      'created_at', 'updated_at', 'stage_entered_at', 'expected_close', 'closed_at', 'refusal_reason',
    ],
  },
  stageMoves: { file: 'stage_moves.csv', keys: ['deal_id', 'at'], columns: ['deal_id', 'from_stage', 'to_stage', 'at', 'by'] },
  tasks: { file: 'tasks.csv', keys: ['id'], columns: ['id', 'deal_id', 'client_id', 'assignee_id', 'kind', 'title', 'created_at', 'due_at', 'done_at', 'result'] },
  activities: {
    file: 'activities.csv', keys: ['id'],
    columns: [
      'id', 'deal_id', 'client_id', 'manager_id', 'kind', 'state', 'direction', 'created_at', 'occurred_at', 'duration_s', 'talk_s', 'recording', 'subject',
    ],
  },
  notes: { file: 'notes.csv', keys: ['id'], columns: ['id', 'deal_id', 'client_id', 'author_id', 'created_at', 'text', 'pinned'] },
  adCosts: { file: 'ad_costs.csv', keys: ['channel', 'day'], columns: ['channel', 'day', 'amount', 'currency'] },
} as const satisfies Record<FactKind, NativeFile>

const kindOfFile = new Map<string, FactKind>(factKinds.map(kind => [nativeFiles[kind].file, kind]))

/** Which of the nine files a name means; null for any other file. */
export const nativeKindOf = (name: string): FactKind | null => kindOfFile.get(basename(name).toLowerCase()) ?? null

/** The native files of a folder. PULT_NOT_FOUND when there is no such folder, PULT_IMPORT_NO_FILES when none of the nine is in it. */
export const findNativeFiles = (folder: string): NamedFile[] => {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    throw new PultError('PULT_NOT_FOUND', `The folder ${folder} can't be read.`, { path: folder })
  }
  const found = names.filter(name => nativeKindOf(name) !== null).sort().map(name => ({ name, path: join(folder, name) }))
  if (found.length === 0) throw new PultError('PULT_IMPORT_NO_FILES', `The folder ${folder} holds none of the files of the native format.`, { path: folder })
  return found
}

/** null for what isn't there or may not be looked at: reading it says so in its own words. */
export const statOf = (path: string): Stats | null => {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

/** Files named one by one; a folder among them stands for its native files. */
export const findNamedFiles = (paths: readonly string[]): NamedFile[] => paths.flatMap(path => {
  return statOf(path)?.isDirectory() ? findNativeFiles(path) : [{ name: basename(path), path }]
})

/** Does a file with a native name begin as the native format does? What can't be looked at is left to its reader. */
export const beginsNative = ({ name, path }: NamedFile): boolean => {
  const kind = nativeKindOf(name)
  if (kind === null) return false
  const head = Buffer.alloc(16 * 1024)
  try {
    const file = openSync(path, 'r')
    try {
      const length = readSync(file, head, 0, head.length, 0)
      const line = head.toString('utf8', 0, length).replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0]!
      const columns = line.split(',').map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
      return nativeFiles[kind].keys.every(key => columns.includes(key))
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
}

/** Every table of a folder, whatever system it is from; a folder of native files stands for those alone. */
export const findExportFiles = (paths: readonly string[]): NamedFile[] => paths.flatMap(path => {
  if (!statOf(path)?.isDirectory()) return [{ name: basename(path), path }]
  let names: string[]
  try {
    names = readdirSync(path)
  } catch {
    throw new PultError('PULT_NOT_FOUND', `The folder ${path} can't be read.`, { path })
  }
  const native = names.filter(name => nativeKindOf(name) !== null)
  const tables = names.filter(isTableName)
  const found = native.some(name => beginsNative({ name, path: join(path, name) })) ? native : tables
  if (found.length === 0) throw new PultError('PULT_IMPORT_NO_FILES', `The folder ${path} holds no file that could be an export.`, { path })
  return found.sort().map(name => ({ name, path: join(path, name) }))
})
