import { parseDay } from '../../backend/domain/time/days.ts'
import { withFileProblems } from '../../backend/store/fileProblems.ts'
import { callQuota } from '../../backend/usecases/callQuota.ts'
import { openWorkspaceToRead } from '../../backend/usecases/openWorkspace.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Invocation } from './command.ts'
import { table } from './table.ts'
import { pathOf, textOf, usageError } from './values.ts'

export const runCalls = (invocation: Invocation): number => {
  if (invocation.positionals[0] !== 'quota') throw usageError('calls takes: quota.')
  const day = parseDay(textOf(invocation, 'day'))
  if (day === null) throw new PultError('PULT_BAD_TIME', `--day takes a day like 2026-11-20, not «${textOf(invocation, 'day')}».`)
  const source = openWorkspaceToRead({ path: pathOf(invocation, 'db'), clock: invocation.clock })
  try {
    const quota = withFileProblems(source.path, () => callQuota(source, day, invocation.clock()))
    invocation.output.result(quota, () => table(['Manager', 'Calls', 'With recording', 'Eligible', 'Quota', 'Listened', 'Scored', 'Suspicious'],
      quota.items.map(row => [row.manager, row.calls, row.withRecording, row.eligible, row.quota, row.listened, row.scored, row.suspicious])))
    return 0
  } finally {
    source.close()
  }
}
