import { PultError } from '../../../src/shared/errors.ts'
import type { ReadDb } from '../store/db.ts'
import { auditWalk, checkAudit } from '../store/queries/checkAudit.ts'
import { checkDerived, derivedSlices } from '../store/queries/checkDerived.ts'
import { checkReports } from '../store/queries/checkReports.ts'
import type { DerivedDifference } from '../store/queries/derivedDifference.ts'

export interface WorkspaceCheck { name: 'integrity' | 'foreignKeys' | 'derivedColumns' | 'auditChain' | 'signedReports', ok: boolean, problems: string[] }

/** The document of `pult check --json`. */
export interface WorkspaceChecks { ok: boolean, checks: WorkspaceCheck[] }

const shown = 100

/** Looks for anything in the file that can't be right; changes nothing. */
export const checkWorkspace = (db: ReadDb): WorkspaceChecks => {
  const checks: WorkspaceCheck[] = [
    check('integrity', integrityProblems(db)),
    check('foreignKeys', foreignKeyProblems(db)),
    check('derivedColumns', checkDerived(db).map(differenceText)),
    check('auditChain', [checkAudit(db)].filter(problem => problem !== null)),
    check('signedReports', checkReports(db)),
  ]
  return { ok: checks.every(({ ok }) => ok), checks }
}

const check = (name: WorkspaceCheck['name'], problems: string[]): WorkspaceCheck => ({ name, ok: problems.length === 0, problems: problems.slice(0, shown) })

/**
 * The same in slices, so that the backend goes on answering: `onProgress` after each, `signal` stops between two. A table's structure,
 * a column, some thousand entries at a time.
 */
export const checkInSlices = async (db: ReadDb, onProgress: (done: number, total: number, name: WorkspaceCheck['name']) => void, signal: AbortSignal): Promise<WorkspaceChecks> => {
  const tables = db.sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[]
  const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const entries = db.sqlite.prepare('SELECT count(*) FROM audit_entry').pluck().get() as number
  const walk = auditWalk(db)
  let audit: string[] = []
  let walked = false
  const auditSlice = (): string[] => {
    if (walked) return []
    const step = walk(auditEntries)
    walked = step.done
    audit = step.problem === null ? [] : [step.problem]
    return audit
  }
  const slices: { name: WorkspaceCheck['name'], run: () => string[] }[] = [
    ...tables.map(table => ({ name: 'integrity' as const, run: () => integrityProblems(db, `integrity_check(${quoted(table)})`) })),
    ...tables.map(table => ({ name: 'foreignKeys' as const, run: () => foreignKeyProblems(db, `foreign_key_check(${quoted(table)})`) })),
    ...derivedSlices(db).map(slice => ({ name: 'derivedColumns' as const, run: () => slice().map(differenceText) })),
    ...Array.from({ length: Math.ceil((entries + 1) / auditEntries) }, () => ({ name: 'auditChain' as const, run: auditSlice })),
    { name: 'signedReports', run: () => checkReports(db) },
  ]
  const found = new Map<WorkspaceCheck['name'], string[]>(checkNames.map(name => [name, []]))
  for (const [index, { name, run }] of slices.entries()) {
    found.get(name)!.push(...run())
    onProgress(index + 1, slices.length, name)
    await new Promise(resolve => setImmediate(resolve))
    signal.throwIfAborted()
    if (!db.sqlite.open) throw new PultError('CANCELLED', 'The file was closed meanwhile.')
  }
  // Entries that were added meanwhile.
  while (!walked) found.get('auditChain')!.push(...auditSlice())
  const checks = checkNames.map(name => check(name, found.get(name)!))
  return { ok: checks.every(({ ok }) => ok), checks }
}

const auditEntries = 2000
const checkNames = ['integrity', 'foreignKeys', 'derivedColumns', 'auditChain', 'signedReports'] as const satisfies readonly WorkspaceCheck['name'][]
const differenceText = ({ table, id, column, stored, expected }: DerivedDifference): string => `${table} ${id}: ${column} is ${stored}, should be ${expected}`

const integrityProblems = ({ sqlite }: ReadDb, pragma = `integrity_check(${shown})`): string[] =>
  (sqlite.pragma(pragma) as { integrity_check: string }[]).map(row => row.integrity_check).filter(line => line !== 'ok')

const foreignKeyProblems = ({ sqlite }: ReadDb, pragma = 'foreign_key_check'): string[] =>
  (sqlite.pragma(pragma) as { table: string, rowid: number | null, parent: string }[])
    .map(({ table, rowid, parent }) => `${table} ${rowid ?? ''}: points to a ${parent} that doesn't exist`)
