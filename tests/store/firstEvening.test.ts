import { afterEach, beforeEach, expect, test } from 'vitest'
import { dayOverview } from '../../electron/backend/usecases/dayOverview.ts'
import { openDay } from '../../electron/backend/usecases/openDay.ts'
import { importRows, smallTeam } from './importFiles.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'

let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => workspace.cleanup())

const exported = '2026-11-20T18:30:00+03:00'
const withoutTasks = () => ({ ...smallTeam(), tasks: [] })

test('Today was looked at before the first import: the import gives its walk the backlog’s part at once', async () => {
  expect(openDay(workspace.session, {}).progress.left).toBe(0)
  await importRows(workspace, withoutTasks(), exported)
  const { checks, progress } = dayOverview(workspace.session, {})
  expect(checks[0]).toMatchObject({ check: 'A', count: 1, backlog: { picked: 1, open: 1, carried: 0 }, done: false })
  expect(progress.left).toBeGreaterThan(0)
})

test('an import refills nobody’s part of the day', async () => {
  await importRows(workspace, withoutTasks(), exported)
  const before = openDay(workspace.session, {}).checks.map(check => check.backlog)
  await importRows(workspace, withoutTasks(), '2026-11-20T18:45:00+03:00')
  expect(dayOverview(workspace.session, {}).checks.map(check => check.backlog)).toEqual(before)
})
