import { checkWorkspace } from '../../backend/usecases/checkWorkspace.ts'
import { openWorkspaceToRead } from '../../backend/usecases/openWorkspace.ts'
import type { Invocation } from './command.ts'
import { pathOf } from './values.ts'

const words = { integrity: 'Integrity', foreignKeys: 'Foreign keys', derivedColumns: 'Derived columns', auditChain: 'Audit chain', signedReports: 'Signed reports' }

/** 0 when nothing is wrong with the file, else 1. */
export const runCheck = (invocation: Invocation): number => {
  const source = openWorkspaceToRead({ path: pathOf(invocation, 'db'), clock: invocation.clock })
  try {
    const document = checkWorkspace(source.db)
    invocation.output.result(document, () => document.checks.flatMap(({ name, ok, problems }) => [
      `${words[name].padEnd(16)} ${ok ? 'ok' : `${problems.length} problems`}`, ...problems.map(problem => `  ${problem}`),
    ]).join('\n'))
    return document.ok ? 0 : 1
  } finally {
    source.close()
  }
}
