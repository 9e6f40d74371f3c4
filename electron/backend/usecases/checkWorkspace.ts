import type { ReadDb } from '../store/db.ts'
import { checkAudit } from '../store/queries/checkAudit.ts'
import { checkDerived } from '../store/queries/checkDerived.ts'
import { checkReports } from '../store/queries/checkReports.ts'

export interface WorkspaceCheck { name: 'integrity' | 'foreignKeys' | 'derivedColumns' | 'auditChain' | 'signedReports', ok: boolean, problems: string[] }

/** The document of `pult check --json`. */
export interface WorkspaceChecks { ok: boolean, checks: WorkspaceCheck[] }

const shown = 100

/** Looks for anything in the file that can't be right; changes nothing. */
export const checkWorkspace = (db: ReadDb): WorkspaceChecks => {
  const checks: WorkspaceCheck[] = [
    check('integrity', integrityProblems(db)),
    check('foreignKeys', foreignKeyProblems(db)),
    check('derivedColumns', checkDerived(db).map(({ table, id, column, stored, expected }) => `${table} ${id}: ${column} is ${stored}, should be ${expected}`)),
    check('auditChain', [checkAudit(db)].filter(problem => problem !== null)),
    check('signedReports', checkReports(db)),
  ]
  return { ok: checks.every(({ ok }) => ok), checks }
}

const check = (name: WorkspaceCheck['name'], problems: string[]): WorkspaceCheck => ({ name, ok: problems.length === 0, problems: problems.slice(0, shown) })

const integrityProblems = ({ sqlite }: ReadDb): string[] =>
  (sqlite.pragma(`integrity_check(${shown})`) as { integrity_check: string }[]).map(row => row.integrity_check).filter(line => line !== 'ok')

const foreignKeyProblems = ({ sqlite }: ReadDb): string[] =>
  (sqlite.pragma('foreign_key_check') as { table: string, rowid: number | null, parent: string }[])
    .map(({ table, rowid, parent }) => `${table} ${rowid ?? ''}: points to a ${parent} that doesn't exist`)
