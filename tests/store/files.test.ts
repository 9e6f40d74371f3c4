import { expect, test } from 'vitest'
import { makeTestWorkspace } from './helpers.ts'
test('a workspace is made and opened', async () => {
  const w = await makeTestWorkspace()
  console.log(w.session.actor, w.desk.workspace, w.desk.settings().rules.silentDays)
  expect(w.reopen().session.actor.role).toBe('head')
  w.cleanup()
})
